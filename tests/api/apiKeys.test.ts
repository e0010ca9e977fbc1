import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { KEY_SCOPES, type KeyScope, PERMISSIONS } from '../../domain/permissions.ts'
import { type ApiWorld, apiWorld, GENERATE } from '../helpers/apiWorld.ts'
import { keyOf, type Person, personOf, type Voice } from '../helpers/members.ts'
import { nameOf, SAMPLE_PROVIDER, sampleOf, send } from '../helpers/samples.ts'
import { someone, THINGS, thingsOf, type Whose } from '../helpers/things.ts'
import { untilRefused } from '../helpers/untilRefused.ts'
import { CLIENT } from '../helpers/visitor.ts'

const KEYS = '/api/v1/api-keys'
const asked = { prompt: 'Launch our linen summer collection', platforms: ['instagram'] }

describe('API keys', () => {
  let world: ApiWorld
  let owner: Person
  let whose: Whose
  let brandId: string
  let otherBrand: string
  before(async () => {
    world = await apiWorld({ providers: [SAMPLE_PROVIDER] })
    whose = await someone(world)
    ;({ owner, brandId } = whose)
    otherBrand = await thingsOf(world, whose)('brand')
  })
  after(() => world.close())

  const make = async (body: Record<string, unknown> = {}, by = owner) =>
    by.ask('POST', KEYS, { body: { name: 'Nightly export', scopes: [...KEY_SCOPES], ...body } })
  const program = async (body: Record<string, unknown> = {}): Promise<Voice & { id: string }> => {
    const { status, body: made, text } = await make(body)
    assert.equal(status, 201, text)
    return { id: made.id, token: made.key, ask: (method, path, options) => world.ask(method, path, { token: made.key, ...options }) }
  }
  const generate = (by: Voice, body: Record<string, unknown> = {}) =>
    by.ask('POST', GENERATE, { body: { ...asked, brand_profile_id: brandId, approval: { approvers: [CLIENT] }, ...body } })

  it('are shown once, and only their hash is kept', async () => {
    const { body } = await make()
    assert.match(body.key, /^amc_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/)
    assert.ok(body.key.startsWith(`${body.prefix}_`))
    const listed = await owner.ask('GET', KEYS)
    assert.ok(listed.body.items.some((item: { id: string }) => item.id === body.id))
    assert.ok(!listed.text.includes(body.key))
    const row = await world.db('api_keys').where({ id: body.id }).first()
    assert.deepEqual(row.key_hash, createHash('sha256').update(body.key).digest())
    const secret = body.key.slice(body.prefix.length + 1)
    for (const table of ['api_keys', 'audit_log', 'idempotency_keys', 'mails'])
      assert.ok(!JSON.stringify(await world.db(table)).includes(secret), table)
  })

  it('have the scopes they were given and no other', async () => {
    for (const scope of KEY_SCOPES) {
      const key = await program({ scopes: [scope] })
      for (const endpoint of world.endpoints.filter((e) => (PERMISSIONS as readonly string[]).includes(e.access) && e.access !== scope)) {
        const call = (await sampleOf(endpoint).call?.(thingsOf(world, whose), world)) ?? {}
        const answer = await send(endpoint, call, key.ask)
        assert.equal(answer.status, 403, `${nameOf(endpoint)} by a key for ${scope}`)
        assert.deepEqual(answer.body.details, { needs: endpoint.access })
      }
      if (scope === 'usage.read') assert.equal((await key.ask('GET', '/api/v1/billing/usage')).status, 200)
    }
  }).timeout(60_000)

  it('cannot be given rights over people, keys or the organization, nor made by a key or an editor', async () => {
    for (const scope of PERMISSIONS.filter((p) => !KEY_SCOPES.includes(p as KeyScope)))
      assert.equal((await make({ scopes: [scope] })).status, 400, scope)
    assert.equal((await make({ scopes: [] })).status, 400)
    assert.equal((await (await program()).ask('POST', KEYS, { body: { name: 'x', scopes: ['content.read'] } })).status, 403)
    assert.equal((await make({}, await personOf(world, { organizationId: whose.organizationId, role: 'editor' }))).status, 403)
  })

  it('see the brands they are limited to and what was made for those', async () => {
    const key = await program({ brand_ids: [brandId] })
    const mine = await generate(key)
    assert.equal(mine.status, 202, mine.text)
    const unnamed = await generate(key, { brand_profile_id: undefined })
    assert.equal(unnamed.body.brand.id, brandId, 'who sees one brand means that one')
    const other = await owner.ask('POST', GENERATE, { body: { ...asked, brand_profile_id: otherBrand } })
    assert.equal((await generate(key, { brand_profile_id: otherBrand })).status, 404)
    assert.equal((await key.ask('GET', `/api/v1/brands/${otherBrand}`)).status, 404)
    assert.equal((await key.ask('GET', `/api/v1/content/requests/${other.body.id}`)).status, 404)
    assert.equal((await key.ask('POST', `/api/v1/content/requests/${other.body.id}/cancel`)).status, 404)
    const brands = (await key.ask('GET', '/api/v1/brands')).body.items.map((b: { id: string }) => b.id)
    assert.deepEqual(brands, [brandId])
    const history = (await key.ask('GET', '/api/v1/content/history')).body.items.map((r: { brand: { id: string } }) => r.brand.id)
    assert.ok(history.length >= 2)
    assert.ok(history.every((id: string) => id === brandId))
    assert.equal((await key.ask('POST', '/api/v1/brands', { body: { brand_name: 'Mine' } })).status, 403)
  })

  it('name who approves, because nobody reads their mail', async () => {
    const key = await program()
    const refused = await generate(key, { approval: {} })
    assert.equal(refused.status, 400)
    assert.match(refused.body.detail, /approvers/)
    assert.equal((await generate(key, { approval: { mode: 'none' } })).status, 202)
    const { body } = await generate(key)
    const row = await world.db('content_requests').where({ id: body.id }).first()
    assert.deepEqual([row.api_key_id, row.user_id], [key.id, owner.userId])
    const noted = await world.db('audit_log').where({ request_id: body.id, action: 'content.requested' }).first()
    assert.equal(noted.actor, `key/${key.id}`)
  })

  it('create and cancel, and reach no decision by any route', async () => {
    const key = await program()
    const { id } = (await generate(key)).body
    const cancelled = await key.ask('POST', `/api/v1/content/requests/${id}/cancel`)
    assert.deepEqual([cancelled.status, cancelled.body.status], [200, 'cancelled'])
    const take = thingsOf(world, whose)
    const secrets = await Promise.all(THINGS.filter((thing) => thing.endsWith('Token')).map(take))
    for (const endpoint of world.endpoints.filter((e) => e.access !== 'public')) {
      const answer = await send(endpoint, (await sampleOf(endpoint).call?.(take, world)) ?? {}, key.ask)
      for (const secret of secrets) assert.ok(!answer.text.includes(secret), nameOf(endpoint))
    }
    assert.deepEqual(await world.db('decisions'), [])
    // The one way to decide is the link of a mail, and it is the link that counts there.
    const hidden = { 'instagram.verdict': 'approve', 'instagram.version': '1' }
    const decided = await key.ask('POST', `/approve/${'x'.repeat(43)}`, {
      raw: new URLSearchParams(hidden).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(decided.status, 404)
  })

  it('end on their day', async () => {
    const past = new Date(Date.now() - 1_000).toISOString()
    assert.equal((await make({ expires_at: past })).status, 400)
    const key = await keyOf(world, { organizationId: whose.organizationId, scopes: KEY_SCOPES, expiresAt: past })
    const answer = await key.ask('GET', '/api/v1/brands')
    assert.equal(answer.status, 401)
    assert.match(answer.body.detail, /expired/)
    assert.equal((await (await program({ expires_at: '2999-01-01T00:00:00.000Z' })).ask('GET', '/api/v1/brands')).status, 200)
  })

  it('are refused within a second of being revoked, once and for all', async () => {
    const key = await program()
    assert.equal((await key.ask('GET', '/api/v1/brands')).status, 200)
    assert.equal((await owner.ask('DELETE', `${KEYS}/${key.id}`)).status, 204)
    assert.equal(await untilRefused(() => key.ask('GET', '/api/v1/brands')), 401)
    assert.equal((await owner.ask('DELETE', `${KEYS}/${key.id}`)).status, 204, 'again')
    const actions = await world
      .db('audit_log')
      .where({ subject: `key/${key.id}` })
      .orderBy('seq')
      .pluck('action')
    assert.deepEqual(actions, ['key.created', 'key.revoked'])
    const listed = (await owner.ask('GET', `${KEYS}?limit=100`)).body.items.find((item: { id: string }) => item.id === key.id)
    assert.ok(listed.revoked_at)
  })

  it('say when they were last used', async () => {
    const key = await program()
    const used = async () => (await world.db('api_keys').where({ id: key.id }).first('last_used_at')).last_used_at as Date | null
    assert.equal(await used(), null)
    await key.ask('GET', '/api/v1/brands')
    assert.ok((await used()) instanceof Date)
  })

  it('that are made up, cut short or of another shape open nothing', async () => {
    const { token } = await program()
    for (const made of [
      token.slice(0, -1),
      `${token}x`,
      token.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
      `amc_00000000_${'x'.repeat(43)}`,
    ])
      assert.equal((await world.ask('GET', '/api/v1/brands', { token: made })).status, 401, made)
  })
})
