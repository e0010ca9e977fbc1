import { type Approver, approvalsNeeded, type ItemOutcome, type Level, outcomeOfVotes, type Vote } from '../domain/approvals.ts'
import type { Platform, Verdict } from '../domain/words.ts'
import type { Db } from './knex.ts'

export interface VoterRow {
  email: string
  name: string
  user_id: string | null
  role: 'approver' | 'backup'
  added_at: Date
  removed_at: Date | null
}

/** Everybody who was ever asked in a round, approvers first. */
export function votersOf(db: Db, roundId: string): Promise<VoterRow[]> {
  return db('approval_voters').where({ round_id: roundId }).orderBy(['role', 'added_at', 'email'])
}

/** Who may decide: named or asked since, and not removed. */
export const seated = (voters: readonly VoterRow[]): VoterRow[] => voters.filter((voter) => !voter.removed_at)

/** Whether two addresses are one person's here: case makes no difference. */
export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
export const seatOf = (voters: readonly VoterRow[], email: string): VoterRow | undefined =>
  voters.find((voter) => sameAddress(voter.email, email))

/** Asks more people in a round, or asks somebody again who was removed. Returns who is new to it. Call under the round's lock. */
export async function seat(
  db: Db,
  round: { id: string; organization_id: string },
  people: readonly Approver[],
  role: VoterRow['role'],
): Promise<Approver[]> {
  const voters = seated(await votersOf(db, round.id))
  const fresh = people.filter((person) => !seatOf(voters, person.email))
  if (!people.length) return []
  await db('approval_voters')
    .insert(
      people.map(({ email, name, user_id }) => ({
        round_id: round.id,
        organization_id: round.organization_id,
        email,
        name,
        user_id,
        role,
      })),
    )
    .onConflict(['round_id', 'email'])
    .merge({ removed_at: null, role })
  // Who is asked again and had decided before has decided.
  await db('decisions as d')
    .where({ round_id: round.id, counted: false })
    .whereIn(
      'approver_email',
      fresh.map(({ email }) => email),
    )
    .whereExists(db('approval_items as i').whereRaw(`i.round_id = d.round_id and i.platform = d.platform and i.outcome = 'open'`))
    .update({ counted: true })
  return fresh
}

/** Takes the seat of these people: what they decided counts no more. Call under the round's lock. */
export async function unseat(db: Db, roundId: string, emails: readonly string[]): Promise<void> {
  await db('approval_voters')
    .where({ round_id: roundId })
    .whereIn('email', [...emails])
    .update({ removed_at: db.fn.now() })
  await db('decisions')
    .where({ round_id: roundId })
    .whereIn('approver_email', [...emails])
    .update({ counted: false })
}

export interface Standing {
  platform: Platform
  outcome: ItemOutcome
  approvals: number
  needed: number
}

/**
 * Counts what was decided of each draft that is still open, and writes down which of them that settles. Returns where all of them stand.
 * Call under the round's lock.
 */
export async function countVotes(db: Db, roundId: string, level: Pick<Level, 'needs'>): Promise<Standing[]> {
  const voters = seated(await votersOf(db, roundId))
  const items: { platform: Platform; outcome: ItemOutcome }[] = await db('approval_items')
    .where({ round_id: roundId })
    .orderBy('platform')
    .select('platform', 'outcome')
  const votes: { platform: Platform; approver_email: string; verdict: Verdict }[] = await db('decisions')
    .where({ round_id: roundId, counted: true })
    .orderBy(['created_at', 'id'])
    .select('platform', 'approver_email', 'verdict')
  const approvers = voters.filter(({ role }) => role === 'approver').length
  const people = { approvers, voters: voters.length }
  const standings: Standing[] = []
  for (const item of items) {
    const cast = votes
      .filter(({ platform }) => platform === item.platform)
      .map(({ approver_email, verdict }): Vote => ({ email: approver_email, verdict }))
    const outcome = item.outcome === 'open' ? outcomeOfVotes(level.needs, people, cast) : item.outcome
    if (outcome !== item.outcome) await db('approval_items').where({ round_id: roundId, platform: item.platform }).update({ outcome })
    const approvals = cast.filter(({ verdict }) => verdict === 'approve').length
    standings.push({ platform: item.platform, outcome, approvals, needed: approvalsNeeded(level.needs, approvers) })
  }
  return standings
}
