import { once, setMaxListeners } from 'node:events'
import type { Request, Response } from 'express'
import { type EventRow, listEvents } from '../db/events.ts'
import type { Db } from '../db/knex.ts'
import type { RequestRow } from '../db/requests.ts'
import { isFinal } from '../domain/outcome.ts'
import type { RequestStatus } from '../domain/words.ts'
import type { NoticeSource } from './eventSources.ts'

/** Tells open streams that a request has news. One source is heard for the whole process. */
export interface EventHub {
  subscribe(requestId: string, wake: () => void): Subscription
  /** Aborted when the process shuts down: streams end, and their readers go on elsewhere from the last event they saw. */
  readonly closing: AbortSignal
  close(): Promise<void>
}

/** One stream's place among those of its request. */
export interface Subscription {
  /**
   * Reads what came after a number, together with every other stream that asks for the same since the last notice: a change of a request that
   * ten thousand watch is one query. A read that began before a notice is never shared with who heard it.
   */
  read(after: number, load: () => Promise<EventRow[]>): Promise<EventRow[]>
  leave(): void
}

interface Watched {
  wakes: Set<() => void>
  /** Under way since the last notice, by where they begin. */
  reads: Map<number, Promise<EventRow[]>>
}

const HEARTBEAT_MS = 15_000
/** Beats between two looks into the database while nothing is heard: a minute. */
const LOOK_EVERY = 4
const BATCH = 500
/** setTimeout takes no more; a key may live longer than that, and its reader then connects again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Wakes the streams of a request at each notice, and every stream when notices may have been lost. */
export function openEventHub({ source }: { source: NoticeSource }): EventHub {
  const watched = new Map<string, Watched>()
  const closing = new AbortController()
  // Every open stream listens to it.
  setMaxListeners(0, closing.signal)
  const wake = (one: Watched) => {
    one.reads = new Map()
    for (const ring of one.wakes) ring()
  }
  const notices = source({
    notice(requestId) {
      const one = watched.get(requestId)
      if (one) wake(one)
    },
    missed() {
      for (const one of watched.values()) wake(one)
    },
  })

  return {
    closing: closing.signal,
    subscribe(requestId, ring) {
      const one: Watched = watched.get(requestId) ?? { wakes: new Set(), reads: new Map() }
      watched.set(requestId, one)
      one.wakes.add(ring)
      return {
        read(after, load) {
          const { reads } = one
          const shared = reads.get(after)
          if (shared !== undefined) return shared
          const reading = load().finally(() => reads.delete(after))
          reads.set(after, reading)
          return reading
        },
        leave() {
          one.wakes.delete(ring)
          if (!one.wakes.size && watched.get(requestId) === one) watched.delete(requestId)
        },
      }
    },
    async close() {
      closing.abort()
      await notices.close()
    },
  }
}

/**
 * Sends a request's events after number `after`, then each as it happens, until the request is final and everything was sent, the
 * token ends, the reader leaves or the process stops. False, with nothing written, when there is nothing left to send.
 */
export async function streamEvents(
  { db, hub }: { db: Db; hub: EventHub },
  of: { request: RequestRow; after: number; expiresAt: number; mayRead(): Promise<boolean>; req: Request; res: Response },
): Promise<boolean> {
  const { request, res } = of
  if (isFinal(request.status) && of.after >= request.event_seq) return false
  res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  res.status(200).flushHeaders()
  if (of.req.method === 'HEAD') {
    res.end()
    return true
  }

  const over = new AbortController()
  const bell = createBell()
  const stop = () => over.abort()
  over.signal.addEventListener('abort', bell.ring)
  const tokenEnds = setTimeout(stop, Math.min(LONGEST_TIMER_MS, Math.max(0, of.expiresAt * 1000 - Date.now())))
  const subscription = hub.subscribe(request.id, bell.ring)
  hub.closing.addEventListener('abort', stop)
  if (hub.closing.aborted) stop()
  res.on('close', stop)

  /** Waits while the reader is slow, so that a stalled one costs no memory. */
  const write = async (text: string) => {
    if (!res.write(text)) await once(res, 'drain', { signal: over.signal })
  }
  try {
    let last = of.after
    let final = isFinal(request.status)
    let silent = 0
    await write('retry: 2000\n\n')
    while (!over.signal.aborted) {
      // Silence may also be a notice that was lost: now and then it looks, and not at every beat, which ten thousand streams would make a load.
      const rows = silent % LOOK_EVERY === 0 ? await subscription.read(last, () => listEvents(db, request.id, last, BATCH)) : []
      // A right withdrawn while the stream is open ends it before anything else is told.
      if (rows.length && !(await of.mayRead())) break
      for (const row of rows) await write(frame(row))
      last = rows.at(-1)?.seq ?? last
      final = finalAfter(rows) ?? final
      if (rows.length === BATCH) continue
      if (final) break
      silent = (await bell.wait(HEARTBEAT_MS)) ? 0 : silent + 1
      if (silent) await write(': still here\n\n')
    }
  } catch (error) {
    if (!over.signal.aborted) of.req.log.error({ err: error }, 'event stream broke; the reader can resume')
  } finally {
    clearTimeout(tokenEnds)
    subscription.leave()
    hub.closing.removeEventListener('abort', stop)
    res.end()
  }
  return true
}

/** Whether the request is over by what these events say; undefined when they do not speak of its status. */
function finalAfter(rows: readonly EventRow[]): boolean | undefined {
  const status = rows.findLast(({ type }) => type === 'request.status')?.data.status as RequestStatus | undefined
  return status && isFinal(status)
}

const frame = ({ seq, type, data, created_at }: EventRow): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ ...data, at: created_at.toISOString() })}\n\n`

/** Rings once for any number of notices between two waits, so that none is lost while the stream is busy. */
function createBell() {
  let rung = false
  let answer = () => {}
  return {
    ring() {
      rung = true
      answer()
    },
    /** True when it rang, false when `ms` passed in silence. */
    async wait(ms: number): Promise<boolean> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          answer = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      const heard = rung
      rung = false
      return heard
    },
  }
}
