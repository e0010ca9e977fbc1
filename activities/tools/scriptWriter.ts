import { z } from 'zod'
import type { Language } from '../../domain/words.ts'
import type { Tool } from './port.ts'
import { readPrompt } from './reading.ts'

const parameters = z.object({ seconds: z.number().int().min(9).max(180).describe('About how long the video should last.') })

/** The timed plan of a short video: one shot a point, hook in the first three seconds. */
export const scriptWriter: Tool<z.infer<typeof parameters>> = {
  name: 'script_writer',
  description:
    'Plans a short vertical video shot by shot: how long each lasts, what it is for, how many words fit. The hook comes in the first three seconds.',
  contentTypes: ['script', 'reel'],
  parameters,
  run: ({ seconds }, task) => ({ shots: planShots(task.prompt, seconds, task.language) }),
}

export interface Shot {
  seconds: number
  role: 'hook' | 'subject' | 'point' | 'call to action'
  /** What the shot has to say; the subject where the role is not a point. */
  says: string
  framing: string
  /** Words that can be spoken in the time, at 2.5 words a second. */
  max_words: number
}

const WORDS_A_SECOND = 2.5
const FRAMINGS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Close-up', 'Over the shoulder', 'Wide shot', 'Hands only', 'Straight to camera', 'Slow pan'],
  id: ['Gambar dekat', 'Dari balik bahu', 'Gambar lebar', 'Tangan saja', 'Menghadap kamera', 'Kamera bergeser pelan'],
}

export function planShots(prompt: string, seconds: number, language: Language = 'en'): Shot[] {
  const framings = FRAMINGS[language]
  const { topic, points } = readPrompt(prompt)
  const told = points.slice(0, 10)
  const shot = (length: number, role: Shot['role'], says: string, index: number): Shot => ({
    seconds: length,
    role,
    says,
    framing: framings[(index + topic.length) % framings.length] ?? '',
    max_words: Math.floor(length * WORDS_A_SECOND),
  })
  const opening = 3
  const closing = 4
  const each = Math.max(2.5, Math.min(6, Math.round(((seconds - opening - closing) / (told.length + 1)) * 2) / 2))
  return [
    shot(opening, 'hook', topic, 0),
    shot(each, 'subject', topic, 1),
    ...told.map((point, i) => shot(Math.max(each, Math.ceil(point.text.split(/\s+/).length / WORDS_A_SECOND)), 'point', point.text, i + 2)),
    shot(closing, 'call to action', topic, told.length + 2),
  ]
}
