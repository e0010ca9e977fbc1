import { instantOf, minutesOf } from '../../../../domain/calendar.ts'

/** A day of a calendar, `YYYY-MM-DD`, wherever one is. */
export type Day = string
const DAY_MS = 86_400_000
const dateOf = (day: Day) => new Date(`${day}T12:00:00Z`)
const dayOf = (date: Date): Day => date.toISOString().slice(0, 10)

export const addDays = (day: Day, count: number): Day => dayOf(new Date(dateOf(day).getTime() + count * DAY_MS))
export const addMonths = (day: Day, count: number): Day => {
  const date = dateOf(`${day.slice(0, 7)}-01`)
  date.setUTCMonth(date.getUTCMonth() + count)
  return dayOf(date)
}
/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, -((dateOf(day).getUTCDay() + 6) % 7))

/** The days that are shown: whole weeks, those of the month or the one. */
export function daysOf(view: 'month' | 'week', day: Day): Day[] {
  const from = mondayOf(view === 'week' ? day : `${day.slice(0, 7)}-01`)
  const count = view === 'week' ? 7 : dayCount(from, day)
  return Array.from({ length: count }, (_, i) => addDays(from, i))
}
function dayCount(from: Day, day: Day): number {
  const end = addMonths(day, 1)
  return Math.ceil((dateOf(end).getTime() - dateOf(from).getTime()) / DAY_MS / 7) * 7
}

/** The moment at which a clock of the time zone shows a day and a time. A time that daylight saving skips is the one after it. */
export const momentAt = (day: Day, time: string, timeZone: string): string =>
  new Date(instantOf(day, minutesOf(time), timeZone)).toISOString()
