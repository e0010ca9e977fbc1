import { contentWords, coversPoint, demandedPoints } from '../../domain/brief.ts'
import type { Content, Slide } from '../../domain/content.ts'
import { canonicalJson } from '../../domain/hash.ts'
import { audienceTexts } from '../../domain/platforms/measures.ts'
import { EMOJI } from '../../domain/voice.ts'
import type { Language } from '../../domain/words.ts'
import { kindOf, upperFirst } from '../tools/reading.ts'
import { mapTexts, without } from '../tools/styleEnforcer.ts'
import { addressed, MOOD_ID, NEXT_ID, PATTERNS_ID, TO_THE_WRITER_ID } from './offlineEdits.id.ts'
import { PHRASES, type PhraseBook } from './offlinePhraseBook.ts'
import { sentence } from './offlineWords.ts'

/** What a comment can ask of a draft that rules can do; the rest of it is worked in as a point. */
export type Edit =
  | { do: 'replace'; from: string; to: string }
  | { do: 'remove'; what: string }
  | { do: 'add' | 'lead with'; what: string }
  /** Indonesian says "you" in two ways. */
  | { do: 'address'; as: 'Anda' | 'kamu' }
  | { do: 'shorten' | 'no emoji' | 'no hashtags' | 'fewer hashtags' | 'no exclamation' | 'no question' | 'other opening' }

const QUOTE = `["'“”‘’]?`
const PATTERNS: readonly (readonly [RegExp, (match: RegExpMatchArray) => Edit | null])[] = [
  [/does not say "(.+)": work it in/is, (m) => ({ do: 'add', what: m[1] ?? '' })],
  [/^leave out "(.+?)": /i, (m) => ({ do: 'remove', what: m[1] ?? '' })],
  [/characters: cut \d|runs? past the fold|shorten it to/i, () => ({ do: 'shorten' })],
  [/hashtags?, \d+ allowed|keep to five hashtags/i, () => ({ do: 'fewer hashtags' })],
  [
    new RegExp(`\\b(?:replace|change|swap)\\s+${QUOTE}(.+?)${QUOTE}\\s+(?:with|by|to|for)\\s+${QUOTE}(.+?)${QUOTE}(?:[.!]|$)`, 'i'),
    (m) => ({ do: 'replace', from: m[1] ?? '', to: m[2] ?? '' }),
  ],
  [
    new RegExp(
      `\\b(?:use|say|write)\\s+${QUOTE}(.+?)${QUOTE}\\s+(?:instead of|rather than|and not|not)\\s+${QUOTE}(.+?)${QUOTE}(?:[.!]|$)`,
      'i',
    ),
    (m) => ({ do: 'replace', from: m[2] ?? '', to: m[1] ?? '' }),
  ],
  // "The date should be 5 December, not Saturday."
  [
    /\bthe\s+([\p{L}]+(?: [\p{L}]+)?)\s+should\s+(?:be|say|read)\s+(.+?)(?:,?\s+(?:and not|not|instead of)\s+(.+?))?[.!]?$/iu,
    (m) => (m[3] ? { do: 'replace', from: m[3], to: m[2] ?? '' } : { do: 'add', what: `the ${m[1] ?? ''} is ${m[2] ?? ''}` }),
  ],
  [/\b(?:lead|start|open|begin)\s+with\s+(.+?)(?:\s+instead)?[.!?]*$/i, (m) => ({ do: 'lead with', what: m[1] ?? '' })],
  // "The price is missing: 35 dollars", "add a call to action: book at ..."
  [
    /\b(?:missing|forgot(?:ten)?|call to action|cta|left out|add (?:a|the) (?:line|sentence|link|price|date|note))\b[^:]*:\s+(.+)$/is,
    (m) => ({ do: 'add', what: m[1] ?? '' }),
  ],
  [/\b(?:so often|too often|too many times|repetitive|repeats? itself)\b/i, () => ({ do: 'shorten' })],
  [
    /\b(?:no|without|remove|drop|delete|skip|cut)\s+(?:the\s+|all\s+|any\s+|that\s+|last\s+|closing\s+)*questions?\b/i,
    () => ({ do: 'no question' }),
  ],
  [/\b(?:no|without|remove|drop|fewer|less|skip)\s+(?:the\s+|all\s+|any\s+)*emojis?\b/i, () => ({ do: 'no emoji' })],
  [/\b(?:no|without|remove|drop|skip)\s+(?:the\s+|all\s+|any\s+)*hashtags?\b/i, () => ({ do: 'no hashtags' })],
  [/\bfewer\s+hashtags?\b/i, () => ({ do: 'fewer hashtags' })],
  [/\b(?:no|fewer|remove|without)\s+(?:the\s+)?exclamation/i, () => ({ do: 'no exclamation' })],
  [/\b(?:shorter|shorten|too long|more concise|be brief|briefer|trim|tighten|cut it down)\b/i, () => ({ do: 'shorten' })],
  [
    /\b(?:another|different|new|better|stronger|punchier|catchier|weak|boring)\s+(?:hook|opening|start|headline|first line|intro)\b/i,
    () => ({ do: 'other opening' }),
  ],
  [
    /\b(?:mention|include|add|say that|say|state|highlight|emphasi[sz]e|point out|work in|tell (?:people|them|readers))\s+(?:that\s+)?(.+)$/is,
    (m) => ({ do: 'add', what: m[1] ?? '' }),
  ],
  [
    new RegExp(
      `\\b(?:remove|delete|drop|leave out|take out|cut|don't mention|do not mention|without)\\s+(?:the (?:word|phrase|part about|mention of|line about)\\s+)?${QUOTE}(.+?)${QUOTE}(?:[.!]|$)`,
      'i',
    ),
    (m) => ({ do: 'remove', what: m[1] ?? '' }),
  ],
]
/** What a check reports about its own work, not what a client asks for: not to be written into a draft. */
const REPORT =
  /(?:characters|allowed|needed|misspelt|repeats a word|doubles punctuation|wrong place|: write "|wrong person|own words appears|exclamation marks where|emoji where|likes emoji|split it|read better|hashtags that name|opening|disclosure|placeholder|testimonial|health claim|before-and-after|branded content|promises money|India wants|say each thing once|long paragraph|alt text of|ask the reader)/i
/** A mood rules cannot strike: the opening changes, so that the client sees another attempt. */
const MOOD =
  /\b(?:tone|warmer|friendlier|formal|casual|playful|funn(?:y|ier)|serious|professional|exciting|bolder|softer|stiff|salesy|pushy|generic|boring|better|rewrite|again|try|don't like|do not like|not happy)\b/i

/** Talk about the draft, which no audience should read. */
const TO_THE_WRITER =
  /\?$|^(?:ok|okay|great|nice|good|hmm|thanks|love|well)\b|\b(?:draft|caption|text|post|copy|wording|paragraph|sentence|version|client|boss|owner says|missing|can you|could you|can we|could we|should we|too (?:long|short|much|many)|call to action|cta)\b/i

/** The edits that instructions ask for, in order, each once. */
export function editsOf(instructions: readonly string[]): Edit[] {
  const edits = instructions.flatMap((instruction) =>
    instruction
      .split(new RegExp(NEXT_ID, 'i'))
      .join('\n')
      .split(
        /\n+|(?<=[.!?;])\s+(?=\p{L})|,?\s+and\s+(?=(?:mention|include|add|remove|drop|delete|make it|replace|change|no\s))|,\s+(?=(?:no|without|shorter|mention|add|remove|replace)\b)/u,
      )
      .map((part) => part.trim())
      .filter(Boolean)
      .flatMap(editsOfPart),
  )
  const seen = new Set<string>()
  return edits.filter((edit) => {
    const key = canonicalJson(edit).toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}

function editsOfPart(part: string): Edit[] {
  for (const [pattern, edit] of [...PATTERNS, ...PATTERNS_ID]) {
    const match = part.match(pattern)
    const made = match && edit(match)
    if (made) return made.do === 'add' ? itemsOf(made.what) : [made]
  }
  if (REPORT.test(part)) return []
  return [MOOD, TO_THE_WRITER, MOOD_ID, TO_THE_WRITER_ID].some((pattern) => pattern.test(part)) ? [{ do: 'other opening' }] : itemsOf(part)
}

function itemsOf(what: string): Edit[] {
  return demandedPoints(what).map((point) => ({ do: 'add', what: point }))
}

/**
 * The draft with the edits made. `rewritten` is the same draft with other sentences: where a new opening is asked for its first
 * sentence is taken, and it is the result when no edit changed anything, because a client who asked for a change must see one.
 */
export function revise(content: Content, edits: readonly Edit[], rewritten: Content, language: Language = 'en'): Content {
  const book = PHRASES[language]
  const changed = edits.reduce((draft, edit) => apply(draft, edit, rewritten, book), content)
  return canonicalJson(changed) === canonicalJson(content) ? reopened(content, rewritten) : changed
}

function apply(content: Content, edit: Edit, rewritten: Content, book: PhraseBook): Content {
  switch (edit.do) {
    case 'replace': {
      return replacedEverywhere(content, edit.from.trim(), edit.to.trim())
    }
    case 'remove':
      return mapTexts(content, (text) => removed(text, edit.what))
    case 'add':
      return audienceTexts(content).some((text) => text.includes(edit.what)) || coversPoint(audienceTexts(content).join('\n'), edit.what)
        ? content
        : added(content, edit.what, book)
    case 'lead with':
      return led(content, edit.what, book)
    case 'no question':
      return mapTexts(content, (text) => unasked(text))
    case 'shorten':
      return shortened(content)
    case 'no emoji':
      return mapTexts(content, (text) => text.replace(EMOJI, '').replace(/ +(?=\n|$)/g, ''))
    case 'no hashtags':
      return { ...content, hashtags: [] }
    case 'fewer hashtags':
      return { ...content, hashtags: content.hashtags.slice(0, Math.min(5, Math.max(1, content.hashtags.length - 2))) }
    case 'no exclamation':
      return mapTexts(content, (text) => text.replace(/!+/g, '.'))
    case 'address':
      return mapTexts(content, (text) => addressed(text, edit.as))
    case 'other opening':
      return reopened(content, rewritten)
    default:
      return edit satisfies never
  }
}

/** In what is read, in what is to be made, and in hashtags, where words stand together. */
function replacedEverywhere(content: Content, from: string, to: string): Content {
  const squeezed = (words: string) => words.replace(/[^\p{L}\p{N}_]/gu, '')
  const swap = (text: string, what: string, by: string) =>
    what
      ? text.replace(new RegExp(what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), (found) =>
          /^\p{Lu}/u.test(found) ? upperFirst(by) : by,
        )
      : text
  const json = JSON.stringify(content, (key, value: unknown) =>
    typeof value === 'string' && key !== 'form' && key !== 'kind' ? swap(value, from, to) : value,
  )
  return { ...(JSON.parse(json) as Content), hashtags: content.hashtags.map((tag) => swap(tag, squeezed(from), squeezed(to)) || tag) }
}

/** The line that says it comes first in its list; where none does, it is said. */
function led(content: Content, what: string, book: PhraseBook): Content {
  if (!('text' in content) || content.form === 'story') return added(content, what, book)
  const lines = content.text.split('\n')
  const isItem = (line: string) => /^(?:[•→✅-] )/u.test(line)
  const at = lines.findIndex(
    (line) =>
      isItem(line) && contentWords(what).some((word) => /\d|.{4}/.test(word) && contentWords(line.replaceAll('-', ' ')).includes(word)),
  )
  const first = lines.findIndex(isItem)
  if (at < 0 || at === first) return at < 0 ? added(content, what, book) : content
  const moved = lines.filter((_line, i) => i !== at)
  return { ...content, text: [...moved.slice(0, first), lines[at] ?? '', ...moved.slice(first)].join('\n') }
}

/** Without its last question, unless that is all there is. */
function unasked(text: string): string {
  const rest = text
    .replace(/(?:^|(?<=[.!?]\s)|(?<=\n))[^.!?\n]*\?[^\S\n]*(?=[^?]*$)/u, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return rest || text
}

/** Lines that are about the thing go; where that would leave nothing, only the words go. */
function removed(text: string, what: string): string {
  const plain = what.trim().toLowerCase()
  if (!text.toLowerCase().includes(plain)) return text
  if (plain.split(/\s+/).length === 1) return without(text, what.trim())
  const rest = text
    .split('\n')
    .map((line) =>
      line.toLowerCase().includes(plain)
        ? line
            .split(/(?<=[.!?])\s+/)
            .filter((s) => !s.toLowerCase().includes(plain))
            .join(' ')
        : line,
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return rest || without(text, what.trim())
}

function added(content: Content, what: string, { also, card }: PhraseBook): Content {
  const said = kindOf(what) === 'thing' ? sentence(also.replace('{p}', () => what)) : sentence(upperFirst(what))
  const slide = (): Slide => ({
    headline: upperFirst(what),
    body: '',
    visual: upperFirst(what),
    alt_text: card.replace('{p}', () => upperFirst(what)),
  })
  switch (content.form) {
    case 'carousel': {
      const slides = content.slides.length < 10 ? beforeLast(content.slides, slide()) : content.slides
      return { ...content, slides, text: beforeEnd(content.text, said) }
    }
    case 'story':
      if (content.frames.length < 10) return { ...content, frames: beforeLast(content.frames, slide()) }
      return { ...content, frames: onFrameWithRoom(content.frames, said) }
    case 'script': {
      const seconds = Math.max(3, Math.ceil(said.split(/\s+/).length / 2.5))
      return {
        ...content,
        beats: beforeLast(content.beats, { seconds, visual: upperFirst(what), on_screen_text: upperFirst(what), spoken: said }),
      }
    }
    case 'article':
      return {
        ...content,
        text: beforeEnd(content.text, said),
        sections: beforeLast(content.sections, { heading: upperFirst(what), body: said }),
      }
    case 'thread':
      return { ...content, replies: beforeLast(content.replies, { text: said, media: [] }) }
    case 'post':
    case 'photo':
      return { ...content, text: beforeEnd(content.text, said) }
    default:
      return content satisfies never
  }
}

/** On the first frame after the opening that has room for it; a story that is full stays as it is. */
function onFrameWithRoom(frames: readonly Slide[], said: string): Slide[] {
  const longer = ({ body }: Slide) => `${body} ${said}`.trim()
  const at = frames.findIndex((frame, i) => i > 0 && longer(frame).length <= 600)
  return frames.map((frame, i) => (i === at ? { ...frame, body: longer(frame) } : frame))
}

/** Beside a list the sentence follows it; otherwise it stands before the last paragraph, which is the invitation. */
function beforeEnd(text: string, said: string): string {
  const paragraphs = text.split(/\n{2,}/)
  const list = paragraphs.findLastIndex((paragraph) => /^(?:[•→✅-] )/m.test(paragraph))
  const at = list >= 0 ? list + 1 : Math.max(1, paragraphs.length - 1)
  return [...paragraphs.slice(0, at), said, ...paragraphs.slice(at)].join('\n\n')
}

function beforeLast<T>(all: readonly T[], item: T): T[] {
  return all.length ? [...all.slice(0, -1), item, ...all.slice(-1)] : [item]
}

/** Sentences that carry no list, no demand and no invitation go: of several in a paragraph the last, then whole middle paragraphs. */
function shortened(content: Content): Content {
  const shorter = (text: string) => {
    const paragraphs = text.split(/\n{2,}/)
    if (paragraphs.length > 3) {
      const plain = paragraphs.findLastIndex((p, i) => i > 0 && i < paragraphs.length - 1 && !p.includes('\n') && !/\d/.test(p))
      if (plain > 0) return paragraphs.filter((_p, i) => i !== plain).join('\n\n')
    }
    const long = paragraphs.findIndex((p) => !p.includes('\n') && p.split(/(?<=[.!?])\s+/).length > 1)
    if (long >= 0)
      return paragraphs
        .map((p, i) =>
          i === long
            ? p
                .split(/(?<=[.!?])\s+/)
                .slice(0, -1)
                .join(' ')
            : p,
        )
        .join('\n\n')
    return paragraphs.length > 2 ? [...paragraphs.slice(0, -2), ...paragraphs.slice(-1)].join('\n\n') : text
  }
  if (content.form === 'story') return { ...content, frames: content.frames.map((f) => ({ ...f, body: '' })) }
  if (content.form === 'carousel')
    return { ...content, text: shorter(content.text), slides: content.slides.map((s) => ({ ...s, body: '' })) }
  if (content.form === 'thread') {
    // The last post is the invitation; those before it say what was asked for.
    const replies = content.replies.map((r, i, all) => (i === all.length - 1 ? { ...r, text: r.text.split(/(?<=[.!?])\s+/)[0] ?? '' } : r))
    return { ...content, text: shorter(content.text), replies }
  }
  if (content.form === 'script') {
    const beats = content.beats.map((b) => ({ ...b, spoken: b.spoken.split(/(?<=[.!?])\s+/)[0] ?? '' }))
    return { ...content, text: shorter(content.text), beats }
  }
  return { ...content, text: shorter(content.text) }
}

/** The draft with the opening of another one. */
function reopened(content: Content, rewritten: Content): Content {
  if (content.form !== rewritten.form) return content
  const first = (text: string) => text.split('\n')[0] ?? ''
  if (content.form === 'story' && rewritten.form === 'story') {
    const headline = rewritten.frames[0]?.headline ?? ''
    return { ...content, frames: content.frames.map((f, i) => (i === 0 ? { ...f, headline } : f)) }
  }
  if (content.form === 'story') return content
  const text = [first(rewritten.text), ...content.text.split('\n').slice(1)].join('\n')
  if (content.form === 'script' && rewritten.form === 'script') {
    const spoken = rewritten.beats[0]?.spoken ?? ''
    return { ...content, text, beats: content.beats.map((b, i) => (i === 0 ? { ...b, spoken } : b)) }
  }
  if (content.form === 'carousel' && rewritten.form === 'carousel') {
    const headline = rewritten.slides[0]?.headline ?? ''
    return { ...content, text, slides: content.slides.map((s, i) => (i === 0 ? { ...s, headline } : s)) }
  }
  return { ...content, text }
}
