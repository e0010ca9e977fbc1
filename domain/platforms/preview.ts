import type { Content, Slide } from '../content.ts'
import type { ContentType, Platform } from '../words.ts'
import { publishedText, RULE_PACKS } from './index.ts'
import { mediaOf, postsOf } from './measures.ts'

/** The draft as plain lines, the way its platform would show it: the fold marked, slides numbered, a script as a timed table. */
export function preview(platform: Platform, contentType: ContentType, content: Content, options: { width?: number } = {}): string[] {
  const width = Math.max(40, options.width ?? 80)
  const text = folded(publishedText(platform, contentType, content), RULE_PACKS[platform].fold, width)
  const box = (title: string, lines: string[]) => [`── ${title} ${'─'.repeat(Math.max(0, width - title.length - 4))}`, ...lines]
  switch (content.form) {
    case 'post':
      return [...text, ...content.media.flatMap((media, i) => box(`${media.kind} ${i + 1}`, brief(media.brief, media.alt_text, width)))]
    case 'carousel':
      return [...slides('slide', content.slides, width, box), ...box('caption', text)]
    case 'story':
      return [...slides('frame', content.frames, width, box), ...(content.hashtags.length ? box('hashtags', text) : [])]
    case 'script':
      return [
        ...table(content, width),
        ...box('caption', text),
        ...box('cover', brief(content.cover.brief, content.cover.alt_text, width)),
        ...wrapped(`Sound: ${content.sound}`, width),
      ]
    case 'article':
      return [
        ...text,
        ...box('article', wrapped(content.headline.toUpperCase(), width)),
        ...content.sections.flatMap((section) => ['', ...wrapped(section.heading, width), ...wrapped(section.body, width)]),
        ...content.media.flatMap((media, i) => box(`${media.kind} ${i + 1}`, brief(media.brief, media.alt_text, width))),
      ]
    case 'thread':
      return postsOf(RULE_PACKS[platform], content).flatMap((post, i, all) => [
        ...box(`post ${i + 1} of ${all.length}`, wrapped(post, width)),
        ...(mediaOf(content)[i] ?? []).flatMap((media) => [`${media.kind}:`, ...brief(media.brief, media.alt_text, width)]),
      ])
    case 'photo':
      return [
        ...wrapped(content.title, width),
        ...box('description', text),
        ...content.media.flatMap((media, i) => box(`photo ${i + 1}`, brief(media.brief, media.alt_text, width))),
        ...(content.sound ? wrapped(`Sound: ${content.sound}`, width) : []),
      ]
    default:
      return content satisfies never
  }
}

/** Lines of at most `width` characters, broken between words; a longer word stands alone. Keeps the text's own line breaks. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph.split(' ')) {
      const last = lines.length - 1
      const line = lines[last] ?? ''
      if (line && [...line].length + 1 + [...word].length > width) lines.push(word)
      else lines[last] = line ? `${line} ${word}` : word
    }
    return lines
  })
}

function folded(text: string, fold: number, width: number): string[] {
  const characters = [...text]
  if (characters.length <= fold) return wrapped(text, width)
  const cut = characters
    .slice(0, fold + 1)
    .join('')
    .search(/\s\S*$/)
  const at = cut > fold / 2 ? cut : characters.slice(0, fold).join('').length
  const head = text.slice(0, at).trimEnd()
  return [
    ...wrapped(`${head} … more`, width),
    `┄┄ folded here ${'┄'.repeat(Math.max(0, width - 15))}`,
    ...wrapped(text.slice(at).trim(), width),
  ]
}

function slides(word: string, all: readonly Slide[], width: number, box: (title: string, lines: string[]) => string[]): string[] {
  return all.flatMap((slide, i) =>
    box(`${word} ${i + 1} of ${all.length}`, [
      ...wrapped(slide.headline.toUpperCase(), width),
      ...(slide.body ? wrapped(slide.body, width) : []),
      ...brief(slide.visual, slide.alt_text, width),
    ]),
  )
}

function brief(text: string, alt: string, width: number): string[] {
  return [...wrapped(`[to make] ${text}`, width), ...(alt ? wrapped(`[alt text] ${alt}`, width) : [])]
}

function table(content: Extract<Content, { form: 'script' }>, width: number): string[] {
  const time = 12
  const column = Math.floor((width - time - 6) / 3)
  const row = (cells: string[]) => {
    const columns = cells.map((cell, i) => wrapped(cell, i ? column : time))
    return Array.from({ length: Math.max(...columns.map((c) => c.length)) }, (_, line) =>
      columns
        .map((c, i) => (c[line] ?? '').padEnd(i ? column : time))
        .join('  ')
        .trimEnd(),
    )
  }
  let at = 0
  const beats = content.beats.flatMap((beat) => {
    const from = at
    at += beat.seconds
    return row([`${clock(from)}-${clock(at)}`, beat.visual, beat.on_screen_text, beat.spoken])
  })
  return [...row(['time', 'picture', 'on screen', 'spoken']), '─'.repeat(width), ...beats]
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
