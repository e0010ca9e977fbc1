import type { BrandSnapshot } from '../../domain/brand.ts'
import { contentWords } from '../../domain/brief.ts'
import { languageIn } from '../../domain/languages.ts'
import type { Strategy } from '../../domain/strategy.ts'
import { type Language, PLATFORMS } from '../../domain/words.ts'
import { lowerFirst, type Point, type Reading, readPrompt, thankedIn, upperFirst, withArticle } from '../tools/reading.ts'
import { ANGLES, type Angle, type Hooks, PHRASES, type PhraseBook } from './offlinePhraseBook.ts'

/** The sentences of one draft: chosen by a hash of the prompt, so the same request always reads the same and two never alike. */
export interface Words {
  reading: Reading
  points: Point[]
  /** Which opening the strategy asks for. */
  angle: Angle
  hook(angle: Angle, mostCharacters: number): string
  /** The subject in full, where the hook was too short to say it; else empty. */
  subject(hook: string): string
  body(index: number): string
  lead(): string
  note(point: Point, index: number): string
  /** One of several points, told aloud in its turn. */
  told(point: Point, index: number): string
  call(): string
  question(): string
  audience(): string
  /** A point as an item of a list. */
  item(point: Point): string
  /** A number below `n` that depends on the prompt and the purpose only. */
  pick(purpose: string, n: number): number
  say(template: string, more?: Record<string, string>): string
  /** All phrases of the language that is written. */
  book: PhraseBook
}

interface Source {
  prompt: string
  brand: BrandSnapshot
  language: Language
  strategy: Strategy | null
  /** What tells drafts of one prompt apart: the platform, and the try when a first one came out the same. */
  salt: string
}

export function wordsFor({ prompt, brand, language, strategy, salt }: Source): Words {
  const book = PHRASES[language]
  const reading = readPrompt(prompt, language)
  // Words of another language stand as they were given: nothing is translated, and a frame that a whole clause can stand in is chosen.
  const foreign = reading.language !== language
  const { intent, kind, label } = reading
  const { person } = brand.brand_voice
  const own = (text: string) => inPerson(text.replace(/#(?=[\p{L}\p{N}_])/gu, ''), brand, reading.language)
  const topic = own(reading.topic)
  const core = own(clipped(reading.theShort))
  const bare = clipped(reading.short)
  const points = reading.points.map((point) => ({ ...point, text: own(point.text) }))
  const audience = audienceIn(strategy, prompt)
  const us = language === 'id' ? usIn(brand) : person === 'we' ? 'us' : person === 'I' ? 'me' : brand.brand_name
  const you = youIn(brand, language)

  const values: Record<string, string> = {
    t: topic,
    T: upperFirst(topic),
    s: core,
    S: upperFirst(core),
    c: reading.language === 'en' ? shorter(core) : core,
    C: upperFirst(reading.language === 'en' ? shorter(core) : core),
    b: bare,
    ab: withArticle(bare),
    is: reading.plural ? 'are' : 'is',
    us,
    Us: upperFirst(us),
    you,
    You: upperFirst(you),
    your: you === 'kamu' ? 'mu' : ` ${you}`,
    brand: brand.brand_name,
    aud: audience,
    Aud: upperFirst(audience),
  }
  const fill = (template: string, more: Record<string, string> = {}) =>
    (language === 'en' ? spoken(template, brand) : template).replace(/\{(\w+)\}/g, (_slot, name: string) => {
      const value = more[name] ?? values[name]
      if (value === undefined) throw new Error(`the phrase "${template}" has an unknown slot {${name}}`)
      return value
    })
  // Platforms step through the same list from the same place, so that they do not meet; who finds it used up takes any.
  const pick = (purpose: string, n: number) => {
    const place = placeOf(salt)
    const other = place < n ? place : hash(`${prompt}\n${salt}\n${purpose}`)
    return (hash(`${prompt}\n${salt.replace(AGENT, '')}\n${purpose}`) + other) % n
  }
  const chosen = (list: readonly string[], purpose: string, shift = 0) => list[(pick(purpose, list.length) + shift) % list.length] ?? ''
  // A thank-you in another language is said as it stands, not in half.
  const thankedAt = ({ text }: Point) => (foreign ? undefined : thankedIn(text))
  const hooks = reading.thanks
    ? book.thankHooks
    : kind === 'thing'
      ? book.hooks[intent]
      : kind === 'question' && intent === 'question'
        ? book.ballotHooks
        : book.otherHooks[kind]
  const actions = points.length > 0 && points.every((point) => point.kind === 'action')

  const bodies = (reading.thanks ? book.thankBodies : book.bodies[intent])
    .filter((body) => points.length > 0 || !body.startsWith('>'))
    .map((body) => body.replace(/^>/, ''))

  return {
    reading,
    points,
    angle: angleOf(strategy, pick('angle', ANGLES.length)),
    hook(angle, mostCharacters) {
      const labelled = (text: string) => (label ? `${upperFirst(label)}: ${text[0]?.toLowerCase()}${text.slice(1)}` : text)
      const open = (list: readonly string[], more = {}) => labelled(fill(chosen(label ? unbroken(list) : list, 'hook'), more))
      const full = open(foreign && kind !== 'thing' && !reading.thanks ? standing(hooks) : hooks[angle])
      return full.length <= mostCharacters ? full : open(book.hooks[intent][angle], { t: core, T: upperFirst(core) })
    },
    subject: (hook) => (hook.toLowerCase().includes(topic.toLowerCase()) ? '' : `${upperFirst(topic)}.`),
    body: (index) => fill(chosen(bodies, 'body', index)),
    lead: () => fill(chosen(actions ? (intent === 'lesson' ? book.stepLeads : book.actionLeads) : book.leads[intent], 'lead')),
    note(point, index) {
      const thanked = thankedAt(point)
      if (thanked) return fill(chosen(book.thanks, 'note', index), { p: thanked })
      return fill(chosen(book.pointNotes[point.kind], 'note', index), { p: startsSmall(point.text, reading.language) })
    },
    told(point, index) {
      if (points.length < 2 || point.kind === 'clause' || thankedAt(point)) return this.note(point, index)
      const turn = index === 0 ? 'first' : index === points.length - 1 ? 'last' : 'middle'
      return fill(chosen(book.told[turn], 'told', index), { p: startsSmall(point.text, reading.language) })
    },
    call: () => (strategy ? sentence(strategy.call_to_action) : fill(chosen(book.plainCalls, 'call'))),
    question: () => fill(chosen(book.questions[intent], 'question')),
    audience: () => (audience ? fill(chosen(book.audienceLines, 'audience')) : ''),
    item(point) {
      const thanked = thankedAt(point)
      return upperFirst(thanked ? fill(book.thankItem, { p: thanked }) : point.text.replace(/^(?:the|a|an)\s+/i, ''))
    },
    pick,
    say: fill,
    book,
  }
}

const AGENT = new RegExp(`^(?:${PLATFORMS.join('|')})\\b`)
const placeOf = (salt: string) =>
  Math.max(
    0,
    PLATFORMS.findIndex((platform) => new RegExp(`^${platform}\\b`).test(salt)),
  )

/** FNV-1a, 32 bits: small, stable and good enough to spread choices. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}

/** Ends like a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…:]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

export function angleOf(strategy: Strategy | null, otherwise: number): Angle {
  const asked = strategy?.hook_angle ?? ''
  if (/question|ask|pertanyaan|tanya/i.test(asked)) return 'question'
  if (/scene|picture|moment|look|suasana|gambar|adegan/i.test(asked)) return 'scene'
  return asked ? 'plain' : (ANGLES[otherwise] ?? 'plain')
}

/** Openings of any angle that end in the subject or are nothing else: a foreign clause stands in no other sentence. */
function standing(hooks: Hooks): readonly string[] {
  return ANGLES.flatMap((angle) => hooks[angle]).filter((text) => /: \{t\}\.$|^\{T\}\.$/.test(text))
}

/** How a brand names itself and its reader in Indonesian; a formal and a neutral one says Anda. */
function usIn({ brand_name, brand_voice: { person, formality } }: BrandSnapshot): string {
  return person === 'we' ? 'kami' : person === 'they' ? brand_name : formality === 'casual' ? 'aku' : 'saya'
}

export function youIn({ brand_voice: { formality } }: BrandSnapshot, language: Language): string {
  if (language === 'en') return 'you'
  return formality === 'casual' ? 'kamu' : 'Anda'
}

/** Our, my or the; kami, saya or the brand's name: as the brand speaks of itself. */
export function inPerson(text: string, brand: BrandSnapshot, language: Language): string {
  const { person } = brand.brand_voice
  if (language === 'id') return person === 'we' ? text : text.replace(/(?<![\p{L}-])kami(?![\p{L}-])/giu, usIn(brand))
  if (person === 'we') return text.replace(/\bmy\b/g, 'our')
  return text.replace(/\b([Oo])ur\b/g, (_all, first: string) =>
    person === 'I' ? (first === 'O' ? 'My' : 'my') : first === 'O' ? 'The' : 'the',
  )
}

/** A template's "we" in the brand's person. */
function spoken(template: string, { brand_name, brand_voice: { person } }: BrandSnapshot): string {
  if (person === 'we') return template
  const name = person === 'I' ? 'I' : brand_name
  const verbs: readonly (readonly [RegExp, string])[] = [
    [/\b[Ww]e are\b/g, person === 'I' ? 'I am' : `${name} is`],
    [/\b[Ww]e say\b/g, person === 'I' ? 'I say' : `${name} says`],
    [/\bWill we\b/g, person === 'I' ? 'Will I' : `Will ${name}`],
    [/\b[Ww]e had\b/g, `${name} had`],
  ]
  return verbs.reduce((text, [pattern, by]) => text.replace(pattern, by), template)
}

/** The audience as a strategy names it, if the prompt speaks to it too: a segment out of context reads like a form letter. */
function audienceIn(strategy: Strategy | null, prompt: string): string {
  const named = strategy?.target_audience.split(/[.;,(]/)[0]?.trim() ?? ''
  const addressed = new Set(contentWords(prompt))
  const words = contentWords(named)
  if (named.length > 60 || /\d/.test(named) || !words.length || !words.every((word) => addressed.has(word))) return ''
  return /^\p{Lu}\p{Ll}/u.test(named) ? named[0]?.toLowerCase() + named.slice(1) : named
}

/** "our linen summer collection" once more, with less breath: "the summer collection". */
function shorter(core: string): string {
  const [article = '', ...words] = core.split(' ')
  const hasArticle = /^(?:our|my|the)$/i.test(article)
  const named = hasArticle ? words : [article, ...words]
  if (
    named.length < 3 ||
    named.slice(-2).some((word) => /^\p{Lu}/u.test(word)) ||
    /\b(?:a|an|the|your|of|and)\b/i.test(core.slice(article.length))
  )
    return core
  return `${hasArticle ? 'the ' : ''}${named.slice(-2).join(' ')}`
}

/** Openings without a colon of their own, for behind a label that brings one. */
function unbroken(list: readonly string[]): readonly string[] {
  const plain = list.filter((text) => !text.includes(':'))
  return plain.length ? plain : list
}

function clipped(text: string): string {
  return text.length <= 60 ? text : text.split(/\s+/).slice(0, 6).join(' ')
}

function startsSmall(point: string, otherwise: Language): string {
  if ((languageIn(point) ?? otherwise) === 'id') return lowerFirst(point, 'id')
  return /^(?:The|A|An|Our|My|We|You|They|It|Use|Pick|How|Why|What|Free|No|All|Every|This|These)\s/.test(point)
    ? point[0]?.toLowerCase() + point.slice(1)
    : point
}
