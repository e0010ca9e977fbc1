import { holidaysOf } from '../adapters/holidays.ts'
import { versionsOfPeople } from '../db/edits.ts'
import { type Db, type Pool, tenant, transact } from '../db/knex.ts'
import { lockRound } from '../db/links.ts'
import { calendarOf } from '../db/organizations.ts'
import { commitUnits, releaseUnits } from '../db/quota.ts'
import { findRequest, lockRequest, platformsOf } from '../db/requests.ts'
import { closeRound, openReview, openRounds, outcomesOf, type ReviewItem, stepsOf } from '../db/reviews.ts'
import { findRun, type PlatformChange, setGenerating, setPlatforms, setRequestStatus } from '../db/statuses.ts'
import { type CalendarFor, type Tended, tendReview } from '../db/tend.ts'
import { brandTaught, refreshProposals } from '../db/voiceRules.ts'
import { tracksOf } from '../domain/approvals.ts'
import { planOf } from '../domain/calendar.ts'
import type { PlatformPlan } from '../domain/messages.ts'
import { isFinal } from '../domain/outcome.ts'
import { MAX_CHANGE_ROUNDS, type Platform, type RequestStatus } from '../domain/words.ts'
import { reviewsBefore } from './reviewsBefore.ts'
import { permanent } from './step.ts'

export interface RequestKey {
  organizationId: string
  requestId: string
  run: number
}

export interface OpenedReview {
  /** Empty where nothing was left to ask. */
  roundId: string
  /** When something happens in it by itself, ISO 8601. */
  next: string | null
  dueAt: string
}

/** A draft that passed a level and has another before it. */
export interface Onward {
  platform: Platform
  version: number
  contentHash: string
}

export type BeginVerdict = { verdict: 'go' | 'cancelled' | 'refused'; reason: string }

const calendarFor: CalendarFor = (db, organizationId, at) => calendarOf(db, organizationId, at, holidaysOf)

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
    if (found.spent_micros >= found.budget_micros && key.platforms.some((p) => !p.edited))
      return refused('the spend budget of this request is used up')
    // What a person made or asked for costs no unit: its platform's was used up by the version before, or reserved when it was asked.
    const held = key.platforms.every((p) => p.edited || p.asked || found.held.includes(p.platform))
    if (!held) return refused('its quota reservation is gone')
    // Not moved: this is a repetition, or a cancellation came between the two statements.
    if (!(await setGenerating(db, key.requestId)) && isFinal((await findRun(db, key))?.status ?? 'cancelled')) return CANCELLED
    announce(key.requestId)
    return { verdict: 'go', reason: '' }
  },

  /** Sends drafts out to a level: the round, its units, its mails and the statuses, all or nothing. Null where every draft was edited meanwhile. */
  async openReview(key: RequestKey & { round: number; level: number; at: string; drafts: ReviewItem[] }): Promise<OpenedReview> {
    const db = tenant(pool, key.organizationId)
    const request = await findRequest(db, key.organizationId, key.requestId)
    const track =
      request && tracksOf(request.approval, request.platforms).find((t) => key.drafts.some((d) => t.platforms.includes(d.platform)))
    const policy = track?.levels[key.level - 1]
    if (!track || !policy) throw permanent('RequestGone', `the request has no level ${key.level} to approve at`)
    const at = new Date(key.at)
    const { dueAt, steps } = planOf(policy, at, await calendarFor(db, key.organizationId, at))
    const plan = stepsOf(steps)
    const roundId = await openReview(db, { ...key, levels: track.levels.length, policy, dueAt, plan })
    if (roundId === undefined) throw permanent('RequestGone', 'the request ended before its review could open')
    return { roundId: roundId ?? '', next: roundId ? (plan[0]?.at ?? null) : null, dueAt: dueAt.toISOString() }
  },

  /** Does what has come due in a round by the workflow's time: reminders, escalation, deadline; and says when the next is due. */
  async tendReview(key: RequestKey & { roundId: string; at: string; dueInHours?: number }): Promise<Tended> {
    const { roundId, dueInHours } = key
    return transact(tenant(pool, key.organizationId), (trx) => tendReview(trx, { roundId, at: new Date(key.at), dueInHours }, calendarFor))
  },

  /**
   * Turns the outcomes of a round into statuses. A draft that passed goes on to the next level or is approved; a change request makes the
   * next version while change rounds are left. One of which a person made or asked for a newer version in this very moment is left out:
   * that version is on its way, under the number that a change would take.
   */
  async recordDecisions(key: RequestKey & { roundId: string }): Promise<{ platforms: PlatformChange[]; onward: Onward[] }> {
    return transact(tenant(pool, key.organizationId), async (trx) => {
      const round = await lockRound(trx, key.roundId)
      if (!round) throw permanent('RequestGone', 'the round no longer exists')
      const ours = await isOurs(trx, key)
      const isLast = round.level >= round.levels
      const newer = await versionsOfPeople(trx, key.requestId)
      const outcomes = (await outcomesOf(trx, key.roundId)).filter(
        ({ outcome, platform, version }) => outcome !== 'withdrawn' && outcome !== 'open' && version >= (newer[platform] ?? 0),
      )
      const changed = await changeRounds(trx, key)
      const platforms = outcomes.map(({ platform, version, outcome, by }): PlatformChange => {
        const who = by ?? 'the deadline'
        switch (outcome) {
          case 'approved':
            return isLast
              ? { platform, version, status: 'approved', reason: '' }
              : { platform, version, status: 'awaiting_approval', reason: `level ${round.level} of ${round.levels} approved` }
          case 'rejected':
            return { platform, version, status: 'rejected', reason: by ? `rejected by ${who}` : 'nobody decided in time, which rejects' }
          case 'expired':
            return { platform, version, status: 'expired', reason: 'nobody decided in time' }
          case 'closed':
            return { platform, version, status: 'cancelled', reason: 'its review was closed' }
          case 'changes':
            return (changed[platform] ?? 0) <= MAX_CHANGE_ROUNDS
              ? { platform, version: version + 1, status: 'revising', reason: `${who} asked for changes` }
              : { platform, version, status: 'needs_attention', reason: `${who} asked for changes again and every change round is used` }
          default:
            throw new Error(`round ${key.roundId} has a draft that is ${outcome}`)
        }
      })
      const onward = isLast
        ? []
        : outcomes
            .filter(({ outcome }) => outcome === 'approved')
            .map(({ platform, version, content_hash: contentHash }) => ({ platform, version, contentHash }))
      if (!ours) return { platforms, onward }
      await setPlatforms(trx, key.requestId, platforms)
      const now = await platformsOf(trx, key.requestId)
      // While any draft waits for a person, that is what the request waits for.
      if (now.some((p) => p.status === 'revising') && !now.some((p) => p.status === 'awaiting_approval'))
        await setRequestStatus(trx, key.requestId, { status: 'revising', reason: 'the client asked for changes' })
      return { platforms, onward }
    })
  },

  /** A platform that cannot be made: says why and gives its unit back if no review ever showed it. One that a person asked for is theirs to see to. */
  async failPlatform(key: RequestKey & { platform: Platform; version: number; reason: string; asked?: boolean }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      await releaseUnits(trx, { ...key, platforms: [key.platform] })
      const { platform, version, reason } = key
      if (!(await isOurs(trx, key))) return
      await setPlatforms(trx, key.requestId, [{ platform, version, status: key.asked ? 'needs_attention' : 'failed', reason }])
    })
  },

  /**
   * The end of a run: approved units count, what was never reviewed is released, open rounds close, statuses are final. Where a person edited
   * a draft in this very moment nothing is settled, and `edited` says so: it has to be asked for first.
   */
  async settle(key: RequestKey & { status: RequestStatus; reason: string; platforms: PlatformChange[] }): Promise<{ edited: boolean }> {
    const db = tenant(pool, key.organizationId)
    const settled = await transact(db, async (trx) => {
      await openRounds(trx, key.requestId)
      const ours = await isOurs(trx, key)
      if (ours && key.status !== 'cancelled' && (await isEdited(trx, key))) return { edited: true }
      if (ours) {
        const approved = key.platforms.filter((p) => p.status === 'approved').map((p) => p.platform)
        await commitUnits(trx, { ...key, platforms: approved })
      }
      await releaseUnits(trx, { organizationId: key.organizationId, requestId: key.requestId, run: key.run })
      if (!ours) return { edited: false }
      // Read again under the request's lock: a review may have opened while this waited for it.
      for (const round of await openRounds(trx, key.requestId)) await closeRound(trx, round.id, 'closed')
      await setPlatforms(trx, key.requestId, key.platforms)
      await setRequestStatus(trx, key.requestId, { status: key.status, reason: key.reason })
      return { edited: false }
    })
    // What was said and changed in it may teach something; nothing of the request depends on that.
    if (!settled.edited) await learnFrom(db, key)
    return settled
  },

  ...reviewsBefore({ pool }),
})

export type LedgerActivities = ReturnType<typeof ledgerActivities>

/** How often changes of each platform were asked for in this run. */
async function changeRounds(trx: Db, key: RequestKey): Promise<Partial<Record<Platform, number>>> {
  const rows: { platform: Platform; n: number }[] = await trx('approval_items as i')
    .join('approval_rounds as a', 'a.id', 'i.round_id')
    .where({ 'a.request_id': key.requestId, 'a.run': key.run, 'i.outcome': 'changes' })
    .groupBy('i.platform')
    .select('i.platform', trx.raw('count(*) as n'))
  return Object.fromEntries(rows.map(({ platform, n }) => [platform, n]))
}

/** Whether a platform has a newer version than the workflow knows of. Call under the request's lock. */
async function isEdited(trx: Db, key: RequestKey & { platforms: PlatformChange[] }): Promise<boolean> {
  const now = await platformsOf(trx, key.requestId)
  return key.platforms.some((p) => now.some((other) => other.platform === p.platform && other.version > p.version))
}

/** Locks the request and says whether this run may still write to it: an attempt that was thought dead must not touch what came after. */
async function isOurs(trx: Db, key: RequestKey): Promise<boolean> {
  const request = await lockRequest(trx, key.organizationId, key.requestId)
  return request !== undefined && request.run === key.run && !isFinal(request.status)
}

/** Proposes rules of voice from what people asked for and did; only where anybody did. */
async function learnFrom(db: Db, key: RequestKey): Promise<void> {
  const brandId = await brandTaught(db, key.requestId)
  if (brandId) await transact(db, (trx) => refreshProposals(trx, key.organizationId, brandId))
}
