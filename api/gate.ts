import type { RequestHandler } from 'express'
import { AppError } from '../domain/errors.ts'

/**
 * Work on this many requests at once; more would only wait for the pool's connections, and for the counters of the rate limits, whose
 * deadline is short. Event streams are not counted: they wait, they do not work.
 */
const AT_ONCE = 64
/** As many may stand in the queue: some 2 kB each. */
const WAITING = 20_000

/**
 * Lets a burst in a bounded number at a time, in the order it came, so that ten thousand requests at once are ten thousand answers and not
 * ten thousand time-outs. Whoever leaves while waiting leaves the queue; one that is full refuses with `unavailable`.
 */
export function createGate({ atOnce = AT_ONCE, waiting = WAITING } = {}): RequestHandler {
  let inside = 0
  const queue = new Set<() => void>()
  const leave = () => {
    inside--
    const [first] = queue
    if (!first) return
    queue.delete(first)
    first()
  }
  return (_req, res, next) => {
    const enter = () => {
      inside++
      res.once('close', leave)
      next()
    }
    if (inside < atOnce) return enter()
    if (queue.size >= waiting) throw new AppError('unavailable', 'Too many requests wait to be served. Try again in a few seconds.')
    const go = () => {
      res.off('close', giveUp)
      enter()
    }
    const giveUp = () => void queue.delete(go)
    res.once('close', giveUp)
    queue.add(go)
  }
}
