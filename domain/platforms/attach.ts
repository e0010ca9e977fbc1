import type { Content } from '../content.ts'
import type { ImageFile } from '../images.ts'
import type { ContentType, ToAttach } from '../words.ts'
import { mediaOf, postsOf, publishedTextOf } from './measures.ts'
import type { RulePack } from './rules.ts'

/** Images that exist: which slide, frame or medium each shows, and whether it only stands in for it. */
export type Made = readonly Pick<ImageFile, 'item' | 'kind'>[]

/** What a person still has to add before this draft can be published: media exists only as a brief until it is made. */
export function toAttachIn(pack: RulePack, contentType: ContentType, content: Content, made: Made = []): ToAttach[] {
  const isMade = (item: number) => made.some((image) => image.item === item)
  const needed = `${pack.name} takes no ${contentType} without it; the draft only describes it.`
  const sound = (mood: string): ToAttach[] =>
    mood ? [{ what: `Sound: ${mood}`, why: 'Choose a licensed track in the app; the draft names a mood, not a track.' }] : []
  switch (content.form) {
    case 'carousel':
      return content.slides.flatMap((slide, i) => (isMade(i) ? [] : { what: `Image for slide ${i + 1}: ${slide.visual}`, why: needed }))
    case 'story':
      return content.frames.flatMap((frame, i) => (isMade(i) ? [] : { what: `Image for frame ${i + 1}: ${frame.visual}`, why: needed }))
    case 'script': {
      const total = Math.round(content.beats.reduce((sum, beat) => sum + beat.seconds, 0))
      return [
        { what: `Video of ${total} s, shot as the script says`, why: needed },
        { what: `Cover: ${content.cover.brief}`, why: 'It is what people see before they press play.' },
        ...sound(content.sound),
      ]
    }
    case 'photo':
      return [
        ...content.media.map((media, i) => ({ what: `Image ${i + 1}: ${media.brief}`, why: isMade(i) ? CARD : needed })),
        ...sound(content.sound),
      ]
    case 'post':
    case 'thread':
    case 'article': {
      const why = needsMedia(pack, contentType) ? needed : `The draft was written with it in mind; ${pack.name} also takes it without.`
      const posts = mediaOf(content).flatMap((media, at) =>
        media.map((one) => ({ ...one, post: content.form === 'thread' ? ` of post ${at + 1}` : '' })),
      )
      return posts.map(({ kind, brief, post }, i) => ({
        what: `${kind === 'video' ? 'Video' : 'Image'} ${i + 1}${post}: ${brief}`,
        why: isMade(i) ? CARD : why,
      }))
    }
    default:
      return content satisfies never
  }
}

/** The platform takes no such post without media: its pack has a rule that says so. */
function needsMedia(pack: RulePack, contentType: ContentType): boolean {
  return pack.rules.some(({ check, contentTypes }) => check.kind === 'attached' && (!contentTypes || contentTypes.includes(contentType)))
}

const CARD = 'A card with the opening words stands in for it: replace it where you have the picture.'

/** Everything a person copies, field by field and plain: the caption first, then what the form has besides. */
export function fieldsToPasteIn(pack: RulePack, content: Content, images: readonly ImageFile[] = []): { field: string; text: string }[] {
  const main = { field: pack.textLabel, text: publishedTextOf(pack, content) }
  switch (content.form) {
    case 'post':
      return [main, ...alts(altTextsIn(content, images))]
    case 'carousel':
      return [main, ...slides('Slide', content.slides), ...alts(altTextsIn(content, images))]
    case 'story':
      return [...slides('Frame', content.frames), ...(main.text ? [{ field: 'Hashtags', text: main.text }] : [])]
    case 'script':
      return [
        main,
        { field: 'On screen', text: lines(content.beats.map((b) => b.on_screen_text)) },
        { field: 'Spoken', text: lines(content.beats.map((b) => b.spoken)) },
      ]
    case 'article':
      return [
        main,
        { field: 'Headline', text: content.headline },
        { field: 'Article', text: content.sections.map((s) => [s.heading, s.body].filter(Boolean).join('\n\n')).join('\n\n') },
        ...alts(altTextsIn(content, images)),
      ]
    case 'thread':
      return [
        ...postsOf(pack, content).map((text, i) => ({ field: `${pack.textLabel} ${i + 1}`, text })),
        ...alts(altTextsIn(content, images)),
      ]
    case 'photo':
      return [{ field: 'Title', text: content.title }, main]
    default:
      return content satisfies never
  }
}

/** The alt text of every picture in order: of an image that exists its own, of one that does not what the draft says of it. */
export function altTextsIn(content: Content, images: readonly ImageFile[] = []): string[] {
  const described = (() => {
    switch (content.form) {
      case 'post':
      case 'article':
      case 'photo':
      case 'thread':
        return mediaOf(content).flat()
      case 'carousel':
        return content.slides
      case 'story':
        return content.frames
      case 'script':
        return [content.cover]
      default:
        return content satisfies never
    }
  })()
  return described.flatMap(({ alt_text }, item) => {
    const made = images.filter((image) => image.item === item)
    return made.length ? made.map((image) => image.alt_text) : [alt_text]
  })
}

function slides(word: string, all: readonly { headline: string; body: string }[]): { field: string; text: string }[] {
  return all.map((slide, i) => ({ field: `${word} ${i + 1}`, text: lines([slide.headline, slide.body]) }))
}

function alts(all: readonly string[]): { field: string; text: string }[] {
  return all.flatMap((text, i) => (text ? [{ field: `Alt text ${i + 1}`, text }] : []))
}

function lines(all: readonly string[]): string {
  return all.filter(Boolean).join('\n')
}
