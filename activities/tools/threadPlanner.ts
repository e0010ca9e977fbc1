import { z } from 'zod'
import { mostOf, RULE_PACKS } from '../../domain/platforms/index.ts'
import { length } from '../../domain/platforms/measures.ts'
import { boundsOfTask } from './bounds.ts'
import type { Tool } from './port.ts'
import { readPrompt } from './reading.ts'

const parameters = z.object({
  posts: z.number().int().min(3).max(25).describe('At most how many posts the thread should have, the first and the last included.'),
})

/** Deals the demanded points out over the posts of a thread, so that each post has room to say its own. */
export const threadPlanner: Tool<z.infer<typeof parameters>> = {
  name: 'thread_planner',
  description:
    'Plans a thread: a first post that stands alone, the demanded points in order over the posts between, a last post that asks for something. Says how many characters each post has.',
  contentTypes: ['thread'],
  parameters,
  run({ posts }, task) {
    const { platform, contentType, options } = boundsOfTask(task, 'thread_planner')
    const most = mostOf(platform, contentType, 'posts', options)
    return { posts: planThread(task.prompt, posts, { most, measure: (text) => length(RULE_PACKS[platform], text) }) }
  },
}

export interface PlannedPost {
  role: 'hook' | 'points' | 'call to action'
  /** What the post has to say; the subject where its role is not points. */
  says: string[]
  /** As the platform counts them; null where it sets no limit. */
  max_characters: number | null
}

interface Room {
  most: number
  measure: (text: string) => number
}

/** A sign before each of several points and a line break after it. */
const BETWEEN = 3

export function planThread(prompt: string, posts: number, { most, measure }: Room): PlannedPost[] {
  const { topic, points } = readPrompt(prompt)
  const size = Math.max(1, Math.ceil(points.length / Math.max(1, posts - 2)))
  const groups: string[][] = []
  for (const { text } of points) {
    const last = groups.at(-1)
    const used = last?.reduce((sum, said) => sum + measure(said) + BETWEEN, 0) ?? 0
    if (last && last.length < size && used + measure(text) + BETWEEN <= most) last.push(text)
    else groups.push([text])
  }
  const post = (role: PlannedPost['role'], says: string[]): PlannedPost => ({
    role,
    says,
    max_characters: Number.isFinite(most) ? most : null,
  })
  return [post('hook', [topic]), ...groups.map((says) => post('points', says)), post('call to action', [topic])]
}
