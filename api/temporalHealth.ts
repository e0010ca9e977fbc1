import type { Connection } from '@temporalio/client'
import type { Logger } from '../config/log.ts'

const DEADLINE_MS = 1_000

/**
 * Asks Temporal whether it is there, and waits a second at most. A lazy connection alone tries for twenty, so one question serves whoever
 * asks meanwhile. Not by `withDeadline`, which runs in an AsyncLocalStorage: on Node 20 its first use makes every promise of the process
 * dearer for good.
 */
export function temporalHealth(connection: Connection, log: Logger): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  const ask = () =>
    connection.workflowService
      .getSystemInfo({})
      .then(
        () => true,
        (error: unknown) => {
          log.debug({ err: error }, 'Temporal does not answer')
          return false
        },
      )
      .finally(() => {
        asked = undefined
      })
  return async () => {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), DEADLINE_MS)
    })
    asked ??= ask()
    const answer = await Promise.race([asked, tooLate])
    clearTimeout(timer)
    return answer
  }
}
