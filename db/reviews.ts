import type { Platform, Verdict } from '../domain/words.ts'
import type { Db } from './knex.ts'

export interface ReviewItem {
  platform: Platform
  version: number
  contentHash: string
}

export interface Approver {
  email: string
  name: string
}

/** Opens a round with the drafts in it, once. Returns its id, the same on every call. */
export async function openRound(
  db: Db,
  of: { organizationId: string; requestId: string; run: number; round: number; dueAt: Date; items: readonly ReviewItem[] },
): Promise<string> {
  const inserted = await db('approval_rounds')
    .insert({ organization_id: of.organizationId, request_id: of.requestId, run: of.run, round: of.round, due_at: of.dueAt })
    .onConflict(['request_id', 'run', 'round'])
    .ignore()
    .returning<{ id: string }[]>('id')
  const row =
    inserted[0] ??
    (await db('approval_rounds').select('id').where({ request_id: of.requestId, run: of.run, round: of.round }).first<{ id: string }>())
  await db('approval_items')
    .insert(
      of.items.map((i) => ({
        round_id: row.id,
        organization_id: of.organizationId,
        platform: i.platform,
        version: i.version,
        content_hash: i.contentHash,
      })),
    )
    .onConflict(['round_id', 'platform'])
    .ignore()
  return row.id
}

/** What was decided in a round; empty while nothing was. */
export function decisionsOf(
  db: Db,
  roundId: string,
): Promise<{ platform: Platform; version: number; verdict: Verdict; approver_name: string; approver_email: string }[]> {
  return db('decisions')
    .select('platform', 'version', 'verdict', 'approver_name', 'approver_email')
    .where({ round_id: roundId })
    .orderBy('created_at')
}

/**
 * Closes an open round as expired or closed. Returns the state it is in: `decided` when a decision came first, which then holds.
 * The row's lock is the same that a decision takes, so exactly one of them wins.
 */
export async function closeRound(db: Db, roundId: string, as: 'expired' | 'closed'): Promise<'open' | 'decided' | 'expired' | 'closed'> {
  const round = await db('approval_rounds').select('state').where({ id: roundId }).forUpdate().first()
  if (!round) throw new Error(`no approval round ${roundId}`)
  if (round.state !== 'open') return round.state
  await db('approval_rounds').where({ id: roundId }).update({ state: as, closed_at: db.fn.now() })
  await db('mails').where({ round_id: roundId, state: 'queued' }).whereIn('template', ['review', 'reminder']).update({ state: 'withdrawn' })
  return as
}

/** Every round of a request that is still open. */
export function openRounds(db: Db, requestId: string): Promise<{ id: string; round: number }[]> {
  return db('approval_rounds').select('id', 'round').where({ request_id: requestId, state: 'open' })
}

/** Who is asked to approve a request, as accepted. */
export async function approversOf(db: Db, requestId: string): Promise<Approver[]> {
  const row = await db('content_requests').select('approval').where({ id: requestId }).first()
  return (row?.approval?.approvers ?? []) as Approver[]
}
