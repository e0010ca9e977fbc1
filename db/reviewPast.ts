import type { Content } from '../domain/content.ts'
import type { Platform, Verdict } from '../domain/words.ts'
import type { Db } from './knex.ts'
import type { RoundRow } from './links.ts'

/** An earlier version of a draft, and what was said of it. */
export interface EarlierVersion {
  platform: Platform
  version: number
  content_data: Content
  /** Null where agents made it. */
  made_by: string | null
  note: string
  said: { by: string; verdict: Verdict; comment: string; spans: { quote: string; comment: string }[] }[]
}

/** Every version before those that a round shows, oldest first, with the decisions that counted. */
export async function earlierVersions(db: Db, round: Pick<RoundRow, 'id' | 'request_id'>): Promise<EarlierVersion[]> {
  const { rows } = await db.raw<{ rows: EarlierVersion[] }>(
    `select g.platform, g.version, g.content_data, g.made_by, g.note,
            coalesce((select jsonb_agg(jsonb_build_object('by', coalesce(nullif(d.approver_name, ''), d.approver_email), 'verdict', d.verdict,
                      'comment', d.comment, 'spans', d.spans) order by d.created_at)
               from decisions d where d.request_id = g.request_id and d.platform = g.platform and d.version = g.version and d.counted), '[]') as said
       from approval_items i
       join generated_content g on g.request_id = :request and g.platform = i.platform and g.version < i.version
      where i.round_id = :round and i.outcome <> 'withdrawn'
      order by g.platform, g.version`,
    { request: round.request_id, round: round.id },
  )
  return rows
}
