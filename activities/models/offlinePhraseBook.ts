import type { Language } from '../../domain/words.ts'
import type { Intent, Kind } from '../tools/reading.ts'
import { INDONESIAN } from './offlinePhrases.id.ts'
import { ENGLISH } from './offlinePhrases.ts'

export const ANGLES = ['question', 'plain', 'scene'] as const
export type Angle = (typeof ANGLES)[number]
export type Hooks = Readonly<Record<Angle, readonly string[]>>

/** What makers are told to show, and what a screen reader says of it. */
export interface Scene {
  brief: string
  alt: string
}

/**
 * All that the offline composer says in one language; a language is whole when this compiles. Each sentence carries the request's own
 * words, so that two requests never share one, and claims nothing that neither prompt nor brand said: no numbers, no reasons, no reviews.
 *
 * {t} subject with its article, {s} its core with article, {c} the same shorter, {b} the core bare, {ab} with a or an, {p} a point; capitals
 * begin a sentence. {is} agrees with the core. {us} and {brand} follow the brand's person; {you} and {your}, which stands behind its noun, its formality.
 */
export interface PhraseBook {
  /** Openings where the subject is a thing. */
  hooks: Readonly<Record<Intent, Hooks>>
  /** Openings where the subject is no thing, whatever the request is for. */
  otherHooks: Readonly<Record<Exclude<Kind, 'thing'>, Hooks>>
  /** Somebody is thanked. */
  thankHooks: Hooks
  /** "Which one should we choose": the reader is asked, not taught. */
  ballotHooks: Hooks
  /** What is said around the points. One that begins with > promises that something follows, so it needs points. */
  bodies: Readonly<Record<Intent, readonly string[]>>
  thankBodies: readonly string[]
  /** What stands above a list of points. */
  leads: Readonly<Record<Intent, readonly string[]>>
  actionLeads: readonly string[]
  stepLeads: readonly string[]
  /** A point as a sentence of its own, for speech, slides and sections. */
  pointNotes: Readonly<Record<Kind, readonly string[]>>
  /** The same points told aloud, one after the other: the first, those between, the last. */
  told: Readonly<Record<'first' | 'middle' | 'last', readonly string[]>>
  thanks: readonly string[]
  calls: Readonly<Record<Intent, readonly string[]>>
  /** Where no strategy says what to ask for. */
  plainCalls: readonly string[]
  questions: Readonly<Record<Intent, readonly string[]>>
  /** Said only when the strategy names an audience that the request itself addresses. */
  audienceLines: readonly string[]
  /** Sound is a mood and a licence class, never a track. */
  sounds: Readonly<Record<Intent, string>>
  /** Somebody thanked, as an item of a list; a point that a client adds. */
  thankItem: string
  also: string
  /** Of a card with words on it. */
  card: string
  /** An alternative text that names its subject too, and where a person sets a sticker. */
  about: string
  stickers: Readonly<Record<'poll' | 'question' | 'link', string>>
  pictures: Readonly<Record<'words' | 'people' | 'thing', readonly Scene[]>>
  slides: Readonly<Record<'opening' | 'closeUp' | 'invitation', string>>
  framing: string
  strategy: Readonly<{
    audience: string
    and: string
    pillars: readonly string[]
    angles: Readonly<Record<Angle, string>>
    frequency: string
    pace: string
  }>
}

export const PHRASES: Readonly<Record<Language, PhraseBook>> = { en: ENGLISH, id: INDONESIAN }
