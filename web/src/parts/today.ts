import { localOf } from '../../../domain/calendar.ts'

/** The day it is in a time zone, `YYYY-MM-DD`; on the reader's own clock where the zone is not known yet. */
export const todayIn = (timeZone: string | undefined, now = new Date()): string =>
  localOf(now, timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone).date
