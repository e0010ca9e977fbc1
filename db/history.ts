import type { ApprovedDraft, BrandHistory } from '../domain/history.ts'
import { WEEKDAYS } from '../domain/strategy.ts'
import type { Db } from './knex.ts'

export const HISTORY_DAYS = 180
/** So many of the brand's newest requests are looked at, so that an old and busy brand costs no more than a young one. */
const MAX_REQUESTS = 200
const MAX_COMMENTS = 20

interface HistoryRow {
  approved: (Omit<ApprovedDraft, 'decided_on' | 'hashtags'> & { weekday: number; hashtags: unknown })[]
  asked_changes: BrandHistory['asked_changes']
}

/**
 * What clients approved of a brand in the last 180 days, and what they asked to be changed, both newest first. A draft counts as approved
 * when somebody approved it and nobody decided otherwise of that version. Hours are those of the organization's time zone.
 */
export async function brandHistory(db: Db, organizationId: string, brandId: string): Promise<BrandHistory> {
  const { rows } = await db.raw<{ rows: HistoryRow[] }>(QUERY, {
    organization: organizationId,
    brand: brandId,
    days: HISTORY_DAYS,
    requests: MAX_REQUESTS,
    comments: MAX_COMMENTS,
  })
  const { approved = [], asked_changes = [] } = rows[0] ?? {}
  return {
    asked_changes,
    approved: approved.map(({ weekday, hashtags, ...draft }) => ({
      ...draft,
      hashtags: Array.isArray(hashtags) ? hashtags.filter((tag) => typeof tag === 'string').slice(0, 10) : [],
      decided_on: WEEKDAYS[weekday - 1] ?? 'Mon',
    })),
  }
}

/** What a draft is called, of a row of `generated_content` called g: its title, headline or first line, at most 200 characters. */
export const TITLE = `left(coalesce(nullif(g.content_data ->> 'title', ''), nullif(g.content_data ->> 'headline', ''),
              nullif(split_part(g.content_data ->> 'text', E'\\n', 1), ''), g.content_data #>> '{frames,0,headline}', ''), 200)`

const QUERY = `
with recent as materialized (
  select r.id from content_requests r
   where r.organization_id = :organization and r.brand_profile_id = cast(:brand as uuid)
     and r.created_at > now() - make_interval(days => :days)
   order by r.created_at desc, r.id desc limit :requests
), judged as materialized (
  select d.request_id, d.platform, d.version, d.verdict, d.comment, d.created_at
    from recent join decisions d on d.request_id = recent.id
   where d.organization_id = :organization
), approved as (
  select request_id, platform, version, max(created_at) as at from judged
   group by request_id, platform, version having bool_and(verdict = 'approve')
), drafts as (
  select g.platform, g.content_type, g.content_data -> 'hashtags' as hashtags,
         ${TITLE} as first_line,
         extract(isodow from a.at at time zone o.time_zone)::int as weekday,
         extract(hour from a.at at time zone o.time_zone)::int as decided_hour, a.at
    from approved a
    join generated_content g on g.request_id = a.request_id and g.platform = a.platform and g.version = a.version
    join organizations o on o.id = g.organization_id
   where g.organization_id = :organization
), comments as (
  select platform, left(comment, 300) as comment, created_at from judged
   where verdict = 'request_changes' and comment <> '' order by created_at desc limit :comments
)
select coalesce((select jsonb_agg(to_jsonb(drafts) - 'at' order by at desc, platform) from drafts), '[]') as approved,
       coalesce((select jsonb_agg(to_jsonb(comments) - 'created_at' order by created_at desc, platform) from comments), '[]') as asked_changes`
