import type { ItemOutcome, Level } from '../domain/approvals.ts'
import type { Platform } from '../domain/words.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'
import type { RoundState } from './reviews.ts'

/** A review that waits for people. */
export interface WaitingRow {
  id: string
  request_id: string
  round: number
  level: number
  levels: number
  policy: Level
  opened_at: Date
  due_at: Date
  held_at: Date | null
  state: RoundState
  brand_id: string
  brand_name: string
  prompt: string
  drafts: { platform: Platform; version: number; content_hash: string; outcome: ItemOutcome }[]
  /** Everybody who is asked, with when they decided. */
  people: { email: string; name: string; user_id: string | null; role: 'approver' | 'backup'; decided_at: string | null }[]
  at: string
}

/** Open reviews of an organization, who has waited longest first, from after the cursor. */
export async function listWaiting(
  db: Db,
  organizationId: string,
  page: {
    after: { at: string; id: string } | undefined
    limit: number
    /** Only what was made for these brands; null is all. */
    among: readonly string[] | null
    brandId: string | undefined
    requestId: string | undefined
    /** Only where this address is asked and has not decided. */
    email: string | undefined
    /** This one, whether it is open or not, in place of those that are open. */
    roundId?: string
  },
): Promise<WaitingRow[]> {
  const { rows } = await db.raw<{ rows: WaitingRow[] }>(
    `select a.id, a.request_id, a.round, a.level, a.levels, a.policy, a.opened_at, a.due_at, a.held_at, a.state,
            r.brand ->> 'id' as brand_id, r.brand ->> 'brand_name' as brand_name, left(r.prompt, 300) as prompt,
            (select jsonb_agg(jsonb_build_object('platform', i.platform, 'version', i.version, 'content_hash', i.content_hash, 'outcome', i.outcome)
                      order by array_position(r.platforms, i.platform::text))
               from approval_items i where i.round_id = a.id and i.outcome <> 'withdrawn') as drafts,
            (select jsonb_agg(jsonb_build_object('email', v.email, 'name', v.name, 'user_id', v.user_id, 'role', v.role, 'decided_at',
                      (select min(d.created_at) from decisions d where d.round_id = a.id and d.approver_email = v.email)) order by v.role, v.added_at, v.email)
               from approval_voters v where v.round_id = a.id and v.removed_at is null) as people,
            ${placeOf('a.opened_at')} as at
       from approval_rounds a join content_requests r on r.id = a.request_id
      where a.organization_id = :organization and ${page.roundId ? 'a.id = cast(:round as uuid)' : `a.state = 'open'`}
        ${page.among ? 'and r.brand_profile_id = any(cast(:among as uuid[]))' : ''}
        ${page.brandId ? 'and r.brand_profile_id = cast(:brand as uuid)' : ''}
        ${page.requestId ? 'and a.request_id = cast(:request as uuid)' : ''}
        ${
          page.email
            ? `and exists (select from approval_voters v where v.round_id = a.id and v.email = :email and v.removed_at is null
                 and not exists (select from decisions d where d.round_id = a.id and d.approver_email = v.email))`
            : ''
        }
        ${page.after ? 'and (a.opened_at, a.id) > (cast(:at as timestamptz), cast(:id as uuid))' : ''}
      order by a.opened_at, a.id limit :limit`,
    {
      organization: organizationId,
      limit: page.limit,
      ...(page.among && { among: [...page.among] }),
      ...(page.brandId && { brand: page.brandId }),
      ...(page.requestId && { request: page.requestId }),
      ...(page.email && { email: page.email }),
      ...(page.roundId && { round: page.roundId }),
      ...page.after,
    },
  )
  return rows
}
