import { FINAL_STATUSES } from '../domain/outcome.ts'
import type { Platform, PlatformStatus, RequestStatus } from '../domain/words.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'

export interface PlatformChange {
  platform: Platform
  status: PlatformStatus
  version: number
  reason: string
}

/**
 * Moves a request to a status and tells of it; nothing happens where it is there already. A request that is final stays so:
 * only a retry, which says so by `reopen`, leaves it.
 */
export async function setRequestStatus(
  db: Db,
  requestId: string,
  to: { status: RequestStatus; reason: string },
  options: { reopen?: boolean } = {},
): Promise<boolean> {
  const changed = await db('content_requests')
    .where({ id: requestId })
    .andWhere((same) => same.whereNot({ status: to.status }).orWhereNot({ reason: to.reason }))
    .modify((query) => void (options.reopen || query.whereNotIn('status', [...FINAL_STATUSES])))
    .update({
      status: to.status,
      reason: to.reason,
      updated_at: db.fn.now(),
      finished_at: FINAL_STATUSES.includes(to.status) ? db.fn.now() : null,
    })
  if (changed) await appendEvent(db, requestId, { type: 'request.status', data: { ...to } })
  return changed > 0
}

/** Moves platforms of a request; one event for each that really moved. */
export async function setPlatforms(db: Db, requestId: string, changes: readonly PlatformChange[]): Promise<void> {
  if (!changes.length) return
  await db.raw(
    `with moved as (
     update request_platforms p set status = c.status, version = c.version, reason = c.reason, updated_at = now()
       from jsonb_to_recordset(cast(:changes as jsonb)) as c(platform text, status text, version int, reason text)
      where p.request_id = cast(:id as uuid) and p.platform = c.platform
        and (p.status, p.version, p.reason) is distinct from (c.status, c.version, c.reason)
     returning p.platform, p.status, p.version, p.reason
     )
     select append_event(:id, 'platform.status', to_jsonb(moved)), pg_notify('request_events', :id) from moved`,
    { changes: JSON.stringify(changes), id: requestId },
  )
}
