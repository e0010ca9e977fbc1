import type { Logger } from '../config/log.ts'

/** Asks something that may be out. Rejects at once while it is known to be, and when it does not answer in time. */
export type Guard = <T>(ask: () => Promise<T>) => Promise<T>

/** Not asked: it did not answer a moment ago. */
export class StillOut extends Error {
  constructor(what: string) {
    super(`${what} did not answer a moment ago`)
    this.name = 'StillOut'
  }
}

/**
 * Keeps a store that hangs from making every request wait for it: after a failure one caller at a time, every `retryMs`, finds out whether
 * it is back. Each outage is logged once, with what it means, and its end once.
 */
export function createGuard(of: {
  what: string
  /** What is lost meanwhile, for the log. */
  means: string
  timeoutMs: number
  retryMs?: number
  log: Logger
}): Guard {
  const retryMs = of.retryMs ?? 500
  let nextAskAt: number | undefined
  let lastAnswerAt = 0

  return async (ask) => {
    const askedAt = performance.now()
    if (nextAskAt !== undefined) {
      if (askedAt < nextAskAt) throw new StillOut(of.what)
      nextAskAt = askedAt + retryMs
    }
    try {
      const answer = await inTime(ask(), of.what, of.timeoutMs)
      lastAnswerAt = performance.now()
      if (nextAskAt !== undefined) of.log.info(`${of.what} answers again`)
      nextAskAt = undefined
      return answer
    } catch (error) {
      // A straggler that was asked before the last answer says nothing about now.
      if (askedAt >= lastAnswerAt) {
        if (nextAskAt === undefined) of.log.warn({ reason: String(error) }, `${of.what} does not answer: ${of.means}`)
        nextAskAt = performance.now() + retryMs
      }
      throw error
    }
  }
}

async function inTime<T>(answer: Promise<T>, what: string, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      answer,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} did not answer within ${timeoutMs} ms`)), timeoutMs)
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}
