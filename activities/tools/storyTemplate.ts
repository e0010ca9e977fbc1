import { z } from 'zod'
import { canvasOf } from '../../domain/images.ts'
import { advisedMost } from '../../domain/platforms/index.ts'
import type { Language } from '../../domain/words.ts'
import { boundsOfTask } from './bounds.ts'
import { isProof } from './points.ts'
import type { Tool } from './port.ts'
import { type Intent, type Point, type Reading, readPrompt } from './reading.ts'

const parameters = z.object({
  frames: z.number().int().min(1).max(20).describe('At most how many frames are wanted; the platform may allow fewer.'),
})

/** The frames of a story: what each is for, how long it stays, where its words may stand and how many fit. */
export const storyTemplate: Tool<z.infer<typeof parameters>> = {
  name: 'story_template',
  description:
    'Plans a story frame by frame: role, seconds, the safe area in pixels, how many words fit, and one sticker that a person sets in the app. A story has no caption.',
  contentTypes: ['story'],
  parameters,
  run({ frames }, task) {
    const { platform, contentType, options } = boundsOfTask(task, 'story_template')
    const canvas = canvasOf(platform, contentType)
    if (!canvas) throw new Error(`${platform} has no canvas for a ${contentType}`)
    const { width, height, margin, most } = canvas
    return planStory(task.prompt, frames, task.language, {
      most,
      characters: advisedMost(platform, contentType, 'frame_text', options),
      canvas: { width, height },
      safe: { left: margin.left, top: margin.top, width: width - margin.left - margin.right, height: height - margin.top - margin.bottom },
    })
  },
}

export interface PlannedFrame {
  role: 'hook' | 'point' | 'proof' | 'call to action'
  says: string[]
  /** Which demanded points these are, counted from 1 behind the subject. */
  points: number[]
  seconds: number
  most_words: number
  /** Null where no rule says. */
  most_characters: number | null
}

/** What a person sets in the app: it is no part of the draft. */
export interface Sticker {
  kind: 'poll' | 'question' | 'link'
  /** The frame it belongs on, counted from 1. */
  frame: number
  text: string
  /** The answers of a poll; empty for the others. */
  options: string[]
  /** Of a link: one that the request names, or null, and then the person has to know it. */
  address: string | null
  set_by: 'person'
}

export interface StoryPlan {
  frames: PlannedFrame[]
  canvas: { width: number; height: number }
  safe_area: { left: number; top: number; width: number; height: number }
  sticker: Sticker
  caption: null
}

interface Room {
  most: number
  characters: number | null
  canvas: StoryPlan['canvas']
  safe: StoryPlan['safe_area']
}

/** How long the app shows a frame without a video, and how fast words over a picture are read. */
const SECONDS = 5
const WORDS_A_SECOND = 3
/** With the blank behind it. */
const CHARACTERS_A_WORD = 6

export function planStory(prompt: string, wanted: number, language: Language, { most, characters, canvas, safe }: Room): StoryPlan {
  const reading = readPrompt(prompt)
  const { topic, points } = reading
  const room = Math.max(1, Math.min(wanted, most) - 2)
  const most_words = Math.min(SECONDS * WORDS_A_SECOND, Math.floor((characters ?? Number.POSITIVE_INFINITY) / CHARACTERS_A_WORD))
  const frame = (role: PlannedFrame['role'], says: string[], of: number[]): PlannedFrame => ({
    role,
    says,
    points: of,
    seconds: SECONDS,
    most_words,
    most_characters: characters,
  })
  const size = Math.max(1, Math.ceil(points.length / room))
  const middle = Array.from({ length: Math.ceil(points.length / size) }, (_, i) => {
    const group = points.slice(i * size, (i + 1) * size).map(({ text }) => text)
    return frame(
      group.every(isProof) ? 'proof' : 'point',
      group,
      group.map((_text, at) => i * size + at + 1),
    )
  })
  const frames = [frame('hook', [topic], []), ...middle, frame('call to action', [topic], [])]
  return { frames, canvas, safe_area: safe, sticker: stickerFor(reading, prompt, language, frames.length), caption: null }
}

const POLL_INTENTS: ReadonlySet<Intent> = new Set(['question', 'event'])
const LINK_INTENTS: ReadonlySet<Intent> = new Set(['launch', 'offer', 'hiring'])
/** What a poll's answer has room for, and how many it takes. */
const OPTION_CHARACTERS = 24
const OPTIONS_MOST = 4

const WORDS: Readonly<Record<Language, { coming: string; yes: string; maybe: string; ask: string; link: string; choose: string }>> = {
  en: {
    coming: 'Will you come?',
    yes: 'Yes',
    maybe: 'Not sure yet',
    ask: 'What would you like to know?',
    link: 'See more',
    choose: 'Which one?',
  },
  id: {
    coming: 'Kamu ikut?',
    yes: 'Ikut',
    maybe: 'Belum tahu',
    ask: 'Mau tanya apa?',
    link: 'Lihat selengkapnya',
    choose: 'Pilih yang mana?',
  },
}

function stickerFor({ intent, points }: Reading, prompt: string, language: Language, frame: number): Sticker {
  const words = WORDS[language]
  const sticker = (kind: Sticker['kind'], text: string, more: Partial<Sticker> = {}): Sticker => ({
    kind,
    frame,
    text,
    options: [],
    address: null,
    set_by: 'person',
    ...more,
  })
  const address = prompt.match(/\bhttps?:\/\/[^\s<>"')]+[^\s<>"').,;:!?]/i)?.[0] ?? null
  if (address || LINK_INTENTS.has(intent)) return sticker('link', words.link, { address })
  if (POLL_INTENTS.has(intent)) {
    if (intent === 'event') return sticker('poll', words.coming, { options: [words.yes, words.maybe] })
    const options = points.filter(isOption).map(({ text }) => text)
    if (options.length >= 2 && options.length <= OPTIONS_MOST) return sticker('poll', words.choose, { options })
  }
  return sticker('question', words.ask)
}

/** Answers come from the request or there are none. */
const isOption = ({ kind, text }: Point) => kind === 'thing' && [...text].length <= OPTION_CHARACTERS
