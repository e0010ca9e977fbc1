import type { ActivityOptions } from '@temporalio/workflow'

/** Named by what a retry would do. A limit on the whole is always set: without one, time skipping jumps ten years when a workflow closes. */

/** Idempotent by key and quick: tried again until it succeeds. Never heartbeats, because a false timeout would repeat live work. */
export const LEDGER: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '7 days',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
}

/**
 * Draws and stores images: harmless to repeat, and given up after a while, because a draft can do without. Ten images take about
 * 3 s on a quiet machine. Never heartbeats: a false timeout would only draw the same again beside the first.
 */
export const DRAW: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 3, maximumInterval: '1 minute', maximumAttempts: 4 },
}

/** Tells the brand's memory of what was approved, after everything is settled: nobody waits for it, and it is given up after a while. */
export const REMEMBER: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 3, maximumInterval: '10 minutes', maximumAttempts: 8 },
}

/**
 * Costs money. Four attempts, each heartbeating every second so that a dead worker is noticed within five. An attempt has time for three
 * providers that are silent for a minute each, one after the other, and for an answer after that.
 */
export const THINK: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 3, maximumInterval: '1 minute', maximumAttempts: 4 },
}
