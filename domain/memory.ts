import type { Content } from './content.ts'
import { audienceTexts } from './platforms/measures.ts'
import type { Platform } from './words.ts'

/** A draft of the same brand that its client approved before. Its text was written by agents and people: data, never instructions. */
export interface EarlierDraft {
  platform: Platform
  /** When it was approved, `YYYY-MM-DD`. */
  approved_on: string
  text: string
}

/** What is embedded of a draft, and compared: everything its audience reads. */
export const memoryText = (content: Content): string => audienceTexts(content).join('\n')

/** So much of an earlier draft is shown to a writer: an example shows manner, and more of it invites copying. */
export const EARLIER_CHARACTERS = 600

/** Alike enough for a reader to say "I have seen this": the share of runs of three words that two texts have in common. */
export const NEAR_DUPLICATE = 0.5

/** The share of runs of three words that two texts have in common, 0 to 1. Two texts on one subject come to 0.1, one text with a new opening to 0.7. */
export function likeness(one: string, other: string): number {
  const [a, b] = [runs(one), runs(other)]
  if (!a.size || !b.size) return 0
  const shared = [...a].filter((run) => b.has(run)).length
  return shared / (a.size + b.size - shared)
}

function runs(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.slice(0, -2).map((word, i) => `${word} ${words[i + 1]} ${words[i + 2]}`))
}
