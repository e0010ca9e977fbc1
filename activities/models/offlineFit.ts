import { coversPoint } from '../../domain/brief.ts'
import type { Content } from '../../domain/content.ts'
import { fits, mostOf, RULE_PACKS } from '../../domain/platforms/index.ts'
import { firstGraphemes, length } from '../../domain/platforms/measures.ts'
import { type CheckOptions, type DraftToCheck, rulesFor } from '../../domain/platforms/rules.ts'

/**
 * A draft that an edit or a disclosure made longer than its platform takes, made to fit; the same one where it fits. A thread gets more
 * posts, a video tells the rest in its caption; of any other text goes what says none of the points to keep, from the end, and only then the end itself.
 */
export function fitted(draft: DraftToCheck, options: CheckOptions, keep: readonly string[]): Content {
  const { platform, contentType } = draft
  const content = draft.content.form === 'script' ? inTime(draft.content, longest(draft, options)) : draft.content
  if (content.form === 'story' || fits({ ...draft, content }, options)) return content
  const measure = (text: string) => length(RULE_PACKS[platform], text)
  if (content.form === 'thread') {
    const most = mostOf(platform, contentType, 'posts', options)
    const tags = content.hashtags.length
      ? measure(RULE_PACKS[platform].beforeHashtags + content.hashtags.map((tag) => `#${tag}`).join(' '))
      : 0
    const [text = '', ...more] = splitTo(content.text, most - tags, measure)
    // What the first post has no room for is told in the next ones.
    const rest = more.flatMap((piece) => splitTo(piece, most, measure)).map((piece) => ({ text: piece, media: [] }))
    const replies = content.replies.flatMap(({ text: said, media }) =>
      splitTo(said, most, measure).map((piece, i) => ({ text: piece, media: i ? [] : media })),
    )
    return { ...content, text, replies: [...rest, ...replies] }
  }
  let text = content.text
  const tooLong = () => !fits({ ...draft, content: { ...content, text } }, options)
  for (let rest = leaner(text, keep); rest !== undefined && tooLong(); rest = leaner(text, keep)) text = rest
  for (let left = measure(text) - 1; left > 0 && tooLong(); left--) text = splitTo(text, left, measure)[0] ?? text
  return { ...content, text }
}

/** The most seconds that a video of this draft may last. */
function longest({ platform, contentType }: DraftToCheck, options: CheckOptions): number {
  const limits = rulesFor(RULE_PACKS[platform], contentType, options).flatMap(({ check, limit }) =>
    check.kind === 'duration' ? (limit ?? []) : [],
  )
  return Math.min(...limits, Number.POSITIVE_INFINITY)
}

/** What a video has no time to say is told in its caption: the shots before the last, from the end. */
function inTime(script: Extract<Content, { form: 'script' }>, most: number): Content {
  const beats = [...script.beats]
  const untold: string[] = []
  while (beats.length > 2 && beats.reduce((sum, { seconds }) => sum + seconds, 0) > most)
    untold.unshift(...beats.splice(-2, 1).map(({ spoken, on_screen_text }) => spoken || on_screen_text))
  return untold.length ? { ...script, beats, text: [script.text, untold.join(' ')].join('\n\n') } : script
}

/** The text without the last of its lines or sentences that says no point; undefined when each says one. The first line stays. */
function leaner(text: string, keep: readonly string[]): string | undefined {
  const said = keep.filter((point) => coversPoint(text, point))
  const keeps = (rest: string) => said.every((point) => coversPoint(rest, point))
  const pieces = text.split(/(\n+|(?<=[.!?…]) +)/)
  for (let i = pieces.length - 1; i > 0; i -= 2) {
    const rest = [...pieces.slice(0, i - 1), ...pieces.slice(i + 1)].join('').trim()
    if (keeps(rest)) return rest
  }
  return undefined
}

const BOUNDARIES = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/gu, /\s+/g]

/** The text in pieces of at most `most`, cut after a paragraph, a line, a sentence or a word, whichever comes first in this order. */
export function splitTo(text: string, most: number, measure: (text: string) => number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest && measure(rest) > most) {
    const head = headOf(rest, most, measure)
    pieces.push(head.trim())
    rest = rest.slice(head.length).trim()
  }
  return rest || !pieces.length ? [...pieces, rest] : pieces
}

function headOf(text: string, most: number, measure: (text: string) => number): string {
  for (const boundary of BOUNDARIES) {
    const heads = [...text.matchAll(boundary)]
      .map((match) => text.slice(0, match.index))
      .filter((head) => head.trim() && measure(head) <= most)
    const longest = heads.at(-1)
    if (longest !== undefined) return longest
  }
  // One word longer than a post: between what people see as characters, one of them at least.
  let count = Math.max(1, most)
  while (count > 1 && measure(firstGraphemes(text, count)) > most) count--
  return firstGraphemes(text, count)
}
