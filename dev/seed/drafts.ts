import { type Content, contentSchema } from '../../domain/content.ts'
import { contentHash } from '../../domain/hash.ts'
import { RULE_PACKS, rulePackVersion, toAttach, violations } from '../../domain/platforms/index.ts'
import { CONTENT_TYPES, type ContentType, LANGUAGES, type Language, PLATFORMS, type Platform } from '../../domain/words.ts'
import { DEMO_BRANDS, type DemoBrand, type Subject } from './brands.ts'

/** A draft as it is stored, made once and used by every request that asks for it. */
export interface DraftTemplate {
  key: string
  content_data: Content
  content_hash: string
  findings: unknown
  to_attach: unknown
  rule_pack: string
}

/** Which draft a request has; variant 1 is the one that a client's wish for changes led to. */
export const keyOf = (of: {
  brand: number
  subject: number
  language: Language
  platform: Platform
  type: ContentType
  variant: number
}): string => `${of.brand}/${of.subject}/${of.language}/${of.platform}/${of.type}/${of.variant}`

const SAY = {
  en: {
    come: 'Come and see it at the shop.',
    look: 'Have a look',
    why: 'Why we made it',
    how: 'How it is made',
    ask: 'Which one would you choose?',
    shows: (what: string) => `Close view of ${what}, plain background`,
  },
  id: {
    come: 'Mampir dan lihat di toko.',
    look: 'Lihat dulu',
    why: 'Mengapa kami membuatnya',
    how: 'Bagaimana dibuat',
    ask: 'Mana yang kamu pilih?',
    shows: (what: string) => `Tampak dekat ${what}, latar polos`,
  },
} as const

/** Every draft that may be needed. Throws where one is not what its platform takes: seeded rows are no worse than written ones. */
export function draftTemplates(): Map<string, DraftTemplate> {
  const templates = new Map<string, DraftTemplate>()
  DEMO_BRANDS.forEach((brand, b) => {
    for (const language of LANGUAGES)
      brand.subjects[language].forEach((subject, s) => {
        for (const platform of PLATFORMS)
          for (const type of CONTENT_TYPES[platform])
            for (const variant of [0, 1]) {
              const key = keyOf({ brand: b, subject: s, language, platform, type, variant })
              templates.set(key, template(key, platform, type, contentOf(brand, subject, language, platform, type, variant)))
            }
      })
  })
  return templates
}

function template(key: string, platform: Platform, contentType: ContentType, content: Content): DraftTemplate {
  contentSchema(platform, contentType)?.parse(content)
  const draft = { platform, contentType, content }
  const blocked = violations(draft, 'approval').filter(({ severity }) => severity === 'BLOCK')
  if (blocked.length) throw new Error(`${key}: ${blocked.map(({ message }) => message).join(' ')}`)
  return {
    key,
    content_data: content,
    content_hash: contentHash(platform, contentType, content),
    findings: violations(draft, 'draft'),
    to_attach: toAttach(platform, contentType, content),
    rule_pack: rulePackVersion(platform),
  }
}

function contentOf(
  brand: DemoBrand,
  subject: Subject,
  language: Language,
  platform: Platform,
  type: ContentType,
  variant: number,
): Content {
  const say = SAY[language]
  const title = subject.name.charAt(0).toUpperCase() + subject.name.slice(1)
  const text = variant
    ? `${subject.benefit} ${title}: ${subject.detail}. ${say.ask}`
    : `${title}. ${subject.benefit} ${subject.detail}. ${say.come}`
  const { hashtags } = brand
  const media = { kind: 'image' as const, brief: say.shows(subject.name), alt_text: say.shows(subject.name) }
  const slides = [
    { headline: title, body: subject.benefit, visual: media.brief, alt_text: media.alt_text },
    { headline: say.how, body: `${subject.detail}.`, visual: media.brief, alt_text: media.alt_text },
    { headline: say.look, body: say.come, visual: media.brief, alt_text: media.alt_text },
  ]
  const beat = (seconds: number, words: string) => ({ seconds, visual: media.brief, on_screen_text: words, spoken: words })
  switch (RULE_PACKS[platform].forms[type]) {
    case 'post':
      return { form: 'post', text, hashtags, media: [media] }
    case 'carousel':
      return { form: 'carousel', text, hashtags, slides }
    case 'story':
      return { form: 'story', text: '', hashtags, frames: slides }
    case 'script':
      return {
        form: 'script',
        text,
        hashtags,
        beats: [beat(8, title), beat(9, subject.benefit), beat(8, say.come)],
        sound: 'calm acoustic, commercial library',
        cover: media,
      }
    case 'article':
      return {
        form: 'article',
        text,
        hashtags,
        headline: title,
        sections: [
          { heading: say.why, body: `${subject.benefit} ${say.ask}` },
          { heading: say.how, body: `${subject.detail}. ${say.come}` },
        ],
        media: [media],
      }
    case 'photo':
      return { form: 'photo', title, text, hashtags, media: [media, media], sound: 'calm acoustic, commercial library' }
    case 'thread':
      return {
        form: 'thread',
        text,
        hashtags,
        media: [media],
        replies: [
          { text: `${subject.detail}.`, media: [] },
          { text: say.come, media: [] },
        ],
      }
    default:
      throw new Error(`${platform} has no ${type}`)
  }
}
