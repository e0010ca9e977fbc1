import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { DEMO_OWNER } from '../../dev/seed/agency.ts'
import { type Seeded, seed } from '../../dev/seed/seed.ts'
import { Strategy } from '../../domain/strategy.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { organizationOf } from '../helpers/members.ts'

const REQUESTS = 80

describe('the demonstration agency', () => {
  let world: ApiWorld
  let seeded: Seeded
  before(async () => {
    world = await apiWorld()
    seeded = await seed(world.pool, { email: DEMO_OWNER, requests: REQUESTS, more: false })
  })
  after(() => world.close())

  async function signIn(email: string, password = seeded.password) {
    const { status, body, text } = await world.ask('POST', '/api/v1/auth/login', { body: { email, password } })
    assert.equal(status, 200, text)
    return (path: string) => world.ask('GET', `/api/v1${path}`, { token: body.access_token })
  }

  it('has five people of different roles, who sign in with the one password, and three brands', async () => {
    const roles = seeded.agency.people.map(({ role }) => role).sort()
    assert.deepEqual(roles, ['admin', 'client', 'editor', 'owner', 'reviewer'])
    for (const { email, role } of seeded.agency.people) {
      const get = await signIn(email)
      const { body } = await get('/auth/me')
      assert.deepEqual(
        body.organizations.map((o: { name: string; role: string }) => [o.name, o.role]),
        [['Demo agency', role]],
      )
      assert.equal((await get('/brands')).body.items.length, role === 'client' ? 1 : 3)
    }
  })

  it('shows each of its requests as if it had been made: drafts, decisions, costs and units that agree', async () => {
    const get = await signIn(DEMO_OWNER)
    const statuses = new Set<string>()
    let seen = 0
    let [spent, units] = [0, 0]
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; next_cursor: string | null } = (
        await get(`/content/history?limit=50${cursor && `&cursor=${cursor}`}`)
      ).body
      cursor = page.next_cursor
      for (const { id } of page.items) {
        // Answers are held against their schema as they come.
        const { status, body } = await get(`/content/requests/${id}`)
        assert.equal(status, 200)
        seen++
        statuses.add(body.status)
        spent += Math.round(body.cost.spent_usd * 1e6)
        units += body.units.committed
        const byAgent = body.cost.by_agent.reduce((sum: number, a: { cost_usd: number }) => sum + Math.round(a.cost_usd * 1e6), 0)
        assert.equal(byAgent, Math.round(body.cost.spent_usd * 1e6))
        const approved = body.platforms.filter((p: { status: string }) => p.status === 'approved')
        for (const { platform, version } of approved) {
          const draft = body.drafts.find((d: { platform: string }) => d.platform === platform)
          const decision = body.decisions.find(
            (d: { platform: string; version: number }) => d.platform === platform && d.version === version,
          )
          assert.deepEqual([draft.version, decision.verdict], [version, 'approve'])
          assert.ok(!draft.findings.some((f: { severity: string }) => f.severity === 'BLOCK'))
        }
        if (approved.length) assert.equal((await get(`/content/requests/${id}/export`)).status, 200)
      }
    }
    assert.equal(seen, REQUESTS)
    for (const status of ['completed', 'rejected', 'expired', 'failed', 'cancelled']) assert.ok(statuses.has(status), status)

    const year = (await get('/billing/costs')).body
    assert.ok(year.total.cost_usd > 0 && year.by_model.length >= 4 && year.by_brand.length === 3)
    const [{ micros }] = (
      await world.db.raw(`select sum(spent_micros) as micros from content_requests where organization_id = ?`, [
        seeded.agency.organizationId,
      ])
    ).rows
    assert.equal(micros, spent)
    const [{ used }] = (
      await world.db.raw(`select sum(used) as used from quota_periods where organization_id = ?`, [seeded.agency.organizationId])
    ).rows
    assert.equal(used, units)
  }).timeout(120_000)

  it('is found by its words, in both languages', async () => {
    const get = await signIn(DEMO_OWNER)
    for (const q of ['linen', 'kopi', '"di toko"', 'the shop', 'KopiSen'])
      assert.ok((await get(`/content/history?q=${encodeURIComponent(q)}`)).body.items.length, q)
  })

  it('has strategies that agents can read, and keeps out of other organizations', async () => {
    const steps = await world
      .db('agent_steps')
      .where({ organization_id: seeded.agency.organizationId, step: 'strategist' })
      .select('answer')
    assert.ok(steps.length > REQUESTS / 2)
    for (const { answer } of steps) Strategy.parse(answer)
    const { owner } = await organizationOf(world)
    assert.equal((await owner.ask('GET', '/api/v1/content/history')).body.items.length, 0)
  })

  it('stays as it is when it is asked for again, and grows by --more, whose costs count', async () => {
    const get = await signIn(DEMO_OWNER)
    const before = (await get('/billing/costs')).body.total
    const again = await seed(world.pool, { email: DEMO_OWNER, requests: 10, more: false })
    assert.deepEqual([again.before, again.added, again.password], [REQUESTS, 0, undefined])
    const more = await seed(world.pool, { email: DEMO_OWNER, requests: 20, more: true })
    assert.deepEqual([more.before, more.added], [REQUESTS, 20])
    const after = (await get('/billing/costs')).body.total
    assert.ok(after.requests > before.requests && after.cost_usd > before.cost_usd)
    assert.equal((await world.db('content_requests').where({ organization_id: seeded.agency.organizationId })).length, REQUESTS + 20)
  })

  it('is given to an owner who has an account, which stays theirs', async () => {
    const me = await world.register()
    const theirs = await seed(world.pool, { email: me.email, requests: 5, more: false })
    assert.equal(theirs.ownerHadAccount, true)
    assert.notEqual(theirs.agency.organizationId, seeded.agency.organizationId)
    const { body } = await me.ask('GET', '/api/v1/content/history', { headers: { 'x-organization-id': theirs.agency.organizationId } })
    assert.equal(body.items.length, 5)
  })

  it('is never made in production', async () => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'dev/seed.ts'], {
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: world.database.url },
    })
    await assert.rejects(
      run,
      (error: { code: number; stderr: string }) => error.code === 1 && /does not run where NODE_ENV is production/.test(error.stderr),
    )
  })
})
