import { type SuggestedMoment, suggestMoment } from '../domain/slots.ts'
import { slotsIn } from '../domain/strategy.ts'
import type { ContentType, Platform, PlatformStatus } from '../domain/words.ts'
import { appendEvent } from './events.ts'
import { TITLE } from './history.ts'
import { type Db, transact } from './knex.ts'
import { placeOf } from './place.ts'

/** When approved drafts are to be published: planned when they are approved, and moved by people. */

interface SlotRow {
  platform: Platform
  version: number
  planned_at: Date | null
  suggested_at: Date | null
  moved_by: string | null
}

interface Planner {
  organizationId: string
  requestId: string
  brandId: string | null
  timeZone: string
  strategy: unknown
  /** The database's clock. */
  now: Date
  slots: SlotRow[]
}

/**
 * Gives drafts that have just been approved their place in the calendar: the first moment their strategy suggests that no other draft of the
 * brand has there. One that a person moved stays where it is, and so does one that still lies ahead. Again, it changes nothing.
 */
export async function planSlots(db: Db, requestId: string, drafts: readonly { platform: Platform; version: number }[]): Promise<void> {
  await transact(db, async (trx) => {
    const planner = await plannerOf(trx, requestId)
    const slotOf = (platform: Platform) => planner?.slots.find((slot) => slot.platform === platform)
    const fresh = drafts.filter(({ platform, version }) => slotOf(platform)?.version !== version)
    if (!planner || !fresh.length) return
    const stays = fresh.filter(({ platform }) => {
      const slot = slotOf(platform)
      return slot?.moved_by || (slot?.planned_at && slot.planned_at > planner.now)
    })
    for (const { platform, version } of stays)
      await trx('planned_slots')
        .where({ request_id: requestId, platform })
        .update({ version, approved_at: planner.now, revision: trx.raw('revision + 1'), updated_at: planner.now })
    const open = fresh.filter((draft) => !stays.includes(draft))
    const found = await freeMoments(
      trx,
      planner,
      open.map(({ platform }) => platform),
    )
    if (!open.length) return
    await trx('planned_slots')
      .insert(
        open.map(({ platform, version }) => {
          const moment = found.get(platform)
          return {
            request_id: requestId,
            organization_id: planner.organizationId,
            brand_id: planner.brandId,
            platform,
            version,
            approved_at: planner.now,
            planned_at: moment?.at ?? null,
            suggested_at: moment?.at ?? null,
            why: moment?.why ?? '',
          }
        }),
      )
      .onConflict(['request_id', 'platform'])
      .merge({
        version: trx.raw('excluded.version'),
        approved_at: planner.now,
        planned_at: trx.raw('excluded.planned_at'),
        suggested_at: trx.raw('excluded.suggested_at'),
        why: trx.raw('excluded.why'),
        revision: trx.raw('planned_slots.revision + 1'),
        updated_at: planner.now,
      })
  })
}

/** What a moment is found from. Undefined when the request is gone. */
async function plannerOf(db: Db, requestId: string): Promise<Planner | undefined> {
  const { rows } = await db.raw<{ rows: Planner[] }>(
    `select r.organization_id as "organizationId", r.id as "requestId", r.brand_profile_id as "brandId", o.time_zone as "timeZone", now() as now,
            (select answer from agent_steps where request_id = r.id and step = 'strategist' and state = 'done' order by version desc limit 1) as strategy
       from content_requests r join organizations o on o.id = r.organization_id where r.id = ?`,
    [requestId],
  )
  const [row] = rows
  if (!row) return undefined
  const slots: SlotRow[] = await db('planned_slots')
    .where({ request_id: requestId })
    .select('platform', 'version', 'planned_at', 'suggested_at', 'moved_by')
  return { ...row, slots }
}

/** A free moment for each of these platforms, from now on. Whoever looks for one of the same brand and platform waits until this is committed. */
async function freeMoments(db: Db, of: Planner, platforms: readonly Platform[]): Promise<Map<Platform, SuggestedMoment>> {
  const slots = slotsIn(of.strategy)
  if (!slots.length || !platforms.length) return new Map()
  // In one order for everybody, so that two never wait for each other.
  for (const platform of [...platforms].sort())
    await db.raw('select pg_advisory_xact_lock(hashtextextended(?, 16))', [`slots/${of.brandId}/${platform}`])
  const others: { platform: Platform; planned_at: Date }[] = await db('planned_slots')
    .where({ organization_id: of.organizationId, brand_id: of.brandId })
    .whereIn('platform', [...platforms])
    .whereNot({ request_id: of.requestId })
    .andWhere('planned_at', '>', of.now)
    .select('platform', 'planned_at')
  return new Map(
    platforms.flatMap((platform) => {
      const taken = new Set(others.filter((other) => other.platform === platform).map(({ planned_at }) => planned_at.getTime()))
      const moment = suggestMoment(slots, platform, of.now, { timeZone: of.timeZone, taken })
      return moment ? [[platform, moment] as const] : []
    }),
  )
}

/** Whose slot is changed, and by whom. */
export interface SlotChange {
  organizationId: string
  requestId: string
  platform: Platform
  /** Where who changes it saw it, null for nowhere; undefined where they did not say. */
  seenAt: Date | null | undefined
  by: string
  byName: string
}

export type SlotChanged =
  | { kind: 'unknown' }
  | { kind: 'not_approved'; status: PlatformStatus }
  | { kind: 'elsewhere'; plannedAt: Date | null }
  | { kind: 'same' }
  | { kind: 'changed'; from: Date | null; to: Date | null }

/** Moves an approved draft to a moment that a person chose. Call in a transaction. */
export function moveSlot(db: Db, of: SlotChange & { to: Date }): Promise<SlotChanged> {
  return change(db, of, async (slot) => {
    if (slot.moved_by && isAt(slot.planned_at, of.to)) return undefined
    return { planned_at: of.to, moved_by: of.by, moved_by_name: of.byName }
  })
}

/**
 * Puts an approved draft back to where its strategy suggests: where that was at its approval, unless it has passed or something else is there
 * by now; then to the next free moment. Call in a transaction.
 */
export function resetSlot(db: Db, of: SlotChange): Promise<SlotChanged> {
  return change(db, of, async (slot) => {
    if (!slot.moved_by && slot.planned_at) return undefined
    const planner = await plannerOf(db, of.requestId)
    if (!planner) return undefined
    const moments = await freeMoments(db, planner, [of.platform])
    const first = moments.get(of.platform)
    const before = slot.suggested_at
    const isFree = before && before > planner.now && !(await isTaken(db, planner, of.platform, before))
    if (isFree) return { planned_at: before, moved_by: null, moved_by_name: '' }
    if (!slot.planned_at && !first) return undefined
    const at = first?.at ?? null
    return { planned_at: at, suggested_at: at, why: first?.why ?? '', moved_by: null, moved_by_name: '' }
  })
}

async function isTaken(db: Db, of: Planner, platform: Platform, at: Date): Promise<boolean> {
  const other = await db('planned_slots')
    .where({ organization_id: of.organizationId, brand_id: of.brandId, platform, planned_at: at })
    .whereNot({ request_id: of.requestId })
    .first('request_id')
  return Boolean(other)
}

const isAt = (a: Date | null, b: Date | null) => (a?.getTime() ?? null) === (b?.getTime() ?? null)

/** The slot under its request's lock, as whoever plans it takes it, with what `to` makes of it; undefined leaves it. */
async function change(db: Db, of: SlotChange, to: (slot: SlotRow) => Promise<Record<string, unknown> | undefined>): Promise<SlotChanged> {
  const { organizationId, requestId, platform } = of
  const request: { brand_profile_id: string | null } | undefined = await db('content_requests')
    .where({ id: requestId, organization_id: organizationId })
    .forNoKeyUpdate()
    .first('brand_profile_id')
  const draft: { status: PlatformStatus; version: number } | undefined = await db('request_platforms')
    .where({ request_id: requestId, platform })
    .first('status', 'version')
  if (!request || !draft) return { kind: 'unknown' }
  if (draft.status !== 'approved') return { kind: 'not_approved', status: draft.status }
  const key = { request_id: requestId, platform }
  // Every approval makes the row; one that was written past the product gets it here.
  await db('planned_slots')
    .insert({ ...key, organization_id: organizationId, brand_id: request.brand_profile_id, version: draft.version })
    .onConflict(['request_id', 'platform'])
    .ignore()
  const slot: SlotRow = await db('planned_slots').where(key).first('platform', 'version', 'planned_at', 'suggested_at', 'moved_by')
  const after = await to(slot)
  if (!after) return { kind: 'same' }
  if (of.seenAt !== undefined && !isAt(of.seenAt, slot.planned_at)) return { kind: 'elsewhere', plannedAt: slot.planned_at }
  const [row] = await db('planned_slots')
    .where(key)
    .update({ ...after, revision: db.raw('revision + 1'), updated_at: db.fn.now() })
    .returning<{ planned_at: Date | null; moved_by: string | null }[]>(['planned_at', 'moved_by'])
  const planned = row?.planned_at ?? null
  const data = { platform, planned_at: planned?.toISOString() ?? null, from: slot.planned_at?.toISOString() ?? null, by: of.byName }
  await appendEvent(db, requestId, { type: row?.moved_by ? 'slot.moved' : 'slot.reset', data })
  return { kind: 'changed', from: slot.planned_at, to: planned }
}

/** An approved draft with when it is to be published. */
export interface CalendarRow {
  request_id: string
  platform: Platform
  content_type: ContentType
  version: number
  brand_id: string
  brand_name: string
  title: string
  planned_at: Date | null
  suggested_at: Date | null
  why: string
  moved_by: string | null
  moved_by_name: string
  approved_at: Date
  revision: number
  updated_at: Date
  /** Its place in a list, as Postgres text. */
  at: string
}

export interface CalendarFilter {
  organizationId: string
  /** Only what was made for these brands; null is all. */
  among: readonly string[] | null
  brandId?: string | undefined
  platform?: Platform | undefined
}

const ITEM = `s.request_id, s.platform, g.content_type, p.version, s.brand_id, r.brand ->> 'brand_name' as brand_name, ${TITLE} as title,
  s.planned_at, s.suggested_at, s.why, s.moved_by, s.moved_by_name, s.approved_at, s.revision, s.updated_at,
  ${placeOf('s.planned_at')} as at`
const APPROVED = `planned_slots s join request_platforms p on p.request_id = s.request_id and p.platform = s.platform and p.status = 'approved'`
const WITH_DRAFT = `${APPROVED} join content_requests r on r.id = s.request_id
  join generated_content g on g.request_id = s.request_id and g.platform = s.platform and g.version = p.version`

/** The conditions of a filter, and what they bind. */
function where({ organizationId, among, brandId, platform }: CalendarFilter): { sql: string; bindings: Record<string, unknown> } {
  return {
    sql: `s.organization_id = :organization${among ? ' and s.brand_id = any(cast(:among as uuid[]))' : ''}
      ${brandId ? 'and s.brand_id = cast(:brand as uuid)' : ''} ${platform ? 'and s.platform = :platform' : ''}`,
    bindings: {
      organization: organizationId,
      ...(among && { among: [...among] }),
      ...(brandId && { brand: brandId }),
      ...(platform && { platform }),
    },
  }
}

/** Approved drafts that are planned within a span of time, the earliest first, from after the place. */
export async function plannedBetween(
  db: Db,
  filter: CalendarFilter,
  page: { from: Date; to: Date; after?: { at: string; id: string; platform: string } | undefined; limit: number },
): Promise<CalendarRow[]> {
  const { sql, bindings } = where(filter)
  const { from, to, after, limit } = page
  const { rows } = await db.raw<{ rows: CalendarRow[] }>(
    `select ${ITEM} from ${WITH_DRAFT}
      where ${sql} and s.planned_at >= :from and s.planned_at < :to
        ${after ? 'and (s.planned_at, s.request_id, s.platform) > (cast(:at as timestamptz), cast(:id as uuid), cast(:after_platform as text))' : ''}
      order by s.planned_at, s.request_id, s.platform limit :limit`,
    { ...bindings, from, to, limit, ...(after && { at: after.at, id: after.id, after_platform: after.platform }) },
  )
  return rows
}

/** Approved drafts that are planned for no moment, the latest approved first. */
export async function unplanned(db: Db, filter: CalendarFilter, limit: number): Promise<CalendarRow[]> {
  const { sql, bindings } = where(filter)
  const { rows } = await db.raw<{ rows: CalendarRow[] }>(
    `select ${ITEM} from ${WITH_DRAFT} where ${sql} and s.planned_at is null
      order by s.approved_at desc, s.request_id, s.platform limit :limit`,
    { ...bindings, limit },
  )
  return rows
}

export interface Outside {
  unplanned: number
  before: number
  /** The nearest of them. */
  last_before: Date | null
  after: number
  first_after: Date | null
}

/** What a span of time does not show: how many approved drafts lie before and after it, and how many nowhere. */
export async function outsideOf(db: Db, filter: CalendarFilter, { from, to }: { from: Date; to: Date }): Promise<Outside> {
  const { sql, bindings } = where(filter)
  const { rows } = await db.raw<{ rows: Outside[] }>(
    `select count(*) filter (where s.planned_at is null) as unplanned,
            count(*) filter (where s.planned_at < :from) as before, max(s.planned_at) filter (where s.planned_at < :from) as last_before,
            count(*) filter (where s.planned_at >= :to) as after, min(s.planned_at) filter (where s.planned_at >= :to) as first_after
       from ${APPROVED} where ${sql}`,
    { ...bindings, from, to },
  )
  if (!rows[0]) throw new Error('counting always answers')
  return rows[0]
}

/** One approved draft with its place; undefined where it is not approved. */
export async function slotOf(db: Db, organizationId: string, requestId: string, platform: Platform): Promise<CalendarRow | undefined> {
  const { rows } = await db.raw<{ rows: CalendarRow[] }>(
    `select ${ITEM} from ${WITH_DRAFT} where s.organization_id = :organization and s.request_id = :request and s.platform = :platform`,
    { organization: organizationId, request: requestId, platform },
  )
  return rows[0]
}
