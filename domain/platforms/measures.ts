import type { Content, Media } from '../content.ts'
import { escapeLittle } from './little.ts'
import type { CountedItem, RulePack, TextField } from './rules.ts'
import { weightedLength } from './weighted.ts'

/** What a platform would see of a draft: its texts and the things it counts. Pure. */

type Layout = Pick<RulePack, 'counts' | 'beforeHashtags' | 'textLabel'>

/** UTF-16 units (an emoji is 2 and more), code points, graphemes (what a person sees as one character), or X's weighted characters. */
export type Unit = 'utf16' | 'code_points' | 'graphemes' | 'weighted'

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WINDOW = 200

/**
 * What a person sees as one character each, in order. Read through a window, because V8 copies the whole text for every segment: 120,000
 * emoji at once took all of 4 GB. A window's last segment may go on behind it, so it is read again as the next one's first.
 */
function* graphemes(text: string): Generator<string> {
  let window = WINDOW
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + window)
    if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to = Math.min(text.length, to + 1)
    const segments = [...SEGMENTER.segment(text.slice(from, to))].map(({ segment }) => segment)
    if (to < text.length) segments.pop()
    for (const segment of segments) {
      yield segment
      from += segment.length
    }
    // One character longer than the window: look at more of it.
    window = segments.length ? WINDOW : window * 2
  }
}

export function lengthIn(unit: Unit, text: string): number {
  switch (unit) {
    case 'utf16':
      return text.length
    case 'code_points':
      return [...text].length
    case 'graphemes':
      // Letters, digits and signs of ASCII are one each: a segmenter takes 1 ms for a caption, this nothing.
      return /^[\x20-\x7e\n]*$/.test(text) ? text.length : [...graphemes(text)].length
    case 'weighted':
      return weightedLength(text)
    default:
      return unit satisfies never
  }
}

/** The first characters of a text as a screen shows them: no emoji is cut in two. */
export function firstGraphemes(text: string, most: number): string {
  if (text.length <= most) return text
  let cut = 0
  let seen = 0
  for (const grapheme of graphemes(text)) {
    if (seen++ === most) break
    cut += grapheme.length
  }
  return text.slice(0, cut)
}

/** Length of a text the way this platform counts it. */
export function length(pack: Pick<Layout, 'counts'>, text: string): number {
  return lengthIn(pack.counts, text)
}

/** Length of what is sent of one field: LinkedIn counts its post with the escapes that its API wants in it, X weighs posts and nothing else. */
export function sentLength(pack: Layout & Pick<RulePack, 'escapes'>, of: TextField, text: string): number {
  if (pack.counts === 'weighted' && of === 'alt_text') return lengthIn('code_points', text)
  return length(pack, pack.escapes === 'little' && of === 'published' ? escapeLittle(text) : text)
}

/** Text and hashtags as they are pasted into the main field: what limits measure, what export gives and preview shows. */
export function publishedTextOf(pack: Layout, content: Content): string {
  const tags = content.hashtags.map((tag) => `#${tag}`).join(' ')
  if (content.form === 'story') return tags
  return [content.text.trimEnd(), tags].filter(Boolean).join(pack.beforeHashtags)
}

/** What is published one after the other, as pasted; one text where the form is no thread. */
export function postsOf(pack: Layout, content: Content): string[] {
  return [publishedTextOf(pack, content), ...(content.form === 'thread' ? content.replies.map((reply) => reply.text) : [])]
}

/** The pictures and videos that a form lists, post by post. */
export function mediaOf(content: Content): readonly (readonly Media[])[] {
  if (content.form === 'thread') return [content.media, ...content.replies.map((reply) => reply.media)]
  return 'media' in content ? [content.media] : []
}

/** Singular and plural of what is counted. */
export const ITEM_WORDS: Record<CountedItem, readonly [string, string]> = {
  hashtags: ['hashtag', 'hashtags'],
  mentions: ['mention', 'mentions'],
  images: ['image', 'images'],
  slides: ['slide', 'slides'],
  frames: ['frame', 'frames'],
  beats: ['shot', 'shots'],
  posts: ['post', 'posts'],
  media_of_a_post: ['image or video in one post', 'images and videos in one post'],
}

/** The pieces a rule counts. Hashtags and mentions are read from the published texts, so one typed inside the text counts too. */
export function items(pack: Layout, content: Content, of: CountedItem): readonly string[] {
  switch (of) {
    case 'hashtags':
      return [
        ...postsOf(pack, content)
          .join('\n')
          .matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]+)/gu),
      ].map((m) => m[1] ?? '')
    case 'mentions':
      return [
        ...postsOf(pack, content)
          .join('\n')
          .matchAll(/(?<![\p{L}\p{N}_.])@([\p{L}\p{N}_][\p{L}\p{N}_.]*)/gu),
      ].map((m) => m[1] ?? '')
    case 'images':
      if (content.form === 'carousel') return content.slides.map((slide) => slide.visual)
      return mediaOf(content)
        .flat()
        .map((media) => media.brief)
    case 'slides':
      return content.form === 'carousel' ? content.slides.map((slide) => slide.headline) : []
    case 'frames':
      return content.form === 'story' ? content.frames.map((frame) => frame.headline) : []
    case 'beats':
      return content.form === 'script' ? content.beats.map((beat) => beat.visual) : []
    case 'posts':
      return content.form === 'thread' ? postsOf(pack, content) : []
    case 'media_of_a_post':
      // Of the post that has most.
      return (mediaOf(content).toSorted((a, b) => b.length - a.length)[0] ?? []).map((media) => media.brief)
    default:
      return of satisfies never
  }
}

interface Labelled {
  label: string
  text: string
  /** What to do when it is empty. */
  advice: string
}

/** The texts a rule measures, each with the name a person knows it by. */
export function texts(pack: Layout, content: Content, of: TextField): Labelled[] {
  switch (of) {
    case 'published':
      return [{ label: pack.textLabel, text: publishedTextOf(pack, content), advice: 'write it' }]
    case 'text':
      return content.form === 'story' ? [] : [{ label: pack.textLabel, text: content.text, advice: 'write it' }]
    case 'title':
      return content.form === 'photo' ? [{ label: 'Title', text: content.title, advice: 'give it one' }] : []
    case 'headline':
      return content.form === 'article' ? [{ label: 'Headline', text: content.headline, advice: 'give it one' }] : []
    case 'article':
      if (content.form !== 'article') return []
      return [{ label: 'Article', text: content.sections.map((s) => `${s.heading}\n${s.body}`).join('\n'), advice: 'write its sections' }]
    case 'posts':
      return postsOf(pack, content).map((text, i, all) => ({
        label: all.length > 1 ? `${pack.textLabel} ${i + 1}` : pack.textLabel,
        text,
        advice: 'write it or take it out',
      }))
    case 'alt_text':
      return pictures(content).map((text, i) => ({ label: `Alt text of image ${i + 1}`, text, advice: 'say what the image shows' }))
    case 'frame_text':
      if (content.form !== 'story') return []
      return content.frames.map((frame, i) => ({
        label: `Frame ${i + 1}`,
        text: `${frame.headline} ${frame.body}`.trim(),
        advice: 'a story has no caption, so put the words on the frame',
      }))
    default:
      return of satisfies never
  }
}

function pictures(content: Content): string[] {
  switch (content.form) {
    case 'carousel':
      return content.slides.map((slide) => slide.alt_text)
    case 'script':
    case 'story':
      return []
    case 'post':
    case 'article':
    case 'photo':
    case 'thread':
      return mediaOf(content)
        .flat()
        .filter((media) => media.kind === 'image')
        .map((media) => media.alt_text)
    default:
      return content satisfies never
  }
}

/** Everything an audience reads or hears, piece by piece, without hashtags: for judging words. */
export function audienceTexts(content: Content): string[] {
  const all = (() => {
    switch (content.form) {
      case 'post':
        return [content.text]
      case 'carousel':
        return [content.text, ...content.slides.flatMap((slide) => [slide.headline, slide.body])]
      case 'script':
        return [content.text, ...content.beats.flatMap((beat) => [beat.on_screen_text, beat.spoken])]
      case 'story':
        return content.frames.flatMap((frame) => [frame.headline, frame.body])
      case 'article':
        return [content.text, content.headline, ...content.sections.flatMap((section) => [section.heading, section.body])]
      case 'photo':
        return [content.title, content.text]
      case 'thread':
        return [content.text, ...content.replies.map((reply) => reply.text)]
      default:
        return content satisfies never
    }
  })()
  return all.filter((text) => text.trim())
}

/** What makers are told to show: pictures make claims too. */
export function visualTexts(content: Content): string[] {
  switch (content.form) {
    case 'post':
    case 'article':
    case 'photo':
    case 'thread':
      return mediaOf(content)
        .flat()
        .map((media) => media.brief)
    case 'carousel':
      return content.slides.map((slide) => slide.visual)
    case 'story':
      return content.frames.map((frame) => frame.visual)
    case 'script':
      return [content.cover.brief, ...content.beats.map((beat) => beat.visual)]
    default:
      return content satisfies never
  }
}
