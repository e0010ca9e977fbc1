import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Waiting, waitingDeliveries } from '../db/deliveries.ts'
import type { Pool } from '../db/knex.ts'
import type { LimitOutcome } from './limits/limits.ts'

export interface Metrics {
  readonly contentType: string
  /** Everything in Prometheus' text format, the queues counted now. */
  text(): Promise<string>
  /** Counts what the rate limits did not simply let through. */
  limited(outcome: LimitOutcome): void
  /** Times every answer under its route's pattern, so that ids make no series of their own. */
  observe: RequestHandler
}

/** Metrics of one API process, and of the queues it fills. */
export function createMetrics(pool: Pool): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route and status. Event streams are left out.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const limited = new Counter({
    name: 'rate_limit_outcomes_total',
    help: 'Requests over a limit (limited), refused because nothing could be counted (refused), or let through uncounted (uncounted).',
    labelNames: ['policy', 'outcome'],
    registers: [registry],
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })
  const queues: [keyof Waiting, Gauge][] = [
    ['undelivered', gauge('outbox_undelivered', 'Messages that Temporal has not got yet.')],
    ['oldest_seconds', gauge('outbox_oldest_seconds', 'Age of the oldest message that Temporal has not got.')],
    ['failing', gauge('outbox_failing', 'Messages that failed more than five times. Alarm above 0.')],
    ['mails_unknown', gauge('mails_unknown', 'Mails whose outcome nobody knows; a person resends them.')],
    ['mails_failed', gauge('mails_failed', 'Mails that the provider refused for good.')],
  ]
  return {
    contentType: registry.contentType,
    async text() {
      // One statement for all five. Without Postgres they are NaN, and what the process says of itself still comes.
      const now = await waitingDeliveries(pool).catch(() => undefined)
      for (const [name, queue] of queues) queue.set(now?.[name] ?? Number.NaN)
      return registry.metrics()
    },
    limited({ policy, outcome }) {
      limited.inc({ policy, outcome })
    },
    observe(req, res, next) {
      const started = process.hrtime.bigint()
      res.on('finish', () => {
        if (res.get('Content-Type')?.startsWith('text/event-stream')) return
        const labels = { method: req.method, route: res.locals.route ?? 'unmatched', status: res.statusCode }
        durations.observe(labels, Number(process.hrtime.bigint() - started) / 1e9)
      })
      next()
    },
  }
}
