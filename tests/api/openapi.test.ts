import assert from 'node:assert/strict'
import { PLATFORMS } from '../../domain/words.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'

type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}
type Operation = {
  operationId: string
  summary: string
  security: unknown[]
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: unknown }> }>
}

describe('the OpenAPI document', () => {
  let world: ApiWorld
  let document: Document
  let operations: [string, string, Operation][]
  before(async () => {
    world = await apiWorld()
    document = (await world.ask('GET', '/api/v1/openapi.json')).body
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string, Operation] => [path, method, operation]),
    )
  })
  after(() => world.close())

  it('is 3.1 and holds every route of the application, and no other', () => {
    assert.match(document.openapi, /^3\.1\./)
    const described = operations.map(([path, method]) => `${method} ${path}`).sort()
    const routed = world.endpoints.map((e) => `${e.method} ${e.path.replaceAll(/:(\w+)/g, '{$1}')}`).sort()
    assert.deepEqual(described, routed)
    assert.ok(described.includes('post /approve/{token}'))
  })

  it('describes every answer with words, every JSON with a schema, and every parameter of a path', () => {
    for (const [path, method, operation] of operations) {
      const name = `${method} ${path}`
      assert.ok(operation.summary, name)
      assert.ok(
        Object.keys(operation.responses).some((status) => status < '400'),
        `${name} has a good answer`,
      )
      assert.ok(operation.responses['500'], `${name} may fail`)
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        assert.ok(description, `${name} ${status}`)
        if (status !== '204' && status !== '302') assert.ok(Object.values(content ?? {})[0]?.schema, `${name} ${status} has a schema`)
      }
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1])
      const given = (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name)
      assert.deepEqual(given, wanted, name)
    }
    assert.equal(new Set(operations.map(([, , o]) => o.operationId)).size, operations.length)
  })

  it('refers only to what it holds', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1] ?? '')
    assert.ok(refs.length > 20)
    for (const ref of refs) assert.ok(ref.replace('#/components/schemas/', '') in document.components.schemas, ref)
  })

  it('writes patterns that compile, without flags', () => {
    const patterns: string[] = []
    JSON.stringify(document, (key, value) => {
      if (key === 'pattern') patterns.push(value)
      return value
    })
    assert.ok(patterns.length > 5)
    for (const pattern of patterns) {
      assert.doesNotMatch(pattern, /\/[a-z]+$/)
      new RegExp(pattern, 'u')
    }
  })

  it('says what the parser says: limits, defaults, closed objects', () => {
    const generate = document.components.schemas.Generate as {
      properties: Record<string, Record<string, unknown>>
      additionalProperties: unknown
    }
    assert.equal(generate.additionalProperties, false)
    assert.equal(generate.properties.prompt?.maxLength, 10_000)
    assert.deepEqual((generate.properties.platforms?.items as { enum: string[] } | undefined)?.enum, [...PLATFORMS])
    assert.equal(generate.properties.language?.default, 'en')
  })

  it('asks for a token exactly where the router does', async () => {
    for (const [path, method, operation] of operations) {
      const there = path.replaceAll(/\{\w+\}/g, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e')
      const { status, body } = await world.ask(method.toUpperCase(), there)
      const asks = status === 401 && /^Sign in first/.test(body.detail)
      assert.equal(asks, operation.security.length > 0, `${method} ${path}`)
    }
  })
})
