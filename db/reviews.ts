import { type ItemOutcome, Level } from '../domain/approvals.ts'
import type { PlannedStep } from '../domain/calendar.ts'
import { FINAL_STATUSES } from '../domain/outcome.ts'
import type { Platform, Verdict } from '../domain/words.ts'
import { type Db, prepared } from './knex.ts'
import { ASKING } from './mails.ts'
import { movingUnits } from './quota.ts'

export interface ReviewItem {
  platform: Platform
  version: number
  contentHash: string
}

/** Something that happens by itself in a round, and whether it has. `at` is ISO 8601 in UTC. */
export interface PlanStep {
  at: string
  kind: PlannedStep['kind']
  hours_left: number
  done: boolean
}

export const stepsOf = (planned: readonly PlannedStep[]): PlanStep[] =>
  planned.map(({ at, kind, hoursLeft }) => ({ at: at.toISOString(), kind, hours_left: hoursLeft, done: false }))

/**
 * Sends drafts out for a decision, all of it or nothing, as one statement: the round and what is in it, who is asked, the units it uses up,
 * the mails, statuses and events. Nothing is written for a round that is open already. A draft of which a newer version exists by now (a
 * person edited it) is left out. Returns the round's id; null when nothing was left to ask, undefined when the request is over.
 * One statement because every acceptance of the organization waits for the quota row: a transaction would hold it across round trips.
 */
export async function openReview(
  db: Db,
  of: {
    organizationId: string
    requestId: string
    run: number
    round: number
    level: number
    levels: number
    policy: Level
    dueAt: Date
    plan: readonly PlanStep[]
    drafts: readonly ReviewItem[]
  },
): Promise<string | null | undefined> {
  const due = of.dueAt.toISOString()
  const { rows } = await db
    .raw<{ rows: { running: boolean; id: string | null }[] }>(OPEN, {
      organization: of.organizationId,
      request: of.requestId,
      run: of.run,
      round: of.round,
      level: of.level,
      levels: of.levels,
      policy: JSON.stringify(of.policy),
      plan: JSON.stringify(of.plan),
      approvers: JSON.stringify(of.policy.approvers),
      due,
      reason: `round ${of.round} waits for a decision by ${due}`,
      final: [...FINAL_STATUSES],
      names: of.drafts.map((d) => d.platform),
      versions: of.drafts.map((d) => d.version),
      hashes: of.drafts.map((d) => d.contentHash),
    })
    .options(prepared('open_review'))
  const [row] = rows
  if (row?.id) return row.id
  return row?.running ? null : undefined
}

const OPEN = `
with request as materialized (
  -- The lock comes before the check counts: an end that commits meanwhile is seen, and no review opens after it.
  select id, organization_id, run from content_requests
   where id = :request and organization_id = :organization and run = :run and status <> all(cast(:final as text[]))
     for no key update
), draft as materialized (
  select d.* from unnest(cast(:names as text[]), cast(:versions as int[]), cast(:hashes as text[])) as d (platform, version, content_hash)
    join request_platforms p on p.request_id = :request and p.platform = d.platform and p.version <= d.version
), round as (
  insert into approval_rounds (organization_id, request_id, run, round, level, levels, policy, plan, due_at)
  select organization_id, id, run, :round, :level, :levels, cast(:policy as jsonb), cast(:plan as jsonb), :due from request
   where exists (select from draft)
  on conflict (request_id, run, round) do nothing
  returning id, request_id, organization_id
), items as (
  insert into approval_items (round_id, organization_id, platform, version, content_hash)
  select round.id, round.organization_id, draft.platform, draft.version, draft.content_hash from round, draft
), shown as (
  update request_platforms p set status = 'awaiting_approval', version = draft.version, reason = '', updated_at = now()
    from round, draft where p.request_id = round.request_id and p.platform = draft.platform
  returning p.platform, p.status, p.version, p.reason
), approver as (
  insert into approval_voters (round_id, organization_id, email, name, user_id, role)
  select round.id, round.organization_id, v.email, coalesce(v.name, ''), cast(v.user_id as uuid), 'approver'
    from round, jsonb_to_recordset(cast(:approvers as jsonb)) as v (email text, name text, user_id text)
  returning email, name
), mail as (
  insert into mails (organization_id, request_id, round_id, key, template, to_email, to_name)
  select round.organization_id, round.request_id, round.id, 'review/' || round.id || '/' || email, 'review', email, name
    from round, approver
  on conflict (key) do nothing
), ${movingUnits('committed')}, told as (
  select id, set_request_status(request_id, 'awaiting_approval', :reason, cast(:final as text[]), false),
         (select count(append_event(:request, 'platform.status', to_jsonb(shown))) from shown),
         append_event(request_id, 'review.opened', jsonb_build_object('round', cast(:round as int), 'level', cast(:level as int),
           'levels', cast(:levels as int), 'due_at', cast(:due as text), 'platforms', (select jsonb_agg(platform) from draft),
           'approvers', (select count(*) from approver))),
         pg_notify('mails', ''), pg_notify('request_events', :request)
    from round
)
select exists (select from request) as running,
       coalesce((select id from told),
                (select id from approval_rounds where request_id = :request and run = :run and round = :round)) as id`

/** Where each draft of a round stands, and whose word it was. */
export async function outcomesOf(
  db: Db,
  roundId: string,
): Promise<
  { platform: Platform; version: number; content_hash: string; outcome: ItemOutcome; by: string | null; verdict: Verdict | null }[]
> {
  const { rows } = await db.raw(
    `select i.platform, i.version, i.content_hash, i.outcome, d.by, d.verdict
       from approval_items i left join lateral (
         select coalesce(nullif(approver_name, ''), approver_email) as by, verdict from decisions d
          where d.round_id = i.round_id and d.platform = i.platform and d.counted
            and d.verdict = case i.outcome when 'approved' then 'approve' when 'changes' then 'request_changes' else 'reject' end
          order by d.created_at desc limit 1) d on true
      where i.round_id = ? order by i.platform`,
    [roundId],
  )
  return rows
}

export const ROUND_STATES = ['open', 'decided', 'expired', 'closed'] as const
export type RoundState = (typeof ROUND_STATES)[number]

/**
 * Closes an open round as expired or closed, and what in it is still open. Returns the state it is in: `decided` when a decision came
 * first, which then holds. The row's lock is the same that a decision takes, so exactly one of them wins.
 */
export async function closeRound(db: Db, roundId: string, as: 'expired' | 'closed'): Promise<RoundState> {
  const round = await db('approval_rounds').select('state').where({ id: roundId }).forUpdate().first()
  if (!round) throw new Error(`no approval round ${roundId}`)
  if (round.state !== 'open') return round.state
  await db('approval_items').where({ round_id: roundId, outcome: 'open' }).update({ outcome: as })
  await endRound(db, roundId, as)
  return as
}

/** Ends a round under its lock: nobody is asked any more. */
export async function endRound(db: Db, roundId: string, state: Exclude<RoundState, 'open'>): Promise<void> {
  await db('approval_rounds').where({ id: roundId }).update({ state, closed_at: db.fn.now() })
  await db('mails')
    .where({ round_id: roundId, state: 'queued' })
    .whereIn('template', [...ASKING])
    .update({ state: 'withdrawn', updated_at: db.fn.now() })
}

/** Every round of a request that is still open, locked: whoever locks rounds and their request takes the rounds first, as a decision does. */
export function openRounds(db: Db, requestId: string): Promise<{ id: string; round: number }[]> {
  return db('approval_rounds').select('id', 'round').where({ request_id: requestId, state: 'open' }).orderBy('id').forUpdate()
}

/** The level a round is held at. Rounds of before there were levels keep what their request was accepted with. */
export const levelOf = (round: { policy: unknown }): Level => Level.parse(round.policy)
