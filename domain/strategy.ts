import { z } from 'zod'

const line = z.string().min(1).max(600)

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
  /** Concrete times in the organization's time zone, such as "Tue 11:30". */
  suggested_slots: z.array(line).max(7),
})
export type Strategy = z.infer<typeof Strategy>

/** What the quality agent says of a draft; the score itself is computed in code. */
export const QualityReview = z.object({
  /** 0 to 1. One part of the score, weighing at most 0.2. */
  opinion: z.number().min(0).max(1),
  /** What should be mended, each as an instruction to the writer. */
  suggestions: z.array(z.string().min(1).max(400)).max(8),
})
export type QualityReview = z.infer<typeof QualityReview>
