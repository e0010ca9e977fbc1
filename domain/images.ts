import type { Content } from './content.ts'
import { RULE_PACKS } from './platforms/index.ts'
import type { ContentType, Platform } from './words.ts'

/** Which images can be drawn from a draft's own words, and how large. Pure; free of zod, so that a browser can hold it. */

export const IMAGE_KINDS = ['slide', 'frame', 'card'] as const
/** A slide or a frame is what the draft asks for; a card stands in, with words, for a picture that somebody still has to take. */
export type ImageKind = (typeof IMAGE_KINDS)[number]

/** One image as the draft words it. */
export interface Panel {
  /** Which slide, frame or medium of the draft it shows, from 0. */
  item: number
  kind: ImageKind
  headline: string
  body: string
}

/** An image that exists, as its own bytes say. */
export interface ImageFile {
  item: number
  kind: ImageKind
  format: 'jpeg' | 'png'
  width: number
  height: number
  bytes: number
  alt_text: string
}

/**
 * In pixels. Nothing but background is drawn outside the margins, which end where JPEG's blocks of 8 pixels do: the fringe of what lies
 * inside would else show in the block across.
 */
export interface Canvas {
  width: number
  height: number
  margin: { top: number; right: number; bottom: number; left: number }
  /** Images that one draft may have. */
  most: number
  /** TikTok forbids that an app adds a brand's name to what is shared (content-sharing-guidelines, "Watermark Guidelines"). */
  signed: boolean
}

/** The canvas of a content type; undefined for what no image can be drawn for. */
export function canvasOf(platform: Platform, contentType: ContentType): Canvas | undefined {
  return RULE_PACKS[platform].canvases[contentType]
}

/** The images that can be drawn from a draft; `textCards` adds what stands in for the picture of a post. */
export function panelsOf(platform: Platform, contentType: ContentType, content: Content, { textCards }: { textCards: boolean }): Panel[] {
  if (!canvasOf(platform, contentType)) return []
  const card = (headline: string): Panel[] => {
    const wants = 'media' in content && content.media[0]?.kind === 'image'
    return textCards && wants && headline ? [{ item: 0, kind: 'card', headline, body: '' }] : []
  }
  switch (content.form) {
    case 'carousel':
      return content.slides.map(({ headline, body }, item): Panel => ({ item, kind: 'slide', headline, body })).filter(hasWords)
    case 'story':
      return content.frames.map(({ headline, body }, item): Panel => ({ item, kind: 'frame', headline, body })).filter(hasWords)
    case 'post':
    case 'thread':
      return card(opening(content.text))
    case 'article':
      return card(content.headline)
    case 'photo':
      return card(content.title)
    case 'script':
      return []
    default:
      return content satisfies never
  }
}

/** A slide without words is a photograph, which stays with the person. */
const hasWords = ({ headline, body }: Panel) => Boolean(headline.trim() || body.trim())

/** The first sentence of a text. */
const opening = (text: string): string =>
  text
    .trim()
    .match(/^.*?(?:[.!?…](?=\s|$)|\n|$)/su)?.[0]
    .trim() ?? ''
