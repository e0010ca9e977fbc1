/**
 * When an organization works, and what follows for reminders and due times. Pure: time zones come from Intl, holidays are dates that
 * somebody else looked up.
 */
export interface WorkCalendar {
  /** IANA name. */
  timeZone: string
  /** ISO weekdays, 1 is Monday; at least one. */
  businessDays: readonly number[]
  /** Local times, `HH:MM`; `to` is later than `from`, and `24:00` is the end of a day. */
  from: string
  to: string
  /** When nobody is written to, besides outside of business days and on holidays; it may cross midnight. */
  quietHours: { from: string; to: string } | null
  /** Local dates, `YYYY-MM-DD`. */
  holidays: readonly string[]
}

/** Something that happens by itself in a review. `hoursLeft` are those of the clock until the due time. */
export interface PlannedStep {
  at: Date
  kind: 'remind' | 'escalate' | 'deadline'
  hoursLeft: number
}

/** What of a level decides about its moments; hours. */
export interface LevelTimes {
  due_in_hours: number
  /** Whether all hours count towards the due time, or the organization's working hours. */
  hours: 'calendar' | 'business'
  remind_before_hours: readonly number[]
  escalate_before_hours: number | null
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** Ninety days of working hours last over a year where a week has four of them; beyond this no calendar of ours leads. */
const MOST_DAYS = 2_000
/** A reminder that would come later than this before the due time is no help any more. */
const LAST_CALL_MS = HOUR_MS

/** When reminders, escalation and the deadline of a level come that is asked from `openedAt` on. Sorted; the deadline is last. */
export function planOf(level: LevelTimes, openedAt: Date, calendar: WorkCalendar): { dueAt: Date; steps: PlannedStep[] } {
  const dueAt =
    level.hours === 'business'
      ? addBusinessHours(openedAt, level.due_in_hours, calendar)
      : new Date(openedAt.getTime() + level.due_in_hours * HOUR_MS)
  const before = (hours: number) => new Date(dueAt.getTime() - hours * HOUR_MS)
  const step = (at: Date, kind: PlannedStep['kind']): PlannedStep => ({ at, kind, hoursLeft: hoursBetween(at, dueAt) })
  const reminders = level.remind_before_hours
    .map(before)
    .filter((wished) => wished > openedAt)
    .flatMap((wished) => reminderMoment(wished, calendar, { notBefore: openedAt, notAfter: dueAt }) ?? [])
  const moments = [...new Set(reminders.map((at) => at.getTime()))].map((ms) => step(new Date(ms), 'remind'))
  // A backup is asked in working hours like anybody else; late is better than never.
  const wished = level.escalate_before_hours === null ? null : before(level.escalate_before_hours)
  const escalation =
    wished && wished > openedAt ? (reminderMoment(wished, calendar, { notBefore: openedAt, notAfter: dueAt }) ?? wished) : null
  const steps = [...moments, ...(escalation ? [step(escalation, 'escalate')] : [])].sort((a, b) => a.at.getTime() - b.at.getTime())
  return { dueAt, steps: [...steps, step(dueAt, 'deadline')] }
}

/**
 * The best moment for a reminder: the wished one where people work then, else the next such moment while it still helps, else the last one
 * before. Null where there is none.
 */
export function reminderMoment(wished: Date, calendar: WorkCalendar, within: { notBefore: Date; notAfter: Date }): Date | null {
  if (isReachable(wished, calendar)) return wished
  const next = nextReachable(wished, calendar, within.notAfter)
  if (next && within.notAfter.getTime() - next.getTime() >= LAST_CALL_MS) return next
  const last = lastReachable(wished, calendar, within.notBefore)
  return last && last > within.notBefore ? last : null
}

/** Whether people work at this moment. */
export function isBusinessTime(at: Date, calendar: WorkCalendar): boolean {
  const local = localOf(at, calendar.timeZone)
  return isBusinessDay(local.date, calendar) && local.minutes >= minutesOf(calendar.from) && local.minutes < minutesOf(calendar.to)
}

/** Whether nobody is to be written to: quiet hours, and all of a day on which nobody works. */
export function isQuiet(at: Date, calendar: WorkCalendar): boolean {
  const { date, minutes } = localOf(at, calendar.timeZone)
  if (!isBusinessDay(date, calendar)) return true
  if (!calendar.quietHours) return false
  const [from, to] = [minutesOf(calendar.quietHours.from), minutesOf(calendar.quietHours.to)]
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to
}

const isReachable = (at: Date, calendar: WorkCalendar) => isBusinessTime(at, calendar) && !isQuiet(at, calendar)

/** The moment after so many working hours. */
export function addBusinessHours(from: Date, hours: number, calendar: WorkCalendar): Date {
  let left = hours * HOUR_MS
  for (const [opens, closes] of workingSpans(from, calendar)) {
    const start = Math.max(opens, from.getTime())
    if (closes - start >= left) return new Date(start + left)
    left -= Math.max(0, closes - start)
  }
  throw new Error(`no moment lies ${hours} working hours after ${from.toISOString()}: the calendar has too few of them`)
}

/** Working hours between two moments; 0 where the second is not later. */
export function businessHoursBetween(from: Date, to: Date, calendar: WorkCalendar): number {
  let sum = 0
  for (const [opens, closes] of workingSpans(from, calendar)) {
    if (opens >= to.getTime()) break
    sum += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()))
  }
  return sum / HOUR_MS
}

function nextReachable(at: Date, calendar: WorkCalendar, notAfter: Date): Date | null {
  for (const [opens, closes] of workingSpans(at, calendar)) {
    if (opens > notAfter.getTime()) return null
    const found = firstIn(Math.max(opens, at.getTime()), Math.min(closes, notAfter.getTime()), calendar)
    if (found) return found
  }
  return null
}

/** The first moment of a span at which somebody may be written to, to five minutes: quiet hours may begin or end within working hours. */
function firstIn(start: number, end: number, calendar: WorkCalendar): Date | null {
  for (let ms = start; ms < end; ms += 5 * MINUTE_MS) if (!isQuiet(new Date(ms), calendar)) return new Date(ms)
  return null
}

function lastReachable(at: Date, calendar: WorkCalendar, notBefore: Date): Date | null {
  // Half an hour before people go, rather than in the door.
  const MARGIN_MS = 30 * MINUTE_MS
  let last: Date | null = null
  for (const [opens, closes] of workingSpans(notBefore, calendar)) {
    if (opens >= at.getTime()) break
    const end = Math.min(closes - MARGIN_MS, at.getTime())
    for (let ms = end; ms > Math.max(opens, notBefore.getTime()); ms -= 5 * MINUTE_MS)
      if (!isQuiet(new Date(ms), calendar)) {
        last = new Date(ms)
        break
      }
  }
  return last
}

/** Working time from the day of a moment on, each day's as [opens, closes] in milliseconds since 1970. */
function* workingSpans(from: Date, calendar: WorkCalendar): Generator<[number, number]> {
  const { timeZone } = calendar
  let day = Date.parse(`${localOf(from, timeZone).date}T00:00:00Z`)
  for (let i = 0; i < MOST_DAYS; i++, day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10)
    if (isBusinessDay(date, calendar))
      yield [instantOf(date, minutesOf(calendar.from), timeZone), instantOf(date, minutesOf(calendar.to), timeZone)]
  }
}

function isBusinessDay(date: string, { businessDays, holidays }: WorkCalendar): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  return businessDays.includes(weekday) && !holidays.includes(date)
}

/** `HH:MM` as minutes since midnight. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const hoursBetween = (from: Date, to: Date) => Math.round(((to.getTime() - from.getTime()) / HOUR_MS) * 10) / 10

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** Whether there is such a zone. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && Boolean(formatOf(name))
  } catch {
    return false
  }
}

/** A moment on the clock of a zone: its date and the minutes since that day's midnight. */
export function localOf(at: Date, timeZone: string): { date: string; minutes: number } {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return { date: `${parts.year}-${parts.month}-${parts.day}`, minutes: Number(parts.hour) * 60 + Number(parts.minute) }
}

/** A moment on the clock of a zone: its date, and its time as `HH:MM`. */
export function onClock(at: Date, timeZone: string): { date: string; time: string } {
  const { date, minutes } = localOf(at, timeZone)
  const two = (n: number) => String(n).padStart(2, '0')
  return { date, time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` }
}

/**
 * The moment of a local time, in milliseconds since 1970. One that a clock change skips is the moment it would have been without; of one that clocks
 * show twice, the first: as RFC 5545 (3.3.5) reads them, and so every calendar that our files are opened in.
 */
export function instantOf(date: string, minutes: number, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS
  const offsetAt = (ms: number) => {
    const local = localOf(new Date(ms), timeZone)
    return Date.parse(`${local.date}T00:00:00Z`) + local.minutes * MINUTE_MS - Math.floor(ms / MINUTE_MS) * MINUTE_MS
  }
  // No zone is a day from UTC, so a change near the wanted time lies between these two.
  const [before, after] = [offsetAt(wanted - DAY_MS), offsetAt(wanted + DAY_MS)]
  const isAfterChange = before !== after && offsetAt(wanted - before) !== before && offsetAt(wanted - after) === after
  return wanted - (isAfterChange ? after : before)
}
