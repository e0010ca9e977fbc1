import { z } from 'zod'
import { PLATFORMS } from './words.ts'

const line = z.string().min(1).max(600)

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A concrete time to publish. */
export const SuggestedSlot = z.object({
  platform: z.enum([...PLATFORMS, 'any']),
  weekday: z.enum(WEEKDAYS),
  local_time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'hours and minutes of a 24-hour clock, such as 09:30'),
  /** IANA name, such as Asia/Jakarta; empty in strategies of an earlier release, which meant the organization's. */
  time_zone: z.string().max(64),
  why: z.string().max(300),
})
export type SuggestedSlot = z.infer<typeof SuggestedSlot>

/** Earlier releases stored slots as "Tue 11:30". What cannot be read as one is left out: a time is advice. */
function slotOf(value: unknown): unknown[] {
  if (typeof value !== 'string') return [value]
  const [, weekday, hours, minutes] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* +(\d{1,2}):(\d{2})/.exec(value) ?? []
  const slot = { platform: 'any', weekday, local_time: `${hours?.padStart(2, '0')}:${minutes}`, time_zone: '', why: '' }
  return SuggestedSlot.safeParse(slot).success ? [slot] : []
}

/** What the strategist decides once and every platform agent follows. */
export const Strategy = z.object({
  target_audience: line,
  content_pillars: z.array(line).min(1).max(6),
  themes: z.array(line).min(1).max(8),
  /** What the request demands to be said, one point each; every draft has to cover all of them. */
  key_points: z.array(line).min(1).max(12),
  hook_angle: line,
  call_to_action: line,
  posting_frequency: line,
  /** Concrete times in the organization's time zone, for each platform of the request. */
  suggested_slots: z.preprocess((value) => (Array.isArray(value) ? value.flatMap(slotOf) : value), z.array(SuggestedSlot).max(21)),
})
export type Strategy = z.infer<typeof Strategy>

const Slots = z.object({ suggested_slots: Strategy.shape.suggested_slots })
/** The times that a stored strategy suggests; none where it cannot be read: a time is advice. */
export const slotsIn = (strategy: unknown): SuggestedSlot[] => Slots.safeParse(strategy).data?.suggested_slots ?? []

/** What the quality agent says of a draft; the score itself is computed in code. */
export const QualityReview = z.object({
  /** 0 to 1. One part of the score, weighing at most 0.2. */
  opinion: z.number().min(0).max(1),
  /** What should be mended, each as an instruction to the writer. */
  suggestions: z.array(z.string().min(1).max(400)).max(8),
})
export type QualityReview = z.infer<typeof QualityReview>
