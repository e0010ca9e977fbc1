/** A moment on a clock of the time zone, as the API writes local times: `2026-12-01T09:30`. */
export const localTime = (moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(moment)).replace(' ', 'T')
