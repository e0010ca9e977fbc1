import type { Language } from '../../domain/words.ts'
import type { Brief } from './briefs.ts'

/**
 * What the harness itself sees in a draft. Nothing here is shared with the product's own checks: what both judged by one function, one
 * mistake of it would hide from both.
 */

const READ = new Set(['text', 'title', 'headline', 'heading', 'body', 'on_screen_text', 'spoken'])

/** What readers read or hear of a draft, in order. */
export function readTexts(content: unknown): string[] {
  const walk = (value: unknown, key: string): string[] => {
    if (typeof value === 'string') return READ.has(key) && value.trim() ? [value] : []
    if (Array.isArray(value)) return key === 'hashtags' ? [] : value.flatMap((item) => walk(item, key))
    return value && typeof value === 'object' ? Object.entries(value).flatMap(([name, item]) => walk(item, name)) : []
  }
  return walk(content, '')
}

/** Lower case words; separators inside of numbers do not count, so 1,200 is 1200. */
const tokens = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)[.,]00(?!\d)/g, '')
    .replace(/(?<=\d)[.,:](?=\d)/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? []

const alike = (word: string, wanted: string) =>
  word === wanted || (/^\p{L}{5,}$/u.test(wanted) && word.startsWith(wanted.slice(0, Math.max(4, wanted.length - 2))))

/** Whether one wording's words stand near each other somewhere in the texts. */
export function says(texts: readonly string[], wordings: readonly string[]): boolean {
  return wordings.some((wording) => {
    const wanted = tokens(wording)
    return texts.some((text) => {
      const words = tokens(text)
      const reach = wanted.length * 2 + 4
      return words.some((_word, i) => {
        const near = words.slice(i, i + reach)
        return wanted.every((one) => near.some((word) => alike(word, one)))
      })
    })
  })
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, rb: 1e3, ribu: 1e3, jt: 1e6, juta: 1e6, million: 1e6, miliar: 1e9 }

/** Every number of a text with what it may mean, spelled out in plain digits. */
function numbersIn(text: string): { shown: string; plain: string[] }[] {
  return [...text.normalize('NFKC').matchAll(/(\d[\d.,:]*\d|\d)\s?(k|rb|ribu|jt|juta|million|miliar)?(?!\p{L})/giu)].map(
    ([shown, digits = '', scale]) => {
      const whole = digits.replace(/[.,:]/g, '')
      const decimal = Number(digits.replace(',', '.'))
      const scaled = scale && !Number.isNaN(decimal) ? [String(Math.round(decimal * (SCALES[scale.toLowerCase()] ?? 1)))] : []
      return { shown, plain: [whole, whole.replace(/^0+(?=\d)/, ''), ...scaled] }
    },
  )
}

/** Numbers, addresses and quoted sentences of a draft that nobody gave. */
export function invented(content: unknown, given: string): string[] {
  const known = new Set(numbersIn(given).flatMap(({ plain }) => plain))
  // A number with letters at its end ("24h", "XS4") is looked for as it stands.
  const lower = given.toLowerCase()
  return readTexts(content).flatMap((text) => {
    const body = text.replace(/^\s*\d{1,2}(?:[.)]\s|\s*$)/gmu, '')
    const numbers = numbersIn(body)
      .filter(({ plain }) => !plain.some((digits) => known.has(digits)))
      .map(({ shown }) => shown)
    const addresses = (
      text.match(
        /https?:\/\/[^\s"”)]+|www\.[^\s"”)]+|[\w.+-]+@[\w-]+\.\w+|(?<![\w.])@\w[\w.]*|\b[a-z0-9-]{2,}\.(?:com|net|org|id|io|co|shop|example)\b/giu,
      ) ?? []
    ).filter((address) => !lower.includes(address.toLowerCase().replace(/[.,!?]+$/, '')))
    const quoted = [...text.matchAll(/["“”]([^"“”\n]{12,})["“”]/gu)]
      .map(([, words = '']) => words)
      .filter((words) => tokens(words).length > 3 && !tokens(given).join(' ').includes(tokens(words).join(' ')))
    return [...numbers, ...addresses, ...quoted]
  })
}

const COMMON: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'the and of to in is for with you our are this that from it on at what we your be as or have by will not can how more'.split(' '),
  ),
  id: new Set(
    'yang dan di ke dari untuk dengan ini itu kami kita adalah pada juga akan atau bisa tidak lebih ada anda kamu saya apa agar setiap hari dalam oleh'.split(
      ' ',
    ),
  ),
}

/** The language whose commonest words a draft has more of; undefined where it has too few of either to say. */
export function languageOf(content: unknown): Language | undefined {
  const words = readTexts(content).flatMap(tokens)
  const [en, id] = (['en', 'id'] as const).map((language) => words.filter((word) => COMMON[language].has(word)).length) as [number, number]
  if (en + id < 3) return undefined
  return en > id ? 'en' : 'id'
}

/** How much of two drafts is the same, 0 to 1: shared runs of three words over all of them, what the brief says word for word left out. */
export function likeness(one: unknown, other: unknown, brief: string): number {
  const runs = (texts: readonly string[]) =>
    new Set(
      texts.flatMap((text) => {
        const words = tokens(text)
        return words.slice(2).map((_word, i) => words.slice(i, i + 3).join(' '))
      }),
    )
  const given = runs([brief])
  const [a = new Set(), b = new Set()] = [one, other].map(
    (content) => new Set([...runs(readTexts(content))].filter((run) => !given.has(run))),
  )
  const shared = [...a].filter((run) => b.has(run)).length
  return shared / Math.max(1, a.size + b.size - shared)
}

const LABEL =
  /(?<![\p{L}])(?:ad|advertisement|sponsored|paid|gifted|gift|affiliate|iklan|bersponsor|berbayar|pemberian|hadiah|afiliasi|commission|komisi)(?![\p{L}])/iu

/** Whether what readers see first says that somebody paid or gave. */
export const isDisclosed = (content: unknown): boolean => LABEL.test((readTexts(content)[0] ?? '').slice(0, 120))

/** Words of the brand's own list of never-said words that the draft says. */
export function bannedIn(content: unknown, { brand }: Brief): string[] {
  const all = ` ${readTexts(content).flatMap(tokens).join(' ')} `
  return brand.brand_voice.banned_words.filter((word) => all.includes(` ${tokens(word).join(' ')} `))
}
