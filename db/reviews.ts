import { FINAL_STATUSES } from '../domain/outcome.ts'
import type { Platform, Verdict } from '../domain/words.ts'
import { type Db, prepared } from './knex.ts'
import { movingUnits } from './quota.ts'

export interface ReviewItem {
  platform: Platform
  version: number
  contentHash: string
}

export interface Approver {
  email: string
  name: string
}

/**
 * Sends drafts out for a decision, all of it or nothing, as one statement: the round and what is in it, the units it uses up, the mails to its
 * approvers, statuses and events. Nothing is written for a round that is open already. Returns the round's id; undefined when the request is over.
 * One statement because every acceptance of the organization waits for the quota row: a transaction would hold it across round trips.
 */
export async function openReview(
  db: Db,
  of: { organizationId: string; requestId: string; run: number; round: number; dueAt: string; drafts: readonly ReviewItem[] },
): Promise<string | undefined> {
  const { rows } = await db
    .raw<{ rows: { id: string | null }[] }>(OPEN, {
      organization: of.organizationId,
      request: of.requestId,
      run: of.run,
      round: of.round,
      due: of.dueAt,
      reason: `round ${of.round} waits for a decision by ${of.dueAt}`,
      final: [...FINAL_STATUSES],
      names: of.drafts.map((d) => d.platform),
      versions: of.drafts.map((d) => d.version),
      hashes: of.drafts.map((d) => d.contentHash),
    })
    .options(prepared('open_review'))
  return rows[0]?.id ?? undefined
}

const OPEN = `
with request as materialized (
  -- The lock comes before the check counts: an end that commits meanwhile is seen, and no review opens after it.
  select id, organization_id, run from content_requests
   where id = :request and organization_id = :organization and run = :run and status <> all(cast(:final as text[]))
     for no key update
), round as (
  insert into approval_rounds (organization_id, request_id, run, round, due_at)
  select organization_id, id, run, :round, :due from request
  on conflict (request_id, run, round) do nothing
  returning id, request_id, organization_id
), draft as (
  select * from unnest(cast(:names as text[]), cast(:versions as int[]), cast(:hashes as text[])) as d (platform, version, content_hash)
), items as (
  insert into approval_items (round_id, organization_id, platform, version, content_hash)
  select round.id, round.organization_id, draft.platform, draft.version, draft.content_hash from round, draft
), shown as (
  update request_platforms p set status = 'awaiting_approval', version = draft.version, reason = '', updated_at = now()
    from round, draft where p.request_id = round.request_id and p.platform = draft.platform
  returning p.platform, p.status, p.version, p.reason
), approver as (
  select a ->> 'email' as email, a ->> 'name' as name
    from round join content_requests r on r.id = round.request_id, jsonb_array_elements(r.approval -> 'approvers') as a
), mail as (
  insert into mails (organization_id, request_id, round_id, key, template, to_email, to_name)
  select round.organization_id, round.request_id, round.id, 'review/' || round.id || '/' || email, 'review', email, coalesce(name, '')
    from round, approver
  on conflict (key) do nothing
), ${movingUnits('committed')}, told as (
  select id, set_request_status(request_id, 'awaiting_approval', :reason, cast(:final as text[]), false),
         (select count(append_event(:request, 'platform.status', to_jsonb(shown))) from shown),
         append_event(request_id, 'review.opened', jsonb_build_object('round', cast(:round as int), 'due_at', cast(:due as text),
           'platforms', to_jsonb(cast(:names as text[])), 'approvers', (select count(*) from approver))),
         pg_notify('mails', ''), pg_notify('request_events', :request)
    from round
)
select coalesce((select id from told),
                (select id from approval_rounds where request_id = :request and run = :run and round = :round)) as id`

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

/** Every round of a request that is still open, locked: whoever locks rounds and their request takes the rounds first, as a decision does. */
export function openRounds(db: Db, requestId: string): Promise<{ id: string; round: number }[]> {
  return db('approval_rounds').select('id', 'round').where({ request_id: requestId, state: 'open' }).forUpdate()
}

/** Who is asked to approve a request, as accepted. */
export async function approversOf(db: Db, requestId: string): Promise<Approver[]> {
  const row = await db('content_requests').select('approval').where({ id: requestId }).first()
  return (row?.approval?.approvers ?? []) as Approver[]
}
