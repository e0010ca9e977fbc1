import assert from 'node:assert/strict'
import { commitUnits } from '../../db/quota.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { keyOf, personOf } from '../helpers/members.ts'
import { pastCall, pastRequest } from '../helpers/past.ts'

const COSTS = '/api/v1/billing/costs'
type Agency = Member & { brandId: string }

describe('what models cost', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const costs = async (who: Pick<Member, 'ask'>, query = 'from=2026-01&to=2026-03') => {
    const answer = await who.ask('GET', `${COSTS}?${query}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const request = (me: Agency, at: string, brandId = me.brandId) =>
    pastRequest(world.db, { organizationId: me.organizationId, brandId, at, platforms: ['instagram', 'x'] })
  const call = (me: Agency, requestId: string, at: string, costMicros: number, of: Partial<Parameters<typeof pastCall>[1]> = {}) =>
    pastCall(world.db, { organizationId: me.organizationId, requestId, at, costMicros, ...of })
  const months = (body: { months: { month: string; cost_usd: number }[] }) => body.months.map((m) => [m.month, m.cost_usd])

  it('is told of the own organization and of the brands that the caller sees, and of nothing else', async () => {
    const [me, stranger] = [await world.agency(), await world.agency()]
    const other = (await me.brand('Kopi Senja')).id
    await call(me, await request(me, '2026-02-03T10:00:00Z'), '2026-02-03T10:00:00Z', 1_000_000)
    await call(me, await request(me, '2026-02-03T10:00:00Z', other), '2026-02-03T10:00:00Z', 20_000_000, { agent: 'x', model: 'hidden' })
    const nothing = await costs(stranger)
    assert.deepEqual(nothing.total, { cost_usd: 0, model_calls: 0, input_tokens: 0, output_tokens: 0, requests: 0, units: 0 })
    assert.deepEqual([nothing.by_brand, nothing.by_agent, nothing.by_model], [[], [], []])

    const viewer = await personOf(world, { organizationId: me.organizationId, role: 'viewer', brandIds: [me.brandId] })
    const key = await keyOf(world, { organizationId: me.organizationId, scopes: ['usage.read'], brandIds: [me.brandId] })
    for (const limited of [viewer, key]) {
      const body = await costs(limited)
      assert.deepEqual([body.total.cost_usd, body.total.requests], [1, 1])
      assert.deepEqual(
        body.by_brand.map((b: { brand: unknown }) => b.brand),
        [{ id: me.brandId, name: 'Marlow Linen' }],
      )
      assert.doesNotMatch(JSON.stringify(body), new RegExp(`hidden|Kopi|${other}`))
    }
    const all = await costs(me)
    assert.deepEqual([all.total.cost_usd, all.total.requests], [21, 2])
    assert.deepEqual(
      all.by_brand.map((b: { brand: { name: string }; cost_usd: number }) => [b.brand.name, b.cost_usd]),
      [
        ['Kopi Senja', 20],
        ['Marlow Linen', 1],
      ],
    )
    assert.equal(
      (await (await personOf(world, { organizationId: me.organizationId, role: 'client', brandIds: [me.brandId] })).ask('GET', COSTS))
        .status,
      403,
    )
  })

  it('is the same to the millionth as what the requests say of themselves: calls, failed attempts and embeddings', async () => {
    const me = await world.agency()
    const [one, two] = [await request(me, '2026-01-10T10:00:00Z'), await request(me, '2026-03-10T10:00:00Z')]
    await call(me, one, '2026-01-10T10:00:01Z', 1, { agent: 'strategist', tokens: [1_500, 600] })
    await call(me, one, '2026-01-10T10:00:02Z', 333_333, { agent: 'instagram' })
    await call(me, one, '2026-01-10T10:00:03Z', 70_007, {
      agent: 'instagram',
      kind: 'attempt',
      provider: 'anthropic',
      model: 'claude-haiku-5-5',
    })
    await call(me, one, '2026-02-10T10:00:00Z', 5, { kind: 'embedding', model: 'text-embedding-3-small', tokens: [42, 0] })
    await call(me, two, '2026-03-10T10:00:00Z', 2_000_000, { agent: 'x', model: 'gpt-4o-mini' })
    const body = await costs(me)
    const requests = await Promise.all(
      [one, two].map(async (id) => (await me.ask('GET', `/api/v1/content/requests/${id}`)).body.cost.by_agent),
    )
    const known = new Map<string, number[]>()
    for (const a of requests.flat()) {
      const so = known.get(a.agent) ?? [0, 0, 0, 0]
      known.set(
        a.agent,
        [a.calls, a.input_tokens, a.output_tokens, Math.round(a.cost_usd * 1e6)].map((n, i) => n + (so[i] ?? 0)),
      )
    }
    const told = body.by_agent.map((a: Record<string, number>) => [
      a.agent,
      [a.model_calls, a.input_tokens, a.output_tokens, Math.round((a.cost_usd ?? 0) * 1e6)],
    ])
    assert.deepEqual(new Map(told), known)
    assert.equal(body.total.cost_usd, 2.403346)
    assert.deepEqual(months(body), [
      ['2026-01', 0.403341],
      ['2026-02', 0.000005],
      ['2026-03', 2],
    ])
    assert.deepEqual(
      body.by_model.map((m: { provider: string; model: string; cost_usd: number; model_calls: number }) => [
        m.provider,
        m.model,
        m.cost_usd,
        m.model_calls,
      ]),
      [
        ['openai', 'gpt-4o-mini', 2, 1],
        ['openai', 'gpt-4o', 0.333334, 2],
        ['anthropic', 'claude-haiku-5-5', 0.070007, 0],
        ['openai', 'text-embedding-3-small', 0.000005, 1],
      ],
    )
    assert.deepEqual(
      body.months.map((m: { requests: number }) => m.requests),
      [1, 0, 1],
    )
  })

  it('counts a day once, whoever and however many ask, and what comes after it as it comes', async () => {
    const me = await world.agency()
    const id = await request(me, '2026-01-10T10:00:00Z')
    await call(me, id, '2026-01-10T10:00:00Z', 100)
    await call(me, id, new Date().toISOString(), 7)
    const to = new Date().toISOString().slice(0, 7)
    const all = await Promise.all(Array.from({ length: 8 }, () => costs(me, `from=2025-12&to=${to}`)))
    for (const body of all) assert.equal(body.total.cost_usd, 0.000107)
    assert.equal((await world.db('cost_days').where({ organization_id: me.organizationId })).length, 1)
    await call(me, id, new Date().toISOString(), 3)
    assert.equal((await costs(me, `to=${to}`)).total.cost_usd, 0.00011)
    assert.equal((await costs(me, `to=${to}`)).months.length, 12)
  })

  it('has months of the organization’s time zone, also after that was changed', async () => {
    const me = await world.agency()
    const id = await request(me, '2026-01-31T18:00:00Z')
    await call(me, id, '2026-01-31T18:00:00Z', 4_000_000)
    const before = await costs(me)
    assert.deepEqual([before.time_zone, ...months(before)], ['UTC', ['2026-01', 4], ['2026-02', 0], ['2026-03', 0]])
    await me.ask('PATCH', '/api/v1/organization', { body: { time_zone: 'Asia/Jakarta' } })
    const after = await costs(me)
    assert.deepEqual([after.time_zone, ...months(after)], ['Asia/Jakarta', ['2026-01', 0], ['2026-02', 4], ['2026-03', 0]])
    assert.deepEqual(
      after.months.map((m: { requests: number }) => m.requests),
      [0, 1, 0],
    )
    assert.deepEqual(months(await costs(me, 'from=2026-01&to=2026-01')), [['2026-01', 0]])
  })

  it('has units of what reviews showed, not of what is only reserved', async () => {
    const me = await world.agency()
    const { id } = (await me.generate({ platforms: ['instagram', 'linkedin', 'tiktok'] })).body
    const to = new Date().toISOString().slice(0, 7)
    assert.deepEqual(
      [(await costs(me, `to=${to}`)).total].map((t) => [t.requests, t.units]),
      [[1, 0]],
    )
    await commitUnits(world.db, { organizationId: me.organizationId, requestId: id, run: 1, platforms: ['instagram', 'tiktok'] })
    const body = await costs(me, `to=${to}`)
    assert.deepEqual([body.total.requests, body.total.units, body.by_brand[0].units, body.months.at(-1).units], [1, 2, 2, 2])
    assert.equal((await me.ask('GET', '/api/v1/billing/usage')).body.used, 2)
  })

  for (const query of [
    'from=2026-03&to=2026-02',
    'from=2024-01&to=2026-01',
    'from=2026-13',
    'to=2026',
    'from=2026-01-01',
    'to=1999-01',
    'brand=x',
  ])
    it(`refuses ${query}`, async () => assert.equal((await (await world.agency()).ask('GET', `${COSTS}?${query}`)).status, 400))
  it('takes 24 months', async () => assert.equal((await costs(await world.agency(), 'from=2024-02&to=2026-01')).months.length, 24))
})
