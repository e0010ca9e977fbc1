import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../db/knex.ts'

export interface Metrics {
  registry: Registry
  /** Times every answer under its route's pattern, so that ids make no series of their own. */
  observe: RequestHandler
}

/** What waits for delivery, as one row. */
interface Waiting {
  undelivered: number
  oldest_seconds: number
  failing: number
  mails_unknown: number
  mails_failed: number
}

/** Metrics of one API process, and of the queues it fills. */
export function createMetrics(db: Db): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route and status. Event streams are left out.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })
  const mails = gauge('mails_unknown', 'Mails whose outcome nobody knows; a person resends them.')
  const failed = gauge('mails_failed', 'Mails that the provider refused for good.')
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest message that Temporal has not got.')
  const failing = gauge('outbox_failing', 'Messages that failed more than five times. Alarm above 0.')
  const undelivered = new Gauge({
    name: 'outbox_undelivered',
    help: 'Messages that Temporal has not got yet.',
    registers: [registry],
    // One statement for all five: prom-client collects the gauges side by side and reads them when every collect has ended.
    async collect() {
      const now = await waiting(db)
      undelivered.set(now.undelivered)
      oldest.set(now.oldest_seconds)
      failing.set(now.failing)
      mails.set(now.mails_unknown)
      failed.set(now.mails_failed)
    },
  })
  return {
    registry,
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

async function waiting(db: Db): Promise<Waiting> {
  const { rows } = await db.raw<{ rows: Waiting[] }>(
    `select count(*) as undelivered, coalesce(extract(epoch from now() - min(created_at)), 0) as oldest_seconds,
            count(*) filter (where attempts > 5) as failing,
            (select count(*) from mails where state = 'unknown') as mails_unknown,
            (select count(*) from mails where state = 'failed') as mails_failed
       from outbox where delivered_at is null and withdrawn_at is null`,
  )
  const [row] = rows
  if (!row) throw new Error('counting gave no row')
  return row
}
