import type { Content, Media, Slide } from '../../domain/content.ts'
import { publishedText, RULE_PACKS } from '../../domain/platforms/index.ts'
import { mediaOf, postsOf } from '../../domain/platforms/measures.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import type { Picture } from '../files.ts'
import { type Html, html } from './html.ts'

/** Images that exist, in the order they are shown, each with an address. */
export type Shown = readonly Pick<Picture, 'item' | 'kind' | 'url' | 'alt_text' | 'width' | 'height'>[]

/** A draft the way its platform would show it, with what is still only described. */
export function draftView(platform: Platform, contentType: ContentType, content: Content, images: Shown = []): Html {
  const text = publishedText(platform, contentType, content)
  const said = (words: string) => html`<div class="said">${words}</div>`
  switch (content.form) {
    case 'post':
      return html`${said(text)}${media(content.media, images)}`
    case 'carousel':
      return html`${slides('Slide', content.slides, images)}<h3>Caption</h3>${said(text)}`
    case 'story':
      return html`${slides('Frame', content.frames, images)}${text && html`<h3>Hashtags</h3>${said(text)}`}`
    case 'script':
      return html`<table><thead><tr><th scope="col">Seconds</th><th scope="col">Picture and words</th></tr></thead><tbody>${content.beats.map(
        (beat) =>
          html`<tr><td>${beat.seconds}</td><td>${beat.visual}${line('On screen', beat.on_screen_text)}${line('Spoken', beat.spoken)}</td></tr>`,
      )}</tbody></table><h3>Caption</h3>${said(text)}${media([content.cover], [], 'Cover')}${line('Sound', content.sound)}`
    case 'article':
      return html`${said(text)}<h3>${content.headline}</h3>${content.sections.map(
        (section) => html`<div class="part"><strong>${section.heading}</strong>${said(section.body)}</div>`,
      )}${media(content.media, images)}`
    case 'thread':
      return html`${thread(platform, content, images)}`
    case 'photo':
      return html`<h3>${content.title}</h3>${said(text)}${media(content.media, images)}${line('Sound', content.sound)}`
    default:
      return content satisfies never
  }
}

const line = (name: string, words: string): Html | '' => words && html`<p><small>${name}:</small> ${words}</p>`

/** An image with the words that stand for it where it is not seen, to be approved like the rest. */
const figure = ({ url, alt_text, width, height }: Shown[number]): Html =>
  html`<figure><img src="${url}" alt="${alt_text}" width="${width}" height="${height}" loading="lazy"><figcaption>Alt text: ${alt_text}</figcaption></figure>`

/** Each post with what is shown with it; images are numbered over the whole thread. */
function thread(platform: Platform, content: Extract<Content, { form: 'thread' }>, images: Shown): Html[] {
  const all = mediaOf(content)
  return postsOf(RULE_PACKS[platform], content).map((post, i, posts) => {
    const before = all.slice(0, i).flat().length
    const own = images.map((image) => ({ ...image, item: image.item - before }))
    return html`<div class="part"><small>Post ${i + 1} of ${posts.length}</small><div class="said">${post}</div>${media(all[i] ?? [], own)}</div>`
  })
}

function media(all: readonly Media[], images: Shown, name?: string): Html[] {
  return all.map((m, i) => {
    const cards = images.filter((image) => image.item === i)
    return html`<div class="part">${cards.map((card) => html`<small>A card with the opening words, until there is a picture</small>${figure(card)}`)}<small>${name ?? (m.kind === 'video' ? 'Video' : 'Image')}${all.length > 1 && ` ${i + 1}`}, still to be made</small><p>${m.brief}</p>${line('Alt text', m.alt_text)}</div>`
  })
}

/** What an image says need not be said again beside it; a slide without one is described. */
function slides(name: string, all: readonly Slide[], images: Shown): Html[] {
  return all.map((slide, i) => {
    const made = images.filter((image) => image.item === i)
    const described = html`<p><strong>${slide.headline}</strong></p>${slide.body && html`<p class="said">${slide.body}</p>`}${line('Picture', slide.visual)}${line('Alt text', slide.alt_text)}`
    return html`<div class="part"><small>${name} ${i + 1} of ${all.length}</small>${made.length ? made.map(figure) : described}</div>`
  })
}
