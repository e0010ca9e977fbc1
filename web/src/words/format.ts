import { useTranslation } from 'react-i18next'
import { language } from './words.ts'

const RELATIVE: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Intl objects are dear to make and good for ever: one for each way of writing. */
function kept<O, F>(make: (options: O) => F): (options: O) => F {
  const all = new Map<string, F>()
  return (options) => {
    const key = JSON.stringify(options)
    const one = all.get(key) ?? make(options)
    all.set(key, one)
    return one
  }
}

/** Numbers, money and times as the chosen language writes them. `timeZone` is an IANA name; the reader's own when absent. */
export function formats(locale: string) {
  const tag = locale === 'id' ? 'id-ID' : 'en-GB'
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'long' })
  const numbers = kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options))
  const moments = kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options))
  const lists = new Intl.ListFormat(tag, { style: 'long', type: 'conjunction' })
  const at = (of: string | Date) => (typeof of === 'string' ? new Date(of) : of)
  return {
    number: (value: number, most = 0) => numbers({ maximumFractionDigits: most }).format(value),
    /** A score between 0 and 1, always as long. */
    score: (value: number) => numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value),
    percent: (value: number) => numbers({ style: 'percent', maximumFractionDigits: 0 }).format(value),
    /** Dollars: two places, and four where less than a cent would read as nothing. */
    usd: (value: number) => {
      const digits = value !== 0 && Math.abs(value) < 0.1 ? 4 : 2
      return numbers({
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value)
    },
    date: (value: string | Date, timeZone?: string) => moments({ dateStyle: 'medium', timeZone }).format(at(value)),
    time: (value: string | Date, timeZone?: string) => moments({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at(value)),
    clock: (value: string | Date, timeZone?: string) => moments({ timeStyle: 'short', timeZone }).format(at(value)),
    month: (value: string | Date, timeZone?: string) => moments({ month: 'short', year: 'numeric', timeZone }).format(at(value)),
    /** A moment, or the span from one to another, by those parts alone that are named. */
    parts: (options: Intl.DateTimeFormatOptions, value: Date) => moments(options).format(value),
    span: (options: Intl.DateTimeFormatOptions, from: Date, to: Date) => moments(options).formatRange(from, to),
    /** How long ago, or from now. */
    ago: (value: string | Date, now = Date.now()) => {
      const distance = at(value).getTime() - now
      const [unit, ms] = RELATIVE.find(([, size]) => Math.abs(distance) >= size) ?? (['second', 1000] as const)
      return relative.format(Math.round(distance / ms), unit)
    },
    list: (of: readonly string[]) => lists.format(of),
  }
}

export type Formats = ReturnType<typeof formats>
const made = new Map<string, Formats>()
/** The formats of the language that is shown. Made once: a list asks for them in each of its rows. */
export function useFormats(): Formats {
  const locale = useTranslation(undefined, { i18n: language }).i18n.language
  const known = made.get(locale) ?? formats(locale)
  made.set(locale, known)
  return known
}
