import { condition } from '@temporalio/workflow'

/** Several ways that drafts go at once. */
export interface Lanes {
  start(lane: Promise<void>): void
  /** Waits until every lane has ended, or until `also` holds; throws what one of them threw. */
  pause(also: () => boolean): Promise<void>
  isEmpty(): boolean
  /** Waits until every lane has ended, however it did: what was cancelled has then finished what it had begun to write. */
  ended(): Promise<void>
}

export function openLanes(): Lanes {
  let open = 0
  const failures: unknown[] = []
  return {
    start(lane) {
      open++
      lane
        .catch((error: unknown) => {
          failures.push(error)
        })
        .finally(() => {
          open--
        })
    },
    async pause(also) {
      await condition(() => open === 0 || failures.length > 0 || also())
      if (failures.length) throw failures[0]
    },
    isEmpty: () => open === 0,
    ended: () => condition(() => open === 0),
  }
}
