import type { Platform, PlatformStatus, RequestStatus, Verdict } from './words.ts'

/** What crosses between the product's tables and its workflows: ids, hashes and short status only; text stays in Postgres. */

export interface PlatformPlan {
  platform: Platform
  /** The first version this run makes; above 1 when an earlier run made some. */
  version: number
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
  approval: { mode: 'required' | 'none'; dueInHours: number; remindBeforeHours: number[] }
}

/** Written by one POST of one approver: a decision per draft of the round. The rows are in Postgres already; this only wakes the workflow. */
export interface ReviewDecided {
  roundId: string
  decisions: { platform: Platform; version: number; contentHash: string; verdict: Verdict }[]
}

export interface ReviewExtended {
  roundId: string
  /** Hours from the moment the workflow hears of it. */
  dueInHours: number
}

export interface StatusView {
  status: RequestStatus
  waitsFor: string
  platforms: { platform: Platform; status: PlatformStatus; version: number; reason: string }[]
}
