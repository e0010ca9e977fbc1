import type { Content } from '../domain/content.ts'
import { GROUNDED, type GroundedKind, type Sources, type Ungrounded, ungrounded, ungroundedIn } from '../domain/grounding/ground.ts'
import type { Strategy } from '../domain/strategy.ts'
import type { Finding } from '../domain/words.ts'
import { remembering, saidIn, type Told } from './told.ts'

/** How each kind is named to the writer, and what to do about it. */
const ADVICE: Record<GroundedKind, string> = {
  price: 'is a price, discount or code that nobody gave: take it out, or say the one that the request has.',
  link: 'is an address that nobody gave: take it out, or use the one that the request has.',
  contact: 'is a contact that nobody gave: take it out, or use the one that the request has.',
  quotation: 'stands in quotation marks, and nobody is known to have said it: say it in your own words without the marks, or leave it out.',
  figure: 'is a figure, date or time that nobody gave: take it out, or say the one that the request has.',
}
/** A writer that names twenty of them needs no list of all. */
const MOST = 6

function sourcesOf(told: Told): Sources {
  const { strategy } = told
  const derived = strategy
    ? [
        strategy.target_audience,
        strategy.hook_angle,
        strategy.call_to_action,
        ...strategy.content_pillars,
        ...strategy.themes,
        ...strategy.key_points,
      ]
    : []
  return { said: saidIn(told), derived }
}

const found = remembering((content, told) => ungrounded(content, sourcesOf(told)))

/** What must not go out, as sentences a writer can act on: prices, links, contacts and quotations that nobody gave. */
export const groundingProblems = (content: Content, told: Told): string[] =>
  sentences(found(content, told).filter(({ kind }) => kind !== 'figure'))

/** What a writer is asked to think over: other figures, which may be a turn of speech. */
export const groundingDoubts = (content: Content, told: Told): string[] =>
  sentences(found(content, told).filter(({ kind }) => kind === 'figure'))

/**
 * The same for quality assurance, one finding a kind. A price, an address or a stranger's words block a draft; other figures go to the
 * client with a remark.
 */
export function groundingFindings(content: Content, told: Told): Finding[] {
  const all = found(content, told)
  return GROUNDED.flatMap((kind) => {
    const words = all.filter((one) => one.kind === kind).map((one) => one.found)
    if (words.length === 0) return []
    const message = sentence({ kind, found: words.slice(0, MOST).join('", "') })
    return [{ rule: `grounding.${kind}`, severity: kind === 'figure' ? 'WARN' : 'BLOCK', stage: 'draft', message } as const]
  })
}

/** What a strategy makes a fact of that nobody gave: writers follow it, and a competitor's price must not reach them. */
export function strategyProblems({ content_pillars, themes, key_points, hook_angle, call_to_action }: Strategy, told: Told): string[] {
  const texts = [...key_points, ...content_pillars, ...themes, hook_angle, call_to_action]
  return sentences(ungroundedIn(texts, { said: saidIn(told) }).filter(({ kind }) => kind !== 'figure'))
}

/** Points are what the request demands, so their figures are its own; themes may name a day of the calendar. */
export const strategyDoubts = ({ key_points }: Strategy, told: Told): string[] =>
  sentences(ungroundedIn(key_points, { said: saidIn(told) }).filter(({ kind }) => kind === 'figure'))

const sentence = ({ kind, found: words }: Ungrounded) => `"${words.slice(0, 200)}" ${ADVICE[kind]}`
const sentences = (all: readonly Ungrounded[]) => [...new Set(all.slice(0, MOST).map(sentence))]
