import type { BrandSnapshot } from '../../../domain/brand.ts'
import type { Language } from '../../../domain/words.ts'
import type { ToolContext } from '../port.ts'

/** Something of the moment that content can be about. */
export interface Trend {
  source: string
  title: string
  /** The day it falls on or appeared, YYYY-MM-DD; null where it has none. */
  date: string | null
  /** Words of the request that it shares. None means: of the moment, but not of this request. */
  shares: string[]
  detail: string
}

export interface TrendAsk {
  prompt: string
  brand: BrandSnapshot
  language: Language
  timeZone: string
  /** How far ahead to look. */
  days: number
}

/** One place where trends are looked for. */
export interface TrendSource {
  name: string
  /** What it found, most relevant first, and in words what it could not read. Never fails because something is unreadable. */
  find(ask: TrendAsk, context: ToolContext): Promise<{ trends: Trend[]; unread: string[] }>
}
