import { z } from 'zod'
import { LINKEDIN } from '../../domain/platforms/linkedin.ts'
import type { Tool } from './port.ts'
import { type Intent, readPrompt } from './reading.ts'

const parameters = z.object({
  angle: z.enum(['question', 'plain', 'scene']).describe('How to open: with a question, plainly, or with a scene.'),
})

/** The outline of a professional post: what stands before the fold, which points in which order, how it ends. */
export const professionalPostCreator: Tool<z.infer<typeof parameters>> = {
  name: 'professional_post_creator',
  description:
    'Outlines a LinkedIn post: an opening that fits before the fold, the demanded points in order, one call to action and a closing question.',
  contentTypes: ['post'],
  parameters,
  run: ({ angle }, task) => outlinePost(task.prompt, angle),
}

export interface Outline {
  hook: { angle: 'question' | 'plain' | 'scene'; max_characters: number; names: string }
  points: string[]
  call_to_action: { verb: string; object: string; place: 'before the fold' | 'end' }
  closing: 'question' | 'statement'
}

const VERBS: Record<Intent, string> = {
  launch: 'See',
  offer: 'Choose',
  event: 'Join',
  lesson: 'Save',
  hiring: 'Apply for',
  milestone: 'Share',
  question: 'Vote on',
  story: 'Read',
  notice: 'Note',
}

export function outlinePost(prompt: string, angle: Outline['hook']['angle']): Outline {
  const { intent, theShort, points } = readPrompt(prompt)
  // Figures first: they are what a reader who skims takes away.
  const ordered = [...points].sort((a, b) => Number(/\d/.test(b.text)) - Number(/\d/.test(a.text)))
  return {
    hook: { angle, max_characters: LINKEDIN.fold, names: theShort },
    points: ordered.map((point) => point.text),
    // Who is asked to come, apply or choose should not have to open the post to learn it.
    call_to_action: {
      verb: VERBS[intent],
      object: theShort,
      place: intent === 'event' || intent === 'hiring' || intent === 'offer' ? 'before the fold' : 'end',
    },
    closing: intent === 'offer' || intent === 'notice' ? 'statement' : 'question',
  }
}
