import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type ApiWorld, apiWorld, GENERATE, type Member } from '../helpers/apiWorld.ts'

type Schema = Record<string, unknown> & { properties: Record<string, Record<string, unknown>> }
type Operation = {
  operationId: string
  parameters?: { name: string; schema: Schema }[]
  responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }>
}
type Document = {
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

// What `npm run fuzz` has found: where the document said less, or another thing, than the parsers take.
describe('the OpenAPI document, held against what is taken', () => {
  let world: ApiWorld
  let me: Member
  let document: Document
  before(async () => {
    world = await apiWorld()
    me = await world.agency()
    document = (await world.ask('GET', '/api/v1/openapi.json')).body
  })
  after(() => world.close())

  const property = (schema: string, name: string) => document.components.schemas[schema]?.properties[name] ?? {}

  it('takes an empty X-Organization-Id for an organization one is no member of, never for the first one', async () => {
    for (const asked of ['', 'mine', randomUUID()]) {
      const answer = await me.ask('POST', '/api/v1/brands', { body: { brand_name: 'Elsewhere' }, headers: { 'x-organization-id': asked } })
      assert.deepEqual([answer.status, answer.body.code], [403, 'forbidden'], `"${asked}"`)
    }
    const named = await me.ask('GET', '/api/v1/brands', { headers: { 'x-organization-id': me.organizationId.toUpperCase() } })
    assert.equal(named.status, 200)
    assert.equal(named.body.items.length, 1)
  })
})
