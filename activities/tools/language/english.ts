import type { Linter } from 'harper.js'

/**
 * English grammar by Harper, a maintained checker that works without a network. Its WebAssembly is read from the package; nothing is fetched.
 */

/**
 * What it finds that is a mistake in any English. Left out, because good drafts would pay for them: Spelling and Typo (ours knows British and the
 * words of the request), Capitalization, Style, Readability, Enhancement, Formatting, Punctuation, Redundancy, Regionalism and Nonstandard.
 */
const MISTAKES: ReadonlySet<string> = new Set([
  'Agreement',
  'BoundaryError',
  'Eggcorn',
  'Grammar',
  'Malapropism',
  'Miscellaneous',
  'Repetition',
  'Usage',
  'WordChoice',
])

let linter: Promise<Linter> | undefined

/** Loads it, which takes 2 s and 270 MB once a process. Called when a worker starts, so that no draft waits. */
export function loadEnglish(): Promise<Linter> {
  linter ??= Promise.all([import('harper.js'), import('harper.js/slimBinary')]).then(async ([{ Dialect, LocalLinter }, { slimBinary }]) => {
    const made = new LocalLinter({ binary: slimBinary, dialect: Dialect.American })
    await made.setup()
    return made
  })
  return linter
}

export interface Mistake {
  /** The mistake alone. */
  problem: string
  /** The words it is about, with what follows where one word alone says nothing. */
  words: string
  advice: string
}

/** A caption takes some 20 ms, and one draft is judged several times: so many texts are remembered. */
const REMEMBERED = 300
const known = new Map<string, Promise<Mistake[]>>()

/** Mistakes in a text, in order. */
export function englishMistakes(text: string): Promise<Mistake[]> {
  const remembered = known.get(text)
  if (remembered !== undefined) return remembered
  const found = lint(text)
  if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '')
  known.set(text, found)
  found.catch(() => known.delete(text))
  return found
}

async function lint(text: string): Promise<Mistake[]> {
  // It takes a typographic apostrophe for the end of a word.
  const plain = text.replaceAll('’', "'")
  const lints = await (await loadEnglish()).lint(plain, { language: 'plaintext' })
  return lints
    .filter((one) => MISTAKES.has(one.lint_kind()))
    .map((one) => {
      const { start, end } = one.span()
      const after = /^\s+\S+/u.exec(plain.slice(end, end + 40))?.[0] ?? ''
      const problem = plain.slice(start, end)
      const [suggestion] = one.suggestions()
      const instead = suggestion?.get_replacement_text()
      const message = one.message().replace(/`/g, '"').replace(/\s+/g, ' ').trim()
      return {
        problem,
        words: (/\s/.test(problem) ? problem : `${problem}${after}`).replace(/\s+/g, ' ').replace(/[.,;:!?]+$/, ''),
        advice: instead && instead !== problem ? `${message} Write "${instead}".` : message,
      }
    })
}
