import type { Content, Media, Slide } from '../../domain/content.ts'
import { publishedText, RULE_PACKS } from '../../domain/platforms/index.ts'
import { firstGraphemes, mediaOf, postsOf } from '../../domain/platforms/measures.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import type { Picture } from '../files.ts'
import { type Html, html } from './html.ts'
import type { PageTexts } from './reviewTexts.ts'

/** Images that exist, in the order they are shown, each with an address. */
export type Shown = readonly Pick<Picture, 'item' | 'kind' | 'url' | 'alt_text' | 'width' | 'height'>[]
type Words = PageTexts['draft']

/** A draft the way its platform would show it, with what is still only described. */
export function draftView(
  platform: Platform,
  contentType: ContentType,
  content: Content,
  { words, brand, images = [] }: { words: Words; brand: string; images?: Shown },
): Html {
  const text = folded(platform, publishedText(platform, contentType, content), words)
  const head = html`<p class="poster"><span class="face" aria-hidden="true">${[...brand][0] ?? ''}</span><span><strong>${brand}</strong><br><small>${RULE_PACKS[platform].name}</small></span></p>`
  return html`<div class="preview">${head}${body(platform, text, content, words, images)}</div>`
}

function body(platform: Platform, text: Html, content: Content, words: Words, images: Shown): Html {
  switch (content.form) {
    case 'post':
      return html`${text}${media(content.media, images, words)}`
    case 'carousel':
      return html`${slides(words.slide, content.slides, images, words)}<h3>${words.caption}</h3>${text}`
    case 'story':
      return html`${slides(words.frame, content.frames, images, words)}${content.hashtags.length > 0 && html`<h3>${words.hashtags}</h3>${text}`}`
    case 'script':
      return html`<table><thead><tr><th scope="col">${words.seconds}</th><th scope="col">${words.pictureAndWords}</th></tr></thead><tbody>${content.beats.map(
        (beat) =>
          html`<tr><td>${beat.seconds}</td><td>${beat.visual}${line(words.onScreen, beat.on_screen_text)}${line(words.spoken, beat.spoken)}</td></tr>`,
      )}</tbody></table><h3>${words.caption}</h3>${text}${media([content.cover], [], words, words.cover)}${line(words.sound, content.sound)}`
    case 'article':
      return html`${text}<h3>${content.headline}</h3>${content.sections.map(
        (section) => html`<div class="part"><strong>${section.heading}</strong>${said(section.body)}</div>`,
      )}${media(content.media, images, words)}`
    case 'thread':
      return html`${thread(platform, content, images, words)}`
    case 'photo':
      return html`<h3>${content.title}</h3>${text}${media(content.media, images, words)}${line(words.sound, content.sound)}`
    default:
      return content satisfies never
  }
}

const said = (words: string) => html`<div class="said">${words}</div>`
const line = (name: string, words: string): Html | '' => words && html`<p><small>${name}:</small> ${words}</p>`

/** The text, and up to where it is read before the platform hides the rest behind "more". */
function folded(platform: Platform, text: string, words: Words): Html {
  const shown = firstGraphemes(text, RULE_PACKS[platform].fold)
  if (shown.length === text.length) return said(text)
  return html`${said(text)}<p><small>${words.fold(shown.slice(-30).replace(/\s+/g, ' ').trim())}</small></p>`
}

/** Each post with what is shown with it; images are numbered over the whole thread. */
function thread(platform: Platform, content: Extract<Content, { form: 'thread' }>, images: Shown, words: Words): Html[] {
  const all = mediaOf(content)
  return postsOf(RULE_PACKS[platform], content).map((post, i, posts) => {
    const before = all.slice(0, i).flat().length
    const own = images.map((image) => ({ ...image, item: image.item - before }))
    return html`<div class="part"><small>${words.post} ${words.of(i + 1, posts.length)}</small>${said(post)}${media(all[i] ?? [], own, words)}</div>`
  })
}

/** An image with the words that stand for it where it is not seen, to be approved like the rest. */
const figure = ({ url, alt_text, width, height }: Shown[number], words: Words): Html =>
  html`<figure><img src="${url}" alt="${alt_text}" width="${width}" height="${height}" loading="lazy"><figcaption>${words.altText}: ${alt_text}</figcaption></figure>`

function media(all: readonly Media[], images: Shown, words: Words, name?: string): Html[] {
  return all.map((m, i) => {
    const cards = images.filter((image) => image.item === i)
    return html`<div class="part">${cards.map((card) => html`<small>${words.card}</small>${figure(card, words)}`)}<small>${name ?? (m.kind === 'video' ? words.video : words.image)}${all.length > 1 && ` ${i + 1}`}, ${words.toBeMade}</small><p>${m.brief}</p>${line(words.altText, m.alt_text)}</div>`
  })
}

/** Slides beside each other, to be swiped through. What an image says need not be said again beside it; a slide without one is described. */
function slides(name: string, all: readonly Slide[], images: Shown, words: Words): Html {
  const cards = all.map((slide, i) => {
    const made = images.filter((image) => image.item === i)
    const described = html`<p><strong>${slide.headline}</strong></p>${slide.body && html`<p class="said">${slide.body}</p>`}${line(words.picture, slide.visual)}${line(words.altText, slide.alt_text)}`
    return html`<div class="slide"><small>${name} ${words.of(i + 1, all.length)}</small>${made.length ? made.map((image) => figure(image, words)) : described}</div>`
  })
  return html`<div class="slides" tabindex="0" role="group" aria-label="${name} 1–${all.length}">${cards}</div>`
}
