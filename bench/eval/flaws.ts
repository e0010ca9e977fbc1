import type { Content } from '../../domain/content.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import { readTexts } from './reading.ts'

/**
 * Flaws that models really leave in drafts, each with a way to plant it and a way to see it again. What sees it is the harness's own and
 * knows what was planted: no check of the product is asked whether the product found it.
 */

/** Where a flawed answer is given: by the writer, or by the editor who was given a good draft. */
export type Planter = 'writer' | 'brand_voice'

export interface Answer {
  /** The JSON of an answer, or any other text. */
  text?: string
  refusal?: string
  body_ends?: 'cut'
}

export interface Flaw {
  kind: string
  variant: string
  /** It may reach a client, with a finding that says so; all others are repaired or fail. */
  mayBeShown?: true
  /** Seen only in these; everywhere when absent. */
  only?: (platform: Platform, contentType: ContentType) => boolean
  plant(good: Content, platform: Platform): Answer
  /** Whether this draft still has it. */
  has(draft: Content): boolean
}

const json = (content: unknown): Answer => ({ text: JSON.stringify(content) })
const all = (draft: unknown) => JSON.stringify(draft)

/** The first thing read, changed; of a story its first frame. */
function first(content: Content, change: (text: string) => string): Content {
  if (content.form !== 'story') return { ...content, text: change(content.text) }
  const [frame, ...rest] = content.frames
  return frame ? { ...content, frames: [{ ...frame, body: change(frame.body) }, ...rest] } : content
}

/** Every text that is read, changed. */
function every(content: Content, change: (text: string) => string): Content {
  const keys = new Set(['text', 'title', 'headline', 'heading', 'body', 'on_screen_text', 'spoken'])
  return JSON.parse(
    JSON.stringify(content, (key, value: unknown) => (typeof value === 'string' && keys.has(key) && value ? change(value) : value)),
  ) as Content
}

const said = (kind: string, variant: string, words: string, where: 'before' | 'after' = 'after', more: Partial<Flaw> = {}): Flaw => ({
  kind,
  variant,
  plant: (good) => json(first(good, (text) => (where === 'before' ? `${words}\n\n${text}` : `${text}\n\n${words}`))),
  has: (draft) => all(draft).includes(all(words).slice(1, -1)),
  ...more,
})
const inAnswer = (kind: string, variant: string, plant: (good: string) => Answer, has: Flaw['has']): Flaw => ({
  kind,
  variant,
  plant: (good) => plant(JSON.stringify(good)),
  has,
})
const shown = { mayBeShown: true } as const
const hasCaption = (_platform: Platform, contentType: ContentType) => contentType !== 'story'

const INDONESIAN = 'Koleksi ini dibuat untuk hari yang panas dan kami senang sekali bisa membagikannya kepada kalian semua.'
const SPANISH = 'Esta colección está hecha para los días de calor y estamos muy contentos de poder compartirla con todos ustedes.'

export const FLAWS: readonly Flaw[] = [
  said('over the limit', 'much too long', 'and there is more to say about it '.repeat(3_600), 'after', { only: hasCaption }),
  {
    kind: 'wrong language',
    variant: 'Indonesian',
    plant: (good) => json(every(good, () => INDONESIAN)),
    has: (draft) => all(draft).includes(INDONESIAN),
  },
  {
    kind: 'wrong language',
    variant: 'Spanish',
    plant: (good) => json(every(good, () => SPANISH)),
    has: (draft) => all(draft).includes(SPANISH),
  },
  {
    kind: 'invented platform',
    variant: 'another form',
    plant: (good) => json({ ...good, form: 'toot' }),
    has: ({ form }) => (form as string) === 'toot',
  },
  {
    kind: 'invented platform',
    variant: 'another field',
    plant: (good) => json({ ...good, platform: 'myspace' }),
    has: (draft) => all(draft).includes('myspace'),
  },
  said('markup', 'bold', '**Linen** for every day.'),
  said('markup', 'a heading', '## Why linen\nIt breathes.'),
  said('markup', 'a link', 'Come and [see it](https://example.org/linen).'),
  said('markup', 'HTML', '<p>Linen for <b>every</b> day.</p>'),
  said('markup', 'code', '```\nLinen for every day.\n```'),
  said('markup', 'an entity', 'Linen &amp; light.'),
  said('leaked instructions', 'its role', 'You are the Instagram writer of an agency: pictures first, a caption people finish.', 'before'),
  said('leaked instructions', 'a habit', 'Say every point that has to be said, with its dates, numbers, names and prices unchanged.'),
  said('leaked instructions', 'a mark', '<<<REQUEST Launch our linen REQUEST>>>'),
  said('leaked instructions', 'an AI', 'As an AI language model, I cannot wear linen.'),
  said('leaked instructions', 'names of fields', 'on_screen_text: linen; alt_text: a shirt'),
  said('think-aloud', 'sure', 'Sure! Here is your caption:', 'before'),
  said('think-aloud', 'a tag', '<think>The client wants linen.</think>', 'before'),
  said('think-aloud', 'an option', 'Option 1:\nLinen for every day.', 'before'),
  said('think-aloud', 'a note', 'Note: I have kept the tone warm.'),
  said('think-aloud', 'let me', 'Let me think about the hook first.', 'before'),
  inAnswer(
    'half JSON',
    'cut in the middle',
    (good) => ({ text: good.slice(0, good.length / 2) }),
    () => false,
  ),
  inAnswer(
    'half JSON',
    'encoded twice',
    (good) => ({ text: JSON.stringify(good) }),
    () => false,
  ),
  inAnswer(
    'half JSON',
    'in prose',
    (good) => ({ text: `Sure! Here is the JSON you asked for:\n${good}\nI hope this helps!` }),
    (draft) => all(draft).includes('I hope this helps'),
  ),
  inAnswer(
    'half JSON',
    'after thoughts',
    (good) => ({ text: `<think>First I plan.</think>\n${good}` }),
    (draft) => all(draft).includes('First I plan'),
  ),
  {
    kind: 'half JSON',
    variant: 'inside of a text',
    plant: (good) => json(first(good, () => JSON.stringify({ form: 'post', text: 'Linen is here.', hashtags: [] }))),
    has: (draft) => readTexts(draft).some((text) => text.startsWith('{')),
  },
  said('ungrounded price', 'dollars', 'Now only $49.99.'),
  said('ungrounded price', 'rupiah', 'Cuma 199 ribu rupiah.'),
  said('ungrounded price', 'a discount', 'Take 35% off today.'),
  said('ungrounded price', 'a code', 'Use code LINEN35 when you order.'),
  said('ungrounded link', 'https', 'See https://casa-linen-shop.com/summer'),
  said('ungrounded link', 'a name', 'See casalinenshop.com for all of it.'),
  said('ungrounded contact', 'mail', 'Write to hello@casalinen.com'),
  said('ungrounded contact', 'a phone', 'Call +62 812 5555 0199'),
  said('ungrounded contact', 'a handle', 'Follow @casalinen.official'),
  said('ungrounded quotation', 'of a designer', 'As our designer says, "every thread has a story to tell".'),
  said('ungrounded quotation', 'of nobody', '“The most comfortable shirt of the year”, they wrote.'),
  said('ungrounded figure', 'a rating', 'Rated 4.9 by those who wear it.', 'after', shown),
  said('ungrounded figure', 'a share', '87% wear it again.', 'after', shown),
  said('ungrounded figure', 'a crowd', 'Worn by twelve thousand people.', 'after', shown),
  said('ungrounded figure', 'a date', 'In stores from 9 November.', 'after', shown),
  {
    kind: 'missing disclosure',
    variant: 'paid',
    plant: (good) => json(every(good, (text) => text.replace(/(?:Ad|Paid)[^\n]*\n*/, '') || 'Linen is here.')),
    has: (draft) => !/\b(?:ad|paid|sponsored)\b/i.test(all(readTexts(draft))),
  },
  said('fake testimonial', 'a customer', 'Our happy customer told us it is the best shirt ever.'),
  said('fake testimonial', 'stars', '⭐⭐⭐⭐⭐ from Maria'),
  said('denied words', 'of the brand', 'It is cheap, too.', 'after', shown),
  said('health claim', 'a cure', 'It cures eczema.', 'after', shown),
  said('placeholder', 'brackets', 'Visit us at [insert address].', 'after', shown),
  said('another platform', 'follow us', 'Follow us on YouTube.', 'after', shown),
  {
    kind: 'empty fields',
    variant: 'no text',
    only: hasCaption,
    plant: (good) => json({ ...good, text: ' ' }),
    has: (draft) => draft.form !== 'story' && !draft.text.trim(),
  },
  {
    kind: 'empty fields',
    variant: 'left out',
    plant: (good) => json({ ...good, hashtags: undefined }),
    has: (draft) => !Array.isArray(draft.hashtags),
  },
  { kind: 'wrong form', variant: 'a bare text', plant: () => json({ caption: 'Linen is here.' }), has: (draft) => 'caption' in draft },
  {
    kind: 'duplicate hashtags',
    variant: 'twice',
    ...shown,
    only: hasCaption,
    plant: (good) => json({ ...good, hashtags: ['linen', 'Linen', 'linen'] }),
    has: ({ hashtags }) => new Set(hashtags.map((tag) => tag.toLowerCase())).size < hashtags.length,
  },
  {
    kind: 'too many hashtags',
    variant: 'forty',
    plant: (good) =>
      json({ ...good, hashtags: Array.from({ length: 40 }, (_, i) => `linen${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${i > 25 ? 'x' : ''}`) }),
    has: ({ hashtags }) => hashtags.length === 40,
    ...shown,
  },
  { kind: 'refused', variant: 'by the model', plant: () => ({ refusal: 'I cannot help with that.' }), has: () => false },
  { kind: 'empty answer', variant: 'nothing', plant: () => ({ text: '' }), has: () => false },
  { kind: 'cut stream', variant: 'in the middle', plant: (good) => ({ ...json(good), body_ends: 'cut' }), has: () => false },
]
