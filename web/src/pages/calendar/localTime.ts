import { onClock } from '../../../../domain/calendar.ts'

/** A moment on a clock of the time zone, as the API writes local times: `2026-12-01T09:30`. */
export function localTime(moment: string, timeZone: string): string {
  const { date, time } = onClock(new Date(moment), timeZone)
  return `${date}T${time}`
}
