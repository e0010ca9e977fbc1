/**
 * Where approved drafts are found again by what they say. A place is one brand of one organization, under one embedding model: nothing is ever looked up across them. Only
 * names and numbers are kept here; the texts stay in Postgres, behind the organization's walls.
 */
export interface MemoryPlace {
  organizationId: string
  brandId: string
  /** The embedding model with its dimensions: vectors of two models mean nothing to each other. */
  model: string
}

/** Its own name for a draft, `request/platform/version`. */
export interface MemoryItem {
  id: string
  vector: readonly number[]
  /** When its client approved it, milliseconds since 1970. */
  approvedAt: number
}

export interface Match {
  id: string
  /** Cosine of the angle between the two, -1 to 1. */
  score: number
}

/** One provider of such a place. Throws when it does not answer; memory is advice, so callers go on without. */
export interface Memory {
  readonly provider: 'postgres' | 'pinecone'
  /** Keeps items; the same again changes nothing. */
  remember(place: MemoryPlace, items: readonly MemoryItem[]): Promise<void>
  /** The nearest of those that were approved between two moments, nearest first. */
  nearest(place: MemoryPlace, of: { vector: readonly number[]; most: number; after: number; before: number }): Promise<Match[]>
  /** Forgets named items, or the whole place. */
  forget(place: MemoryPlace, ids?: readonly string[]): Promise<void>
}
