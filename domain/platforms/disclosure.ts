import type { Content } from '../content.ts'
import type { Connection, Disclosure, Language } from '../words.ts'
import { audienceTexts, firstGraphemes, publishedTextOf } from './measures.ts'
import type { RulePack } from './rules.ts'

/** Disclosure of paid, gifted and affiliate content: what counts as one, where it has to stand, and how we write it. Pure. */

export const NO_DISCLOSURE: Disclosure = { connection: 'none', sponsor: '', countries: [] }

/** Connections that owe the audience a disclosure in words (FTC 16 CFR 255: any material connection). */
export const OWED = ['paid', 'gifted', 'affiliate'] as const satisfies readonly Connection[]

export const EU = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')

const LABEL = '(?:ad|advert|advertisement|sponsored|iklan|bersponsor)'

/** What people understand at once. A word about advertising is no label: "how to run an ad" discloses nothing. */
const CLEAR = [
  new RegExp(
    `(?:^|\\n|[.!?…]\\s)[\\s[(#*]{0,10}${LABEL}(?=\\s{0,3}(?:[\\])*:·|.,–—#]|-\\s|$|\\n)|\\s+(?:with|by|from|oleh|dari)\\b)`,
    'iu',
  ),
  new RegExp(`(?:^|\\s)#${LABEL}(?![\\p{L}\\p{N}_])`, 'iu'),
  /\bthis (?:(?:post|video|story|content) )?is (?:an? )?(?:ad|advert|advertisement|sponsored|paid)\b/iu,
  /\b(?:(?:post|video|story|konten) )?ini (?:adalah )?iklan\b/iu,
  /\b(?:paid (?:partnership|promotion|ad|advertisement)|sponsored (?:by|post|content|video))\b/iu,
  /\b(?:kerja sama berbayar|konten (?:berbayar|bersponsor)|promosi berbayar|disponsori oleh)\b/iu,
]
/** "Not an ad" is the opposite of a disclosure. */
const DENIAL =
  /\b(?:not|never|isn['’]t|no|bukan|tanpa|tidak)\s+(?:(?:an?|any|even|being|a paid|sebuah|ini)\s+)*(?:ads?|adverts?|advertisements?|sponsored|paid (?:partnership|promotion|ad)|iklan|bersponsor|disponsori|kerja sama berbayar|konten berbayar)\b/giu
/** Several hashtags in a row are a block, and nobody reads a block. */
const TAG_BLOCK = /(?:#[\p{L}\p{N}_]+\s*){2,}/gu

function isClear(text: string): boolean {
  const read = text.replace(TAG_BLOCK, ' ').replace(DENIAL, ' ')
  return CLEAR.some((pattern) => pattern.test(read))
}

export interface Opening {
  where: string
  text: string
  /** All of it is seen at once: nothing in it comes late. */
  atOnce?: true
}

/** Where a disclosure has to stand: before the fold; in a video at its start, seen and heard; in a story on its first frame. */
export function openings(pack: Pick<RulePack, 'fold' | 'textLabel'>, content: Content): Opening[] {
  const caption = content.form === 'story' ? '' : firstGraphemes(content.text.trimStart(), pack.fold)
  const main = { where: `the first ${pack.fold} characters of the ${pack.textLabel.toLowerCase()}`, text: caption }
  switch (content.form) {
    case 'post':
    case 'carousel':
    case 'photo':
    case 'thread':
      return [main]
    case 'article':
      return [main, { where: 'the first section of the article', text: firstGraphemes(content.sections[0]?.body ?? '', 200) }]
    case 'story':
      return [{ where: 'the first frame', text: `${content.frames[0]?.headline ?? ''}\n${content.frames[0]?.body ?? ''}`, atOnce: true }]
    case 'script':
      return [
        main,
        { where: 'the on-screen text of the first shot', text: content.beats[0]?.on_screen_text ?? '' },
        { where: 'the spoken words of the first shot', text: content.beats[0]?.spoken ?? '' },
      ]
    default:
      return content satisfies never
  }
}

/** Where a clear disclosure is missing although it has to stand there; `anywhere` when the draft has one at all. */
export function undisclosed(pack: RulePack, content: Content): { anywhere: boolean; missing: Opening[] } {
  const missing = openings(pack, content).filter(({ text }) => !isClear(text))
  const tags = content.hashtags.map((tag) => `#${tag}`)
  const all = [publishedTextOf(pack, content), ...audienceTexts(content), ...tags]
  return { anywhere: all.some((text) => CLEAR.some((pattern) => pattern.test(text.replace(DENIAL, ' ')))), missing }
}

/** Whether a clear label stands within the first characters of every opening. */
export function isUpfront(pack: RulePack, content: Content, within: number): boolean {
  return openings(pack, content).every(({ text, atOnce }) => isClear(atOnce ? text : firstGraphemes(text.trimStart(), within)))
}

const WORDS = {
  en: { label: 'Ad', paid: 'paid partnership', gifted: 'gifted', affiliate: 'we earn from purchases', with: 'with', by: 'by' },
  id: {
    label: 'Iklan',
    paid: 'kerja sama berbayar',
    gifted: 'produk pemberian',
    affiliate: 'kami mendapat komisi',
    with: 'dengan',
    by: 'dari',
  },
} as const

/** The disclosure as a line of its own: "Ad: paid partnership with Oak & Co". Empty where none is owed. */
export function disclosureLine({ connection, sponsor }: Disclosure, language: Language): string {
  const { label, with: together, by, ...words } = WORDS[language]
  switch (connection) {
    case 'none':
    case 'own_brand':
      return ''
    case 'paid':
      return [`${label}: ${words.paid}`, sponsor && `${together} ${sponsor}`].filter(Boolean).join(' ')
    case 'gifted':
      return [`${label}: ${words.gifted}`, sponsor && `${by} ${sponsor}`].filter(Boolean).join(' ')
    case 'affiliate':
      return `${label}: ${words.affiliate}${sponsor && ` (${sponsor})`}`
    default:
      return connection satisfies never
  }
}

/** The draft with the disclosure in each place that wants one and has none; the same draft where none is owed. */
export function withDisclosure(pack: RulePack, content: Content, disclosure: Disclosure, language: Language): Content {
  const line = disclosureLine(disclosure, language)
  if (!line) return content
  const before = (text: string, between: string, within: number = pack.fold) =>
    isClear(firstGraphemes(text.trimStart(), within)) ? text : text.trim() ? `${line}${between}${text}` : line
  switch (content.form) {
    case 'post':
    case 'carousel':
    case 'photo':
    case 'thread':
      return { ...content, text: before(content.text, '\n\n') }
    case 'article': {
      const [first, ...rest] = content.sections
      const sections = first ? [{ ...first, body: before(first.body, '\n\n', 200) }, ...rest] : content.sections
      return { ...content, text: before(content.text, '\n\n'), sections }
    }
    case 'story': {
      const [first, ...rest] = content.frames
      if (!first || isClear(`${first.headline}\n${first.body}`)) return content
      return { ...content, frames: [{ ...first, body: [line, first.body].filter(Boolean).join('\n').slice(0, 600) }, ...rest] }
    }
    case 'script': {
      const [first, ...rest] = content.beats
      const whole = (text: string) => (isClear(text) ? text : [line, text].filter(Boolean).join('. ').slice(0, 600))
      const beats = first
        ? [{ ...first, on_screen_text: whole(first.on_screen_text), spoken: whole(first.spoken) }, ...rest]
        : content.beats
      return { ...content, text: before(content.text, '\n\n'), beats }
    }
    default:
      return content satisfies never
  }
}
