import type { LearnedRule } from './brand.ts'
import { contentWords } from './brief.ts'
import type { Content } from './content.ts'
import { changesBetween } from './diff.ts'
import { RULE_PACKS } from './platforms/index.ts'
import { audienceTexts, items } from './platforms/measures.ts'
import type { Platform } from './words.ts'

/**
 * What people change teaches how a brand wants to sound. From comments and edits come proposals; a person accepts or dismisses each, and
 * only then do agents hear of it. Rules, not understanding: what is not plain is not proposed.
 */

/** One thing that somebody said of a draft, or did to it. */
export interface Lesson {
  requestId: string
  platform: Platform
  version: number
  /** What was asked; empty for an edit. */
  comment: string
  /** The draft that was asked to be changed, or that was edited. */
  before: Content
  /** The draft after a person's edit; null for a comment. */
  after: Content | null
}

export interface Evidence {
  request_id: string
  platform: Platform
  version: number
  /** The comment, or what an edit changed; at most 200 characters. */
  quote: string
}

export interface Proposal extends LearnedRule {
  /** Names the rule for ever: the same lesson later is the same proposal. */
  key: string
  evidence: Evidence[]
}

/** What is not said outright has to be seen in so many requests. */
const TIMES = 2
const MOST_EVIDENCE = 10
/** Characters of a first line: below, that an edit made it shorter says nothing of its length. */
const LONG = 60
const QUOTED = `["“”'‘’«»]`

const NEVER = [
  new RegExp(
    `\\b(?:never|don['’]t|do not|avoid|stop)\\s+(?:ever\\s+)?(?:say|saying|use|using|write|writing)?\\s*(?:the (?:words?|phrase)\\s+)?${QUOTED}([^"“”]{2,40}?)${QUOTED}`,
    'giu',
  ),
  new RegExp(
    `\\b(?:jangan|hindari|tidak usah)\\s+(?:pernah\\s+)?(?:pakai|gunakan|menggunakan|sebut|menyebut|bilang|tulis)?\\s*(?:kata\\s+)?${QUOTED}([^"“”]{2,40}?)${QUOTED}`,
    'giu',
  ),
  /\b(?:never|jangan pernah) (?:say|use|write|pakai|sebut|tulis) ([\p{L}][\p{L}-]{2,29})\b(?!\s*["“])/giu,
]
const INSTEAD = [
  new RegExp(
    `\\b(?:replace|change|ganti)\\s+${QUOTED}([^"“”]{2,40}?)${QUOTED}\\s+(?:with|to|by|dengan|menjadi)\\s+${QUOTED}([^"“”]{2,40}?)${QUOTED}`,
    'giu',
  ),
  new RegExp(
    `\\b(?:say|use|write|pakai|gunakan)\\s+${QUOTED}([^"“”]{2,40}?)${QUOTED}\\s*,?\\s*(?:instead of|not|rather than|bukan|daripada)\\s+${QUOTED}([^"“”]{2,40}?)${QUOTED}`,
    'giu',
  ),
]
const FIRST_LINE =
  /\b(?:short(?:er|en)?|too long|lebih (?:pendek|singkat)|terlalu panjang)\b[^.\n]{0,40}\b(?:first line|opening|hook|headline|baris pertama|kalimat pertama|pembuka)\b|\b(?:first line|opening|hook|headline|baris pertama|kalimat pertama|pembuka)\b[^.\n]{0,40}\b(?:short(?:er|en)?|too long|lebih (?:pendek|singkat)|terlalu panjang)\b/iu
const NO_EMOJI =
  /\b(?:no|without|remove|drop|never use)\s+(?:the\s+|all\s+|any\s+)*emojis?\b|\b(?:tanpa|hapus|jangan (?:pakai|gunakan))\s+emoji\b/iu
const NO_EXCLAMATION = /\b(?:no|without|remove|fewer|less)\s+(?:the\s+|all\s+)*exclamation|\btanpa tanda seru\b|\bhapus tanda seru\b/iu
const FEWER_TAGS = /\b(?:fewer|less|too many)\s+hashtags?\b|\b(?:kurangi|terlalu banyak)\s+tagar\b/iu
const EMOJI = /\p{Extended_Pictographic}/gu

interface Sign {
  lesson: Lesson
  quote: string
}

/** Everything that these lessons suggest, the best founded first. */
export function proposalsFrom(lessons: readonly Lesson[]): Proposal[] {
  return [
    ...neverSay(lessons),
    ...sayInstead(lessons),
    ...firstLine(lessons),
    ...simple(lessons, 'no_emoji', NO_EMOJI, (content) => count(content, EMOJI), 'No emoji.'),
    ...simple(lessons, 'no_exclamation', NO_EXCLAMATION, (content) => count(content, /!/g), 'No exclamation marks.'),
    ...hashtags(lessons),
  ].sort((a, b) => b.evidence.length - a.evidence.length || (a.key < b.key ? -1 : 1))
}

const requestsOf = (signs: readonly Sign[]) => new Set(signs.map(({ lesson }) => lesson.requestId)).size

const evidenceOf = (signs: readonly Sign[]): Evidence[] =>
  signs.slice(0, MOST_EVIDENCE).map(({ lesson, quote }) => ({
    request_id: lesson.requestId,
    platform: lesson.platform,
    version: lesson.version,
    quote: quote.replace(/\s+/g, ' ').trim().slice(0, 200),
  }))

/** Groups signs by what they are about. */
function grouped(signs: readonly (Sign & { about: string })[]): Map<string, Sign[]> {
  const groups = new Map<string, Sign[]>()
  for (const { about, ...sign } of signs) groups.set(about, [...(groups.get(about) ?? []), sign])
  return groups
}

/** "Never" is said once and meant. A word that edits take out counts when that happened in several requests and no edit left it in. */
function neverSay(lessons: readonly Lesson[]): Proposal[] {
  const said = grouped(
    lessons.flatMap((lesson) =>
      NEVER.flatMap((pattern) =>
        [...lesson.comment.matchAll(pattern)].map((match) => ({ lesson, quote: lesson.comment, about: tidy(match[1]) })),
      ),
    ),
  )
  const edits = lessons.filter((lesson) => lesson.after)
  const kept = new Set(edits.flatMap(({ after }) => words(after)))
  const removed = grouped(
    edits.flatMap((lesson) => {
      const after = new Set(words(lesson.after))
      return [...new Set(words(lesson.before))]
        .filter((word) => !after.has(word) && !kept.has(word) && word.length > 3 && contentWords(word).length > 0)
        .map((about) => ({ lesson, about, quote: `An edit took out “${about}”.` }))
    }),
  )
  for (const [word, signs] of removed) if (!said.has(word) && requestsOf(signs) >= TIMES) said.set(word, signs)
  return [...said]
    .filter(([word]) => word.length > 1)
    .map(([word, signs]) => ({
      key: `never_say/${word}`,
      kind: 'never_say',
      value: { word },
      sentence: `Never “${word}”.`,
      evidence: evidenceOf(signs),
    }))
}

function sayInstead(lessons: readonly Lesson[]): Proposal[] {
  const pairs = (lesson: Lesson): (Sign & { about: string })[] => {
    const [replace, say] = INSTEAD as [RegExp, RegExp]
    const of = (from: string | undefined, to: string | undefined, quote: string) => ({
      lesson,
      quote,
      about: JSON.stringify([tidy(from), (to ?? '').trim()]),
    })
    return [
      ...[...lesson.comment.matchAll(replace)].map((match) => of(match[1], match[2], lesson.comment)),
      ...[...lesson.comment.matchAll(say)].map((match) => of(match[2], match[1], lesson.comment)),
      ...(lesson.after
        ? swaps(lesson.platform, lesson.before, lesson.after).map(([from, to]) => of(from, to, `An edit wrote “${to}” for “${from}”.`))
        : []),
    ]
  }
  return [...grouped(lessons.flatMap(pairs))]
    .filter(([, signs]) => requestsOf(signs) >= TIMES)
    .map(([about, signs]) => {
      const [from = '', to = ''] = JSON.parse(about) as string[]
      return {
        key: `say_instead/${from}`,
        kind: 'say_instead' as const,
        value: { from, to },
        sentence: `Say “${to}” instead of “${from}”.`,
        evidence: evidenceOf(signs),
      }
    })
}

/** Words for words, of one to three each, side by side in an edit. */
function swaps(platform: Platform, before: Content, after: Content): [string, string][] {
  return changesBetween(platform, before, after).flatMap(({ pieces }) =>
    pieces.flatMap((piece, i): [string, string][] => {
      const next = pieces[i + 1]
      if (piece.kind !== 'removed' || next?.kind !== 'added') return []
      const [from, to] = [tidy(piece.text), next.text.trim()]
      const short = (text: string) => text.length > 2 && text.split(/\s+/).length <= 3 && !/\d/.test(text)
      return short(from) && short(to) ? [[from, to]] : []
    }),
  )
}

/** How long first lines may be: as the longest that edits left, else shorter than the shortest that was found too long. */
function firstLine(lessons: readonly Lesson[]): Proposal[] {
  const signs = lessons.flatMap((lesson): (Sign & { length: number; isLeft: boolean })[] => {
    const was = openingOf(lesson.before).length
    if (lesson.after) {
      const is = openingOf(lesson.after).length
      return was > LONG && is > 0 && is <= was * 0.75
        ? [{ lesson, length: is, isLeft: true, quote: `An edit shortened the first line from ${was} to ${is} characters.` }]
        : []
    }
    return FIRST_LINE.test(lesson.comment) ? [{ lesson, length: was, isLeft: false, quote: lesson.comment }] : []
  })
  if (requestsOf(signs) < TIMES) return []
  const left = signs.filter(({ isLeft }) => isLeft).map(({ length }) => length)
  const limit = left.length
    ? Math.ceil(Math.max(...left) / 10) * 10
    : Math.floor((Math.min(...signs.map(({ length }) => length)) - 1) / 10) * 10
  if (limit < 20) return []
  return [
    {
      key: 'first_line',
      kind: 'first_line',
      value: { most: limit },
      sentence: `First line under ${limit} characters.`,
      evidence: evidenceOf(signs),
    },
  ]
}

/** Something that people take out altogether. */
function simple(
  lessons: readonly Lesson[],
  kind: 'no_emoji' | 'no_exclamation',
  asked: RegExp,
  has: (content: Content) => number,
  sentence: string,
): Proposal[] {
  const signs = lessons.flatMap((lesson): Sign[] => {
    if (lesson.after)
      return has(lesson.before) > 0 && has(lesson.after) === 0 ? [{ lesson, quote: `An edit took out all ${has(lesson.before)}.` }] : []
    return asked.test(lesson.comment) ? [{ lesson, quote: lesson.comment }] : []
  })
  return requestsOf(signs) >= TIMES ? [{ key: kind, kind, value: {}, sentence, evidence: evidenceOf(signs) }] : []
}

function hashtags(lessons: readonly Lesson[]): Proposal[] {
  const tags = ({ platform }: Lesson, content: Content) => items(RULE_PACKS[platform], content, 'hashtags').length
  const signs = lessons.flatMap((lesson): (Sign & { most: number })[] => {
    const was = tags(lesson, lesson.before)
    if (lesson.after) {
      const is = tags(lesson, lesson.after)
      return is < was ? [{ lesson, most: is, quote: `An edit left ${is} of ${was} hashtags.` }] : []
    }
    return FEWER_TAGS.test(lesson.comment) && was > 0 ? [{ lesson, most: was - 1, quote: lesson.comment }] : []
  })
  if (requestsOf(signs) < TIMES) return []
  const most = Math.max(...signs.map((sign) => sign.most))
  return [{ key: 'hashtags', kind: 'hashtags', value: { most }, sentence: `At most ${most} hashtags.`, evidence: evidenceOf(signs) }]
}

const tidy = (text: string | undefined) =>
  (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/g, '')
const words = (content: Content | null): string[] =>
  content
    ? (audienceTexts(content)
        .join('\n')
        .toLowerCase()
        .match(/[\p{L}][\p{L}'’-]*/gu) ?? [])
    : []
const count = (content: Content, pattern: RegExp) => audienceTexts(content).join('\n').match(pattern)?.length ?? 0
const openingOf = (content: Content) => (audienceTexts(content)[0] ?? '').split('\n')[0]?.trim() ?? ''
