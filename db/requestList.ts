import type { Language, Platform, RequestStatus } from '../domain/words.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'
import type { RoundState } from './reviews.ts'

const PLACE = placeOf('r.created_at')

export interface HistoryRow {
  id: string
  status: RequestStatus
  reason: string
  prompt: string
  brand_id: string
  brand_name: string
  platforms: Platform[]
  language: Language
  created_at: Date
  finished_at: Date | null
  spent_micros: number
  units: { reserved: number; committed: number; released: number }
  /** Platforms that failed. */
  failed: number
  /** The newest round of one that waits for a decision. */
  round: { id: string; state: RoundState; due_at: string } | null
  at: string
}

/** What is looked for; what is undefined filters nothing. */
export interface RequestFilter {
  /** As a person types it. */
  q?: string | undefined
  status?: readonly RequestStatus[] | undefined
  platform?: readonly Platform[] | undefined
  brand_id?: string | undefined
  /** Each a moment, or a day `YYYY-MM-DD` of the organization's time zone: from its beginning, to its end. */
  from?: string | undefined
  to?: string | undefined
}

export interface RequestPage {
  filter: RequestFilter
  before: { at: string; id: string } | undefined
  limit: number
  /** Only what was made for these brands; null is all. */
  among: readonly string[] | null
}

/** Requests of an organization, newest first, from before the cursor. */
export async function listRequests(db: Db, organizationId: string, { filter, before, limit, among }: RequestPage): Promise<HistoryRow[]> {
  const brands = brandsAsked(filter.brand_id, among)
  const statuses = filter.status?.length ? [...new Set(filter.status)] : null
  const platforms = filter.platform?.length ? [...new Set(filter.platform)] : null
  if (brands?.length === 0) return []
  const day = filter.from?.length === DAY || filter.to?.length === DAY
  const zone = day ? `(select time_zone from organizations where id = :organization)` : `'UTC'`
  const ids = filter.q !== undefined || platforms || (statuses && brands) ? SEARCHED : inOrder({ statuses, brands })
  const { rows } = await db.raw<{ rows: HistoryRow[] }>(
    `with bounds as materialized (
       select ${moment('from', filter.from, zone, 0)} as since, ${moment('to', filter.to, zone, 1)} as until,
              coalesce(cast(:at as timestamptz), 'infinity') as at, coalesce(cast(:id as uuid), 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id
     ), page as materialized (${ids})
     select r.id, r.status, r.reason, r.prompt, r.brand ->> 'id' as brand_id, r.brand ->> 'brand_name' as brand_name, r.platforms, r.language,
            r.created_at, r.finished_at, r.spent_micros, units.of as units, ${PLACE} as at,
            (select count(*)::int from request_platforms p where p.request_id = r.id and p.status = 'failed') as failed,
            case when r.status = 'awaiting_approval' then
              (select jsonb_build_object('id', a.id, 'state', a.state, 'due_at', a.due_at) from approval_rounds a
                where a.request_id = r.id order by a.run desc, a.round desc limit 1) end as round
       from page join content_requests r on r.id = page.id cross join lateral (
            select jsonb_build_object('reserved', count(*) filter (where state = 'reserved'), 'committed', count(*) filter (where state = 'committed'),
                                      'released', count(*) filter (where state = 'released')) as of
              from quota_reservations q where q.request_id = r.id) units
      order by r.created_at desc, r.id desc`,
    {
      organization: organizationId,
      limit,
      at: before?.at ?? null,
      id: before?.id ?? null,
      ...filterBindings(filter),
      statuses,
      platforms,
      brands,
    },
  )
  return rows
}

const DAY = 'YYYY-MM-DD'.length

/** A day that is the last one lasts to its end. */
const moment = (name: 'from' | 'to', value: string | undefined, zone: string, days: 0 | 1): string => {
  if (value === undefined) return name === 'from' ? `timestamptz '-infinity'` : `timestamptz 'infinity'`
  return value.length === DAY ? `(cast(:${name} as date) + ${days})::timestamp at time zone ${zone}` : `cast(:${name} as timestamptz)`
}

const filterBindings = ({ q, from, to }: RequestFilter) => ({ q: q ?? null, from: from ?? null, to: to ?? null })

/** One that the caller does not see is as unknown as one that is not there: neither has requests. */
function brandsAsked(brandId: string | undefined, among: readonly string[] | null): string[] | null {
  if (brandId === undefined) return among && [...new Set(among)]
  return !among || among.some((id) => id.toLowerCase() === brandId.toLowerCase()) ? [brandId] : []
}

/**
 * Behind row level security these go along an index by themselves. Of several statuses or brands each is read in order, up to one page, and
 * then the newest of all: an index over a list of them would be sorted as a whole.
 */
function inOrder({ statuses, brands }: { statuses: unknown; brands: unknown }): string {
  const [list, column] = statuses
    ? [':statuses as text[]', 'status']
    : brands
      ? [':brands as uuid[]', 'brand_profile_id']
      : [undefined, undefined]
  const newest = `select r.id, r.created_at from content_requests r
      where r.organization_id = :organization ${column ? `and r.${column} = one.value` : ''}
        and r.created_at >= (select since from bounds) and r.created_at < (select until from bounds)
        and (r.created_at, r.id) < ((select at from bounds), (select id from bounds))
      order by r.created_at desc, r.id desc limit :limit`
  if (!list) return newest
  return `select newest.* from unnest(cast(${list})) as one (value) cross join lateral (${newest}) newest
      order by newest.created_at desc, newest.id desc limit :limit`
}

/** Words are found by a function of the database, which says why. */
const SEARCHED = `select s.request_id as id, s.created_at from bounds, search_requests(search_query(cast(:q as text)), cast(:platforms as text[]),
      cast(:brands as uuid[]), cast(:statuses as text[]), bounds.since, bounds.until, bounds.at, bounds.id, cast(:limit as int)) s`
