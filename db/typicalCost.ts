import { acrossTenants, type Db, type Pool, tenant } from './knex.ts'

/** What one platform of a request costs, from requests that are over. */
export interface TypicalCost {
  micros: number
  /** So many requests it rests on. */
  requests: number
  whose: 'organization' | 'everybody'
}

const DAYS = 90
/** Fewer say nothing. */
const ENOUGH = 5
/** The newest are enough, and nobody learns from it how many there are elsewhere. */
const MOST = 200
/** Of fewer organizations the median would tell a stranger what one of them pays. */
const ENOUGH_ORGANIZATIONS = 3
/** So many are looked at for those that the models at hand made. */
const LOOKED_AT = 1_000

/**
 * The median of what requests of the last 90 days that ran to their end cost for each platform: the organization's own, or everybody's where
 * those are fewer than five and at least three organizations have some. Only such count as were made by the models at hand alone, each named `provider/model`. Undefined where
 * there are too few anywhere.
 */
export async function typicalCost(pool: Pool, organizationId: string, models: readonly string[]): Promise<TypicalCost | undefined> {
  const own = await median(tenant(pool, organizationId), organizationId, models)
  if (own.requests >= ENOUGH) return { micros: own.micros, requests: own.requests, whose: 'organization' }
  const all = await median(acrossTenants(pool), null, models)
  return all.requests >= ENOUGH && all.organizations >= ENOUGH_ORGANIZATIONS
    ? { micros: all.micros, requests: all.requests, whose: 'everybody' }
    : undefined
}

interface Median {
  micros: number
  requests: number
  organizations: number
}

async function median(db: Db, organizationId: string | null, models: readonly string[]): Promise<Median> {
  const { rows } = await db.raw<{ rows: Median[] }>(
    `with recent as materialized (
       select id, organization_id, spent_micros, cardinality(platforms) as platforms, finished_at from content_requests
        where ${organizationId ? 'organization_id = :organization and' : ''} finished_at > now() - make_interval(days => ${DAYS})
          and status in ('completed', 'partial', 'rejected', 'expired')
        order by finished_at desc limit ${LOOKED_AT}
     ), alike as (
       select organization_id, spent_micros, platforms from recent r
        where (select bool_and(c.provider || '/' || c.model = any(cast(:models as text[]))) from model_calls c where c.request_id = r.id)
        order by finished_at desc limit ${MOST}
     )
     select coalesce(round(percentile_cont(0.5) within group (order by spent_micros::float8 / platforms)), 0)::int as micros, count(*)::int as requests,
            count(distinct organization_id)::int as organizations
       from alike`,
    { ...(organizationId && { organization: organizationId }), models: [...models] },
  )
  return rows[0] ?? { micros: 0, requests: 0, organizations: 0 }
}
