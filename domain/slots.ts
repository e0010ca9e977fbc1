import { instantOf, isTimeZone, localOf, minutesOf } from './calendar.ts'
import { type SuggestedSlot, WEEKDAYS } from './strategy.ts'
import type { Platform } from './words.ts'

/** When an approved draft is to be published: the weekly times that a strategy suggests, as one moment. Pure. */

export interface SuggestedMoment {
  at: Date
  why: string
}

/** Nobody plans further ahead: what finds no free moment in so many weeks is left to a person. */
const MOST_WEEKS = 104
const DAY_MS = 86_400_000

/**
 * The first moment after `after` that the slots name and nothing else has. Slots of the platform come before those of any; a moment that is
 * taken gives way to the next slot, and after the last to the next week. Null where nothing is suggested.
 */
export function suggestMoment(
  slots: readonly SuggestedSlot[],
  platform: Platform,
  after: Date,
  { timeZone, taken }: { timeZone: string; taken: ReadonlySet<number> },
): SuggestedMoment | null {
  const own = slots.filter((slot) => slot.platform === platform)
  const fitting = own.length ? own : slots.filter((slot) => slot.platform === 'any')
  for (let week = 0; week < MOST_WEEKS; week++) {
    const moments = fitting
      .map((slot) => ({ ms: momentIn(slot, after, week, timeZone), why: slot.why }))
      .filter(({ ms }) => ms > after.getTime() && !taken.has(ms))
      .sort((a, b) => a.ms - b.ms)
    const [first] = moments
    if (first) return { at: new Date(first.ms), why: first.why }
  }
  return null
}

/** A slot in the days from that of `after` on, so many weeks later, in milliseconds since 1970. */
function momentIn({ weekday, local_time, time_zone }: SuggestedSlot, after: Date, week: number, organizations: string): number {
  // Strategies were written by models: a zone that nobody knows is none.
  const zone = isTimeZone(time_zone) ? time_zone : organizations
  const today = Date.parse(`${localOf(after, zone).date}T00:00:00Z`)
  const days = (WEEKDAYS.indexOf(weekday) - ((new Date(today).getUTCDay() + 6) % 7) + 7) % 7
  const date = new Date(today + (days + week * 7) * DAY_MS).toISOString().slice(0, 10)
  return instantOf(date, minutesOf(local_time), zone)
}

/** The span of time that two ends name. A date is that day of the organization: from its beginning, and through its end. `to` itself is outside. */
export function spanOf(from: string, to: string, timeZone: string): { from: Date; to: Date } {
  const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)
  const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  return {
    from: isDate(from) ? new Date(instantOf(from, 0, timeZone)) : new Date(from),
    to: isDate(to) ? new Date(instantOf(nextDay(to), 0, timeZone)) : new Date(to),
  }
}
