import type { Connection } from '@temporalio/client'
import type { Logger } from '../config/log.ts'

const DEADLINE_MS = 1_000

/** Asks Temporal whether it is there, for a second at most. A lazy connection alone would try for twenty. */
export function temporalHealth(connection: Connection, log: Logger): () => Promise<boolean> {
  return async () => {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE_MS} ms`)), DEADLINE_MS)
    })
    const asked = connection.withDeadline(Date.now() + DEADLINE_MS, () => connection.workflowService.getSystemInfo({}))
    try {
      await Promise.race([asked, tooLate])
      return true
    } catch (error) {
      log.debug({ err: error }, 'Temporal does not answer')
      return false
    } finally {
      clearTimeout(timer)
      // Its own failure may come after the race is over.
      asked.catch(() => log.trace('the late answer of Temporal was a failure'))
    }
  }
}
