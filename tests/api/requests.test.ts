import assert from 'node:assert/strict'
import { releaseUnits } from '../../db/quota.ts'
import { setPlatforms, setRequestStatus } from '../../db/statuses.ts'
import { outcomeOf } from '../../domain/outcome.ts'
import type { PlatformStatus } from '../../domain/words.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { storeDraft } from '../helpers/openReview.ts'

const RANDOM = '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e'

describe('a request', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld({ temporalUi: { url: 'http://127.0.0.1:8233', namespace: 'default' } })
  })
  after(() => world.close())

  const path = (id: string, then = '') => `/api/v1/content/requests/${id}${then}`
  const outbox = (id: string) => world.db('outbox').where({ request_id: id }).orderBy('id')
  const events = (id: string) => world.db('request_events').where({ request_id: id }).orderBy('seq')
  const reserved = async (me: Member) => (await me.ask('GET', '/api/v1/billing/usage')).body.reserved

  /** Brings a request to its end as the workflow would. */
  async function finish(me: Member, id: string, ends: Record<string, PlatformStatus>) {
    const changes = Object.entries(ends).map(([platform, status]) => ({
      platform: platform as 'tiktok',
      status,
      version: 1,
      reason: 'the model was down',
    }))
    await setPlatforms(world.db, id, changes)
    await setRequestStatus(world.db, id, { status: outcomeOf(changes.map((c) => c.status)), reason: '' })
    await releaseUnits(world.db, { organizationId: me.organizationId, requestId: id, run: 1 })
    await world.db('outbox').where({ request_id: id, kind: 'start' }).update({ delivered_at: world.db.fn.now() })
  }

  it('links to its workflow where an address of Temporal’s UI is set', async () => {
    const me = await world.agency()
    const { id, links } = (await me.generate()).body
    const workflow = encodeURIComponent(`content-request/${me.organizationId}/${id}`)
    assert.equal(links.temporal_ui, `http://127.0.0.1:8233/namespaces/default/workflows/${workflow}`)
  })

  it('of another organization, of nobody and of no possible id are answered alike, on every route', async () => {
    const [me, stranger] = [await world.agency(), await world.agency()]
    const { id } = (await stranger.generate()).body
    const routes = world.endpoints.filter(
      (e) => !/:platform|:rule/.test(e.path) && (e.path.includes('/requests/:id') || e.path.includes('/brands/:id')),
    )
    assert.ok(routes.length >= 14, `${routes.length} routes`)
    for (const { method, path: pattern, body } of routes) {
      const foreign = pattern.includes('brands') ? stranger.brandId : id
      const bodyOf = () => {
        if (pattern.endsWith('/voice/check')) return { text: 'Linen', language: 'en' }
        return pattern.includes('brands') ? { brand_name: 'Mine now' } : { action: 'revoke' }
      }
      const given = body && bodyOf()
      const answers = await Promise.all(
        [foreign, RANDOM, 'not-an-id'].map((one) =>
          me.ask(method.toUpperCase(), pattern.replace(':id', one), given ? { body: given } : {}),
        ),
      )
      for (const answer of answers) {
        assert.equal(answer.status, 404, `${method} ${pattern}`)
        assert.deepEqual({ ...answer.body, request_id: '' }, { ...answers[0]?.body, request_id: '' })
      }
    }
    assert.equal((await world.db('brand_profiles').where({ id: stranger.brandId }).first()).brand_name, 'Marlow Linen')
  })

  describe('cancelled before it started', () => {
    it('is withdrawn in one go: no start, units free, everything cancelled and told', async () => {
      const me = await world.agency()
      const { id } = (await me.generate({ platforms: ['instagram', 'tiktok'] })).body
      assert.equal(await reserved(me), 2)
      const answer = await me.ask('POST', path(id, '/cancel'))
      assert.equal(answer.status, 200)
      assert.equal(answer.body.status, 'cancelled')
      assert.equal(await reserved(me), 0)
      const rows = await outbox(id)
      assert.deepEqual(
        rows.map((r) => [r.kind, r.withdrawn_at !== null]),
        [['start', true]],
      )
      const { body } = await me.ask('GET', path(id))
      assert.deepEqual(
        body.platforms.map((p: { status: string }) => p.status),
        ['cancelled', 'cancelled'],
      )
      assert.deepEqual(body.units, { reserved: 0, committed: 0, released: 2 })
      assert.ok(body.finished_at)
      assert.deepEqual(
        (await events(id)).map((e) => e.type),
        ['request.accepted', 'platform.status', 'platform.status', 'request.status'],
      )
      assert.equal((await me.ask('POST', path(id, '/cancel'))).status, 409)
    })

    it('also tells a workflow that an unanswered attempt may have started', async () => {
      const me = await world.agency()
      const { id } = (await me.generate()).body
      await world.db('outbox').where({ request_id: id }).update({ attempts: 1 })
      assert.equal((await me.ask('POST', path(id, '/cancel'))).status, 200)
      assert.deepEqual(
        (await outbox(id)).map((r) => [r.key, r.withdrawn_at !== null]),
        [
          [`start/${id}/1`, true],
          [`cancel/${id}/1`, false],
        ],
      )
    })
  })

  it('cancelled after it started is told to its workflow, once', async () => {
    const me = await world.agency()
    const { id } = (await me.generate()).body
    await world.db('outbox').where({ request_id: id }).update({ delivered_at: world.db.fn.now() })
    const answers = await Promise.all([1, 2, 3].map(() => me.ask('POST', path(id, '/cancel'))))
    assert.deepEqual(
      answers.map((a) => a.status),
      [202, 202, 202],
    )
    assert.deepEqual((await outbox(id)).map((r) => [r.kind, r.payload]).slice(1), [['cancel', { run: 1 }]])
    assert.equal(await reserved(me), 1)
  })

  describe('retried', () => {
    it('makes only its failed platforms again: next run, next version, new units', async () => {
      const me = await world.agency()
      const { id } = (await me.generate({ platforms: ['instagram', 'linkedin', 'tiktok'] })).body
      await finish(me, id, { instagram: 'approved', linkedin: 'failed', tiktok: 'failed' })
      const answer = await me.ask('POST', path(id, '/retry'))
      assert.equal(answer.status, 202)
      assert.deepEqual([answer.body.run, answer.body.status, answer.body.platforms], [2, 'pending', ['linkedin', 'tiktok']])
      const start = (await outbox(id)).at(-1)
      assert.equal(start.key, `start/${id}/2`)
      assert.deepEqual(start.payload.platforms, [
        { platform: 'linkedin', version: 2 },
        { platform: 'tiktok', version: 2 },
      ])
      assert.equal(start.payload.run, 2)
      const { body } = await me.ask('GET', path(id))
      assert.deepEqual(
        body.platforms.map((p: { status: string; version: number }) => [p.status, p.version]),
        [
          ['approved', 1],
          ['pending', 2],
          ['pending', 2],
        ],
      )
      assert.equal(body.finished_at, null)
      assert.match(body.workflow_id, /\/run-2$/)
      assert.equal(await reserved(me), 2)
      assert.equal((await me.ask('POST', path(id, '/retry'))).status, 409)

      const cancelled = await me.ask('POST', path(id, '/cancel'))
      assert.deepEqual([cancelled.status, cancelled.body.status], [200, 'partial'])
      assert.equal(await reserved(me), 0)
    })

    it('once, however many ask at once', async () => {
      const me = await world.agency()
      const { id } = (await me.generate()).body
      await finish(me, id, { instagram: 'failed' })
      const answers = await Promise.all(Array.from({ length: 8 }, () => me.ask('POST', path(id, '/retry'))))
      assert.deepEqual(answers.map((a) => a.status).sort(), [202, ...Array(7).fill(409)])
      assert.equal(await reserved(me), 1)
    })

    it('is refused while it runs, when nothing failed, without units and without budget', async () => {
      const me = await world.agency()
      const { id } = (await me.generate()).body
      const retry = () => me.ask('POST', path(id, '/retry'))
      assert.match((await retry()).body.detail, /still pending/)
      await finish(me, id, { instagram: 'rejected' })
      assert.match((await retry()).body.detail, /No platform/)
      await world.db('request_platforms').where({ request_id: id }).update({ status: 'failed' })
      await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 0 })
      const poor = await retry()
      assert.deepEqual([poor.status, poor.body.code, poor.body.details.left], [402, 'quota_exhausted', 0])
      await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 9 })
      await world.db('content_requests').where({ id }).update({ spent_micros: 2_000_000 })
      assert.match((await retry()).body.detail, /budget/)
      assert.equal((await outbox(id)).length, 1)
      assert.equal((await world.db('content_requests').where({ id }).first()).run, 1)
    })
  })

  describe('exported', () => {
    it('gives what was approved, in that version, ready to paste', async () => {
      const me = await world.agency()
      const { id } = (await me.generate({ platforms: ['instagram', 'tiktok'] })).body
      const refused = await me.ask('GET', path(id, '/export'))
      assert.deepEqual([refused.status, refused.body.code], [409, 'conflict'])
      for (const platform of ['instagram', 'tiktok'] as const) await storeDraft(world.db, { ...me, requestId: id, platform })
      await finish(me, id, { instagram: 'rejected', tiktok: 'approved' })
      const { status, body } = await me.ask('GET', path(id, '/export'))
      assert.equal(status, 200)
      assert.equal(body.drafts.length, 1)
      const [draft] = body.drafts
      assert.equal(draft.platform, 'tiktok')
      assert.match(draft.text, /^Linen in 20 seconds\s+#linen$/)
      assert.deepEqual(draft.alt_texts, ['Three linen shirts on a line in the sun'])
      assert.match(draft.fields.find((f: { field: string }) => f.field === 'Spoken').text, /It breathes/)
      assert.ok(draft.to_attach.length > 0)
      assert.ok(Array.isArray(draft.findings))
    })
  })

  describe('in the history', () => {
    it('comes newest first, page by page without gaps, and by status', async () => {
      const me = await world.agency()
      const made: string[] = []
      for (let i = 0; i < 7; i++) made.push((await me.generate({ prompt: `Number ${i}` })).body.id)
      await me.ask('POST', path(made[3] ?? '', '/cancel'))
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body } = await me.ask('GET', `/api/v1/content/history?limit=3${cursor && `&cursor=${cursor}`}`)
        seen.push(...body.items.map((item: { id: string }) => item.id))
        cursor = body.next_cursor
      }
      assert.deepEqual(seen, made.toReversed())
      const cancelled = await me.ask('GET', '/api/v1/content/history?status=cancelled')
      assert.deepEqual(
        cancelled.body.items.map((item: { id: string }) => item.id),
        [made[3]],
      )
      assert.equal((await (await world.agency()).ask('GET', '/api/v1/content/history')).body.items.length, 0)
    })

    it('refuses a cursor it did not give, a page too large, an unknown status and an unknown filter', async () => {
      const me = await world.agency()
      const cursors = ['nonsense', Buffer.from('["2026-01-01","x"]').toString('base64url'), Buffer.from('null').toString('base64url')]
      for (const query of [
        ...cursors.map((c) => `cursor=${c}`),
        'limit=101',
        'limit=0',
        'limit=x',
        'status=done',
        'brand=x',
        'limit=1&limit=2',
      ]) {
        const answer = await me.ask('GET', `/api/v1/content/history?${query}`)
        assert.deepEqual([answer.status, answer.body.code], [400, 'invalid'], query)
      }
    })
  })
})
