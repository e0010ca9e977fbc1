import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Strategy } from '../../domain/strategy.ts'
import { type Point, type Reading, readPrompt, upperFirst, withArticle } from '../tools/reading.ts'
import {
  ACTION_LEADS,
  ANGLES,
  type Angle,
  AUDIENCE_LINES,
  BALLOT_HOOKS,
  BODIES,
  CALLS,
  HOOKS,
  LEADS,
  OTHER_HOOKS,
  POINT_NOTES,
  QUESTIONS,
  STEP_LEADS,
} from './offlinePhrases.ts'

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
  call(): string
  question(): string
  audience(): string
  /** A point as an item of a list. */
  item(point: Point): string
  /** A number below `n` that depends on the prompt and the purpose only. */
  pick(purpose: string, n: number): number
  say(template: string): string
}

interface Source {
  prompt: string
  brand: BrandSnapshot
  strategy: Strategy | null
  /** What tells drafts of one prompt apart: the platform, and the try when a first one came out the same. */
  salt: string
}

export function wordsFor({ prompt, brand, strategy, salt }: Source): Words {
  const reading = readPrompt(prompt)
  const { intent, kind, label } = reading
  const { person } = brand.brand_voice
  const own = (text: string) => inPerson(text.replace(/#(?=[\p{L}\p{N}_])/gu, ''), person)
  const topic = own(reading.topic)
  const core = own(clipped(reading.theShort))
  const bare = clipped(reading.short)
  const points = reading.points.map((point) => ({ ...point, text: own(point.text) }))
  const audience = audienceIn(strategy)

  const values: Record<string, string> = {
    t: topic,
    T: upperFirst(topic),
    s: core,
    S: upperFirst(core),
    b: bare,
    ab: withArticle(bare),
    is: reading.plural ? 'are' : 'is',
    us: person === 'we' ? 'us' : person === 'I' ? 'me' : brand.brand_name,
    brand: brand.brand_name,
    aud: audience,
  }
  const fill = (template: string, more: Record<string, string> = {}) =>
    spoken(template, brand).replace(/\{(\w+)\}/g, (_slot, name: string) => more[name] ?? values[name] ?? '')
  const pick = (purpose: string, n: number) => hash(`${prompt}\n${salt}\n${purpose}`) % n
  const chosen = (list: readonly string[], purpose: string, shift = 0) => list[(pick(purpose, list.length) + shift) % list.length] ?? ''
  const hooks = kind === 'thing' ? HOOKS[intent] : kind === 'question' && intent === 'question' ? BALLOT_HOOKS : OTHER_HOOKS[kind]
  const actions = points.length > 0 && points.every((point) => point.kind === 'action')

  return {
    reading,
    points,
    angle: angleOf(strategy, pick('angle', ANGLES.length)),
    hook(angle, mostCharacters) {
      const labelled = (text: string) => (label ? `${upperFirst(label)}: ${text[0]?.toLowerCase()}${text.slice(1)}` : text)
      const full = labelled(fill(chosen(hooks[angle], 'hook')))
      return full.length <= mostCharacters ? full : labelled(fill(chosen(HOOKS[intent][angle], 'hook'), { t: core, T: upperFirst(core) }))
    },
    subject: (hook) => (hook.toLowerCase().includes(topic.toLowerCase()) ? '' : `${upperFirst(topic)}.`),
    body: (index) => fill(chosen(BODIES[intent], 'body', index)),
    lead: () => fill(chosen(actions ? (intent === 'lesson' ? STEP_LEADS : ACTION_LEADS) : LEADS[intent], 'lead')),
    note: (point, index) => fill(chosen(POINT_NOTES[point.kind], 'note', index), { p: startsSmall(point.text), P: upperFirst(point.text) }),
    call: () => (strategy ? sentence(strategy.call_to_action) : fill(chosen(CALLS[intent], 'fallback call', 1))),
    question: () => fill(chosen(QUESTIONS[intent], 'question')),
    audience: () => (audience ? fill(chosen(AUDIENCE_LINES, 'audience')) : ''),
    item: (point) => upperFirst(point.text.replace(/^(?:the|a|an)\s+/i, '').replace(/^thank\s+/i, 'thank you to ')),
    pick,
    say: (template) => fill(template),
  }
}

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
  if (/question|ask/i.test(asked)) return 'question'
  if (/scene|picture|moment|look/i.test(asked)) return 'scene'
  return asked ? 'plain' : (ANGLES[otherwise] ?? 'plain')
}

function inPerson(text: string, person: BrandSnapshot['brand_voice']['person']): string {
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

function audienceIn(strategy: Strategy | null): string {
  const named = strategy?.target_audience.split(/[.;(]/)[0]?.replace(/,.*$/, '').trim() ?? ''
  if (named.length < 4 || named.length > 70 || /\d/.test(named)) return ''
  return /^\p{Lu}\p{Ll}+ (?!\p{Lu})/u.test(named) ? named[0]?.toLowerCase() + named.slice(1) : named
}

function clipped(text: string): string {
  return text.length <= 60 ? text : text.split(/\s+/).slice(0, 6).join(' ')
}

function startsSmall(point: string): string {
  return /^(?:The|A|An|Our|My|We|You|They|It|Use|Pick|How|Why|What|Free|No|All|Every|This|These)\s/.test(point)
    ? point[0]?.toLowerCase() + point.slice(1)
    : point
}
