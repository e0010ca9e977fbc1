import { z } from 'zod'
import { type Db, transact } from '../../db/knex.ts'
import { findOrganization } from '../../db/organizations.ts'
import {
  type CalendarFilter,
  type CalendarRow,
  moveSlot,
  outsideOf,
  plannedBetween,
  resetSlot,
  type SlotChange,
  type SlotChanged,
  slotOf,
  unplanned,
} from '../../db/slots.ts'
import { onClock } from '../../domain/calendar.ts'
import { AppError } from '../../domain/errors.ts'
import { spanOf } from '../../domain/slots.ts'
import { PLATFORMS } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import type { Caller } from '../auth/principal.ts'
import { csvOf, icsOf, type PlannedRow } from '../calendarFiles.ts'
import { fromPlace, toPlace } from '../cursor.ts'
import { type Ask, endpoint, notFound } from '../endpoint.ts'
import { selfLink } from '../links.ts'
import { requestOf } from '../requestView.ts'
import { Id, NextCursor, Timestamp } from '../schemas.ts'
import { AnyContentType } from './contentSchemas.ts'

const PATH = '/api/v1/content/calendar'
const SLOT = '/api/v1/content/requests/:id/drafts/:platform/slot'
const Params = z.object({ id: Id, platform: z.enum(PLATFORMS) })

const DAY_MS = 86_400_000
const MOST_DAYS = 100
/** Where clocks go back a day has an hour more. */
const CLOCK_CHANGE_MS = 3_600_000
/** Approved drafts without a place that one answer lists. */
const MOST_UNPLANNED = 100
/** What one file holds at most: a few megabytes. */
const MOST_EXPORTED = 10_000
/** Further from now a moment is a slip of the hand. */
const MOST_AHEAD_MS = 2 * 366 * DAY_MS

const Moment = z.iso
  .datetime({ offset: true })
  .meta({ description: 'A moment, with its offset or as UTC.', example: '2026-12-01T09:30:00+07:00' })
const End = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

const filter = {
  from: End.meta({
    description: 'A moment, or a day of the organization: from its beginning on. At most 100 days before `to`.',
    example: '2026-12-01',
  }),
  to: End.meta({ description: 'A moment, which is itself outside; or a day of the organization: through its end.', example: '2026-12-31' }),
  brand_id: Id.optional(),
  platform: z.enum(PLATFORMS).optional(),
}
const Filter = z.strictObject(filter)

const Item = z
  .object({
    request_id: Id,
    platform: z.enum(PLATFORMS),
    content_type: AnyContentType,
    version: z.number().int().meta({ description: 'The approved version, which is the newest.' }),
    brand: z.object({ id: Id, name: z.string() }),
    title: z.string().meta({ description: 'Its title, headline or first line, at most 200 characters.' }),
    planned_at: Timestamp.nullable().meta({ description: 'Null where nothing is suggested and nobody gave it a place.' }),
    local_time: z.string().nullable().meta({ description: 'The same on the clock of `time_zone`.', example: '2026-12-01T09:30' }),
    time_zone: z.string().meta({ description: 'The organization’s.' }),
    source: z.enum(['suggested', 'moved']).nullable(),
    why: z.string().meta({ description: 'Why that time is suggested; of the suggestion also where it was moved.' }),
    suggested_at: Timestamp.nullable(),
    moved_by: z.string().nullable().meta({ description: 'The name of who moved it.' }),
    approved_at: Timestamp,
    updated_at: Timestamp,
    links: z.object({ request: z.string() }),
  })
  .meta({ id: 'CalendarItem' })

const Beyond = z
  .object({ count: z.number().int(), nearest: Timestamp.nullable() })
  .meta({ id: 'CalendarBeyond', description: 'Approved drafts outside of the span, and the nearest of them.' })

const Calendar = z
  .object({
    from: Timestamp,
    to: Timestamp,
    time_zone: z.string(),
    items: z.array(Item).meta({ description: 'Approved drafts planned within the span, the earliest first.' }),
    next_cursor: NextCursor,
    unplanned: z
      .array(Item)
      .meta({ description: `Approved drafts without a place, the latest approved first; at most ${MOST_UNPLANNED}.` }),
    unplanned_count: z.number().int(),
    outside: z.object({ before: Beyond, after: Beyond }),
  })
  .meta({ id: 'Calendar' })

const Move = z
  .strictObject({
    planned_at: Moment,
    if_planned_at: Moment.nullable()
      .optional()
      .meta({ description: 'Where you saw it, null for nowhere: it is a conflict when somebody moved it meanwhile.' }),
  })
  .meta({ id: 'SlotMove' })

/** When what is approved is to be published. */
export function calendarEndpoints({ publicUrl }: Pick<RouteDeps, 'publicUrl'>) {
  const viewOf =
    (timeZone: string) =>
    (row: CalendarRow): z.input<typeof Item> => {
      const { date, time } = row.planned_at ? onClock(row.planned_at, timeZone) : { date: '', time: '' }
      return {
        request_id: row.request_id,
        platform: row.platform,
        content_type: row.content_type,
        version: row.version,
        brand: { id: row.brand_id, name: row.brand_name },
        title: row.title,
        planned_at: row.planned_at?.toISOString() ?? null,
        local_time: row.planned_at && `${date}T${time}`,
        time_zone: timeZone,
        source: row.planned_at && (row.moved_by ? 'moved' : 'suggested'),
        why: row.why,
        suggested_at: row.suggested_at?.toISOString() ?? null,
        moved_by: row.moved_by && row.moved_by_name,
        approved_at: row.approved_at.toISOString(),
        updated_at: row.updated_at.toISOString(),
        links: { request: selfLink(publicUrl, row.request_id) },
      }
    }

  /** What is asked for, and how the organization counts time. */
  async function asked(db: Db, caller: Caller, query: z.output<typeof Filter>) {
    const organization = await findOrganization(db, caller.organizationId)
    if (!organization) throw notFound()
    for (const text of [query.from, query.to])
      if (text < '2000' || text > '2100') throw new AppError('unprocessable', 'from, to: a calendar has days of this century only.')
    const span = spanOf(query.from, query.to, organization.time_zone)
    if (span.to <= span.from) throw new AppError('unprocessable', 'from, to: the span ends before it begins.')
    if (span.to.getTime() - span.from.getTime() > MOST_DAYS * DAY_MS + CLOCK_CHANGE_MS)
      throw new AppError('unprocessable', `from, to: ${MOST_DAYS} days are the most at once.`)
    const filter: CalendarFilter = {
      organizationId: caller.organizationId,
      among: caller.brandIds,
      brandId: query.brand_id,
      platform: query.platform,
    }
    return { organization, span, filter }
  }

  /** Everything that a file is to hold. */
  async function exported(db: Db, caller: Caller, query: z.output<typeof Filter>) {
    const { organization, span, filter } = await asked(db, caller, query)
    const rows = await plannedBetween(db, filter, { ...span, limit: MOST_EXPORTED + 1 })
    if (rows.length > MOST_EXPORTED)
      throw new AppError(
        'unprocessable',
        `${MOST_EXPORTED.toLocaleString('en-US')} drafts are the most in one file: ask for fewer days, or for one brand.`,
      )
    return { organization, rows: rows.filter((row): row is PlannedRow => row.planned_at !== null) }
  }

  type Changing = Pick<Ask<typeof Params, undefined, undefined, undefined, 'content.create'>, 'params' | 'caller' | 'db' | 'req'>

  /** Changes the place of a draft and answers where it is then. */
  async function changed(
    { params, caller, db, req }: Changing,
    seenAt: string | null | undefined,
    to: (trx: Db, of: SlotChange) => Promise<SlotChanged>,
  ) {
    const { id, platform } = params
    const request = await requestOf(db, caller, id)
    if (!request.platforms.includes(platform)) throw notFound()
    const outcome = await transact(db, async (trx) => {
      const done = await to(trx, {
        organizationId: caller.organizationId,
        requestId: id,
        platform,
        seenAt: seenAt ? new Date(seenAt) : (seenAt as null | undefined),
        by: caller.actor,
        byName: caller.name || caller.email,
      })
      if (done.kind === 'changed')
        await note(
          trx,
          { caller, req },
          {
            action: req.method === 'DELETE' ? 'slot.reset' : 'slot.moved',
            subject: `slot/${id}/${platform}`,
            requestId: id,
            data: { platform, from: done.from?.toISOString() ?? null, to: done.to?.toISOString() ?? null },
          },
        )
      return done
    })
    switch (outcome.kind) {
      case 'unknown':
        throw notFound()
      case 'not_approved':
        throw new AppError('conflict', `Only what is approved has a place in the calendar: this draft is ${outcome.status}.`)
      case 'elsewhere': {
        const planned_at = outcome.plannedAt?.toISOString() ?? null
        throw new AppError(
          'conflict',
          `Somebody moved it meanwhile: it is planned ${planned_at ? `for ${planned_at}` : 'for no moment'}.`,
          { planned_at },
        )
      }
      case 'same':
      case 'changed': {
        const [row, organization] = await Promise.all([
          slotOf(db, caller.organizationId, id, platform),
          findOrganization(db, caller.organizationId),
        ])
        if (!row || !organization) throw notFound()
        return { status: 200 as const, body: viewOf(organization.time_zone)(row) }
      }
      default:
        return outcome satisfies never
    }
  }

  const MOVED = { 409: 'It is not approved, or somebody moved it meanwhile; `details.planned_at` says where to.' }
  const SPAN = { 422: 'The span ends before it begins, or is longer than 100 days.' }

  return [
    endpoint({
      method: 'get',
      path: PATH,
      tag: 'Calendar',
      summary: 'When approved drafts are to be published: as suggested, or where a person moved them',
      access: 'content.read',
      query: z.strictObject({
        ...filter,
        limit: z.coerce.number().int().min(1).max(2_000).default(1_000),
        cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before.' }),
      }),
      refuses: SPAN,
      responses: { 200: { description: 'The span, and what it does not show.', schema: Calendar } },
    }).handle(async ({ query, caller, db }) => {
      const { organization, span, filter } = await asked(db, caller, query)
      const after = fromPlace(query.cursor)
      const [rows, loose, beyond] = await Promise.all([
        plannedBetween(db, filter, { ...span, after, limit: query.limit + 1 }),
        unplanned(db, filter, MOST_UNPLANNED),
        outsideOf(db, filter, span),
      ])
      const page = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? page.at(-1) : undefined
      const view = viewOf(organization.time_zone)
      return {
        status: 200,
        body: {
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          time_zone: organization.time_zone,
          items: page.map(view),
          next_cursor: last ? toPlace({ at: last.at, id: last.request_id, platform: last.platform }) : null,
          unplanned: loose.map(view),
          unplanned_count: beyond.unplanned,
          outside: {
            before: { count: beyond.before, nearest: beyond.last_before?.toISOString() ?? null },
            after: { count: beyond.after, nearest: beyond.first_after?.toISOString() ?? null },
          },
        },
      }
    }),
    endpoint({
      method: 'put',
      path: SLOT,
      tag: 'Calendar',
      summary: 'Move an approved draft to another moment',
      access: 'content.create',
      params: Params,
      body: Move,
      refuses: { ...MOVED, 422: 'The moment is more than two years away.' },
      responses: { 200: { description: 'Where it is now.', schema: Item } },
    }).handle(async ({ body, ...ask }) => {
      const to = new Date(body.planned_at)
      if (!(Math.abs(to.getTime() - Date.now()) <= MOST_AHEAD_MS))
        throw new AppError('unprocessable', 'planned_at: is more than two years away.')
      return changed(ask, body.if_planned_at, (trx, of) => moveSlot(trx, { ...of, to }))
    }),
    endpoint({
      method: 'delete',
      path: SLOT,
      tag: 'Calendar',
      summary: 'Put an approved draft back to where its strategy suggests; to the next free moment where that has passed or is taken',
      access: 'content.create',
      params: Params,
      query: z.strictObject({
        if_planned_at: Moment.optional().meta({ description: 'Where you saw it: it is a conflict when somebody moved it meanwhile.' }),
      }),
      refuses: MOVED,
      responses: { 200: { description: 'Where it is now.', schema: Item } },
    }).handle(async ({ query, ...ask }) => changed(ask, query.if_planned_at, resetSlot)),
    endpoint({
      method: 'get',
      path: `${PATH}/export.ics`,
      tag: 'Calendar',
      summary: 'The plan as iCalendar, for other calendars',
      access: 'content.export',
      query: Filter,
      refuses: SPAN,
      responses: { 200: { description: 'The calendar.', schema: z.string(), mediaType: 'text/calendar' } },
    }).handle(async ({ query, caller, db }) => {
      const { organization, rows } = await exported(db, caller, query)
      const body = icsOf(rows, { organization: organization.name, timeZone: organization.time_zone, publicUrl })
      return { status: 200, headers: attached('ics'), body }
    }),
    endpoint({
      method: 'get',
      path: `${PATH}/export.csv`,
      tag: 'Calendar',
      summary: 'The plan as a table',
      access: 'content.export',
      query: Filter,
      refuses: SPAN,
      responses: { 200: { description: 'The table, in UTF-8 with a byte order mark.', schema: z.string(), mediaType: 'text/csv' } },
    }).handle(async ({ query, caller, db }) => {
      const { organization, rows } = await exported(db, caller, query)
      return { status: 200, headers: attached('csv'), body: csvOf(rows, organization.time_zone) }
    }),
  ]
}

const attached = (ending: string) => ({
  'Content-Disposition': `attachment; filename="content-calendar.${ending}"`,
  'X-Content-Type-Options': 'nosniff',
})
