import { eld } from 'eld/medium'
import type { Content } from '../domain/content.ts'
import { audienceTexts } from '../domain/platforms/measures.ts'
import type { Finding, Language } from '../domain/words.ts'
import { LANGUAGE_NAMES } from './prompts/shared.ts'
import { remembering, saidIn, type Told } from './told.ts'

/**
 * Whether a draft is in the language that was asked for: by ELD, which tells sixty languages apart by their letters. It has no Indonesian and takes it for Malay,
 * whose spelling is nearly the same, or for Tagalog; the two are never a mistake for Indonesian here.
 */
const ACCEPTED: Readonly<Record<Language, readonly string[]>> = { en: ['en'], id: ['ms', 'tl'] }
/** Fewer letters say little: "Free shipping" is Indonesian's, too. */
const LEAST_LETTERS = 30
const LEAST_WORDS = 5
/** How much surer of the other language it has to be. Good drafts come to 0.05 at most, wrong ones begin at 0.2. */
const MARGIN = 0.15

/** The texts that are in another language, as sentences a writer can act on. */
export const languageProblems = (content: Content, told: Told): string[] => found(content, told)

/** The same for quality assurance: a client would send it back at once. */
export const languageFindings = (content: Content, told: Told): Finding[] =>
  found(content, told).map((message) => ({ rule: 'quality.language', severity: 'BLOCK', stage: 'draft', message }))

const found = remembering(wrongIn)

function wrongIn(content: Content, told: Told): string[] {
  const { language } = told
  // What was asked to be said is said as it was given, whatever language that is.
  const given = new Set(wordsOf(saidIn(told).join('\n')))
  const texts = audienceTexts(content).map((text) => ({ text, own: ownWords(text, given) }))
  const whole = otherLanguage(texts.map(({ own }) => own).join('\n'), language)
  const wrong = texts.filter(({ own }) => otherLanguage(own, language))
  if (!whole && !wrong.length) return []
  const named = LANGUAGE_NAMES[language]
  const [first] = wrong
  const quote = (first?.text ?? texts[0]?.text ?? '').replace(/\s+/g, ' ').slice(0, 60)
  return [`"${quote}" is not in ${named}: write every word that readers see in ${named}.`]
}

/** A text without addresses, hashtags, names and the words that were given. */
function ownWords(text: string, given: ReadonlySet<string>): string {
  return text
    .replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_.]+/gu, ' ')
    .split(/\s+/)
    .filter((word) => !given.has(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')))
    .join(' ')
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function otherLanguage(text: string, language: Language): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  // Scripts without spaces say much in few signs.
  const foreign = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu)?.length ?? 0
  if (foreign > letters / 2 && foreign > 3) return true
  if (letters < LEAST_LETTERS || wordsOf(text).length < LEAST_WORDS) return false
  const guess = eld.detect(text)
  if (!guess.language || ACCEPTED[language].includes(guess.language) || !guess.isReliable()) return false
  const scores = guess.getScores()
  const asked = Math.max(...ACCEPTED[language].map((one) => scores[one] ?? 0))
  return (scores[guess.language] ?? 0) - asked > MARGIN
}
