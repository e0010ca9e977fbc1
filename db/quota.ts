import type { Platform } from '../domain/words.ts'
import type { Db } from './knex.ts'

/** Units a month by plan; one unit is one platform's draft. */
export const PLAN_UNITS: Record<string, number> = { starter: 90, growth: 600, agency: 6000 }

export interface Usage {
  plan: string
  plan_active: boolean
  used: number
  reserved: number
  limit: number
  period_start: Date
  renews_at: Date
}

const PERIOD = `date_trunc('month', now() at time zone 'utc') at time zone 'utc'`
const PERIOD_END = `(date_trunc('month', now() at time zone 'utc') + interval '1 month') at time zone 'utc'`

/** This month's quota row of an organization, made on first use. Months begin at 00:00 UTC. */
export async function currentUsage(db: Db, organizationId: string): Promise<Usage> {
  const found = await readUsage(db, organizationId)
  if (found.period_start) return found as Usage
  await db.raw(
    `insert into quota_periods (organization_id, period_start, period_end, unit_limit) values (?, ${PERIOD}, ${PERIOD_END}, ?)
       on conflict (organization_id, period_start) do nothing`,
    [organizationId, PLAN_UNITS[found.plan] ?? 0],
  )
  return (await readUsage(db, organizationId)) as Usage
}

/** The same without making the row: what a month would begin with, where nobody asked for anything in it yet. */
export async function expectedUsage(db: Db, organizationId: string): Promise<Usage> {
  const found = await readUsage(db, organizationId)
  if (found.period_start) return found as Usage
  const { rows } = await db.raw<{ rows: Pick<Usage, 'period_start' | 'renews_at'>[] }>(
    `select ${PERIOD} as period_start, ${PERIOD_END} as renews_at`,
  )
  return { ...found, used: 0, reserved: 0, limit: PLAN_UNITS[found.plan] ?? 0, ...rows[0] } as Usage
}

/** Reads and locks nothing: whoever is refused for want of quota asks this, and they may be thousands at once. */
async function readUsage(db: Db, organizationId: string): Promise<Omit<Usage, 'period_start'> & { period_start: Date | null }> {
  const { rows } = await db.raw(
    `select o.plan, o.plan_active, q.used, q.reserved, q.unit_limit as limit, q.period_start, q.period_end as renews_at
       from organizations o left join quota_periods q on q.organization_id = o.id and q.period_start = ${PERIOD}
      where o.id = ?`,
    [organizationId],
  )
  if (!rows[0]) throw new Error(`no organization ${organizationId}`)
  return rows[0]
}

/**
 * Reserves one unit for each platform with one conditional statement; false when they do not fit, and then nothing is written.
 * Call inside the transaction that accepts the request.
 */
export async function reserveUnits(
  db: Db,
  of: { organizationId: string; userId: string | null; requestId: string; run: number; platforms: readonly Platform[] },
): Promise<boolean> {
  const units = of.platforms.length
  const reserve = () =>
    db.raw(
      `update quota_periods set reserved = reserved + ?
        where organization_id = ? and period_start = ${PERIOD} and used + reserved + ? <= unit_limit
       returning period_start`,
      [units, of.organizationId, units],
    )
  let { rows } = await reserve()
  if (!rows.length) {
    // The first request of a month finds no row yet.
    await currentUsage(db, of.organizationId)
    ;({ rows } = await reserve())
  }
  if (!rows.length) return false
  await db('quota_reservations').insert(
    of.platforms.map((platform) => ({
      request_id: of.requestId,
      platform,
      run: of.run,
      organization_id: of.organizationId,
      period_start: rows[0].period_start,
    })),
  )
  await db('usage_tracking').insert({
    user_id: of.userId,
    organization_id: of.organizationId,
    request_id: of.requestId,
    action: 'units_reserved',
    units,
    key: `reserve/${of.requestId}/${of.run}`,
    metadata: JSON.stringify({ platforms: of.platforms, run: of.run }),
  })
  return true
}

type Settlement = { organizationId: string; requestId: string; run: number; platforms?: readonly Platform[] }

/** A review containing these drafts opens: their reserved units count as used. Idempotent. Returns how many moved. */
export const commitUnits = (db: Db, of: Settlement): Promise<number> => move(db, of, 'committed')

/** These drafts never reached a review: their reserved units are free again. Idempotent. Returns how many moved. */
export const releaseUnits = (db: Db, of: Settlement): Promise<number> => move(db, of, 'released')

async function move(db: Db, { organizationId, requestId, run, platforms }: Settlement, to: 'committed' | 'released'): Promise<number> {
  const { rows } = await db.raw<{ rows: { units: number }[] }>(`with ${movingUnits(to)} select count(*)::int as units from moved`, {
    organization: organizationId,
    request: requestId,
    run,
    names: platforms ? [...platforms] : null,
  })
  return rows[0]?.units ?? 0
}

/**
 * The table expressions that settle reservations, for a statement that binds :organization, :request, :run and :names (null for every
 * platform). Each reservation leaves `reserved` once, whoever asks; the period's sums and the ledger follow in the same statement.
 */
export const movingUnits = (to: 'committed' | 'released'): string => `moved as (
  update quota_reservations set state = '${to}', updated_at = now()
   where request_id = :request and run = :run and organization_id = :organization and state = 'reserved'
     and (cast(:names as text[]) is null or platform = any(cast(:names as text[])))
  returning platform, period_start
), sums as (
  select period_start, count(*)::int as units from moved group by period_start
), period as (
  update quota_periods q set reserved = q.reserved - s.units, used = q.used + ${to === 'committed' ? 's.units' : '0'}
    from sums s where q.organization_id = :organization and q.period_start = s.period_start
), ledger as (
  insert into usage_tracking (organization_id, user_id, request_id, action, units, key, metadata)
  select r.organization_id, r.user_id, r.id, 'units_${to}', 1, '${to}/' || r.id || '/' || :run || '/' || m.platform,
         jsonb_build_object('platform', m.platform, 'run', cast(:run as int))
    from moved m join content_requests r on r.id = :request
)`
