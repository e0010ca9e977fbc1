import { datesIn, timesIn } from './moments.ts'
import { spelledOut } from './numberWords.ts'

/** Figures of a text as what they mean, so that "Rp18.000", "18 ribu rupiah" and "eighteen thousand rupiah" are one. Pure. */

export type Unit = 'number' | 'price' | 'percent' | 'discount' | 'time' | 'date' | 'weekday' | 'multitude'

/** One meaning: "9.30" is a time and a number. Times are minutes of a day, dates month x 100 + day, weekdays 0 (Sunday) to 6. */
export interface Reading {
  unit: Unit
  value: number
  currency?: string
  /** Of a time: whether 9 is nine in the morning and nothing else. */
  exact?: boolean
}

export interface Figure {
  /** As it stands in the text. */
  text: string
  index: number
  readings: Reading[]
  /** Written as a word. */
  spelled: boolean
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:rp|idr|rupiah)\.?$/i, 'IDR'],
  [/^(?:us\$|s\$|sgd|a\$|aud|usd|\$|dollars?|dolar|bucks)$/i, 'dollar'],
  [/^(?:eur|euros?|€)$/i, 'EUR'],
  [/^(?:gbp|pounds?|£)$/i, 'GBP'],
  [/^(?:rm|myr|ringgit)$/i, 'MYR'],
  [/^(?:¥|yen|jpy)$/i, 'JPY'],
]
const BEFORE = /(?<![\p{L}])(US\$|S\$|A\$|SGD|AUD|USD|EUR|GBP|IDR|MYR|RM|Rp\.?|[$€£¥])\s?$/iu
const AFTER =
  /^(?:,-|,--)?\s?(dollars?|dolar|bucks|euros?|pounds? sterling|pounds(?! of)|rupiah|ringgit|yen|USD|EUR|IDR|SGD|GBP|€)(?![\p{L}])/iu
const SCALE = /^\s?(k|rb|ribu|thousand|jt|juta|million|mio|mn|m|miliar|milyar|billion|bn)(?![\p{L}\p{N}])/iu
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3, rb: 1e3, ribu: 1e3, thousand: 1e3, jt: 1e6, juta: 1e6, million: 1e6, mio: 1e6, mn: 1e6, m: 1e6, miliar: 1e9, milyar: 1e9, billion: 1e9, bn: 1e9,
} // biome-ignore format: one table
const PERCENT = /^\s?(?:%|percent|per cent|persen|pct)(?![\p{L}])/iu
const REDUCED_AFTER =
  /^\s?(?:%|percent|per cent|persen|pct)?\s+(?:off|discounts?|cashback|cheaper|less|lebih (?:murah|hemat)|potongan|diskon)(?![\p{L}])/iu
const REDUCED_BEFORE = /(?:discounts?|sav(?:e|es|ing|ings)|diskon|potongan|hemat|cashback|cash back|off)(?![\p{L}])[^.!?\n]{0,16}$/iu
const PRICED =
  /(?:price[sd]?|costs?|only|just|starting (?:at|from)|harga(?:nya)?|seharga|cuma|hanya|mulai(?: dari)?|bayar)(?:\s+(?:at|of|is|are|from|dari))?\s*$/iu
const NUMBER = /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:[.,]\d+)*/gu
const MULTITUDE = /(?<![\p{L}])(?:(dozens|hundreds|thousands|millions) of|(puluhan|ratusan|ribuan|jutaan))(?![\p{L}])/giu
const MULTITUDES: Readonly<Record<string, number>> = {
  dozens: 24, puluhan: 20, hundreds: 200, ratusan: 200, thousands: 2_000, ribuan: 2_000, millions: 2e6, jutaan: 2e6,
} // biome-ignore format: one table

/** Every figure, date and time of a text. Links, phones and the like are taken out before. */
export function figuresIn(original: string): Figure[] {
  const { text, words } = spelledOut(original.normalize('NFKC'))
  const found: Figure[] = []
  let rest = text
  for (const moments of [datesIn, timesIn]) {
    const { moments: these, rest: left } = moments(rest)
    found.push(...these.map((moment) => ({ ...moment, spelled: false })))
    rest = left
  }
  const numbers = [...rest.matchAll(NUMBER)]
  for (const [position, { 0: lexeme, index }] of numbers.entries()) {
    const figure = figureAt(rest, lexeme, index, numbers[position + 1])
    if (figure) found.push({ ...figure, text: shown(text, words, figure), spelled: words.has(index) })
  }
  for (const { 0: phrase, 1: english, 2: indonesian, index } of rest.matchAll(MULTITUDE)) {
    const value = MULTITUDES[(english ?? indonesian ?? '').toLowerCase()] ?? 0
    found.push({ text: phrase, index, readings: [{ unit: 'multitude', value }], spelled: true })
  }
  return found
}

function figureAt(text: string, lexeme: string, index: number, next: RegExpMatchArray | undefined): Omit<Figure, 'spelled'> | undefined {
  const before = text.slice(Math.max(0, index - 40), index)
  const code = BEFORE.exec(before)
  // A digit inside a word is the name of something: B2B, H2O, COVID-19.
  if (!code && /\p{L}-?$/u.test(before)) return undefined
  const value = numberOf(lexeme)
  if (Number.isNaN(value)) return undefined
  let after = text.slice(index + lexeme.length, index + lexeme.length + 40)
  let end = index + lexeme.length
  // "$10 to 15", "10-20%": what stands at one end of a range holds for the other.
  const range = next && /^\s?(?:-|–|—|to|sampai|hingga|s\.?d\.?)\s?(?:Rp\.?\s?|[$€£]\s?)?$/iu.exec(text.slice(end, next.index))
  const farther = range && next ? text.slice((next.index ?? 0) + next[0].length).slice(0, 40) : ''
  const nearer = /(?:Rp\.?|IDR|USD|[$€£])\s?[\d.,]+\s?(?:-|–|—|to|sampai|hingga|s\.?d\.?)\s?$/iu.exec(before)
  const scale = SCALE.exec(after) ?? (range ? SCALE.exec(farther) : null)
  const unit = scale?.[1]?.toLowerCase() ?? ''
  const scaled = scale && (unit !== 'm' || code) ? value * (SCALES[unit] ?? 1) : value
  if (scale && SCALE.test(after)) {
    end += scale[0].length
    after = text.slice(end, end + 40)
  }
  const word = AFTER.exec(after) ?? (range ? AFTER.exec(farther.replace(SCALE, '')) : null)
  const said = code?.[1] ?? word?.[1] ?? (nearer ? /^(?:Rp\.?|IDR|USD|[$€£])/iu.exec(nearer[0])?.[0] : undefined)
  const from = code ? index - code[0].length : index
  const figure = (readings: Reading[], more = 0) => ({ text: text.slice(from, end + more).trim(), index: from, readings })
  if (said) return figure([{ unit: 'price', value: scaled, currency: currencyOf(said) }], AFTER.exec(after)?.[0].length ?? 0)
  const percent = PERCENT.exec(after) ?? (range ? PERCENT.exec(farther) : null)
  if (percent) {
    const reduced = REDUCED_AFTER.test(after) || REDUCED_BEFORE.test(before)
    return figure([{ unit: reduced ? 'discount' : 'percent', value: scaled }], PERCENT.exec(after)?.[0].length ?? 0)
  }
  if (scale && /^(?:rb|ribu|jt|juta|k)$/.test(unit) && PRICED.test(before)) return figure([{ unit: 'price', value: scaled }])
  const readings: Reading[] = [{ unit: 'number', value: scaled }]
  // "5K" is a run of five kilometres as often as five thousand.
  if (scaled !== value && unit === 'k') readings.push({ unit: 'number', value })
  return figure(readings)
}

/** The words where a number was one. */
function shown(text: string, words: ReadonlyMap<number, string>, figure: { text: string; index: number }): string {
  const digits = /\d+/.exec(figure.text)
  const spelled = digits && words.get(text.indexOf(digits[0], figure.index))
  return spelled ? figure.text.replace(digits[0], spelled) : figure.text
}

const currencyOf = (said: string) => CURRENCIES.find(([pattern]) => pattern.test(said.trim()))?.[1] ?? said

/** 1.000, 1,000 and 1 000 are a thousand in either language: nobody writes a price or a crowd with three decimals. */
function numberOf(lexeme: string): number {
  const plain = lexeme.replace(/[\u00a0\u202f ]/g, '')
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'))
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return Number(plain.replaceAll(',', ''))
  return Number(plain.replace(',', '.'))
}
