import type { Approver, Level } from '../domain/approvals.ts'
import { planOf, type WorkCalendar } from '../domain/calendar.ts'
import type { Platform } from '../domain/words.ts'
import { audit } from './audit.ts'
import { brokenNow, endIfDecided } from './decisions.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { lockRound, type RoundRow, revokeLinks } from './links.ts'
import { queueMails } from './mails.ts'
import { mayApproveByDeadline } from './organizations.ts'
import { requesterOf } from './requests.ts'
import { readDrafts } from './reviewed.ts'
import { endRound, levelOf, type PlanStep, type RoundState, stepsOf } from './reviews.ts'
import { setRequestStatus } from './statuses.ts'
import { countVotes, sameAddress, seat, seated, unseat, votersOf } from './voters.ts'

const HOUR_MS = 3_600_000

/** What the workflow learns of a round: whether it goes on, and when something happens in it by itself. */
export interface Tended {
  state: RoundState
  /** ISO 8601; null where nothing but a person moves it on. */
  next: string | null
}

/** How the hours of an organization are found; holidays come from outside of the database. */
export type CalendarFor = (db: Db, organizationId: string, at: Date) => Promise<WorkCalendar>

interface Visit {
  roundId: string
  /** The workflow's time. */
  at: Date
  /** A later due date that a person gave, in hours from `at`. */
  dueInHours?: number | undefined
}

/**
 * Does in a round whatever has come due by `at`: reminds, asks the backups, ends it as its level says. The same visit again does nothing
 * more: each step is marked under the round's lock. Call in a transaction.
 */
export async function tendReview(db: Db, { roundId, at, dueInHours }: Visit, calendarFor: CalendarFor): Promise<Tended> {
  const round = await lockRound(db, roundId)
  if (!round) throw new Error(`no approval round ${roundId}`)
  if (round.state !== 'open') return { state: round.state, next: null }
  const desk = { db, round, level: levelOf(round), at, calendarFor }
  let plan: PlanStep[] = round.plan
  if (dueInHours !== undefined) plan = await extend(desk, dueInHours)
  else if (round.replan) plan = await replan(desk)
  const due = plan.filter((step) => !step.done && new Date(step.at) <= at)
  for (const step of due) {
    step.done = true
    // A worker that was away wakes late: what is past its own moment is not sent beside the next.
    if (step.kind === 'remind' && due.every((other) => other.at <= step.at)) await remind(desk, step)
    if (step.kind === 'escalate') await escalate(desk)
    if (step.kind === 'deadline') {
      const again = await meetDeadline(desk)
      if (again) plan = again
    }
  }
  await db('approval_rounds')
    .where({ id: roundId })
    .update({ plan: JSON.stringify(plan), replan: false })
  const after = await db('approval_rounds').where({ id: roundId }).first<{ state: RoundState }>('state')
  const state = after?.state ?? 'closed'
  return { state, next: state === 'open' ? (plan.find((step) => !step.done)?.at ?? null) : null }
}

interface Desk {
  db: Db
  round: RoundRow
  level: Level
  at: Date
  calendarFor: CalendarFor
}

const ofRequest = (round: RoundRow) => ({ organizationId: round.organization_id, requestId: round.request_id })
const waitsUntil = (round: RoundRow, due: Date) => `round ${round.round} waits for a decision by ${due.toISOString()}`

/** The moments of a level that is asked from `at` on. */
async function planned({ db, round, calendarFor }: Desk, level: Level, at: Date): Promise<{ dueAt: Date; plan: PlanStep[] }> {
  const { dueAt, steps } = planOf(level, at, await calendarFor(db, round.organization_id, at))
  return { dueAt, plan: stepsOf(steps) }
}

async function extend(desk: Desk, dueInHours: number): Promise<PlanStep[]> {
  const { db, round, level, at } = desk
  const { dueAt, plan } = await planned(desk, { ...level, due_in_hours: dueInHours }, at)
  await db('approval_rounds').where({ id: round.id }).update({ due_at: dueAt, held_at: null })
  const due_at = dueAt.toISOString()
  await setRequestStatus(db, round.request_id, { status: 'awaiting_approval', reason: waitsUntil(round, dueAt) })
  await appendEvent(db, round.request_id, { type: 'review.extended', data: { round: round.round, due_at } })
  return plan
}

/** The moments that are left until the due time, by the level as it is now. One that is held has none. */
async function replan(desk: Desk): Promise<PlanStep[]> {
  const { round, level, at } = desk
  const left = (round.due_at.getTime() - at.getTime()) / HOUR_MS
  if (round.held_at || left <= 0) return round.plan
  const { plan } = await planned(desk, { ...level, due_in_hours: left, hours: 'calendar' }, at)
  const asked = round.plan.some(({ kind, done }) => kind === 'escalate' && done)
  return plan.filter(({ kind }) => !(asked && kind === 'escalate'))
}

/** Who still has to decide: seated, and without a decision in this round. */
async function waitingFor({ db, round }: Pick<Desk, 'db' | 'round'>): Promise<Approver[]> {
  const decided: string[] = await db('decisions').where({ round_id: round.id }).distinct().pluck('approver_email')
  const known = new Set(decided.map((email) => email.toLowerCase()))
  return seated(await votersOf(db, round.id)).filter(({ email }) => !known.has(email.toLowerCase()))
}

/** Asks once more everyone who was asked, has not answered and was not shut out since; one mail per recipient and moment. */
export async function remind(desk: Pick<Desk, 'db' | 'round'>, step: Pick<PlanStep, 'at' | 'hours_left'>): Promise<void> {
  const { db, round } = desk
  const revoked: string[] = await db('approval_links').where({ round_id: round.id }).whereNotNull('revoked_at').distinct().pluck('email')
  const open: string[] = await db('approval_links').where({ round_id: round.id, revoked_at: null }).distinct().pluck('email')
  const shut = new Set(revoked.filter((email) => !open.includes(email)).map((email) => email.toLowerCase()))
  const withdrawn: string[] = await db('mails').where({ round_id: round.id, state: 'withdrawn' }).distinct().pluck('to_email')
  for (const email of withdrawn) if (!open.some((other) => sameAddress(other, email))) shut.add(email.toLowerCase())
  const asked = (await waitingFor(desk)).filter(({ email }) => !shut.has(email.toLowerCase()))
  const queued = await queueMails(
    db,
    asked.map((to) => ({
      ...ofRequest(round),
      roundId: round.id,
      key: `reminder/${round.id}/${step.at}/${to.email}`,
      template: 'reminder' as const,
      to,
      data: { hours_left: step.hours_left },
    })),
  )
  if (queued)
    await appendEvent(db, round.request_id, {
      type: 'review.reminded',
      data: { round: round.round, due_at: round.due_at.toISOString(), people: queued },
    })
}

/** Asks the backups beside those who have not answered. */
async function escalate(desk: Desk): Promise<void> {
  const { db, round, level } = desk
  const missing = await waitingFor(desk)
  const fresh = await seat(db, round, level.backup, 'backup')
  await ask(desk, fresh, 'escalated', missing)
  await appendEvent(db, round.request_id, {
    type: 'review.escalated',
    data: { round: round.round, asked: fresh.length, missing: missing.length },
  })
  await note(desk, 'review.escalated', { asked: fresh.length, missing: missing.length })
}

async function ask({ db, round }: Desk, people: readonly Approver[], template: 'escalated' | 'reassigned', missing: readonly Approver[]) {
  await queueMails(
    db,
    people.map((to) => ({
      ...ofRequest(round),
      roundId: round.id,
      key: `${template}/${round.id}/${to.email.toLowerCase()}`,
      template,
      to,
      data: { missing: missing.map(({ name, email }) => name || email) },
    })),
  )
}

/** The time is up. Returns the new plan where the round goes on with one. */
async function meetDeadline(desk: Desk): Promise<PlanStep[] | undefined> {
  const { db, round, level } = desk
  switch (level.on_deadline) {
    case 'hold':
      return hold(desk, 'nobody decided in time')
    case 'reassign':
      return round.reassigned_at || !level.backup.length ? hold(desk, 'nobody decided in time') : reassign(desk)
    case 'approve': {
      const why = await whyNotApproved(desk)
      return why ? hold(desk, why) : settle(desk, 'approved')
    }
    case 'reject':
      return settle(desk, 'rejected')
    case 'expire':
      await db('approval_items').where({ round_id: round.id, outcome: 'open' }).update({ outcome: 'expired' })
      await appendEvent(db, round.request_id, { type: 'review.expired', data: { round: round.round } })
      await end(desk)
      return undefined
    default:
      return level.on_deadline satisfies never
  }
}

/** Waits on, without an end, and tells who asked. */
async function hold({ db, round, at }: Desk, why: string): Promise<undefined> {
  await db('approval_rounds').where({ id: round.id }).update({ held_at: at })
  const reason = `round ${round.round} is held: ${why}`
  await setRequestStatus(db, round.request_id, { status: 'awaiting_approval', reason })
  await appendEvent(db, round.request_id, { type: 'review.held', data: { round: round.round, why } })
  const asker = await requesterOf(db, round.request_id)
  if (asker)
    await queueMails(db, [
      {
        ...ofRequest(round),
        roundId: round.id,
        key: `held/${round.id}/${round.due_at.toISOString()}`,
        template: 'held',
        to: asker,
        data: { why },
      },
    ])
  return undefined
}

/** The backups take the place of everybody who did not answer, with as much time as there was. */
async function reassign(desk: Desk): Promise<PlanStep[]> {
  const { db, round, level, at } = desk
  const missing = await waitingFor(desk)
  for (const { email } of missing) await revokeLinks(db, round, email)
  await unseat(
    db,
    round.id,
    missing.map(({ email }) => email),
  )
  await seat(db, round, level.backup, 'approver')
  await ask(desk, level.backup, 'reassigned', missing)
  const { dueAt, plan } = await planned(desk, level, at)
  await db('approval_rounds').where({ id: round.id }).update({ due_at: dueAt, reassigned_at: at })
  await setRequestStatus(db, round.request_id, { status: 'awaiting_approval', reason: waitsUntil(round, dueAt) })
  await appendEvent(db, round.request_id, {
    type: 'review.reassigned',
    data: { round: round.round, asked: level.backup.length, due_at: dueAt.toISOString() },
  })
  await note(desk, 'review.reassigned', { from: missing.length, to: level.backup.length })
  // Two of three may have approved already, and the third was just relieved.
  const requester = await requesterOf(db, round.request_id)
  await endIfDecided(db, { round, requester }, await countVotes(db, round.id, level))
  // Nobody is reassigned twice, and who has just been asked needs no backup.
  return plan.filter(({ kind }) => kind !== 'escalate')
}

/** Why the deadline approves nothing although the level says so; undefined where it may. */
async function whyNotApproved({ db, round }: Desk): Promise<string | undefined> {
  if (!(await mayApproveByDeadline(db, round.organization_id))) return 'the organization no longer lets deadlines approve'
  const { drafts, bounds } = await readDrafts(db, round)
  const blocked = drafts
    .filter(({ outcome }) => outcome === 'open')
    .find((draft) => brokenNow({ bounds }, draft).some(({ severity }) => severity === 'BLOCK'))
  return blocked && `${blocked.platform} cannot be approved as it is`
}

/** Decides what is open in the name of the policy. */
async function settle(desk: Desk, outcome: 'approved' | 'rejected'): Promise<undefined> {
  const { db, round } = desk
  const open: { platform: Platform; version: number; content_hash: string }[] = await db('approval_items')
    .where({ round_id: round.id, outcome: 'open' })
    .update({ outcome })
    .returning(['platform', 'version', 'content_hash'])
  await appendEvent(db, round.request_id, {
    type: 'review.decided',
    data: { round: round.round, by: 'the deadline', verdicts: Object.fromEntries(open.map(({ platform }) => [platform, outcome])) },
  })
  await note(desk, `review.${outcome}_by_deadline`, { hashes: Object.fromEntries(open.map((item) => [item.platform, item.content_hash])) })
  await end(desk)
  const asker = await requesterOf(db, round.request_id)
  if (asker) await queueMails(db, [{ ...ofRequest(round), roundId: round.id, key: `decided/${round.id}`, template: 'decided', to: asker }])
  return undefined
}

/** Ends the round: decided where anything in it was, else expired. */
async function end({ db, round }: Desk): Promise<void> {
  const decided = await db('approval_items')
    .where({ round_id: round.id })
    .whereIn('outcome', ['approved', 'changes', 'rejected'])
    .first('platform')
  await endRound(db, round.id, decided ? 'decided' : 'expired')
}

const note = ({ db, round }: Desk, action: string, data: Record<string, unknown>) =>
  audit(db, {
    ...ofRequest(round),
    actor: 'policy',
    action,
    subject: `round/${round.id}`,
    data: { round_id: round.id, level: round.level, ...data },
  })
