/** Public holidays from the tables of date-holidays: offline, and the same on every machine. */

/** The tables cost 170 ms and 25 MB, so they come with the first question. */
const loaded = () => import('date-holidays').then(({ default: Holidays }) => Holidays)

/** Answers never change, and computing a year takes up to 40 ms; a thousand are kept. */
const kept = new Map<string, Promise<string[]>>()

/** Local dates (`YYYY-MM-DD`) of the public holidays of countries (`ID`) and regions (`DE-BY`), of the year of a moment and the two after it. */
export async function holidaysOf(regions: readonly string[], from: Date): Promise<string[]> {
  const year = from.getUTCFullYear()
  // A moment of New Year's Eve may be last year's or next year's somewhere.
  const years = [year - 1, year, year + 1, year + 2]
  const all = await Promise.all(regions.flatMap((region) => years.map((one) => datesOf(region, one))))
  return [...new Set(all.flat())].sort()
}

function datesOf(region: string, year: number): Promise<string[]> {
  const key = `${region} ${year}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const dates = loaded().then((Holidays) => {
    const [country = '', state] = region.split('-')
    const days = state ? new Holidays(country, state).getHolidays(year) : new Holidays(country).getHolidays(year)
    return days.filter(({ type }) => type === 'public').flatMap(({ date, start, end }) => localDays(date, start, end))
  })
  if (kept.size >= 1_000) kept.clear()
  kept.set(key, dates)
  return dates
}

/** Every local day of a holiday: some last for several. */
function localDays(date: string, start: Date, end: Date): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  return Array.from({ length: days }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10))
}

/** Of these countries and regions, those without a table. */
export async function withoutHolidays(regions: readonly string[]): Promise<string[]> {
  if (!regions.length) return []
  const Holidays = await loaded()
  const tables = new Holidays()
  const countries = Object.keys(tables.getCountries())
  return regions.filter((region) => {
    const [country = '', state] = region.split('-')
    return !countries.includes(country) || (state !== undefined && !Object.keys(tables.getStates(country) ?? {}).includes(state))
  })
}
