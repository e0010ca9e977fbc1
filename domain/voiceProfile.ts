import type { BrandSnapshot, BrandVoice } from './brand.ts'
import { contentWords } from './brief.ts'
import type { BrandHistory } from './history.ts'

/**
 * How a brand in fact writes, read from texts that it published and openings that its clients approved. Counts with quotations, so that a
 * person can check each; what is too little to tell is null. Pure.
 */

export const MAX_SAMPLES = 20
export const MAX_SAMPLE_CHARACTERS = 5_000

/** Fewer texts, or fewer words in them, are chance. */
const ENOUGH_TEXTS = 3
const ENOUGH_WORDS = 40
/** Of the signs of a trait, so many have to agree. */
const CLEAR = 0.8
const QUOTES = 3
const QUOTE_CHARACTERS = 80
const WORDS_MOST = 8

export interface Sample {
  text: string
  from: 'sample' | 'approved_draft'
}

/** How often a trait was seen, and where. */
export interface Sign {
  times: number
  quotes: string[]
}

export interface VoiceProfile {
  texts: { samples: number; approved_drafts: number; words: number }
  /** Whether there was enough to read for any trait to have a value. */
  enough: boolean
  person: { value: BrandVoice['person'] | null; signs: Record<'we' | 'I', Sign> }
  formality: { value: BrandVoice['formality'] | null; signs: Record<'casual' | 'formal', Sign> }
  sentence_length: { mean_words: number | null; longest: string }
  emoji: { value: BrandVoice['emoji'] | null; a_text: number; favourites: string[] }
  punctuation: { exclamations: Sign; questions: Sign; ellipses: Sign; dashes: Sign; sentences: number }
  /** Words of meaning in a third of the texts or more. */
  favourite_words: { word: string; texts: number; quote: string }[]
  /** What the brand says it never says, and how often it does. */
  banned_words: ({ word: string } & Sign)[]
}

const EMOJI = /\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|\p{Emoji_Modifier})*/gu
const WE = /\b(?:we|our|ours|us|we['’]\p{L}+|kami|kita)\b/giu
const I = /\bI(?:['’]\p{L}+)?\b|\b(?:my|mine|saya|aku)\b/gu
const CASUAL =
  /\b\p{L}+(?:n['’]t|['’](?:re|ve|ll|m))\b|\b(?:it|that|there|here|what|who|let)['’]s\b|\b(?:gonna|wanna|yay|hey|guys|awesome|nggak|gak|ga|banget|yuk|kamu|kalian|aja|nih|dong|deh|kok|bikin)\b/giu
const FORMAL =
  /\b(?:do not|does not|is not|are not|will not|cannot|we are|it is|therefore|furthermore|kindly|regarding|Anda|tidak|silakan|mohon|dengan hormat|kepada|merupakan|bahwa)\b/gu

/** The profile of these texts; `voice` is what the brand says of itself. */
export function profileOf(samples: readonly Sample[], voice: Pick<BrandVoice, 'banned_words'>): VoiceProfile {
  const texts = samples.map(({ text }) => text.slice(0, MAX_SAMPLE_CHARACTERS))
  const published = samples.filter(({ from }) => from === 'sample').length
  const words = texts.reduce((sum, text) => sum + countWords(text), 0)
  // Of a draft only its opening is known, and openings are shorter than what follows.
  const sentences = samples.flatMap(({ from }, i) => (published === 0 || from === 'sample' ? sentencesOf(texts[i] ?? '') : []))
  const inSentences = sentences.reduce((sum, sentence) => sum + countWords(sentence), 0)
  const enough = texts.length >= ENOUGH_TEXTS && words >= ENOUGH_WORDS
  const signs = (pattern: RegExp) => signOf(texts, pattern)
  const person = { we: signs(WE), I: signs(I) }
  const formality = { casual: signs(CASUAL), formal: signs(FORMAL) }
  const emoji = texts.flatMap((text) => text.match(EMOJI) ?? [])
  const perText = texts.length ? round(emoji.length / texts.length) : 0
  return {
    texts: { samples: published, approved_drafts: samples.length - published, words },
    enough,
    person: { value: enough ? personOf(person.we.times, person.I.times, published) : null, signs: person },
    formality: { value: enough ? formalityOf(formality.casual.times, formality.formal.times) : null, signs: formality },
    sentence_length: {
      mean_words: enough && sentences.length ? round(inSentences / sentences.length) : null,
      longest: quoted(sentences.toSorted((a, b) => countWords(b) - countWords(a))[0] ?? ''),
    },
    emoji: {
      value: enough ? (perText === 0 ? 'none' : perText > 3 ? 'many' : 'some') : null,
      a_text: perText,
      favourites: ranked(emoji)
        .slice(0, 3)
        .map(([sign]) => sign),
    },
    punctuation: {
      exclamations: signs(/!+/g),
      questions: signs(/\?+/g),
      ellipses: signs(/…|\.{3,}/g),
      dashes: signs(/ [–—] /g),
      sentences: sentences.length,
    },
    favourite_words: enough ? favourites(texts) : [],
    banned_words: bannedIn(texts, voice.banned_words),
  }
}

/** What a brand published, then the openings that its clients approved. */
export const samplesOf = ({ samples }: Pick<BrandSnapshot, 'samples'>, { approved }: Pick<BrandHistory, 'approved'>): Sample[] => [
  ...samples.map((text): Sample => ({ text, from: 'sample' })),
  ...approved.flatMap(({ first_line }): Sample[] => (first_line.trim() ? [{ text: first_line, from: 'approved_draft' }] : [])),
]

/**
 * The voice to write in: what the brand stated, and where it stated nothing, what its texts show. A choice at its default counts as none
 * made, for nobody can tell the two apart; texts that agree with it change nothing.
 */
export function voiceBy(voice: BrandVoice, profile: VoiceProfile): BrandVoice {
  if (!profile.enough) return voice
  return {
    ...voice,
    formality: voice.formality === 'neutral' ? (profile.formality.value ?? voice.formality) : voice.formality,
    person: voice.person === 'we' ? (profile.person.value ?? voice.person) : voice.person,
    emoji: voice.emoji === 'some' ? (profile.emoji.value ?? voice.emoji) : voice.emoji,
    favourite_words: voice.favourite_words.length ? voice.favourite_words : profile.favourite_words.map(({ word }) => word),
  }
}

/** An opening often speaks of its subject alone, so only whole texts show a brand that never speaks of itself. */
function personOf(we: number, i: number, published: number): BrandVoice['person'] | null {
  if (we + i === 0) return published >= ENOUGH_TEXTS ? 'they' : null
  if (we / (we + i) >= CLEAR) return 'we'
  return i / (we + i) >= CLEAR ? 'I' : null
}

function formalityOf(casual: number, formal: number): BrandVoice['formality'] | null {
  if (casual + formal < 3) return 'neutral'
  if (casual / (casual + formal) >= CLEAR) return 'casual'
  return formal / (casual + formal) >= CLEAR ? 'formal' : 'neutral'
}

/** Words of meaning by how many texts have them: as a reader sees them, with one place where each stands. */
function favourites(texts: readonly string[]): VoiceProfile['favourite_words'] {
  const least = Math.max(2, Math.ceil(texts.length / 3))
  const perText = texts.map((text) => [...new Set(lettersOf(text).filter((word) => word.length >= 4 && contentWords(word).length > 0))])
  return ranked(perText.flat())
    .filter(([, times]) => times >= least)
    .slice(0, WORDS_MOST)
    .map(([word, times]) => ({ word, texts: times, quote: signOf(texts, wholeWord([word])).quotes[0] ?? '' }))
}

/** One pattern finds which of them occur at all: two hundred over a hundred thousand characters would take too long one by one. */
function bannedIn(texts: readonly string[], banned: readonly string[]): VoiceProfile['banned_words'] {
  if (!banned.length) return []
  const longestFirst = banned.toSorted((a, b) => b.length - a.length)
  const any = wholeWord(longestFirst)
  const found = new Set(texts.flatMap((text) => (text.match(any) ?? []).map((word) => word.toLowerCase())))
  return banned.filter((word) => found.has(word.toLowerCase())).map((word) => ({ word, ...signOf(texts, wholeWord([word])) }))
}

const lettersOf = (text: string) => text.toLowerCase().match(/(?<![#@\p{L}])\p{L}+(?![\p{L}])/gu) ?? []

/** How often a pattern stands in the texts, and the words around the first ones. */
function signOf(texts: readonly string[], pattern: RegExp): Sign {
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => ({ text, at: match.index })))
  const quotes = found.slice(0, 50).map(({ text, at }) => around(text, at))
  return { times: found.length, quotes: [...new Set(quotes)].slice(0, QUOTES) }
}

/** The line that a place stands in, cut to words around it. Every quotation is a piece of the text as it is. */
function around(text: string, at: number): string {
  const from = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  const line = text.slice(from, end < 0 ? text.length : end)
  const start = Math.max(0, at - from - QUOTE_CHARACTERS / 2)
  const word = start === 0 ? 0 : line.indexOf(' ', start) + 1
  return quoted(line.slice(Math.min(word, at - from)))
}

const quoted = (text: string) => (text.length <= QUOTE_CHARACTERS ? text : text.slice(0, QUOTE_CHARACTERS).replace(/\s+\S*$/, '')).trim()

/** Words a sentence, on average; 0 for a text without any. */
export function meanWords(text: string): number {
  const sentences = sentencesOf(text)
  return sentences.length ? sentences.reduce((sum, sentence) => sum + countWords(sentence), 0) / sentences.length : 0
}

const sentencesOf = (text: string) => text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => /\p{L}/u.test(sentence))
const countWords = (text: string) => text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
const round = (n: number) => Math.round(n * 10) / 10

function wholeWord(words: readonly string[]): RegExp {
  const literal = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${literal})(?![\\p{L}\\p{N}])`, 'giu')
}

/** Each value with how often it occurs, most frequent first, then in the order of the alphabet. */
function ranked(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}
