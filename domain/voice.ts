import type { BrandSnapshot } from './brand.ts'
import { type BrandHistory, NO_HISTORY } from './history.ts'
import type { PartScore } from './score.ts'
import { meanWords, profileOf, samplesOf, type VoiceProfile, voiceBy } from './voiceProfile.ts'
import type { Language } from './words.ts'

/** How near a text is to a brand's voice, as it stated it and as its own texts show it where it stated nothing. Pure, and the same for agents and people. */

export const EMOJI = /\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|\p{Emoji_Modifier})*/gu
/** More than this is a wall of pictures, whatever the brand likes. */
export const EMOJI_MOST = { none: 0, some: 6, many: 20 } as const

const CONTRACTION = /\b\p{L}+(?:n['’]t|['’](?:re|ve|ll|m))\b|\b(?:it|that|there|here|what|who|let)['’]s\b/giu
const SLANG = /\b(?:gonna|wanna|gotta|kinda|yay|omg|lol|hey|awesome|guys|super cool|insane|crazy)\b/giu
const SLANG_ID =
  /\b(?:gue|gua|lu|lo|elo|kalian semua|banget|nggak|enggak|gak|ga|kagak|kayak|gimana|udah|aja|doang|dong|deh|sih|kok|nih|tuh|bikin|cuma|cuman|kepo|gokil|keren abis|mantul|anjay|bestie|guys|yuk)\b/giu
const INFORMAL_YOU = /\b(?:kamu|kalian|lo|lu|elo)\b/iu
const QUIET = /calm|quiet|serious|understated|elegant|serene|minimal|gentle|refined/i

const known = new WeakMap<BrandSnapshot, VoiceProfile>()

/**
 * The profile of what a brand published, and of what its clients approved where that is known. The first is read once a brand: a hundred
 * thousand characters take some milliseconds, and a draft is judged several times.
 */
export function profileWith(brand: BrandSnapshot, history: BrandHistory = NO_HISTORY): VoiceProfile {
  const read = () => profileOf(samplesOf(brand, history), brand.brand_voice)
  if (history.approved.length) return read()
  const profile = known.get(brand) ?? read()
  known.set(brand, profile)
  return profile
}

export interface VoiceReport extends PartScore {
  score: number
  emoji: number
  exclamation_marks: number
}

/** Voice of a draft's texts, 0 to 1. What the prompt itself says in another person or with another word is not held against the draft. */
export function judgeVoice(
  texts: readonly string[],
  stated: BrandSnapshot,
  language: Language,
  prompt: string,
  profile: VoiceProfile = profileWith(stated),
): VoiceReport {
  const brand = { ...stated, brand_voice: voiceBy(stated.brand_voice, profile) }
  const { brand_voice: voice, brand_name } = brand
  const text = texts.join('\n')
  const unspaced = squeezed(text)
  const costs: [number, string][] = []
  const emoji = text.match(EMOJI)?.length ?? 0
  const exclamations = text.match(/!/g)?.length ?? 0

  for (const word of voice.banned_words)
    if (wordPattern(word).test(text)) costs.push([0.55, `Leave out "${word}": ${brand_name} never says it.`])
  if (emoji > EMOJI_MOST[voice.emoji])
    costs.push([
      voice.emoji === 'none' ? 0.3 : 0.15,
      `${emoji} emoji where ${brand_name} uses ${voice.emoji === 'none' ? 'none' : `at most ${EMOJI_MOST[voice.emoji]}`}: take some out.`,
    ])
  if (voice.emoji === 'many' && emoji === 0) costs.push([0.05, `${brand_name} likes emoji: add one or two.`])
  if (voice.favourite_words.length && !voice.favourite_words.some((word) => unspaced.includes(squeezed(word))))
    costs.push([0.08, `None of the brand's own words appears (${voice.favourite_words.slice(0, 3).join(', ')}): use one where it fits.`])
  const shouted = (text.match(/(?<![\p{L}#@])\p{Lu}{4,}(?![\p{L}])/gu) ?? []).filter(
    (word) => !prompt.includes(word) && !brand_name.includes(word),
  )
  if (shouted.length > 1) costs.push([0.25, `Shouting (${shouted.slice(0, 3).join(', ')}): write it in lower case.`])
  const never = profile.enough && profile.punctuation.exclamations.times === 0
  const loud = never ? 0 : voice.formality === 'formal' || voice.tone.some((tone) => QUIET.test(tone)) ? 1 : 4
  if (exclamations > loud)
    costs.push([0.2, `${exclamations} exclamation marks where ${brand_name} speaks with at most ${loud}: use full stops.`])
  costs.push(...lengths(text, brand_name, profile), ...learned(texts, brand))
  costs.push(...(language === 'en' ? english : indonesian)(text, brand, prompt))

  return {
    score: Math.max(0, 1 - costs.reduce((sum, [cost]) => sum + cost, 0)),
    reasons: costs.map(([, reason]) => reason),
    emoji,
    exclamation_marks: exclamations,
  }
}

function english(text: string, { brand_voice: voice, brand_name }: BrandSnapshot, prompt: string): [number, string][] {
  const costs: [number, string][] = []
  if (voice.formality === 'formal') {
    const short = text.match(CONTRACTION) ?? []
    if (short.length) costs.push([0.2, `Write "${short[0]}" in full: ${brand_name} speaks formally.`])
    const slang = text.match(SLANG) ?? []
    if (slang.length) costs.push([0.3, `"${slang[0]}" is too casual for ${brand_name}: say it plainly.`])
  }
  const others = { we: /\bI(?:['’]\p{L}+)?\b/u, I: /\b(?:we|our|us)\b/iu, they: /\b(?:we|our|us|I|my)\b/u }[voice.person]
  const strange = text.match(others)?.[0]
  if (strange && !others.test(prompt)) {
    const instead = voice.person === 'they' ? `"${brand_name}" or "they"` : `"${voice.person}"`
    costs.push([0.15, `"${strange}" is the wrong person: ${brand_name} speaks as ${instead}.`])
  }
  return costs
}

/** Sentences twice as long as the brand's own are somebody else's, unless all of them are short. */
function lengths(text: string, name: string, { sentence_length: { mean_words: own } }: VoiceProfile): [number, string][] {
  const mean = meanWords(text)
  if (own === null || mean <= SHORT || mean <= own * 2) return []
  return [
    [0.15, `Sentences of ${Math.round(mean)} words on average where ${name} writes ${Math.round(own)}: split it up, the longest first.`],
  ]
}
const SHORT = 14

function indonesian(text: string, { brand_voice: voice, brand_name }: BrandSnapshot, prompt: string): [number, string][] {
  const costs: [number, string][] = []
  if (voice.formality === 'formal') {
    const slang = text.match(SLANG_ID)?.find((word) => !wordPattern(word).test(prompt))
    if (slang) costs.push([0.3, `"${slang}" is too casual for ${brand_name}: say it plainly.`])
  }
  // A brief may name its reader one way and the brand another: the request's own words are not held against the draft.
  const informal = INFORMAL_YOU.test(text) && !INFORMAL_YOU.test(prompt)
  const formal = /\bAnda\b/.test(text) && !/\banda\b/i.test(prompt)
  if (informal && voice.formality === 'formal') costs.push([0.2, `${brand_name} speaks formally: write "Anda", not "kamu".`])
  else if (informal && formal) costs.push([0.15, 'The reader is both "Anda" and "kamu": keep to one.'])
  else if (formal && voice.formality === 'casual') costs.push([0.1, `${brand_name} speaks casually: write "kamu", not "Anda".`])
  const others = { we: /\b(?:saya|aku|gue|gua)\b/iu, I: /\bkami\b/iu, they: /\b(?:kami|saya|aku|gue|gua)\b/iu }[voice.person]
  const strange = text.match(others)?.[0]
  if (strange && !others.test(prompt)) {
    const instead = { we: '"kami"', I: '"saya" or "aku"', they: `"${brand_name}"` }[voice.person]
    costs.push([0.15, `"${strange}" is the wrong person: ${brand_name} speaks as ${instead}.`])
  }
  return costs
}

/** Rules that people accepted and the voice itself has no field for. */
function learned(texts: readonly string[], { brand_name, rules = [] }: BrandSnapshot): [number, string][] {
  const all = texts.join('\n')
  return rules.flatMap(({ kind, value }): [number, string][] => {
    const most = Number(value.most)
    const opening = texts[0]?.split('\n')[0]?.trim().length ?? 0
    const tags = all.match(/#[\p{L}\p{N}_]+/gu)?.length ?? 0
    if (kind === 'first_line' && opening > most)
      return [[0.25, `The first line has ${opening} characters, and ${brand_name} wants at most ${most}: shorten it.`]]
    if (kind === 'no_exclamation' && all.includes('!')) return [[0.25, `${brand_name} uses no exclamation marks: use full stops.`]]
    if (kind === 'hashtags' && tags > most) return [[0.25, `${tags} hashtags, and ${brand_name} wants at most ${most}: take some out.`]]
    return []
  })
}

/** So that a favourite phrase is found in a hashtag too. */
function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Matches a word or phrase as a whole, in any case. */
export function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu')
}
