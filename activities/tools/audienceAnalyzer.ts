import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import { contentWords, demandedPoints } from '../../domain/brief.ts'
import type { Tool } from './port.ts'

/** Who a request speaks to, read from the prompt and the brand; nothing is guessed that neither says. */
export const audienceAnalyzer: Tool<Record<string, never>> = {
  name: 'audience_analyzer',
  description:
    "Says whom the request addresses, what of the brand's audience fits it, and when such people read. From the prompt and the brand only.",
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run: (_args, task) => analyseAudience(task.prompt, task.brand),
}

export interface Audience {
  /** The most exact name for the audience that prompt or brand gives; empty when neither gives one. */
  primary: string
  segments: string[]
  /** The brand's interests that the request touches. */
  shared_interests: string[]
  locations: string[]
  habit: 'working day' | 'family evening' | 'student' | 'general'
  suggested_slots: string[]
  posting_frequency: string
}

/** Times when such people are reported to read; a starting point until the organization's own figures say better. */
const HABITS = {
  'working day': { slots: ['Tue 08:30', 'Wed 12:15', 'Thu 17:30'], frequency: 'three posts a week, on working days' },
  'family evening': { slots: ['Mon 20:30', 'Wed 20:30', 'Sat 09:30'], frequency: 'three posts a week, evenings and Saturday morning' },
  student: { slots: ['Tue 16:00', 'Thu 19:30', 'Sun 18:00'], frequency: 'four posts a week, after classes' },
  general: { slots: ['Tue 11:30', 'Thu 18:30', 'Sat 10:00'], frequency: 'three posts a week' },
} as const

export function analyseAudience(prompt: string, { target_audience: target }: BrandSnapshot): Audience {
  const named =
    prompt.match(
      /\b(?:invite|remind|tell|help|ask|encourage)\s+((?:(?:all|our|local|young|new|busy)\s+)*\p{L}{4,}s)\s+(?:to|that|about)\b/iu,
    )?.[1] ??
    prompt.match(
      /\bfor\s+((?:(?:busy|young|new|local|first-time|small|early|working)\s+)*(?:\p{L}+-)?(?:beginners|parents|families|students|founders|teams|runners|teachers|owners|professionals|clients|customers|kids|children|teenagers|seniors|managers|engineers|designers|cooks|travellers|travelers))\b/iu,
    )?.[1]
  const words = new Set(contentWords([prompt, ...demandedPoints(prompt)].join(' ')))
  const about = `${prompt} ${target.description} ${target.segments.join(' ')}`
  const habit = /\b(?:parents?|famil(?:y|ies)|mothers?|fathers?|kids|children|kindergarten)\b/i.test(about)
    ? 'family evening'
    : /\b(?:students?|campus|university|school)\b/i.test(about)
      ? 'student'
      : /\b(?:b2b|founders?|managers?|engineers?|professionals?|teams?|business(?:es)?|clients?|hiring|invoices?|office)\b/i.test(about)
        ? 'working day'
        : 'general'
  const fitting = target.segments.filter((segment) => contentWords(segment).some((word) => words.has(word)))
  return {
    primary:
      named?.replace(/^(?:our|all)\s+/i, '') ?? fitting[0] ?? target.segments[0] ?? target.description.split(/[.;,]/)[0]?.trim() ?? '',
    segments: [...fitting, ...target.segments.filter((segment) => !fitting.includes(segment))].slice(0, 4),
    shared_interests: target.interests.filter((interest) => contentWords(interest).some((word) => words.has(word))),
    locations: target.locations.slice(0, 3),
    habit,
    suggested_slots: [...HABITS[habit].slots],
    posting_frequency: HABITS[habit].frequency,
  }
}
