import type { Content } from '../domain/content.ts'
import { stringsOf } from '../domain/contentStrings.ts'
import { type Unclean, type UncleanKind, unclean } from '../domain/hygiene.ts'
import type { Finding, Platform } from '../domain/words.ts'
import { isOwnRun, runsOf } from './prompts/own.ts'
import type { PlatformCraft } from './prompts/platform.ts'
import { remembering, saidIn, type Told } from './told.ts'

/** What is wrong with each kind, after the words that were found. */
const ADVICE: Record<UncleanKind, string> = {
  markup: 'is markup, which no platform renders: write plain text.',
  leak: 'belongs to your task and not to the content: take it out.',
  aloud: 'speaks to whoever asked and not to readers: the fields hold the content alone, one version of it.',
  json: 'is a piece of the form of an answer, not text: each field holds plain text with real line breaks.',
  placeholder: 'is a placeholder: write what belongs there or take it out.',
  other_platform: 'sends readers to a place that this platform does not have or that nobody asked for: take it out.',
  hashtag_in_text: 'is a hashtag in the text: hashtags go into their own field.',
}
/** No reader may see these; the others are asked out of a draft, and told of where they stay. */
const NEVER: ReadonlySet<UncleanKind> = new Set(['markup', 'leak', 'aloud', 'json'])
/** What no reader may see, as sentences a writer can act on. */
export const hygieneProblems = (platform: Platform, craft: PlatformCraft, content: Content, asked: Told): string[] =>
  found(platform, craft, content, asked)
    .filter(({ kind }) => NEVER.has(kind))
    .map(sentence)

/** What a writer is asked to mend once. */
export const hygieneDoubts = (platform: Platform, craft: PlatformCraft, content: Content, asked: Told): string[] =>
  found(platform, craft, content, asked)
    .filter(({ kind }) => !NEVER.has(kind))
    .map(sentence)

/** The same for quality assurance; placeholders are a rule of their own. */
export function hygieneFindings(platform: Platform, craft: PlatformCraft, content: Content, asked: Told): Finding[] {
  return found(platform, craft, content, asked)
    .filter(({ kind }) => kind !== 'placeholder')
    .map((one) => ({
      rule: `hygiene.${one.kind}`,
      severity: NEVER.has(one.kind) ? 'BLOCK' : 'WARN',
      stage: 'draft',
      message: sentence(one),
    }))
}

/** The first words of our own prompts in each of these texts. What a person wrote into a brief is no excuse: no reader should see it. */
export const leaksIn = (texts: readonly string[], craft?: PlatformCraft): string[] =>
  texts.flatMap((text) => runsOf(text).find((run) => isOwnRun(run, craft)) ?? []).slice(0, 1)

type Finder = (content: Content, asked: Told) => Unclean[]
const finders = new WeakMap<PlatformCraft, Finder>()

function found(platform: Platform, craft: PlatformCraft, content: Content, asked: Told): Unclean[] {
  let finder = finders.get(craft)
  if (!finder) {
    finder = remembering((of, told) => [
      ...unclean(platform, of, saidIn(told)),
      ...leaksIn(stringsOf(of), craft).map((run): Unclean => ({ kind: 'leak', found: run })),
    ])
    finders.set(craft, finder)
  }
  return finder(content, asked)
}

const sentence = ({ kind, found: words }: Unclean) => `"${words}" ${ADVICE[kind]}`
