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
  subscribe(requestId: string, wake: () => void): () => void
  /** Aborted when the process shuts down: streams end, and their readers go on elsewhere from the last event they saw. */
  readonly closing: AbortSignal
  close(): Promise<void>
}

const HEARTBEAT_MS = 15_000
/** Beats between two looks into the database while nothing is heard: a minute. */
const LOOK_EVERY = 4
const BATCH = 500
/** setTimeout takes no more; a key may live longer than that, and its reader then connects again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Wakes the streams of a request at each notice, and every stream when notices may have been lost. */
export function openEventHub({ source }: { source: NoticeSource }): EventHub {
  const wakers = new Map<string, Set<() => void>>()
  const closing = new AbortController()
  // Every open stream listens to it.
  setMaxListeners(0, closing.signal)
  const notices = source({
    notice(requestId) {
      for (const wake of wakers.get(requestId) ?? []) wake()
    },
    missed() {
      for (const theirs of wakers.values()) for (const wake of theirs) wake()
    },
  })

  return {
    closing: closing.signal,
    subscribe(requestId, wake) {
      const theirs = wakers.get(requestId) ?? new Set()
      wakers.set(requestId, theirs.add(wake))
      return () => {
        theirs.delete(wake)
        if (!theirs.size && wakers.get(requestId) === theirs) wakers.delete(requestId)
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
  const unsubscribe = hub.subscribe(request.id, bell.ring)
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
      const rows = silent % LOOK_EVERY === 0 ? await listEvents(db, request.id, last, BATCH) : []
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
    unsubscribe()
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
