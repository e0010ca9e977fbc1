import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { ledgerActivities } from '../../activities/ledger.ts'
import { retryRequest } from '../../db/course.ts'
import { type Db, transact } from '../../db/knex.ts'
import { lockRound, type RoundRow, revokeLinks } from '../../db/links.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { openReview } from '../helpers/openReview.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

describe('late and repeated ledger work', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())
  const ledger = () => ledgerActivities({ pool: database.pool, announce: () => undefined })
  const accepted = async () => {
    const tenant = await insertTenant(db)
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    return { tenant, requestId, key: { organizationId: tenant.organizationId, requestId, run: 1 } }
  }
  const cancelled = { platform: 'instagram', status: 'cancelled', version: 1, reason: 'x' } as const
  const approver = { email: 'client@example.com', name: 'Client' }

  it('openReview that comes after the end opens no round', async () => {
    const { key, requestId } = await accepted()
    await ledger().settle({ ...key, status: 'cancelled', reason: 'x', platforms: [cancelled] })
    const opening = ledger().openReview({
      ...key,
      round: 1,
      level: 1,
      at: new Date('2026-12-01').toISOString(),
      drafts: [{ platform: 'instagram', version: 1, contentHash: 'h' }],
    })
    await assert.rejects(opening, /ended before its review could open/)
    assert.deepEqual(await db('approval_rounds').where({ request_id: requestId }).pluck('state'), [])
  })

  it('openReview racing the end leaves no open round', async () => {
    const { key, requestId } = await accepted()
    await ledger().begin({ ...key, platforms: [{ platform: 'instagram', version: 1 }] })
    const work: Promise<unknown>[] = []
    const waiting = async () =>
      (await db('pg_stat_activity').where('wait_event_type', 'Lock').whereRaw('datname = current_database()')).length
    await transact(db, async (trx) => {
      // Holds openReview where it needs the request's lock: its round is inserted and nobody sees it yet.
      await trx('content_requests').where({ id: requestId }).forNoKeyUpdate().first()
      work.push(
        ledger().openReview({
          ...key,
          round: 1,
          level: 1,
          at: new Date('2026-12-01').toISOString(),
          drafts: [{ platform: 'instagram', version: 1, contentHash: 'h' }],
        }),
      )
      while ((await waiting()) < 1) await delay(20)
      const settle = () => ledger().settle({ ...key, status: 'cancelled', reason: 'x', platforms: [cancelled] })
      work.push(settle().catch(settle))
      while ((await waiting()) < 2) await delay(20)
    })
    await Promise.allSettled(work)
    const status = (await db('content_requests').where({ id: requestId }).first('status')).status
    const rounds = await db('approval_rounds').where({ request_id: requestId }).pluck('state')
    const mails = await db('mails').where({ request_id: requestId }).pluck('state')
    assert.equal(status, 'cancelled')
    assert.ok(!rounds.includes('open') && !mails.includes('queued'), JSON.stringify({ status, rounds, mails }))
  })

  it('openReview finding the request just ended writes nothing', async () => {
    const { key, requestId } = await accepted()
    await ledger().begin({ ...key, platforms: [{ platform: 'instagram', version: 1 }] })
    let opening: Promise<unknown> = Promise.resolve()
    await transact(db, async (trx) => {
      await trx('content_requests').where({ id: requestId }).update({ status: 'cancelled' })
      opening = ledger()
        .openReview({
          ...key,
          round: 1,
          level: 1,
          at: new Date('2026-12-01').toISOString(),
          drafts: [{ platform: 'instagram', version: 1, contentHash: 'h' }],
        })
        .catch((e: unknown) => e)
      while (!(await db('pg_stat_activity').where('wait_event_type', 'Lock').whereRaw('datname = current_database()')).length)
        await delay(20)
    })
    await opening
    const rounds = await db('approval_rounds').where({ request_id: requestId }).pluck('state')
    const mails = await db('mails').where({ request_id: requestId }).pluck('state')
    assert.deepEqual({ rounds, mails }, { rounds: [], mails: [] })
  })

  it('recordDecisions after the end changes no platform', async () => {
    const { key, requestId, tenant } = await accepted()
    const { roundId } = await openReview(db, {
      organizationId: tenant.organizationId,
      requestId,
      platforms: ['instagram'],
      approvers: [approver],
    })
    const link = await db('approval_links').where({ round_id: roundId }).first()
    await db('decisions').insert({
      organization_id: tenant.organizationId,
      request_id: requestId,
      round_id: roundId,
      link_id: link.id,
      platform: 'instagram',
      version: 1,
      content_hash: 'h',
      verdict: 'request_changes',
      comment: 'c',
      approver_email: approver.email,
    })
    await db('approval_rounds').where({ id: roundId }).update({ state: 'decided' })
    await db('approval_items').where({ round_id: roundId }).update({ outcome: 'changes' })
    await ledger().settle({ ...key, status: 'cancelled', reason: 'x', platforms: [cancelled] })
    await ledger().recordDecisions({ ...key, roundId })
    assert.equal((await db('request_platforms').where({ request_id: requestId }).first()).status, 'cancelled')
  })

  it('settle of an older run touches nothing of the next', async () => {
    const { key, requestId, tenant } = await accepted()
    const failed = { platform: 'instagram', status: 'failed', version: 1, reason: 'model' } as const
    await ledger().settle({ ...key, status: 'failed', reason: 'model', platforms: [failed] })
    const retried = await transact(db, (trx) => retryRequest(trx, tenant.organizationId, tenant.userId, requestId))
    assert.equal(retried.kind, 'started')
    await ledger().settle({ ...key, status: 'failed', reason: 'model', platforms: [failed] })
    const now = await db('content_requests').where({ id: requestId }).first('status', 'run')
    assert.deepEqual(now, { status: 'pending', run: 2 })
  })

  it('begin, repeated after a reset of the workflow, still goes', async () => {
    const { key } = await accepted()
    const platforms = [{ platform: 'instagram' as const, version: 1 }]
    await ledger().begin({ ...key, platforms })
    await ledger().openReview({
      ...key,
      round: 1,
      level: 1,
      at: new Date('2026-12-01').toISOString(),
      drafts: [{ platform: 'instagram', version: 1, contentHash: 'h' }],
    })
    assert.equal((await ledger().begin({ ...key, platforms })).verdict, 'go')
  })

  it('remindApprovers repeated tells once', async () => {
    const { key, requestId, tenant } = await accepted()
    const { roundId } = await openReview(db, {
      organizationId: tenant.organizationId,
      requestId,
      platforms: ['instagram'],
      approvers: [approver],
    })
    for (const _ of [1, 2]) await ledger().remindApprovers({ ...key, roundId, hoursLeft: 24 })
    assert.equal((await db('request_events').where({ request_id: requestId, type: 'review.reminded' })).length, 1)
  })

  it('does not remind somebody whose link was revoked', async () => {
    const { key, requestId, tenant } = await accepted()
    const { roundId } = await openReview(db, {
      organizationId: tenant.organizationId,
      requestId,
      platforms: ['instagram'],
      approvers: [approver],
    })
    await transact(db, async (trx) => {
      const round = (await lockRound(trx, roundId)) as RoundRow
      await revokeLinks(trx, round, approver.email)
    })
    await ledger().remindApprovers({ ...key, roundId, hoursLeft: 24 })
    assert.deepEqual(await db('mails').where({ round_id: roundId, template: 'reminder' }).pluck('to_email'), [])
  })
})
