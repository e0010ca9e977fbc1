import { FINAL_STATUSES } from '../domain/outcome.ts'
import type { Platform, PlatformStatus, RequestStatus } from '../domain/words.ts'
import type { Db } from './knex.ts'
import { planSlots } from './slots.ts'

export interface PlatformChange {
  platform: Platform
  status: PlatformStatus
  version: number
  reason: string
}

/** The call of `set_request_status` as SQL, for statements that do more at once. */
const SET_STATUS = 'set_request_status(:id, :status, :reason, cast(:final as text[]), :reopen)'
const bindings = (requestId: string, to: { status: RequestStatus; reason: string }, reopen: boolean) => ({
  id: requestId,
  ...to,
  final: [...FINAL_STATUSES],
  reopen,
})

/**
 * Moves a request to a status and tells of it; nothing happens where it is there already. A request that is final stays so:
 * only a retry, which says so by `reopen`, leaves it. True when it moved.
 */
export async function setRequestStatus(
  db: Db,
  requestId: string,
  to: { status: RequestStatus; reason: string },
  options: { reopen?: boolean } = {},
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { moved: boolean }[] }>(
    `select ${SET_STATUS} as moved, pg_notify('request_events', :id)`,
    bindings(requestId, to, options.reopen ?? false),
  )
  return rows[0]?.moved ?? false
}

/** The agents begin: the request and its waiting platforms are `generating`, in one statement. True when the request moved. */
export async function setGenerating(db: Db, requestId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { moved: boolean }[] }>(
    `with waiting as (
       update request_platforms set status = 'generating', updated_at = now() where request_id = cast(:id as uuid) and status = 'pending'
     ) select ${SET_STATUS} as moved`,
    bindings(requestId, { status: 'generating', reason: '' }, false),
  )
  return rows[0]?.moved ?? false
}

/**
 * Moves platforms of a request; one event for each that really moved. A draft that is approved gets its place in the calendar, and one that
 * comes to nothing frees the moment that was suggested for it.
 */
export async function setPlatforms(db: Db, requestId: string, changes: readonly PlatformChange[]): Promise<void> {
  if (!changes.length) return
  await db.raw(
    `with moved as (
     update request_platforms p set status = c.status, version = c.version, reason = c.reason, updated_at = now()
       from jsonb_to_recordset(cast(:changes as jsonb)) as c(platform text, status text, version int, reason text)
      where p.request_id = cast(:id as uuid) and p.platform = c.platform
        and (p.status, p.version, p.reason) is distinct from (c.status, c.version, c.reason)
     returning p.platform, p.status, p.version, p.reason
     ), freed as (
     delete from planned_slots s using moved
      where s.request_id = cast(:id as uuid) and s.platform = moved.platform and s.moved_by is null
        and moved.status in ('rejected', 'expired', 'cancelled', 'failed')
     )
     select append_event(:id, 'platform.status', to_jsonb(moved)), pg_notify('request_events', :id) from moved`,
    { changes: JSON.stringify(changes), id: requestId },
  )
  const approved = changes.filter(({ status }) => status === 'approved')
  if (approved.length) await planSlots(db, requestId, approved)
}

/** What the quota check asks of a request: where it stands, whether its plan is active, what is left and which units are held. */
export async function findRun(
  db: Db,
  of: { organizationId: string; requestId: string; run: number },
): Promise<
  { status: RequestStatus; run: number; spent_micros: number; budget_micros: number; plan_active: boolean; held: Platform[] } | undefined
> {
  const { rows } = await db.raw(
    `select r.status, r.run, r.spent_micros, r.budget_micros, o.plan_active,
            array(select q.platform from quota_reservations q where q.request_id = r.id and q.run = :run and q.state <> 'released') as held
       from content_requests r join organizations o on o.id = r.organization_id
      where r.id = :request and r.organization_id = :organization`,
    { request: of.requestId, organization: of.organizationId, run: of.run },
  )
  return rows[0]
}
