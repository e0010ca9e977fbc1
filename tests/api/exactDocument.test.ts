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

  it('says which e-mail addresses it takes, and takes none that no mail can reach', async () => {
    const pattern = new RegExp(String(property('Registration', 'email').pattern))
    const local = 'a'.repeat(64)
    const taken = ['ada@example.com', 'ada+news@mail.example.co', `${local}@example.com`, `ada@${'b'.repeat(63)}.com`]
    const refused = ['4`t_$j5m@example.com', 'ada@example', 'ada@-example.com', `a${local}@example.com`, `ada@${'b'.repeat(64)}.com`]
    for (const email of [...taken, ...refused]) {
      const { status } = await world.ask('POST', '/api/v1/auth/password/forgot', { body: { email } })
      assert.equal(status, taken.includes(email) ? 202 : 400, email)
      assert.equal(pattern.test(email), taken.includes(email), email)
    }
  })

  it('lists the time zones it takes', async () => {
    const zones = property('OrganizationChanges', 'time_zone').enum as string[]
    assert.ok(zones.includes('Asia/Jakarta') && zones.includes('UTC'))
    for (const [time_zone, status] of [
      ['Asia/Jakarta', 200],
      ['UTC', 200],
      ['Mars/Olympus', 400],
    ] as const)
      assert.equal((await me.ask('PATCH', '/api/v1/organization', { body: { time_zone } })).status, status, time_zone)
  })

  it('says that a change names a field', async () => {
    for (const [schema, path] of [
      ['OrganizationChanges', '/api/v1/organization'],
      ['BrandChanges', `/api/v1/brands/${randomUUID()}`],
    ] as const) {
      assert.equal(document.components.schemas[schema]?.minProperties, 1)
      assert.equal((await me.ask('PATCH', path, { body: {} })).status, 400)
    }
  })

  it('says that a platform and a reminder are named once', async () => {
    assert.equal(property('Generate', 'platforms').uniqueItems, true)
    const reminders = (property('Generate', 'approval') as unknown as Schema).properties.remind_before_hours
    assert.equal(reminders?.uniqueItems, true)
    const body = { prompt: 'Launch', platforms: ['tiktok', 'tiktok'] }
    assert.equal((await me.ask('POST', GENERATE, { body })).status, 400)
  })

  it('gives an example of a request that is taken as it stands', async () => {
    const answer = await me.ask('POST', GENERATE, { body: document.components.schemas.Generate?.example })
    assert.equal(answer.status, 202)
  })

  it('says by a pattern what a return_to looks like', async () => {
    const parameters = document.paths['/api/v1/auth/oidc/{provider}/start']?.get?.parameters
    const pattern = new RegExp(String(parameters?.find(({ name }) => name === 'return_to')?.schema.pattern), 'u')
    for (const good of ['/', '/brands?page=2#top', '/über/x']) assert.match(good, pattern)
    for (const bad of ['', 'brands', '//evil.example', '/\\evil.example', '/a\nb', 'https://evil.example'])
      assert.doesNotMatch(bad, pattern)
  })

  it('describes a stream by its events', async () => {
    const described = document.paths['/api/v1/content/requests/{id}/events']?.get?.responses['200']?.content['text/event-stream']?.schema
    assert.equal(described?.$ref, '#/components/schemas/StreamedEvent')
    const { id } = (await me.generate()).body
    await me.ask('POST', `/api/v1/content/requests/${id}/cancel`)
    const { text } = await me.ask('GET', `/api/v1/content/requests/${id}/events`)
    const events = text.split('\n\n').filter((block) => /^data: /m.test(block))
    assert.ok(events.length >= 2)
    const names = Object.keys(document.components.schemas.StreamedEvent?.properties ?? {})
    for (const event of events)
      assert.deepEqual(
        event.split('\n').map((line) => line.split(':')[0]),
        names,
      )
  })

  it('names operations so that they can be functions, and says which texts nothing takes', async () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    for (const id of ids) assert.match(id, /^[a-z][A-Za-z0-9]*$/)
    assert.ok(ids.includes('getApiKeys'))
    assert.match(document.info.description, /No text may hold NUL/)
    assert.equal((await me.ask('POST', '/api/v1/brands', { body: { brand_name: 'a\u0000b' } })).status, 400)
  })
})
