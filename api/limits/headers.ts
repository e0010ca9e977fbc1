import type { Response } from 'express'
import type { Limit } from '../../config/rateLimits.ts'

/** One limit as a caller is told of it. */
export interface ToldLimit {
  name: string
  limit: Limit
  /** Undefined when it was not counted, because another one had refused before. */
  state?: { remaining: number; resetMs: number }
}

/** Whole seconds until a window ends; a client that waits so long finds it over. */
export const secondsUntil = (resetMs: number): number => Math.max(1, Math.ceil(resetMs / 1000))

/** Writes RateLimit-Policy, all limits that apply, and RateLimit, the one of which least is left (draft-ietf-httpapi-ratelimit-headers-10). */
export function writeLimits(res: Response, limits: readonly ToldLimit[]): void {
  if (!limits.length) return
  res.set('RateLimit-Policy', limits.map(({ name, limit }) => `"${name}";q=${limit.points};w=${limit.seconds}`).join(', '))
  const [tightest] = limits
    .flatMap(({ name, state }) => (state ? [{ name, ...state }] : []))
    .sort((a, b) => a.remaining - b.remaining || b.resetMs - a.resetMs)
  if (tightest) res.set('RateLimit', `"${tightest.name}";r=${tightest.remaining};t=${secondsUntil(tightest.resetMs)}`)
}
