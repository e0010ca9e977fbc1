import dictionary from 'dictionary-en'
import nspell from 'nspell'
import { z } from 'zod'
import type { PartScore } from '../../domain/score.ts'
import type { Language } from '../../domain/words.ts'
import { englishMistakes } from './language/english.ts'
import { indonesianMistakes } from './language/indonesian.ts'
import type { Tool } from './port.ts'

const parameters = z.object({ text: z.string().max(130_000).describe('The text to check, without hashtags.') })

/** Spelling and slips of the hand in a text, with what to do about each. */
export const grammarChecker: Tool<z.infer<typeof parameters>> = {
  name: 'grammar_checker',
  description:
    'Finds misspelt and repeated words, mistakes of grammar and doubled punctuation in a text, English or Indonesian. Names and words of the request and the brand are accepted.',
  parameters,
  run: ({ text }, task) => checkGrammar([text], task.language, `${task.prompt}\n${JSON.stringify(task.brand)}`),
}

/** Built on first use (about 200 ms, 20 MB) and then kept: a process that judges no draft never pays for it. Immutable once built. */
const speller = lazily(() => nspell(dictionary.aff, dictionary.dic))

/** Words of the trade that the dictionary of 2020 lacks. */
const TRADE = new Set(
  'app apps ai barista bio bestie carousel checkout cta dm dms ecommerce emoji emojis faq hashtag hashtags influencer kg km linkedin livestream newsletter onboarding online podcast reel reels roastery screenshot signup smartphone startup startups storytelling tiktok upcycle upcycled upskill vegan webinar wellbeing wifi workflow'.split(
    ' ',
  ),
)
const PREFIXES = /^(?:re|un|up|non|pre|over|under|out|co|anti|multi|mid|self|post|sub|semi)(?=\p{L}{3})/u
/** Whether the English dictionary has a word, as written. */
export function isEnglishWord(word: string): boolean {
  return speller().correct(word)
}

export interface GrammarReport extends PartScore {
  score: number
  checked: string[]
}

/** Grammar and spelling of a draft's texts, 0 to 1, one reason an issue. Words of `knownText` are names that are not judged. */
export async function checkGrammar(texts: readonly string[], language: Language, knownText: string): Promise<GrammarReport> {
  const known = new Set(wordsOf(knownText).map((word) => word.toLowerCase()))
  const plain = texts.map((text) => text.replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_.]+/gu, ' '))
  const words = plain.reduce((sum, text) => sum + wordsOf(text).length, 0)
  const reasons = [...plain.flatMap(slips), ...(language === 'en' ? await english(plain, known) : indonesian(plain, known))]
  const distinct = [...new Set(reasons)]
  return {
    score: words ? Math.max(0, 1 - (distinct.length / Math.max(40, words)) * 10) : 0,
    reasons: distinct.slice(0, 20),
    checked: language === 'en' ? ['spelling', 'grammar', 'repeated words', 'punctuation'] : ['spelling', 'repeated words', 'punctuation'],
  }
}

async function english(texts: readonly string[], known: ReadonlySet<string>): Promise<string[]> {
  // One blank line between texts, so that no sentence runs from one into the next.
  const mistakes = await englishMistakes(texts.join('\n\n'))
  const grammar = mistakes
    .filter(({ problem }) => !wordsOf(problem).every((word) => known.has(word.toLowerCase())))
    .map(({ words, advice }) => `"${words}": ${advice}`)
  return [...texts.flatMap((text) => misspelt(text, known)), ...grammar]
}

/** English words stand in Indonesian captions as they are: brands and the trade use them. */
function indonesian(texts: readonly string[], known: ReadonlySet<string>): string[] {
  const isKnown = (word: string) => known.has(word.toLowerCase()) || TRADE.has(word.toLowerCase()) || isEnglishWord(word.toLowerCase())
  return texts.flatMap((text) => [...repeated(text), ...indonesianMistakes(text, isKnown)])
}

/** "buka buka" for "buka-buka", or a slip of the hand. */
function repeated(text: string): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}'’-])(\p{L}+) +\1(?![\p{L}\p{N}'’-])/giu)]
    .filter(([, word = '']) => !/^(?:ha|no|bye|win|sangat)$/i.test(word))
    .map(([, word]) => `"${word} ${word}" repeats a word: keep one, or join them with a hyphen.`)
}

function slips(text: string): string[] {
  const found: string[] = []
  for (const [mark] of text.matchAll(/,{2,}|;{2,}|(?<!\.)\.\.(?!\.)|!{3,}|\?{3,}|[,;:]\.|\.,/g))
    found.push(`"${mark}" doubles punctuation: keep one mark.`)
  for (const [gap] of text.matchAll(/\p{L} +[,;!?](?=\s|$)|\p{L} +\.(?=\s|$)|\p{L},\p{L}{2}/gu))
    found.push(`"${gap}" has a space in the wrong place.`)
  for (const [, word] of text.matchAll(/(?:^|[.!?] )(i)(?= [a-z])/g)) found.push(`"${word}" stands alone: write "I".`)
  return found
}

function misspelt(text: string, known: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (const match of text.matchAll(/[\p{L}][\p{L}'’]*/gu)) {
    const word = match[0].replace(/['’]s?$/, '').replaceAll('’', "'")
    if (isSpelt(word, known)) continue
    found.push(`"${word}" may be misspelt: check it.`)
  }
  return found
}

function isSpelt(word: string, known: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase()
  // A capital letter means a name or an acronym, except where a sentence shouts or starts; names are not ours to judge.
  if (lower.length < 3 || /[^a-z']/.test(lower) || known.has(lower) || TRADE.has(lower)) return true
  if (/^\p{Lu}/u.test(word) && !/^\p{Lu}{4,}$/u.test(word)) return true
  const spelt = (candidate: string) => speller().correct(candidate) || known.has(candidate)
  if (spelt(lower) || spelt(lower[0]?.toUpperCase() + lower.slice(1))) return true
  const base = lower.replace(PREFIXES, '')
  return american(lower).some(spelt) || (base !== lower && [base, ...american(base)].some(spelt))
}

/** British spellings are right too; the dictionary knows only the American ones. */
function american(word: string): string[] {
  return [
    word.replace(/our(?=s|ed|ing|ful|ite|able|hood|er|ly|y|$)/, 'or'),
    word.replace(/is(?=e|es|ed|er|ers|ing|ation|ations|able)(?=\p{L}+$)/u, 'iz'),
    word.replace(/ys(?=e|es|ed|ing)/, 'yz'),
    word.replace(/re(s?)$/, 'er$1'),
    word.replace(/ll(?=ed|ing|er|ers|ist)/, 'l'),
    word.replace(/ogue(s?)$/, 'og$1'),
    word.replace(/ence(s?)$/, 'ense$1'),
    word.replace(/aeo|oe|ae/, 'e'),
    word.replace(/grey/, 'gray'),
    word.replace(/mme(s?)$/, 'm$1'),
  ].filter((candidate) => candidate !== word)
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}][\p{L}'’]*/gu) ?? []
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
