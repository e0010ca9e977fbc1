import assert from 'node:assert/strict'
import { type ApiWorld, apiWorld, GENERATE, type Member } from '../helpers/apiWorld.ts'
import { keyOf, organizationOf, personOf } from '../helpers/members.ts'
import { pastCall, pastRequest } from '../helpers/past.ts'
import { snapshotOf } from '../helpers/tenantTables.ts'

const ESTIMATE = '/api/v1/content/estimate'
type Agency = Member & { brandId: string }
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

describe('an estimate', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld({ languages: ['en'] })
  })
  after(() => world.close())

  const estimate = async (who: Pick<Member, 'ask'>, body: Record<string, unknown> = { platforms: ['instagram', 'x'] }) => {
    const answer = await who.ask('POST', ESTIMATE, { body })
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }

  it('answers a brand of others and one that never was alike, and does not see what a caller does not', async () => {
    const [me, stranger] = [await world.agency(), await world.agency()]
    const ask = (who: Pick<Member, 'ask'>, brand_profile_id: string) =>
      who.ask('POST', ESTIMATE, { body: { platforms: ['x'], brand_profile_id } })
    const answers = await Promise.all([stranger.brandId, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e'].map((id) => ask(me, id)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404],
    )
    assert.deepEqual({ ...answers[0]?.body, request_id: '' }, { ...answers[1]?.body, request_id: '' })
    const other = (await me.brand('Kopi Senja')).id
    const editor = await personOf(world, { organizationId: me.organizationId, role: 'editor', brandIds: [other] })
    assert.equal((await ask(editor, me.brandId)).status, 404)
    assert.deepEqual((await estimate(editor)).brand, { id: other, name: 'Kopi Senja' })
    const viewer = await personOf(world, { organizationId: me.organizationId, role: 'viewer' })
    assert.equal((await ask(viewer, me.brandId)).status, 403)
  })

  it('writes nothing, not even the quota of a new month, and says what asking then does', async () => {
    const me = await world.agency()
    await world.db('quota_periods').where({ organization_id: me.organizationId }).delete()
    const before = await snapshotOf(world.db, me.organizationId)
    const body = {
      platforms: ['tiktok', 'instagram'],
      content_types: { instagram: 'carousel' },
      approval: { approvers: [{ email: 'ana@client.example', name: 'Ana' }] },
    }
    const told = await estimate(me, body)
    assert.deepEqual(await snapshotOf(world.db, me.organizationId), before)
    const { renews_at, ...units } = told.units
    assert.deepEqual(units, { needed: 2, limit: 90, left: 90, left_after: 88 })
    assert.equal(told.refusal, null)
    const asked = (await me.generate(body)).body
    assert.deepEqual(told.approval, asked.approval)
    assert.deepEqual(told.brand, asked.brand)
    assert.deepEqual(
      told.platforms,
      asked.platforms.map(({ platform, content_type }: Record<string, string>) => ({ platform, content_type })),
    )
    const usage = (await me.ask('GET', '/api/v1/billing/usage')).body
    assert.deepEqual([usage.left, usage.renews_at], [88, renews_at])
  })

  it('names who is asked by the policy that applies', async () => {
    const me = await world.agency()
    const policy = {
      name: 'Client',
      levels: [{ approvers: [{ email: 'ana@client.example' }] }, { approvers: [{ user_id: me.userId }] }],
      applies: true,
      content_class: 'reel',
    }
    assert.equal((await me.ask('POST', '/api/v1/approval-policies', { body: policy })).status, 201)
    const body = { platforms: ['instagram', 'linkedin'], content_types: { instagram: 'reel' } }
    const { approval } = await estimate(me, body)
    assert.deepEqual(
      approval.tracks.map((t: { platforms: string[]; policy: { name: string } | null; levels: unknown[] }) => [
        t.platforms,
        t.policy?.name,
        t.levels.length,
      ]),
      [
        [['instagram'], 'Client', 2],
        [['linkedin'], undefined, 1],
      ],
    )
    assert.deepEqual(approval, (await me.generate(body)).body.approval)
  })

  it('would be refused for the reasons and in the words that asking is', async () => {
    const me = await world.agency()
    await me.generate()
    for (const [table, where, to, code] of [
      ['quota_periods', 'organization_id', { unit_limit: 2 }, 'quota_exhausted'],
      ['organizations', 'id', { plan_active: false }, 'plan_inactive'],
    ] as const) {
      await world
        .db(table)
        .where({ [where]: me.organizationId })
        .update(to)
      const told = await estimate(me)
      const refused = await me.generate({ platforms: ['instagram', 'x'] })
      assert.equal(refused.status, 402)
      assert.deepEqual(told.refusal, { code, detail: refused.body.detail })
      assert.equal(refused.body.code, code)
      assert.deepEqual([told.units.left, told.units.left_after], [1, 1])
    }
  })

  it('refuses what asking refuses, alike', async () => {
    const me = await world.agency()
    const key = await keyOf(world, { organizationId: me.organizationId, scopes: ['content.create'] })
    const bare = (await organizationOf(world)).owner
    const platforms = ['instagram']
    const bodies: [Pick<Member, 'ask'>, Record<string, unknown>, number][] = [
      [me, {}, 400],
      [me, { platforms: [] }, 400],
      [me, { platforms: ['myspace'] }, 400],
      [me, { platforms: ['x', 'x'] }, 400],
      [me, { platforms, tone: 'loud' }, 400],
      [me, { platforms, content_types: { tiktok: 'photo' } }, 400],
      [me, { platforms, content_types: { instagram: 'article' } }, 400],
      [me, { platforms, language: 'id' }, 400],
      [me, { platforms, prompt: 'x'.repeat(10_001) }, 400],
      [me, { platforms, approval: { approvers: [] } }, 400],
      [me, { platforms, approval: { policy_id: '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e' } }, 400],
      [me, { platforms, approval: { levels: [{ approvers: [{ user_id: '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e' }] }] } }, 400],
      [me, { platforms, approval: { on_deadline: 'approve' } }, 422],
      [key, { platforms }, 400],
      [bare, { platforms }, 422],
    ]
    for (const [who, body, status] of bodies) {
      const estimated = await who.ask('POST', ESTIMATE, { body })
      const generated = await who.ask('POST', GENERATE, { body: { prompt: 'Launch it', ...body } })
      assert.equal(estimated.status, status, JSON.stringify(body))
      assert.deepEqual([estimated.status, estimated.body.detail], [generated.status, generated.body.detail])
    }
  })

  describe('of what it costs', () => {
    /** Requests of two platforms that cost so much each. */
    async function spent(me: Agency, micros: number[], of: Partial<Parameters<typeof pastRequest>[1]> & { model?: string } = {}) {
      for (const costMicros of micros) {
        const at = of.at ?? daysAgo(10)
        const whose = { organizationId: me.organizationId, brandId: me.brandId, at, platforms: ['instagram' as const, 'x' as const] }
        const requestId = await pastRequest(world.db, { ...whose, spentMicros: costMicros, ...of })
        for (const model of ['gpt-4o-mini', of.model ?? 'gpt-4o'])
          await pastCall(world.db, { organizationId: me.organizationId, requestId, at, costMicros: Math.floor(costMicros / 2), model })
      }
    }
    const cost = async (me: Agency, platforms: string[] = ['instagram']) => (await estimate(me, { platforms })).cost
    const UNKNOWN = { expected_usd: null, most_usd: 2, basis: 'none', requests: 0, whose: null }

    it('says nothing where nothing is known, then the median for each platform, first of everybody, then of its own', async () => {
      const [me, other, third] = [await world.agency(), await world.agency(), await world.agency()]
      assert.deepEqual(await cost(me), UNKNOWN)
      await spent(me, [100_000, 300_000, 200_000, 9_000_000])
      assert.deepEqual(await cost(me), UNKNOWN, 'four are too few')
      for (const not of [{ status: 'failed' }, { status: 'cancelled' }, { at: daysAgo(91) }, { model: 'gpt-3' }] as const)
        await spent(me, [1, 1, 1], not)
      assert.deepEqual(await cost(me), UNKNOWN, 'what failed, is long ago or was made by another model counts for nothing')
      await spent(other, [1_000_000])
      assert.deepEqual(await cost(me), UNKNOWN, 'of two organizations, each would learn what the other pays')
      await spent(third, [150_000])
      for (const who of [me, other, third])
        assert.deepEqual(await cost(who), { expected_usd: 0.125, most_usd: 2, basis: 'history', requests: 6, whose: 'everybody' })
      await spent(me, [400_000])
      assert.deepEqual(await cost(me), { expected_usd: 0.15, most_usd: 2, basis: 'history', requests: 5, whose: 'organization' })
      assert.equal((await cost(me, ['instagram', 'x', 'tiktok'])).expected_usd, 0.45)
    })
  })
})
