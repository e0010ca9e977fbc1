import type { Db } from '../../db/knex.ts'
import type { DemoAgency } from './agency.ts'
import { DEMO_BRANDS } from './brands.ts'
import type { DraftTemplate } from './drafts.ts'
import type { PlannedRequest } from './plan.ts'

/**
 * Writes planned requests with everything that belongs to them, as one statement: a thousand requests are some forty thousand rows. Units
 * are counted in their month, whose limit grows where the plan would not have held them; nothing is left to be delivered. Call in a transaction.
 */
export async function writeRequests(
  db: Db,
  agency: DemoAgency,
  plan: readonly PlannedRequest[],
  templates: ReadonlyMap<string, DraftTemplate>,
): Promise<void> {
  const reviewer = agency.people.find(({ role }) => role === 'reviewer') ?? agency.people[0]
  if (!reviewer) throw new Error('the demonstration agency has nobody who decides')
  const keys = new Set(plan.flatMap(({ drafts }) => drafts.map(({ key }) => key)))
  const { rows: months } = await db.raw<{ rows: { period_start: Date; units: number }[] }>(WRITE, {
    organization: agency.organizationId,
    plan: JSON.stringify(plan),
    templates: JSON.stringify([...keys].map((key) => templates.get(key))),
    brands: JSON.stringify(agency.brands),
    strategies: JSON.stringify(DEMO_BRANDS.map(strategyOf)),
    reviewer: reviewer.id,
    reviewer_email: reviewer.email,
    reviewer_name: reviewer.name,
  })
  await db.raw(COUNT, { organization: agency.organizationId, months: JSON.stringify(months) })
}

const strategyOf = ({ audience, subjects, name }: (typeof DEMO_BRANDS)[number]) => ({
  target_audience: audience,
  content_pillars: ['How it is made', 'Who makes it'],
  themes: subjects.en.map((subject) => subject.name),
  key_points: subjects.en.slice(0, 2).map(({ detail }) => detail),
  hook_angle: `What ${name} does differently`,
  call_to_action: 'Come and see it at the shop',
  posting_frequency: 'Two posts a week',
  suggested_slots: [],
})

const MODEL_OF_WRITER = `jsonb_build_object('provider', w.provider, 'name', w.model, 'offline', w.provider = 'offline')`

const WRITE = `
with plan as materialized (
  select p.*, cast(:organization as uuid) as organization_id, array(select jsonb_array_elements_text(p.platforms)) as names,
         cast(:brands as jsonb) -> p.brand as snapshot
    from jsonb_to_recordset(cast(:plan as jsonb)) as p (id uuid, at timestamptz, decided_at timestamptz, finished_at timestamptz, user_id uuid,
         brand int, prompt text, language text, platforms jsonb, types jsonb, statuses jsonb, status text, reason text, rounds int, comment text,
         approval jsonb, drafts jsonb, calls jsonb)
), template as materialized (
  select * from jsonb_to_recordset(cast(:templates as jsonb)) as t (key text, content_data jsonb, content_hash text, findings jsonb, to_attach jsonb, rule_pack text)
), lane as materialized (
  select p.id, p.organization_id, p.at, p.finished_at, l.platform, p.types ->> (l.place::int - 1) as content_type, p.statuses ->> (l.place::int - 1) as status,
         p.reason, p.rounds, date_trunc('month', p.at at time zone 'utc') at time zone 'utc' as period_start
    from plan p, unnest(p.names) with ordinality as l (platform, place)
), call as materialized (
  select p.id, p.organization_id, p.at, p.brand, gen_random_uuid() as step_id, p.at + c.place * interval '3 seconds' as called_at,
         v ->> 'agent' as agent, v ->> 'step' as step, (v ->> 'version')::int as version, v ->> 'provider' as provider, v ->> 'model' as model,
         (v ->> 'input')::int as input, (v ->> 'output')::int as output, (v ->> 'cost')::bigint as cost, (v ->> 'lost')::bigint as lost
    from plan p, jsonb_array_elements(p.calls) with ordinality as c (v, place)
), recall as materialized (
  select distinct on (id) id, organization_id, at from call where provider = 'openai' and step like '%/writer' order by id
), spent as materialized (
  select c.id, sum(c.cost + coalesce(c.lost, 0)) + coalesce((select 6 from recall where recall.id = c.id), 0) as micros from call c group by c.id
), draft as materialized (
  select p.id, p.organization_id, p.at, v ->> 'platform' as platform, v ->> 'type' as content_type, (v ->> 'version')::int as version,
         (v ->> 'score')::numeric as score, t.content_data, t.content_hash, t.findings, t.to_attach, t.rule_pack
    from plan p, jsonb_array_elements(p.drafts) as d (v) join template t on t.key = d.v ->> 'key'
), round as materialized (
  select gen_random_uuid() as round_id, p.id, p.organization_id, n as round, p.rounds, p.status, p.comment,
         case when n = 1 then p.at + interval '2 minutes' else p.at + (p.decided_at - p.at) * 0.6 end as opened_at,
         case when n < p.rounds then p.at + (p.decided_at - p.at) * 0.5 else p.decided_at end as closed_at,
         p.approval -> 'tracks' -> 0 -> 'levels' -> 0 as policy
    from plan p, generate_series(1, p.rounds) n
), request as (
  insert into content_requests (id, organization_id, user_id, brand_profile_id, brand, prompt, platforms, content_types, language, approval, status, reason,
         event_seq, budget_micros, spent_micros, created_at, updated_at, finished_at)
  select p.id, p.organization_id, p.user_id, (p.snapshot ->> 'id')::uuid, p.snapshot, p.prompt, p.names,
         (select jsonb_object_agg(l.platform, l.content_type) from lane l where l.id = p.id), p.language, p.approval, p.status, p.reason, 2, 2000000,
         coalesce(s.micros, 0), p.at, p.finished_at, p.finished_at
    from plan p left join spent s on s.id = p.id
), lanes as (
  insert into request_platforms (request_id, organization_id, platform, content_type, status, reason, version, updated_at)
  select id, organization_id, platform, content_type, status, case status when 'failed' then 'the model did not answer' else '' end, greatest(rounds, 1), finished_at
    from lane
), slots as (
  insert into planned_slots (request_id, organization_id, brand_id, platform, version, approved_at, planned_at, moved_by, moved_by_name, updated_at)
  select l.id, l.organization_id, (p.snapshot ->> 'id')::uuid, l.platform, greatest(l.rounds, 1), l.finished_at,
         date_trunc('hour', l.finished_at) + interval '20 hours' + interval '1 hour' * (hashtext(l.id::text || l.platform) & 63), 'user/' || p.user_id,
         (select name from users where id = p.user_id), l.finished_at
    from lane l join plan p on p.id = l.id where l.status = 'approved'
), step as (
  insert into agent_steps (id, organization_id, request_id, step, version, pass, state, fence, answer, prompt_version, claimed_at, done_at)
  select step_id, organization_id, id, step, version, 0, 'done', gen_random_uuid(),
         case step when 'strategist' then cast(:strategies as jsonb) -> brand else '{}' end, 'demonstration', called_at, called_at + interval '2 seconds'
    from call
), paid as (
  insert into model_calls (organization_id, request_id, step_id, ordinal, agent, provider, model, asked_hash, answer, input_tokens, cached_input_tokens,
         output_tokens, cost_micros, latency_ms, created_at)
  select organization_id, id, step_id, 1, agent, provider, model, 'demonstration', '{}', input, 0, output, cost, 1800, called_at from call
), lost as (
  insert into model_attempts (organization_id, request_id, step_id, fence, ordinal, nth, agent, provider, model, outcome, message, input_tokens, cost_micros,
         estimated, latency_ms, created_at)
  select organization_id, id, step_id, gen_random_uuid(), 1, 1, agent, provider, model, 'timeout', 'The model did not answer in time.', input, lost, true,
         60000, called_at
    from call where lost is not null
), recalled as (
  insert into embedding_calls (organization_id, request_id, provider, model, purpose, tokens, cost_micros, created_at)
  select organization_id, id, 'openai', 'text-embedding-3-small', 'recall', 300, 6, at + interval '2 seconds' from recall
), drafts as (
  insert into generated_content (organization_id, request_id, platform, content_type, version, content_data, content_hash, quality_score, score_parts, findings,
         to_attach, model, rule_pack, prompt_versions, created_at)
  select d.organization_id, d.id, d.platform, d.content_type, d.version, d.content_data, d.content_hash, d.score,
         jsonb_build_object('grammar', 1, 'compliance', 1, 'coverage', 1, 'engagement', d.score), d.findings, d.to_attach,
         ${MODEL_OF_WRITER}, d.rule_pack, '{}', d.at + interval '1 minute'
    from draft d join call w on w.id = d.id and w.step = d.platform || '/writer' and w.version = d.version
), rounds as (
  insert into approval_rounds (id, organization_id, request_id, run, round, state, due_at, opened_at, closed_at, policy)
  select round_id, organization_id, id, 1, round, case when status = 'expired' then 'expired' else 'decided' end, opened_at + interval '72 hours', opened_at,
         closed_at, policy
    from round
), items as (
  insert into approval_items (round_id, organization_id, platform, version, content_hash, outcome)
  select r.round_id, r.organization_id, d.platform, d.version, d.content_hash,
         case when r.round < r.rounds then 'changes' when r.status = 'expired' then 'expired' when r.status = 'rejected' then 'rejected' else 'approved' end
    from round r join draft d on d.id = r.id and d.version = r.round
), voters as (
  insert into approval_voters (round_id, organization_id, email, name, user_id, role, added_at)
  select round_id, organization_id, :reviewer_email, :reviewer_name, cast(:reviewer as uuid), 'approver', opened_at from round
), decided as (
  insert into decisions (organization_id, request_id, round_id, platform, version, content_hash, verdict, comment, approver_email, approver_name, user_id, created_at)
  select r.organization_id, r.id, r.round_id, d.platform, d.version, d.content_hash,
         case when r.round < r.rounds then 'request_changes' when r.status = 'rejected' then 'reject' else 'approve' end,
         case when r.round < r.rounds or r.status = 'rejected' then r.comment else '' end, :reviewer_email, :reviewer_name, cast(:reviewer as uuid), r.closed_at
    from round r join draft d on d.id = r.id and d.version = r.round
   where r.status <> 'expired'
), events as (
  insert into request_events (organization_id, request_id, seq, type, data, created_at)
  select organization_id, id, 1, 'request.accepted', jsonb_build_object('platforms', platforms, 'units', cardinality(names)), at from plan
  union all
  select organization_id, id, 2, 'request.status', jsonb_build_object('status', status, 'reason', reason), finished_at from plan
), settled as materialized (
  select l.*, case when l.rounds > 0 and l.status <> 'failed' then 'committed' else 'released' end as state from lane l
), reservations as (
  insert into quota_reservations (request_id, platform, run, organization_id, period_start, state, created_at, updated_at)
  select id, platform, 1, organization_id, period_start, state, at, at + interval '2 minutes' from settled
), ledger as (
  insert into usage_tracking (user_id, organization_id, request_id, action, units, key, metadata, created_at)
  select p.user_id, p.organization_id, p.id, 'units_reserved', cardinality(p.names), 'reserve/' || p.id || '/1', jsonb_build_object('platforms', p.platforms, 'run', 1), p.at
    from plan p
  union all
  select p.user_id, s.organization_id, s.id, 'units_' || s.state, 1, s.state || '/' || s.id || '/1/' || s.platform, jsonb_build_object('platform', s.platform, 'run', 1),
         s.at + interval '2 minutes'
    from settled s join plan p on p.id = s.id
)
select period_start, count(*)::int as units from settled where state = 'committed' group by period_start order by period_start`

// In the order of months, and last: two batches at once wait for each other here and nowhere else.
const COUNT = `
insert into quota_periods as q (organization_id, period_start, period_end, unit_limit, used)
select cast(:organization as uuid), m.period_start, (m.period_start at time zone 'utc' + interval '1 month') at time zone 'utc', greatest(6000, m.units + 1000), m.units
  from jsonb_to_recordset(cast(:months as jsonb)) as m (period_start timestamptz, units int) order by m.period_start
    on conflict (organization_id, period_start) do update
   set used = q.used + excluded.used, unit_limit = greatest(q.unit_limit, q.used + q.reserved + excluded.used + 1000)`
