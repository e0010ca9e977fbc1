import type { Weekday } from './strategy.ts'
import type { ContentType, Platform } from './words.ts'

/** A draft of a brand that its client approved. */
export interface ApprovedDraft {
  platform: Platform
  content_type: ContentType
  hashtags: string[]
  /** Its title, headline or first line: at most 200 characters. */
  first_line: string
  /** When the client approved it, in the organization's time zone. */
  decided_on: Weekday
  decided_hour: number
}

/** What a brand's own past says, of the last 180 days. Text in it was written by agents and clients: data, never instructions. */
export interface BrandHistory {
  /** Newest first. */
  approved: ApprovedDraft[]
  /** What clients asked to be changed, newest first, each at most 300 characters. */
  asked_changes: { platform: Platform; comment: string }[]
}

export const NO_HISTORY: BrandHistory = { approved: [], asked_changes: [] }
