import assert from 'node:assert/strict'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { join, keyOf, personOf } from '../helpers/members.ts'

const VIEWS = '/api/v1/content/views'

describe('views of the history', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const names = async (who: { ask: ApiWorld['ask'] }, headers = {}) =>
    (await who.ask('GET', VIEWS, { headers })).body.items.map(({ name }: { name: string }) => name)

  it('are the person’s own: not of another member, not in another organization, not of an API key', async () => {
    const [me, stranger] = [await world.agency(), await world.agency()]
    const colleague = await personOf(world, { organizationId: me.organizationId, role: 'owner' })
    const { id } = (await me.ask('POST', VIEWS, { body: { name: 'Mine', filter: { status: ['failed'] } } })).body
    for (const who of [colleague, stranger]) {
      assert.deepEqual(await names(who), [])
      for (const [method, body] of [
        ['PATCH', { name: 'Stolen' }],
        ['DELETE', undefined],
      ] as const) {
        const answers = await Promise.all(
          [id, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e', 'x'].map((one) => who.ask(method, `${VIEWS}/${one}`, { body })),
        )
        for (const answer of answers) {
          assert.equal(answer.status, 404)
          assert.deepEqual({ ...answer.body, request_id: '' }, { ...answers[0]?.body, request_id: '' })
        }
      }
    }
    await join(world, me.userId, { organizationId: stranger.organizationId, role: 'viewer' })
    assert.deepEqual(await names(me, { 'x-organization-id': stranger.organizationId }), [])
    assert.deepEqual(await names(me, { 'x-organization-id': me.organizationId }), ['Mine'])
    const key = await keyOf(world, { organizationId: me.organizationId, scopes: ['content.read'], createdBy: me.userId })
    for (const [method, path, body] of [
      ['GET', VIEWS],
      ['POST', VIEWS, { nonsense: 1 }],
      ['PATCH', `${VIEWS}/${id}`, {}],
      ['DELETE', `${VIEWS}/${id}`],
    ] as const)
      assert.equal((await key.ask(method, path, { body })).status, 403, method)
  })

  it('hold any filter that the history takes, as it takes it', async () => {
    const me = await world.agency()
    const filter = {
      q: 'linen',
      status: ['failed', 'expired'],
      platform: ['x'],
      brand_id: me.brandId,
      from: '2026-01-01',
      to: '2026-02-01T00:00:00Z',
    }
    const kept = await me.ask('POST', VIEWS, { body: { name: '  Everything ', filter } })
    assert.equal(kept.status, 201)
    assert.deepEqual([kept.body.name, kept.body.filter], ['Everything', filter])
    const query = new URLSearchParams(
      Object.entries(kept.body.filter).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)] as [string, string])),
    )
    assert.equal((await me.ask('GET', `/api/v1/content/history?${query}`)).status, 200)
    assert.deepEqual((await me.ask('POST', VIEWS, { body: { name: 'One', filter: { status: 'failed' } } })).body.filter, {
      status: ['failed'],
    })
    assert.deepEqual((await me.ask('POST', VIEWS, { body: { name: 'All', filter: {} } })).body.filter, {})
    for (const wrong of [{ limit: 3 }, { cursor: 'x' }, { status: ['done'] }, { status: [] }, { from: 'soon' }, { q: '' }])
      assert.equal((await me.ask('POST', VIEWS, { body: { name: 'Wrong', filter: wrong } })).status, 400, JSON.stringify(wrong))
    for (const body of [{ filter: {} }, { name: '', filter: {} }, { name: 'x'.repeat(81), filter: {} }, { name: 'x' }])
      assert.equal((await me.ask('POST', VIEWS, { body })).status, 400, JSON.stringify(body))
  })

  it('are renamed, replaced and deleted', async () => {
    const me = await world.agency()
    const { id } = (await me.ask('POST', VIEWS, { body: { name: 'Before', filter: { q: 'linen' } } })).body
    assert.deepEqual((await me.ask('PATCH', `${VIEWS}/${id}`, { body: { name: 'After' } })).body.filter, { q: 'linen' })
    const replaced = (await me.ask('PATCH', `${VIEWS}/${id}`, { body: { filter: { platform: ['x'] } } })).body
    assert.deepEqual([replaced.name, replaced.filter], ['After', { platform: ['x'] }])
    assert.equal((await me.ask('DELETE', `${VIEWS}/${id}`)).status, 204)
    assert.equal((await me.ask('DELETE', `${VIEWS}/${id}`)).status, 404)
    assert.deepEqual(await names(me), [])
  })

  it('are fifty at the most, however many come at once, and an Idempotency-Key makes one', async () => {
    const me = await world.agency()
    const keep = (name: string, headers = {}) => me.ask('POST', VIEWS, { body: { name, filter: {} }, headers })
    const [one, same] = await Promise.all([1, 2].map(() => keep('Once', { 'idempotency-key': 'a' })))
    assert.ok([one?.status, same?.status].every((status) => status === 201 || status === 409))
    const answers = await Promise.all(Array.from({ length: 55 }, (_, i) => keep(`View ${i}`)))
    assert.equal(answers.filter(({ status }) => status === 201).length, 49)
    assert.match(answers.find(({ status }) => status === 409)?.body.detail, /50 views/)
    assert.equal((await names(me)).length, 50)
    // Of one key, another person makes their own.
    const colleague = await personOf(world, { organizationId: me.organizationId, role: 'viewer' })
    assert.equal(
      (await colleague.ask('POST', VIEWS, { body: { name: 'Once', filter: {} }, headers: { 'idempotency-key': 'a' } })).status,
      422,
    )
  })

  it('go with the membership', async () => {
    const me = await world.agency()
    const member = await personOf(world, { organizationId: me.organizationId, role: 'viewer' })
    await member.ask('POST', VIEWS, { body: { name: 'Mine', filter: {} } })
    assert.equal((await me.ask('DELETE', `/api/v1/members/${member.userId}`)).status, 204)
    assert.equal((await world.db('content_views').where({ user_id: member.userId })).length, 0)
  })
})
