import type { Pool } from './knex.ts'

export interface Announcer {
  /** Something was committed for this request: open event streams hear of it within a moment. Never waits, never throws. */
  announce(requestId: string): void
  /** Tells what is still untold. */
  close(): Promise<void>
}

const EVERY_MS = 30

/**
 * Wakes event streams for many requests with one statement. NOTIFY inside every agent's commit made them all queue behind one lock and the
 * disk (a POST then waited up to 90 ms); a statement that only notifies writes nothing, so it waits for neither.
 * A lost announcement delays a stream until its next heartbeat: the events themselves are rows.
 */
export function createAnnouncer(db: Pool, onError: (error: unknown) => void): Announcer {
  const news = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<unknown> = Promise.resolve()

  function tell(): void {
    timer = undefined
    const ids = [...news]
    news.clear()
    if (ids.length) telling = db.raw(`select pg_notify('request_events', id) from unnest(?::text[]) as id`, [ids]).catch(onError)
  }

  return {
    announce(requestId) {
      news.add(requestId)
      timer ??= setTimeout(tell, EVERY_MS)
    },
    async close() {
      clearTimeout(timer)
      tell()
      await telling
    },
  }
}
