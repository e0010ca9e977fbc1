import type { Content, Media, Slide } from '../../domain/content.ts'
import { publishedText } from '../../domain/platforms/index.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import { type Html, html } from './html.ts'

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = { instagram: 'Instagram', linkedin: 'LinkedIn', tiktok: 'TikTok' }

/** A draft the way its platform would show it, with what is still only described. */
export function draftView(platform: Platform, contentType: ContentType, content: Content): Html {
  const text = publishedText(platform, contentType, content)
  const said = (words: string) => html`<div class="said">${words}</div>`
  switch (content.form) {
    case 'post':
      return html`${said(text)}${media(content.media)}`
    case 'carousel':
      return html`${slides('Slide', content.slides)}<h3>Caption</h3>${said(text)}`
    case 'story':
      return html`${slides('Frame', content.frames)}${text && html`<h3>Hashtags</h3>${said(text)}`}`
    case 'script':
      return html`<table><thead><tr><th scope="col">Seconds</th><th scope="col">Picture and words</th></tr></thead><tbody>${content.beats.map(
        (beat) =>
          html`<tr><td>${beat.seconds}</td><td>${beat.visual}${line('On screen', beat.on_screen_text)}${line('Spoken', beat.spoken)}</td></tr>`,
      )}</tbody></table><h3>Caption</h3>${said(text)}${media([content.cover], 'Cover')}${line('Sound', content.sound)}`
    case 'article':
      return html`${said(text)}<h3>${content.headline}</h3>${content.sections.map(
        (section) => html`<div class="part"><strong>${section.heading}</strong>${said(section.body)}</div>`,
      )}${media(content.media)}`
    case 'photo':
      return html`<h3>${content.title}</h3>${said(text)}${media(content.media)}${line('Sound', content.sound)}`
    default:
      return content satisfies never
  }
}

const line = (name: string, words: string): Html | '' => words && html`<p><small>${name}:</small> ${words}</p>`

function media(all: readonly Media[], name?: string): Html[] {
  return all.map(
    (m, i) =>
      html`<div class="part"><small>${name ?? (m.kind === 'video' ? 'Video' : 'Image')}${all.length > 1 && ` ${i + 1}`}, still to be made</small><p>${m.brief}</p>${line('Alt text', m.alt_text)}</div>`,
  )
}

function slides(name: string, all: readonly Slide[]): Html[] {
  return all.map(
    (slide, i) =>
      html`<div class="part"><small>${name} ${i + 1} of ${all.length}</small><p><strong>${slide.headline}</strong></p>${slide.body && html`<p class="said">${slide.body}</p>`}${line('Picture', slide.visual)}${line('Alt text', slide.alt_text)}</div>`,
  )
}
