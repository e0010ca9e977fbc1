import { type Approver, type Level, type Track, tracksOf } from '../domain/approvals.ts'
import type { Platform } from '../domain/words.ts'
import { endIfDecided } from './decisions.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { lockRound, type RoundRow, resendLink, revokeLinks } from './links.ts'
import { enqueue } from './outbox.ts'
import { lockRequest, requesterOf } from './requests.ts'
import { levelOf } from './reviews.ts'
import { countVotes, sameAddress, seat, seated, seatOf, unseat, votersOf } from './voters.ts'

/** What a member changes of a review that waits. */
export interface ReviewChange {
  /** The whole policy anew, this level included. */
  levels?: Level[] | undefined
  add?: Approver[] | undefined
  remove?: string[] | undefined
  level?:
    | Partial<Pick<Level, 'needs' | 'backup' | 'on_deadline' | 'remind_before_hours' | 'escalate_before_hours' | 'code_by_mail'>>
    | undefined
  /** From now, by the workflow's clock. */
  dueInHours?: number | undefined
}

export type Changed =
  | { kind: 'unknown' }
  | { kind: 'over'; state: RoundRow['state'] }
  | { kind: 'no_voter'; email: string }
  | { kind: 'nobody_left' }
  | { kind: 'too_many_needed'; needs: number; approvers: number }
  | { kind: 'changed'; round: RoundRow; before: Level; level: Level; added: string[]; removed: string[] }

/**
 * Changes who is asked in a review that waits, how many of them are needed and what happens in time; for this round and for later ones at the
 * same level of this request. Who is added gets a link; who is removed loses theirs, and what they decided counts no more. It may end the round.
 * Call in a transaction.
 */
export async function changeReview(db: Db, organizationId: string, roundId: string, by: string, change: ReviewChange): Promise<Changed> {
  const round = await lockRound(db, roundId)
  if (round?.organization_id !== organizationId) return { kind: 'unknown' }
  if (round.state !== 'open') return { kind: 'over', state: round.state }
  const request = await lockRequest(db, organizationId, round.request_id)
  if (!request) return { kind: 'unknown' }
  const before = levelOf(round)
  const seats = seated(await votersOf(db, roundId))
  const anew = change.levels?.[Math.min(round.level, change.levels.length) - 1]
  const has = (all: readonly { email: string }[], email: string) => all.some((one) => sameAddress(one.email, email))
  const add = anew ? anew.approvers.filter(({ email }) => !has(seats, email)) : (change.add ?? []).filter(({ email }) => !has(seats, email))
  const remove = anew
    ? seats.map(({ email }) => email).filter((email) => !has([...anew.approvers, ...anew.backup], email))
    : (change.remove ?? [])
  const stranger = remove.find((email) => !has(seats, email))
  if (stranger) return { kind: 'no_voter', email: stranger }

  const left = seats.filter(({ email, role }) => role === 'approver' && !remove.some((gone) => sameAddress(gone, email)))
  const approvers = [...left.map(({ email, name, user_id }) => ({ email, name, user_id })), ...add]
  const level: Level = { ...(anew ?? before), ...change.level, approvers }
  if (!approvers.length) return { kind: 'nobody_left' }
  if (typeof level.needs === 'number' && level.needs > approvers.length)
    return { kind: 'too_many_needed', needs: level.needs, approvers: approvers.length }

  await keep(db, round, request, level, change.levels)
  for (const email of remove) await revokeLinks(db, round, seatOf(seats, email)?.email ?? email)
  await unseat(db, roundId, remove)
  await seat(db, round, add, 'approver')
  for (const person of add) await resendLink(db, round, person)
  const standings = await countVotes(db, roundId, level)
  const what = whatChanged(before, level, {
    add: add.length,
    remove: remove.length,
    due: change.dueInHours !== undefined,
    anew: Boolean(anew),
  })
  await appendEvent(db, round.request_id, { type: 'review.changed', data: { round: round.round, by, what } })
  const of = { organizationId, requestId: round.request_id }
  if (!(await endIfDecided(db, { round, requester: await requesterOf(db, round.request_id) }, standings))) {
    const name = `${round.id}/${request.event_seq}`
    const payload = { roundId, run: round.run }
    if (change.dueInHours !== undefined)
      await enqueue(db, { ...of, key: `extend/${name}`, kind: 'extend', payload: { ...payload, dueInHours: change.dueInHours } })
    else await enqueue(db, { ...of, key: `change/${name}`, kind: 'change', payload })
  }
  return { kind: 'changed', round, before, level, added: add.map(({ email }) => email), removed: remove }
}

/** Writes the level into the round and into what the request has frozen, for the rounds that come at it. */
async function keep(
  db: Db,
  round: RoundRow,
  request: NonNullable<Awaited<ReturnType<typeof lockRequest>>>,
  level: Level,
  levels: Level[] | undefined,
): Promise<void> {
  const mine: Platform[] = await db('approval_items').where({ round_id: round.id }).pluck('platform')
  const changed = (track: Track): Track => {
    if (!track.platforms.some((platform) => mine.includes(platform))) return track
    const all = levels ?? track.levels
    return { ...track, ...(levels && { policy: null }), levels: all.map((other, i) => (i === round.level - 1 ? level : other)) }
  }
  const tracks = tracksOf(request.approval, request.platforms).map(changed)
  await db('content_requests')
    .where({ id: round.request_id })
    .update({ approval: JSON.stringify({ ...request.approval, tracks }), updated_at: db.fn.now() })
  await db('approval_rounds')
    .where({ id: round.id })
    .update({ policy: JSON.stringify(level), levels: Math.max(round.level, levels?.length ?? round.levels), replan: true })
}

function whatChanged(before: Level, after: Level, did: { add: number; remove: number; due: boolean; anew: boolean }): string[] {
  const fields = ['needs', 'backup', 'on_deadline', 'remind_before_hours', 'escalate_before_hours', 'code_by_mail'] as const
  return [
    ...(did.anew ? ['levels'] : []),
    ...(did.add ? ['approvers added'] : []),
    ...(did.remove ? ['approvers removed'] : []),
    ...(did.due ? ['due time'] : []),
    ...fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])),
  ]
}
