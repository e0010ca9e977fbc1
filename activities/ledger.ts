import { appendEvent } from '../db/events.ts'
import { type Db, type Pool, tenant, transact } from '../db/knex.ts'
import { recipientsOf } from '../db/links.ts'
import { queueMails } from '../db/mails.ts'
import { commitUnits, releaseUnits } from '../db/quota.ts'
import { lockRequest } from '../db/requests.ts'
import { approversOf, closeRound, decisionsOf, openReview, openRounds, type ReviewItem } from '../db/reviews.ts'
import { findRun, type PlatformChange, setGenerating, setPlatforms, setRequestStatus } from '../db/statuses.ts'
import type { PlatformPlan } from '../domain/messages.ts'
import { isFinal } from '../domain/outcome.ts'
import type { Platform, RequestStatus } from '../domain/words.ts'
import { permanent } from './step.ts'

export interface RequestKey {
  organizationId: string
  requestId: string
  run: number
}

export type BeginVerdict = { verdict: 'go' | 'cancelled' | 'refused'; reason: string }

const CANCELLED: BeginVerdict = { verdict: 'cancelled', reason: 'cancelled before it started' }

/** Everything the workflow writes down. Each activity is one transaction, idempotent by its key, and never heartbeats. */
export const ledgerActivities = ({ pool, announce }: { pool: Pool; announce(requestId: string): void }) => ({
  /** The quota check: the plan is active, every platform's unit is reserved for this run, and money is left to spend. */
  async begin(key: RequestKey & { platforms: PlatformPlan[] }): Promise<BeginVerdict> {
    const refused = (reason: string): BeginVerdict => ({ verdict: 'refused', reason })
    const db = tenant(pool, key.organizationId)
    const found = await findRun(db, key)
    if (!found) return refused('the request no longer exists')
    if (found.run !== key.run || isFinal(found.status)) return CANCELLED
    if (!found.plan_active) return refused('the plan is not active: renew it, then retry')
    if (found.spent_micros >= found.budget_micros) return refused('the spend budget of this request is used up')
    const held = key.platforms.every((p) => found.held.includes(p.platform))
    if (!held) return refused('its quota reservation is gone')
    // Not moved: this is a repetition, or a cancellation came between the two statements.
    if (!(await setGenerating(db, key.requestId)) && isFinal((await findRun(db, key))?.status ?? 'cancelled')) return CANCELLED
    announce(key.requestId)
    return { verdict: 'go', reason: '' }
  },

  /** Sends drafts out for a decision: the round, its units, its mails and the statuses, all or nothing. */
  async openReview(key: RequestKey & { round: number; dueAt: string; drafts: ReviewItem[] }): Promise<{ roundId: string }> {
    const roundId = await openReview(tenant(pool, key.organizationId), key)
    if (!roundId) throw permanent('RequestGone', 'the request ended before its review could open')
    return { roundId }
  },

  /** Asks once more everyone who was asked and not shut out since; one mail per recipient and reminder. */
  async remindApprovers(key: RequestKey & { roundId: string; hoursLeft: number }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      const round = await trx('approval_rounds').where({ id: key.roundId, state: 'open' }).forUpdate().first()
      if (!round) return
      const name = (email: string) => `reminder/${key.roundId}/${round.due_at.toISOString()}/${key.hoursLeft}/${email}`
      const revoked = (await recipientsOf(trx, round)).filter((r) => r.state === 'revoked').map((r) => r.email.toLowerCase())
      const approvers = (await approversOf(trx, key.requestId)).filter((a) => !revoked.includes(a.email.toLowerCase()))
      const queued = await queueMails(
        trx,
        approvers.map((to) => ({ ...key, key: name(to.email), template: 'reminder', to, data: { hours_left: key.hoursLeft } })),
      )
      const due_at = round.due_at.toISOString()
      if (queued) await appendEvent(trx, key.requestId, { type: 'review.reminded', data: { round: round.round, due_at } })
    })
  },

  /** Writes a later due date; the workflow alone decides dates, because its clock is the one that fires. */
  async extendReview(key: RequestKey & { roundId: string; dueAt: string }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      const [round] = await trx('approval_rounds')
        .where({ id: key.roundId, state: 'open' })
        .whereNot({ due_at: key.dueAt })
        .update({ due_at: key.dueAt })
        .returning('round')
      if (!round) return
      await setRequestStatus(trx, key.requestId, {
        status: 'awaiting_approval',
        reason: `round ${round.round} waits for a decision by ${key.dueAt}`,
      })
      await appendEvent(trx, key.requestId, { type: 'review.extended', data: { round: round.round, due_at: key.dueAt } })
    })
  },

  /** The time is up: closes the round and its links, unless a decision came first. */
  async expireReview(key: RequestKey & { roundId: string }): Promise<'expired' | 'decided'> {
    return transact(tenant(pool, key.organizationId), async (trx) => {
      const before = await trx('approval_rounds').select('state', 'round').where({ id: key.roundId }).forUpdate().first()
      const state = await closeRound(trx, key.roundId, 'expired')
      if (state === 'decided') return 'decided'
      if (before?.state === 'open') await appendEvent(trx, key.requestId, { type: 'review.expired', data: { round: before.round } })
      return 'expired'
    })
  },

  /** Turns the decisions of a round into statuses. A change request makes the next version while rounds are left. */
  async recordDecisions(key: RequestKey & { roundId: string; mayChange: boolean }): Promise<{ platforms: PlatformChange[] }> {
    return transact(tenant(pool, key.organizationId), async (trx) => {
      const decisions = await decisionsOf(trx, key.roundId)
      const platforms = decisions.map(({ platform, version, verdict, approver_name, approver_email }): PlatformChange => {
        const who = approver_name || approver_email
        switch (verdict) {
          case 'approve':
            return { platform, version, status: 'approved', reason: '' }
          case 'reject':
            return { platform, version, status: 'rejected', reason: `rejected by ${who}` }
          case 'request_changes':
            return key.mayChange
              ? { platform, version: version + 1, status: 'revising', reason: `${who} asked for changes` }
              : { platform, version, status: 'needs_attention', reason: `${who} asked for changes again and every change round is used` }
          default:
            return verdict satisfies never
        }
      })
      if (!(await isOurs(trx, key))) return { platforms }
      await setPlatforms(trx, key.requestId, platforms)
      if (platforms.some((p) => p.status === 'revising'))
        await setRequestStatus(trx, key.requestId, { status: 'revising', reason: 'the client asked for changes' })
      return { platforms }
    })
  },

  /** A platform that cannot be made: says why and gives its unit back if no review ever showed it. */
  async failPlatform(key: RequestKey & { platform: Platform; version: number; reason: string }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      await releaseUnits(trx, { ...key, platforms: [key.platform] })
      const { platform, version, reason } = key
      if (!(await isOurs(trx, key))) return
      await setPlatforms(trx, key.requestId, [{ platform, version, status: 'failed', reason }])
    })
  },

  /** The end of a run: approved units count, what was never reviewed is released, open rounds close, statuses are final. */
  async settle(key: RequestKey & { status: RequestStatus; reason: string; platforms: PlatformChange[] }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      await openRounds(trx, key.requestId)
      const ours = await isOurs(trx, key)
      if (ours) {
        const approved = key.platforms.filter((p) => p.status === 'approved').map((p) => p.platform)
        await commitUnits(trx, { ...key, platforms: approved })
      }
      await releaseUnits(trx, { organizationId: key.organizationId, requestId: key.requestId, run: key.run })
      if (!ours) return
      // Read again under the request's lock: a review may have opened while this waited for it.
      for (const round of await openRounds(trx, key.requestId)) await closeRound(trx, round.id, 'closed')
      await setPlatforms(trx, key.requestId, key.platforms)
      await setRequestStatus(trx, key.requestId, { status: key.status, reason: key.reason })
    })
  },
})

export type LedgerActivities = ReturnType<typeof ledgerActivities>

/** Locks the request and says whether this run may still write to it: an attempt that was thought dead must not touch what came after. */
async function isOurs(trx: Db, key: RequestKey): Promise<boolean> {
  const request = await lockRequest(trx, key.organizationId, key.requestId)
  return request !== undefined && request.run === key.run && !isFinal(request.status)
}
