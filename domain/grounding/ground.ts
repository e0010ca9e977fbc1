import type { Content } from '../content.ts'
import { stringsOf } from '../contentStrings.ts'
import { audienceTexts } from '../platforms/measures.ts'
import { type Contact, contactsIn } from './contacts.ts'
import { type Figure, figuresIn, type Reading } from './figures.ts'
import { quotationsIn, spaced } from './quotations.ts'

/**
 * Whether what a draft says for a fact was given to it. Deterministic, English and Indonesian. Two kinds of sources: what people said of
 * the brand (request, brand, disclosure, a client's comments) may give anything; what a model made of it (the strategy) may give figures
 * and dates, never a price, a link, a contact or a quotation: a competitor's price must not become ours on the way.
 */

/** `price`, `contact`, `link` and `quotation` cost the client money or its name; `figure` (numbers, dates, times) may be a turn of speech. */
export const GROUNDED = ['price', 'link', 'contact', 'quotation', 'figure'] as const
export type GroundedKind = (typeof GROUNDED)[number]

export interface Ungrounded {
  kind: GroundedKind
  /** As the draft has it. */
  found: string
}

export interface Sources {
  said: readonly string[]
  derived?: readonly string[]
}

interface Known {
  contacts: readonly Contact[]
  figures: readonly Reading[]
  derivedFigures: readonly Reading[]
  words: string
  text: string
}

/** What of these texts no source gave, each once, in the order of the list above. */
export function ungrounded(content: Content, { said, derived = [] }: Sources): Ungrounded[] {
  const known = knownOf(said, derived)
  const read = audienceTexts(content)
  const counts = countsOf(content, read)
  const found: Ungrounded[] = []
  for (const text of read) found.push(...inText(text, known, counts))
  // Pictures name prices and addresses too; "two cups, 35 mm" in a brief is the maker's business, and so is a word on a card.
  const shown = stringsOf(content).filter((text) => !read.includes(text))
  const own = spaced(read.join('\n'))
  for (const text of shown)
    found.push(
      ...inText(text, known, counts).filter(
        ({ kind, found: f }) => kind !== 'figure' && !(kind === 'quotation' && own.includes(spaced(f))),
      ),
    )
  for (const tag of content.hashtags) found.push(...inTag(tag, known))
  return distinct(found)
}

/** The same of single texts, such as those of a strategy. */
export function ungroundedIn(texts: readonly string[], { said, derived = [] }: Sources): Ungrounded[] {
  const known = knownOf(said, derived)
  return distinct(texts.flatMap((text) => inText(text, known, new Set())))
}

function distinct(found: readonly Ungrounded[]): Ungrounded[] {
  const seen = new Set<string>()
  return GROUNDED.flatMap((kind) => found.filter((one) => one.kind === kind)).filter(({ kind, found: text }) => {
    const key = `${kind} ${text.toLowerCase()}`
    return !seen.has(key) && seen.add(key)
  })
}

function knownOf(said: readonly string[], derived: readonly string[]): Known {
  const text = said.join('\n')
  const { contacts, rest } = contactsIn(text)
  return {
    contacts,
    text: text.toLowerCase(),
    words: spaced(text),
    // A phone number or an address may be repeated in part: "room 12" of a link is rare, a figure of the text around it is not.
    figures: figuresIn(rest).flatMap(({ readings }) => readings),
    derivedFigures: figuresIn(contactsIn(derived.join('\n')).rest).flatMap(({ readings }) => readings),
  }
}

function inText(text: string, known: Known, counts: ReadonlySet<number>): Ungrounded[] {
  const { contacts, rest } = contactsIn(text)
  const found: Ungrounded[] = []
  for (const contact of contacts)
    if (!isKnownContact(contact, known))
      found.push({ kind: contact.kind === 'link' ? 'link' : contact.kind === 'code' ? 'price' : 'contact', found: contact.text })
  for (const quoted of quotationsIn(text)) if (!known.words.includes(spaced(quoted))) found.push({ kind: 'quotation', found: quoted })
  for (const figure of figuresIn(unnumbered(rest))) {
    const [first] = figure.readings
    const kind: GroundedKind = first?.unit === 'price' || first?.unit === 'discount' ? 'price' : 'figure'
    const sources = kind === 'price' ? known.figures : [...known.figures, ...known.derivedFigures]
    if (isIdle(figure) || isKnown(figure, sources) || countsItself(rest, figure, counts)) continue
    found.push({ kind, found: figure.text })
  }
  return found
}

/** Digits of a hashtag, unless the whole tag was given. */
function inTag(tag: string, known: Known): Ungrounded[] {
  if (!/\p{N}/u.test(tag) || known.text.includes(`#${tag.toLowerCase()}`) || known.words.includes(spaced(tag))) return []
  const numbers = tag.match(/(?<![\p{L}])\d+|(?<=\p{L}{2})\d{2,}/gu) ?? []
  const values = [...known.figures, ...known.derivedFigures].map(({ value }) => value)
  return numbers.some((digits) => !values.includes(Number(digits))) ? [{ kind: 'figure', found: `#${tag}` }] : []
}

function isKnownContact({ kind, key }: Contact, { contacts, text }: Known): boolean {
  const same = contacts.some((one) => one.kind === kind && one.key === key)
  if (same) return true
  switch (kind) {
    case 'link': {
      const phone = /^(?:wa\.me|api\.whatsapp\.com)\/(?:send\?phone=)?\+?(\d{8,15})/.exec(key)?.[1]
      if (phone) return contacts.some((one) => one.kind === 'phone' && one.key === phone.slice(-8))
      // The front page of an address that was given, or of an e-mail's domain, is still the client's.
      return contacts.some(
        (one) => (one.kind === 'link' && one.key.split(/[/?#]/)[0] === key) || (one.kind === 'email' && one.key.endsWith(`@${key}`)),
      )
    }
    case 'handle': {
      const named = new RegExp(
        `(?:instagram|ig|tiktok|twitter|linkedin|facebook|threads|handle|akun|account)\\W{1,3}${key.replaceAll('.', '\\.')}(?![\\p{L}\\p{N}_])`,
        'iu',
      )
      return (
        named.test(text) ||
        contacts.some(
          (one) =>
            one.kind === 'link' &&
            one.key
              .toLowerCase()
              .split(/[/?#@]/)
              .includes(key),
        )
      )
    }
    case 'code':
      return new RegExp(`(?<![\\p{L}\\p{N}])${key}(?![\\p{L}\\p{N}])`, 'iu').test(text)
    case 'phone':
    case 'email':
      return false
    default:
      return kind satisfies never
  }
}

const DOLLARS = (currency: string | undefined) => currency ?? ''

function isKnown({ readings }: Figure, sources: readonly Reading[]): boolean {
  return readings.some((reading) => sources.some((source) => means(reading, source)))
}

/** Whether a source's reading carries this one. A bare number carries a price ("at 18.000"); a percentage carries no number of people. */
function means(reading: Reading, source: Reading): boolean {
  const same = Math.abs(reading.value - source.value) < 1e-9
  switch (reading.unit) {
    case 'price':
      if (source.unit === 'number') return same
      return (
        source.unit === 'price' && same && (!DOLLARS(reading.currency) || !DOLLARS(source.currency) || reading.currency === source.currency)
      )
    case 'percent':
    case 'discount':
      return (source.unit === 'percent' || source.unit === 'discount') && same
    case 'time':
      if (source.unit === 'number')
        return Number.isInteger(source.value) && source.value <= 24 && isSameTime(reading, { ...source, value: source.value * 60 })
      return source.unit === 'time' && isSameTime(reading, source)
    case 'date':
      return source.unit === 'date' && (same || (reading.value % 100 === 0 && Math.floor(source.value / 100) === reading.value / 100))
    case 'weekday':
      return source.unit === 'weekday' && same
    case 'multitude':
      return (source.unit === 'multitude' && same) || (source.unit === 'number' && source.value >= reading.value / 2)
    case 'number':
      if (source.unit === 'date') return reading.value === source.value % 100
      if (source.unit === 'time') return reading.value * 60 === source.value || reading.value * 60 + 720 === source.value
      return source.unit !== 'weekday' && source.unit !== 'multitude' && same
    default:
      return reading.unit satisfies never
  }
}

function isSameTime(one: Reading, other: Reading): boolean {
  if (one.value === other.value) return true
  return !(one.exact && other.exact) && (one.value - other.value) % 720 === 0
}

/** "one", "two" and "three" are speech more often than figures. */
const isIdle = ({ spelled, readings }: Figure) => spelled && readings.every(({ unit, value }) => unit === 'number' && value < 4)

/** The signs that only number what follows: "1.", "2)", "3/7", a heading that is a number. */
function unnumbered(text: string): string {
  return text
    .replace(/^\s*\d{1,2}\s*$/, '')
    .replace(/^(\s*)\d{1,2}(?:[.):]|\/\d{0,2}|\s?[-–—])(?=\s|$)/gmu, '$1')
    .replace(/(?<!\d)\d\uFE0F?\u20E3/gu, ' ')
    .replace(
      /(?<!\p{L})(?:steps?|slides?|tips?|parts?|reasons?|rules?|frames?|shots?|langkah|bagian|alasan|cara|ke-)\s?#?\d{1,2}(?=\s{0,2}(?:[:.,)–—-]|of\b|dari\b|$))/gimu,
      ' ',
    )
}

const COUNTED =
  '(?:tips?|reasons?|ways?|steps?|things?|ideas?|facts?|mistakes?|questions?|slides?|lessons?|signs?|habits?|points?|rules?|tricks?|myths?|answers?|details?|benefits?|cara|alasan|langkah|hal|ide|fakta|kesalahan|pertanyaan|pelajaran|tanda|kebiasaan|poin|aturan|trik|mitos|jawaban|manfaat|keuntungan)'
const SELF_COUNT = new RegExp(`^\\s+(?:\\p{L}[\\p{L}-]*\\s+){0,2}${COUNTED}(?![\\p{L}])`, 'iu')

/** "3 tips" over three tips is no fact but a count of what the draft itself says. */
function countsItself(text: string, { readings, text: found, index }: Figure, counts: ReadonlySet<number>): boolean {
  const value = readings.find(({ unit }) => unit === 'number')?.value
  if (value === undefined || !counts.has(value)) return false
  const at = text.indexOf(found, Math.max(0, index - 12))
  return at >= 0 && SELF_COUNT.test(text.slice(at + found.length, at + found.length + 60))
}

/** What the draft can count of itself: its parts, with or without opening and end, and the items of its lists. */
function countsOf(content: Content, read: readonly string[]): Set<number> {
  const parts = Object.values(content).flatMap((value: unknown) =>
    Array.isArray(value) && typeof value[0] === 'object' ? [value.length] : [],
  )
  const lists = read.map((text) => (text.match(/^\s*(?:[•→✅▪✓*-]|\d{1,2}[.)/:]|\d\uFE0F?\u20E3)\s*\S/gmu) ?? []).length)
  const inline = read.flatMap((text) =>
    [...text.matchAll(/:\s([^.!?\n:]{5,300})/gu)].map(([, items = '']) => items.split(/,\s*(?:and\s|dan\s)?|\s(?:and|dan)\s/).length),
  )
  return new Set([...parts.flatMap((n) => [n, n - 1, n - 2]), ...lists, ...inline].filter((n) => n > 1 && n <= 40))
}
