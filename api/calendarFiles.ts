import { stringify } from 'csv-stringify/sync'
import { ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { CalendarRow } from '../db/slots.ts'
import { onClock } from '../domain/calendar.ts'
import { RULE_PACKS } from '../domain/platforms/index.ts'
import { selfLink } from './links.ts'

/** A planned draft: one whose moment is known. */
export type PlannedRow = CalendarRow & { planned_at: Date }

/** How long an entry is shown: publishing is a moment, and a calendar shows nothing that has no length. */
const SHOWN_MS = 15 * 60_000

/**
 * The plan as iCalendar (RFC 5545). An entry keeps its UID for ever and counts its changes, so that a program which reads the file again
 * moves what it knows instead of adding it. Moments are in UTC, which needs no time zone to be understood; the organization's is named besides.
 */
export function icsOf(rows: readonly PlannedRow[], of: { organization: string; timeZone: string; publicUrl: string }): string {
  const calendar = new ICalCalendar({
    name: plain(`${of.organization}: content`),
    prodId: { company: 'AI Media Consultant', product: 'content calendar', language: 'EN' },
    x: [{ key: 'X-WR-TIMEZONE', value: of.timeZone }],
  })
  for (const row of rows) {
    const { request_id, platform, planned_at, updated_at } = row
    calendar.createEvent({
      id: `${request_id}-${platform}@content.ai-media-consultant`,
      sequence: row.revision,
      stamp: updated_at,
      lastModified: updated_at,
      created: row.approved_at,
      start: planned_at,
      end: new Date(planned_at.getTime() + SHOWN_MS),
      summary: plain(`${row.brand_name}, ${RULE_PACKS[platform].name} ${row.content_type}: ${row.title}`),
      description: plain(
        [
          row.title,
          row.moved_by ? `Moved here by ${row.moved_by_name}.` : `Suggested${row.why ? `: ${row.why}` : ''}.`,
          `Approved version ${row.version}: ${selfLink(of.publicUrl, request_id)}`,
        ].join('\n'),
      ),
      url: selfLink(of.publicUrl, request_id),
      categories: [{ name: RULE_PACKS[platform].name }],
      status: row.moved_by ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
      // Nobody is busy while a post goes out.
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  return calendar.toString()
}

/** Without what iCalendar forbids in a text: control characters, and whatever else programs take for the end of a line. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')

/** The plan as a table, one row a draft. A cell that begins like a formula is text: spreadsheets would else run it. */
export function csvOf(rows: readonly PlannedRow[], timeZone: string): string {
  const cells = rows.map((row) => {
    const { date, time } = onClock(row.planned_at, timeZone)
    return {
      date,
      time,
      time_zone: timeZone,
      planned_at: row.planned_at.toISOString(),
      source: row.moved_by ? 'moved' : 'suggested',
      platform: row.platform,
      content_type: row.content_type,
      brand: row.brand_name,
      title: row.title,
      why: row.why,
      version: row.version,
      request_id: row.request_id,
    }
  })
  return stringify(cells, { header: true, columns: COLUMNS, bom: true, escape_formulas: true })
}

/** Named also where there is no row. */
const COLUMNS = [
  'date',
  'time',
  'time_zone',
  'planned_at',
  'source',
  'platform',
  'content_type',
  'brand',
  'title',
  'why',
  'version',
  'request_id',
]
