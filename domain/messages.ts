import type { Platform, PlatformStatus, RequestStatus, Verdict } from './words.ts'

/** What crosses between the product's tables and its workflows: ids, hashes and short status only; text stays in Postgres. */

export interface PlatformPlan {
  platform: Platform
  /** The first version this run makes; above 1 when an earlier run made some. */
  version: number
  /** That version was made by a person: nothing is to be written, only asked. */
  edited?: true
  /** A person asked the agents for that version: its unit was used by the one before, and where it fails a person has to see to it. */
  asked?: true
}

export interface ContentRequestInput {
  organizationId: string
  requestId: string
  brandId: string
  run: number
  platforms: PlatformPlan[]
  /** On a retry: how the platforms that are not made again ended. They count in how the request ends. */
  others?: PlatformStatus[]
  /** On a retry: the strategy's version. A strategy that exists is used again; one that failed is asked for anew, under a name of its own. */
  strategyVersion?: number
  approval: {
    mode: 'required' | 'none'
    /** Which platforms go the same way, where they do not all. */
    tracks?: Platform[][]
    /** Read by rounds that were opened before there were plans. */
    dueInHours: number
    remindBeforeHours: number[]
  }
}

/** Every draft of the round has its decision. The rows are in Postgres already; this only wakes the workflow. */
export interface ReviewDecided {
  roundId: string
  decisions: { platform: Platform; version: number; contentHash: string; verdict: Verdict }[]
}

export interface ReviewExtended {
  roundId: string
  /** Hours from the moment the workflow hears of it. */
  dueInHours: number
}

/** Something about an open round is not as it was: who is asked, or what in it is left. */
export interface ReviewChanged {
  roundId: string
}

/** A person made the next version of a draft, or asked for it. Where a round showed the one before, it is named: the draft was taken out of it. */
export interface DraftEdited {
  platform: Platform
  version: number
  roundId: string | null
  /** The agents are to write it. */
  asked?: true
}

/** A place in the list of approved drafts, where the nightly watch goes on. */
export interface DriftPlace {
  requestId: string
  platform: string
}

export interface StatusView {
  status: RequestStatus
  waitsFor: string
  platforms: { platform: Platform; status: PlatformStatus; version: number; reason: string }[]
}
