import { demandedPoints } from '../../domain/brief.ts'
import type { Content, Form } from '../../domain/content.ts'
import type { QualityReview, Strategy } from '../../domain/strategy.ts'
import type { AgentName, Platform } from '../../domain/words.ts'

/** The answers of the stand-in: plain, valid, and good enough to pass quality assurance the first time. */

type JsonSchema = Record<string, unknown>

const WORDS = {
  en: {
    opening: 'Here is something worth your time.',
    care: 'Every detail was chosen with care, and it shows.',
    ask: 'Visit the store and tell a friend.',
    changed: 'As asked',
    scene: 'A hand holds the product in soft daylight.',
    alt: 'The product in soft daylight.',
  },
  id: {
    opening: 'Ada sesuatu yang layak disimak hari ini.',
    care: 'Setiap detail dipilih dengan teliti dan terasa bedanya.',
    ask: 'Kunjungi toko dan ajak teman.',
    changed: 'Sesuai permintaan',
    scene: 'Tangan memegang produk di bawah cahaya pagi.',
    alt: 'Produk di bawah cahaya pagi.',
  },
}
type Words = (typeof WORDS)['en']

/** JSON text of what this agent was asked for. A serial, when given, stands in a text that readers of the answer see. */
export function answerFor(agent: AgentName, messages: { role: string; content: string }[], schema: JsonSchema, serial: string): string {
  const asked = messages.find(({ role }) => role === 'user')?.content ?? ''
  const draft = fenced(asked, 'DRAFT')
  switch (agent) {
    case 'strategist':
      return JSON.stringify(strategy(fenced(asked, 'REQUEST'), serial))
    case 'quality_assurance':
      return JSON.stringify(review(serial))
    case 'brand_voice':
      return JSON.stringify(signed(JSON.parse(draft) as Content, serial))
    default: {
      agent satisfies Platform
      const words = asked.includes('Indonesian') ? WORDS.id : WORDS.en
      const made = content(formOf(schema), demandedPoints(fenced(asked, 'REQUEST')), fenced(asked, 'MEND'), words, roomIn(messages))
      return JSON.stringify(signed(made, serial))
    }
  }
}

/** How long a post may be, as its writer is told; two serials and the hashtags need some of it. */
function roomIn(messages: { role: string; content: string }[]): number {
  const told = messages.map(({ content }) => /Each post, .*? has at most ([\d,]+) /.exec(content)?.[1]).find(Boolean)
  return told ? Number(told.replaceAll(',', '')) - 60 : Number.POSITIVE_INFINITY
}

/** What stands between the marks of our prompts. */
function fenced(text: string, name: string): string {
  return new RegExp(`<<<${name}\\n([\\s\\S]*?)\\n${name}>>>`).exec(text)?.[1] ?? ''
}

function formOf(schema: JsonSchema): Form {
  const { form } = schema.properties as { form: { enum: [Form] } }
  return form.enum[0]
}

function strategy(prompt: string, serial: string): Strategy {
  return {
    target_audience: 'People who already like the brand and their friends',
    content_pillars: ['The product itself', 'How it is made'],
    themes: ['Plain facts', 'Care in the detail'],
    key_points: demandedPoints(prompt),
    hook_angle: ['A plain promise that is kept', serial].filter(Boolean).join(' '),
    call_to_action: 'Visit the store',
    posting_frequency: 'Twice a week',
    suggested_slots: [{ platform: 'any', weekday: 'Tue', local_time: '11:30', time_zone: '', why: 'a quiet hour' }],
  }
}

function review(serial: string): QualityReview {
  return { opinion: 0.95, suggestions: serial ? [`Keep it as it is (${serial}).`] : [] }
}

function content(form: Form, points: string[], mend: string, words: Words, room: number): Content {
  const sentences = points.map(sentence)
  const changed = mend ? [sentence(`${words.changed}: ${mend.split('\n')[0]?.replace(/^- /, '').slice(0, 200)}`)] : []
  const caption = [words.opening, words.care, ...changed, words.ask].join('\n')
  const full = [words.opening, ...sentences, words.care, ...changed, words.ask].join('\n')
  const whole = full.length <= room ? full : [...sentences, ...changed, words.ask].join('\n')
  const hashtags = hashtagsOf(points.join(' '))
  const image = { kind: 'image' as const, brief: words.scene, alt_text: words.alt }
  const slides = sentences.map((said, i) => ({ headline: `${i + 1}`, body: said, visual: words.scene, alt_text: words.alt }))
  const last = { headline: words.ask, body: changed.join(' '), visual: words.scene, alt_text: words.alt }
  switch (form) {
    case 'post':
      return { form, text: whole, hashtags, media: [image] }
    case 'carousel':
      // Two slides are the least a carousel has.
      return { form, text: caption, hashtags, slides: slides.length > 1 ? slides.slice(0, 10) : [...slides, last] }
    case 'story': {
      // A story has at most ten frames, and a brief up to twelve points.
      const frames = slides.length > 9 ? [...slides.slice(0, 8), { ...last, headline: '9', body: sentences.slice(8).join(' ') }] : slides
      return { form, text: '', hashtags, frames: [...frames, last] }
    }
    case 'script': {
      const beats = [words.opening, ...sentences, words.ask].map((spoken) => ({
        seconds: 4,
        visual: words.scene,
        on_screen_text: '',
        spoken,
      }))
      const text = [words.care, ...changed].join('\n')
      return { form, text, hashtags, beats, sound: 'Calm acoustic, commercial library', cover: image }
    }
    case 'article': {
      const sections = sentences.map((body, i) => ({ heading: `${i + 1}`, body }))
      return { form, text: caption, hashtags, headline: points[0]?.slice(0, 90) ?? words.opening, sections, media: [image] }
    }
    case 'thread':
      return {
        form,
        text: words.opening,
        hashtags: hashtags.slice(0, 1),
        media: [image],
        replies: threadOf([...sentences, words.care, ...changed, words.ask]),
      }
    case 'photo':
      return {
        form,
        title: points[0]?.slice(0, 80) ?? words.opening,
        text: whole,
        hashtags,
        media: [image],
        sound: 'Calm acoustic, commercial library',
      }
    default:
      return form satisfies never
  }
}

/** One post a sentence. */
const threadOf = (said: string[]) => said.map((text) => ({ text, media: [] }))

/** The same content with one more serial at the end of what readers see first; serials already there stay. */
function signed<C extends Content>(made: C, serial: string): C {
  if (!serial) return made
  if (made.form !== 'story') return { ...made, text: `${made.text}\n${serial}` }
  const [first, ...rest] = made.frames
  return { ...made, frames: [{ ...first, body: `${first?.body} ${serial}`.trim() }, ...rest] }
}

function sentence(point: string): string {
  const capital = point.charAt(0).toUpperCase() + point.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}

function hashtagsOf(text: string): string[] {
  const words = (text.toLowerCase().match(/\p{L}{4,20}/gu) ?? []).filter((word) => !['partner', 'collab', 'sponsored'].includes(word))
  return [...new Set(words), 'news'].slice(0, 3)
}
