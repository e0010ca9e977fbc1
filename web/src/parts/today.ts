/** The day it is in a time zone, `YYYY-MM-DD`; on the reader's own clock where the zone is not known yet. */
export const todayIn = (timeZone: string | undefined, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
