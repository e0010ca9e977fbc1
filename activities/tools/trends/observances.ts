import { contentWords } from '../../../domain/brief.ts'
import { localOf } from '../../../domain/calendar.ts'
import type { Language } from '../../../domain/words.ts'
import type { TrendSource } from './port.ts'

/**
 * Days that the brand's countries keep, from the tables of date-holidays: offline, dated, the same on every machine. A brand that names no
 * country has that of its organization's time zone.
 */
export const observances: TrendSource = {
  name: 'observances',
  async find({ prompt, brand, language, timeZone, days }, { now }) {
    const calendar = await loaded()
    const countries = brand.countries.length ? brand.countries : calendar.countriesOf(timeZone)
    const asked = new Set(contentWords(prompt))
    const from = localOf(now, timeZone).date
    const to = localOf(new Date(now.getTime() + days * 86_400_000), timeZone).date
    const years = [...new Set([from, to].map((day) => Number(day.slice(0, 4))))]
    const trends = countries
      .flatMap((country) => years.flatMap((year) => calendar.daysOf(country, year, language)))
      .filter(({ date }) => date >= from && date <= to)
      .map(({ name, date, detail }) => ({
        source: 'observances',
        title: name,
        date,
        shares: contentWords(name).filter((word) => asked.has(word) && !ANY_DAY.has(word)),
        detail,
      }))
      .filter(({ title, date }, i, all) => all.findIndex((other) => other.title === title && other.date === date) === i)
      .sort((a, b) => b.shares.length - a.shares.length || (a.date < b.date ? -1 : 1))
    const unknown = countries.filter((country) => !calendar.knows(country)).map((country) => `${country}: no table of its days`)
    return { trends: trends.slice(0, 12), unread: unknown }
  },
}

/** Words that many days have in common. */
const ANY_DAY = new Set(contentWords('day eve holiday public national international world hari raya libur nasional besar'))

interface Calendar {
  knows(country: string): boolean
  daysOf(country: string, year: number, language: Language): { name: string; date: string; detail: string }[]
  /** Countries that keep this zone, by CLDR; none for zones that belong to none, such as UTC. */
  countriesOf(timeZone: string): string[]
}

let calendar: Promise<Calendar> | undefined

/** The tables cost 170 ms and 25 MB, so they come with the first question; answers never change, so they are kept. */
function loaded(): Promise<Calendar> {
  calendar ??= import('date-holidays').then(({ default: Holidays }) => {
    const known = Object.keys(new Holidays().getCountries('en'))
    return {
      knows: (country) => known.includes(country),
      daysOf: remembered((country: string, year: number, language: Language) =>
        new Holidays(country, { languages: [language, 'en'] })
          .getHolidays(year, language)
          .map(({ name, date, type }) => ({ name: name.slice(0, 120), date: date.slice(0, 10), detail: `${country}, ${type}` })),
      ),
      countriesOf: remembered((timeZone: string) => {
        // Two names may mean one zone; both sides are brought to the one that this Node prefers.
        const zone = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
        return known.filter((country) => zonesOf(country).includes(zone))
      }),
    }
  })
  return calendar
}

function zonesOf(country: string): string[] {
  // Node 20 has the accessor, later ones the method; TypeScript's es2023 has neither.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

/** What was asked before is not computed again (up to 40 ms a question); a thousand answers are kept. */
function remembered<A extends (string | number)[], T>(compute: (...of: A) => T): (...of: A) => T {
  const kept = new Map<string, T>()
  return (...of) => {
    const key = of.join(' ')
    const known = kept.get(key)
    if (known !== undefined) return known
    const answer = compute(...of)
    if (kept.size >= 1_000) kept.clear()
    kept.set(key, answer)
    return answer
  }
}
