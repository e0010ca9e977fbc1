import { z } from 'zod'
import { advisedMost, countsOf } from '../../domain/platforms/index.ts'
import { LONGEST_HEADLINE } from '../images/text.ts'
import { boundsOfTask } from './bounds.ts'
import { isProof } from './points.ts'
import type { Tool } from './port.ts'
import { readPrompt } from './reading.ts'

const parameters = z.object({
  slides: z.number().int().min(1).max(40).describe('At most how many slides are wanted; the rules of the platform may allow fewer.'),
})

/** Deals the demanded points out over the slides of a carousel, one thought a slide. */
export const carouselCreator: Tool<z.infer<typeof parameters>> = {
  name: 'carousel_creator',
  description:
    'Plans a carousel slide by slide: a hook, the demanded points one a slide, what proves them, a call to action. Says how long headlines may be, what each alternative text has to name, and which points are left to the caption.',
  contentTypes: ['carousel'],
  parameters,
  run({ slides }, task) {
    const { platform, contentType, options } = boundsOfTask(task, 'carousel_creator')
    return planCarousel(task.prompt, slides, {
      ...countsOf(platform, contentType, 'slides', options),
      altText: advisedMost(platform, contentType, 'alt_text', options),
    })
  },
}

export interface PlannedSlide {
  role: 'hook' | 'point' | 'proof' | 'call to action'
  /** The one thought of the slide; the subject where its role is neither point nor proof. */
  says: string
  /** Which demanded point that is, counted from 1 behind the subject; null where it is none. */
  point: number | null
  headline_most_characters: number
  /** What somebody who does not see the slide has to be told of it. */
  alt_text: { names: string[]; most_characters: number | null }
}

export interface CarouselPlan {
  slides: PlannedSlide[]
  /** Points for which there was no slide, in order: the caption has room for them. */
  in_caption: { says: string; point: number }[]
  allowed: { least: number; most: number | null }
}

interface Room {
  least: number
  most: number
  altText: number | null
}

/** A hook and a call to action: a carousel without either is an album. */
const FRAME = 2

export function planCarousel(prompt: string, wanted: number, { least, most, altText }: Room): CarouselPlan {
  const { topic, points } = readPrompt(prompt)
  const numbered = points.map(({ text }, i) => ({ says: text, point: i + 1 }))
  const count = Math.min(Math.max(wanted, least, FRAME), Math.max(most, least))
  const told = numbered.slice(0, Math.max(0, count - FRAME))
  const slide = (role: PlannedSlide['role'], says: string, point: number | null): PlannedSlide => ({
    role,
    says,
    point,
    headline_most_characters: LONGEST_HEADLINE,
    alt_text: { names: says === topic ? [topic] : [topic, says], most_characters: altText },
  })
  const middle = [...told.filter(({ says }) => !isProof(says)), ...told.filter(({ says }) => isProof(says))].map(({ says, point }) =>
    slide(isProof(says) ? 'proof' : 'point', says, point),
  )
  // Where nothing else is demanded, the subject itself is the thought between the two.
  if (middle.length === 0 && count > FRAME) middle.push(slide('point', topic, null))
  return {
    slides: [slide('hook', topic, null), ...middle, slide('call to action', topic, null)],
    in_caption: numbered.slice(told.length),
    allowed: { least, most: Number.isFinite(most) ? most : null },
  }
}
