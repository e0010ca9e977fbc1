import type { AgentName } from '../domain/words.ts'
import { type Db, transact } from './knex.ts'

/** Figures of one month, brand, agent or model. */
export interface Spent {
  cost_micros: number
  calls: number
  input_tokens: number
  output_tokens: number
}
export interface Worked {
  requests: number
  units: number
}

export interface Costs {
  /** Months `YYYY-MM` and brands in which there was anything. */
  months: Map<string, Spent & Worked>
  brands: Map<string, Spent & Worked>
  agents: (Spent & { agent: AgentName | 'memory' })[]
  models: (Spent & { provider: string; model: string })[]
}

export interface CostRange {
  organizationId: string
  timeZone: string
  /** Months `YYYY-MM`, both counted in. */
  from: string
  to: string
  /** Brands the caller is limited to; null is all. */
  among: readonly string[] | null
}

/** A day is counted when it is over for an hour: whatever was written in it is there by then, since no transaction lasts so long. */
const OVER = `((now() - interval '1 hour') at time zone :zone)::date`
/** So many days are counted at a time: a quarter of a busy organization takes about a second. */
const CHUNK_DAYS = 92

/** Every attempt at a model between two local days, as `costByAgent` counts those of one request: attempts without an answer cost what they were billed, and are no calls. */
const LEDGER = (since: string, until: string) => {
  const within = (table: string) =>
    `from ${table} where organization_id = :organization and created_at >= ${since}::timestamp at time zone :zone and created_at < ${until}::timestamp at time zone :zone`
  return `(
    select request_id, created_at, agent, provider, model, 1 as calls, input_tokens, output_tokens, cost_micros ${within('model_calls')}
    union all
    select request_id, created_at, agent, provider, model, 0, input_tokens, output_tokens, cost_micros ${within('model_attempts')}
    union all
    select request_id, created_at, 'memory', provider, model, 1, tokens, 0, cost_micros ${within('embedding_calls')}
  )`
}

/** Requests and units between two local days; a unit is used when a review shows its draft. */
const WORK = (since: string, until: string) => {
  const within = `created_at >= ${since}::timestamp at time zone :zone and created_at < ${until}::timestamp at time zone :zone`
  return `(
    select id as request_id, created_at, 1 as requests, 0 as units from content_requests where organization_id = :organization and ${within}
    union all
    select request_id, created_at, 0, units from usage_tracking
     where organization_id = :organization and action = 'units_committed' and request_id is not null and ${within}
  )`
}

const BRAND = `coalesce(r.brand_profile_id, '00000000-0000-0000-0000-000000000000')`
const LOCAL_DAY = '(l.created_at at time zone :zone)::date'

/**
 * Counts the days that are over and were not counted before: a million calls are too many to add up each time somebody looks, and what is
 * over never changes. Returns the first day that is not counted.
 */
export async function countDays(db: Db, organizationId: string, zone: string): Promise<string> {
  const bindings = { organization: organizationId, zone }
  for (;;) {
    const { rows } = await db.raw<{ rows: { before: string | null; over: string; first: string | null }[] }>(
      `select (select before::text from counted_days where organization_id = :organization and time_zone = :zone) as before, ${OVER}::text as over,
              (select (min(created_at) at time zone :zone)::date::text from content_requests where organization_id = :organization) as first`,
      bindings,
    )
    const { before, over, first } = rows[0] ?? { before: null, over: '', first: null }
    const next = before ?? first
    if (next === null || next >= over) return next ?? over
    await transact(db, (trx) => countSome(trx, { ...bindings, next }))
  }
}

async function countSome(db: Db, bindings: { organization: string; zone: string; next: string }): Promise<void> {
  await db.raw(
    `insert into counted_days (organization_id, time_zone, before) values (:organization, :zone, cast(:next as date)) on conflict do nothing`,
    bindings,
  )
  // Two that look at once: the second waits here, and then finds it done.
  const { rows } = await db.raw<{ rows: { since: string; until: string }[] }>(
    `select before::text as since, least(before + ${CHUNK_DAYS}, ${OVER})::text as until from counted_days
      where organization_id = :organization and time_zone = :zone for update`,
    bindings,
  )
  const [chunk] = rows
  if (!chunk || chunk.since >= chunk.until) return
  const within = { ...bindings, ...chunk }
  const [since, until] = ['cast(:since as date)', 'cast(:until as date)']
  await db.raw(
    `insert into cost_days (organization_id, time_zone, day, brand_id, agent, provider, model, calls, input_tokens, output_tokens, cost_micros)
     select cast(:organization as uuid), cast(:zone as text), ${LOCAL_DAY}, ${BRAND}, l.agent, l.provider, l.model,
            sum(l.calls), sum(l.input_tokens), sum(l.output_tokens), sum(l.cost_micros)
       from ${LEDGER(since, until)} l join content_requests r on r.id = l.request_id
      group by 3, 4, 5, 6, 7`,
    within,
  )
  await db.raw(
    `insert into work_days (organization_id, time_zone, day, brand_id, requests, units)
     select cast(:organization as uuid), cast(:zone as text), ${LOCAL_DAY}, ${BRAND}, sum(l.requests), sum(l.units)
       from ${WORK(since, until)} l join content_requests r on r.id = l.request_id
      group by 3, 4`,
    within,
  )
  await db.raw(`update counted_days set before = ${until} where organization_id = :organization and time_zone = :zone`, within)
}

/** What months cost, and what was made in them: counted days, and the ledgers of the days that are not. */
export async function costsOf(db: Db, { organizationId, timeZone, from, to, among }: CostRange): Promise<Costs> {
  const uncounted = await countDays(db, organizationId, timeZone)
  const bindings = {
    organization: organizationId,
    zone: timeZone,
    from: `${from}-01`,
    to: `${to}-01`,
    uncounted,
    among: among && [...among],
  }
  const [first, end] = ['cast(:from as date)', `(cast(:to as date) + interval '1 month')::date`]
  const since = `greatest(${first}, cast(:uncounted as date))`
  const counted = `organization_id = :organization and time_zone = :zone and day >= ${first} and day < least(${end}, cast(:uncounted as date))`
  const mine = (brand: string) => (among ? `where ${brand} = any(cast(:among as uuid[]))` : '')
  const { rows: spent } = await db.raw<{ rows: (Spent & SpentGroup)[] }>(
    `select month, brand_id, agent, provider, model,
            sum(calls) as calls, sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens, sum(cost_micros) as cost_micros
       from (select to_char(day, 'YYYY-MM') as month, brand_id, agent, provider, model, calls, input_tokens, output_tokens, cost_micros
               from cost_days where ${counted}
             union all
             select to_char(${LOCAL_DAY}, 'YYYY-MM'), ${BRAND}, l.agent, l.provider, l.model, l.calls, l.input_tokens, l.output_tokens, l.cost_micros
               from ${LEDGER(since, end)} l join content_requests r on r.id = l.request_id) days
       ${mine('brand_id')}
      group by grouping sets ((month), (brand_id), (agent), (provider, model))
      order by cost_micros desc, calls desc, agent, provider, model`,
    bindings,
  )
  const { rows: worked } = await db.raw<{ rows: (Worked & Pick<SpentGroup, 'month' | 'brand_id'>)[] }>(
    `select month, brand_id, sum(requests) as requests, sum(units) as units
       from (select to_char(day, 'YYYY-MM') as month, brand_id, requests, units from work_days where ${counted}
             union all
             select to_char(${LOCAL_DAY}, 'YYYY-MM'), ${BRAND}, l.requests, l.units
               from ${WORK(since, end)} l join content_requests r on r.id = l.request_id) days
       ${mine('brand_id')}
      group by grouping sets ((month), (brand_id))`,
    bindings,
  )
  return {
    months: joined(spent, worked, 'month'),
    brands: joined(spent, worked, 'brand_id'),
    agents: spent.flatMap(({ agent, ...of }) => (agent ? [{ agent, ...figures(of) }] : [])),
    models: spent.flatMap(({ provider, model, ...of }) => (provider && model ? [{ provider, model, ...figures(of) }] : [])),
  }
}

/** One of these is not null: what the row is the sum of. */
interface SpentGroup {
  month: string | null
  brand_id: string | null
  agent: AgentName | 'memory' | null
  provider: string | null
  model: string | null
}

const figures = ({ cost_micros, calls, input_tokens, output_tokens }: Spent): Spent => ({ cost_micros, calls, input_tokens, output_tokens })
const NOTHING: Spent & Worked = { cost_micros: 0, calls: 0, input_tokens: 0, output_tokens: 0, requests: 0, units: 0 }

function joined(
  spent: readonly (Spent & SpentGroup)[],
  worked: readonly (Worked & Pick<SpentGroup, 'month' | 'brand_id'>)[],
  by: 'month' | 'brand_id',
): Map<string, Spent & Worked> {
  const all = new Map<string, Spent & Worked>()
  for (const row of spent) if (row[by]) all.set(row[by], { ...NOTHING, ...figures(row) })
  for (const { requests, units, ...row } of worked) if (row[by]) all.set(row[by], { ...(all.get(row[by]) ?? NOTHING), requests, units })
  return all
}

/** Names of brands, of deleted ones too. */
export async function brandNames(db: Db, organizationId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; brand_name: string }[] = await db('brand_profiles')
    .where({ organization_id: organizationId })
    .whereIn('id', [...ids])
    .select('id', 'brand_name')
  return new Map(rows.map(({ id, brand_name }) => [id, brand_name]))
}
