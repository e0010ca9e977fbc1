import type { Figure } from './figures.ts'

/** Dates, weekdays and times of day, English and Indonesian. Pure. */

type Moment = Omit<Figure, 'spelled'>

const MONTHS: readonly string[] = [
  'january|januari|jan',
  'february|februari|feb',
  'march|maret|mar',
  'april|apr',
  'may|mei',
  'june|juni|jun',
  'july|juli|jul',
  'august|agustus|aug|agt|agu',
  'september|sept?',
  'october|oktober|oct|okt',
  'november|nov',
  'december|desember|dec|des',
]
const MONTH = `(?:${MONTHS.join('|')})(?![\\p{L}])\\.?`
const monthOf = (name: string) => MONTHS.findIndex((names) => names.split('|').includes(name.toLowerCase().replace('.', ''))) + 1
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const TO = '\\s?(?:-|–|—|to|until|sampai|hingga|s\\.d\\.|&|and|dan)\\s?'
const WEEKDAYS: readonly string[] = [
  'sundays?|ahad|hari minggu',
  'mondays?|senin',
  'tuesdays?|selasa',
  'wednesdays?|rabu',
  'thursdays?|kamis',
  'fridays?|jumat|jum’at',
  'saturdays?|sabtu',
]

const DATES: readonly (readonly [RegExp, (m: RegExpExecArray) => (readonly [number, number])[]])[] = [
  [/(?<!\d)\d{4}-(\d{2})-(\d{2})(?!\d)/giu, (m) => [[Number(m[1]), Number(m[2])]]],
  // 5/12/2026 is a day in December or in May, by who reads it.
  [
    /(?<![\d.,/])(\d{1,2})([/.-])(\d{1,2})\2\d{2}(?:\d{2})?(?![\d])/giu,
    (m) => [
      [Number(m[3]), Number(m[1])],
      [Number(m[1]), Number(m[3])],
    ],
  ],
  [
    new RegExp(`(?<![\\d.,:$€£])${DAY}${TO}${DAY}\\s+(?:of\\s+)?(${MONTH})`, 'giu'),
    (m) => [
      [monthOf(m[3] ?? ''), Number(m[1])],
      [monthOf(m[3] ?? ''), Number(m[2])],
    ],
  ],
  [
    new RegExp(`(?<!\\p{L})(${MONTH})\\s+${DAY}${TO}${DAY}(?![\\d:.]|\\s?(?:am|pm|%))`, 'giu'),
    (m) => [
      [monthOf(m[1] ?? ''), Number(m[2])],
      [monthOf(m[1] ?? ''), Number(m[3])],
    ],
  ],
  [new RegExp(`(?<![\\d.,:$€£])${DAY}\\s+(?:of\\s+)?(${MONTH})`, 'giu'), (m) => [[monthOf(m[2] ?? ''), Number(m[1])]]],
  [
    new RegExp(`(?<!\\p{L})(${MONTH})\\s+(?:the\\s+)?${DAY}(?![\\d:]|\\.\\d|\\s?(?:am|pm|%|percent|people))`, 'giu'),
    (m) => [[monthOf(m[1] ?? ''), Number(m[2])]],
  ],
]
/** A month without its day. "May" and "March" are verbs too, so they need a word before them that verbs have not. */
const ALONE = new RegExp(
  `(?<!\\p{L})(?:(?:in|of|this|next|last|by|until|since|early|late|mid|bulan|awal|akhir)[ -](${MONTHS.map((names) =>
    names
      .split('|')
      .filter((name) => name.length > 2)
      .join('|'),
  ).join(
    '|',
  )})|(${MONTHS.flatMap((names) => names.split('|').filter((name) => name.length > 4 && name !== 'march')).join('|')}|mei|juni|juli))(?![\\p{L}])`,
  'giu',
)
const WEEKDAY = new RegExp(`(?<!\\p{L})(?:${WEEKDAYS.map((names) => `(${names})`).join('|')})(?![\\p{L}])`, 'giu')
const RANGE_OF_MOST = 31

/** Dates and weekdays, and the text with blanks in their place. A year stays behind: it is a figure of its own. */
export function datesIn(text: string): { moments: Moment[]; rest: string } {
  const moments: Moment[] = []
  let rest = text
  for (const [pattern, read] of DATES)
    rest = rest.replace(pattern, (...args) => {
      const found = args[0] as string
      const index = args.find((arg) => typeof arg === 'number') as number
      const days = read(args as unknown as RegExpExecArray).filter(([m, d]) => m >= 1 && m <= 12 && d >= 1 && d <= RANGE_OF_MOST)
      if (days.length === 0) return found
      const readings = days.map(([m, d]) => ({ unit: 'date' as const, value: m * 100 + d }))
      moments.push({ text: found.trim(), index, readings })
      return ' '.repeat(found.length)
    })
  for (const match of rest.matchAll(ALONE))
    moments.push({ text: match[0], index: match.index, readings: [{ unit: 'date', value: monthOf(match[1] ?? match[2] ?? '') * 100 }] })
  for (const match of rest.matchAll(WEEKDAY))
    moments.push({
      text: match[0],
      index: match.index,
      readings: [{ unit: 'weekday', value: match.slice(1).findIndex((day) => day !== undefined) }],
    })
  return { moments, rest }
}

const HALF_DAY = '(?:\\s?(a\\.?m\\.?|p\\.?m\\.?|pagi|siang|sore|malam)(?![\\p{L}]))'
const TIMES = [
  new RegExp(
    `(?<![\\d.,:/$€£]|\\p{L})(\\d{1,2})[:.](\\d{2})${HALF_DAY}?(?![\\d%]|[.:,]\\d|\\s?(?:%|ribu|rb|juta|jt|k(?![\\p{L}])))`,
    'giu',
  ),
  new RegExp(`(?<![\\d.,:/$€£]|\\p{L})(\\d{1,2})()${HALF_DAY}`, 'giu'),
  new RegExp(`(?<=(?<!\\p{L})(?:jam|pukul)\\s{1,3})(\\d{1,2})()${HALF_DAY}?(?![\\d.:])`, 'giu'),
]
const CURRENCY_BEFORE = /(?:Rp\.?|USD|IDR|SGD|EUR|RM|[$€£])\s?$/iu
const MONEY_AFTER = /^\s?(?:dollars?|euros?|pounds?|USD|EUR|IDR|SGD|€|million|thousand)/iu

/** Times of day. What may be a plain number as well ("9.30") keeps that reading. */
export function timesIn(text: string): { moments: Moment[]; rest: string } {
  const moments: Moment[] = []
  let rest = text
  for (const pattern of TIMES)
    rest = rest.replace(pattern, (...args) => {
      const [found, hours, minutes, half] = args as [string, string, string, string | undefined]
      const index = args.find((arg) => typeof arg === 'number') as number
      const [hour, minute] = [Number(hours), Number(minutes || 0)]
      const isMoney = CURRENCY_BEFORE.test(rest.slice(Math.max(0, index - 5), index)) || MONEY_AFTER.test(rest.slice(index + found.length))
      if (isMoney || hour > 24 || minute > 59) return found
      const sign = half?.toLowerCase().replaceAll('.', '')
      const late = sign === 'pm' || sign === 'sore' || sign === 'malam' || (sign === 'siang' && hour < 6)
      const at = (sign ? (hour % 12) + (late ? 12 : 0) : hour) * 60 + minute
      const readings: Moment['readings'] = [{ unit: 'time', value: at, exact: sign !== undefined || hour > 12 || /^0/.test(hours) }]
      if (!sign && minutes) readings.push({ unit: 'number', value: Number(`${hours}.${minutes}`) })
      moments.push({ text: found.trim(), index, readings })
      return ' '.repeat(found.length)
    })
  return { moments, rest }
}
