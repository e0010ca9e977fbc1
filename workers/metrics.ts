import { createServer, type Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { StepObserver } from '../activities/step.ts'
import type { Db } from '../db/knex.ts'

export interface WorkerMetrics {
  registry: Registry
  observer: StepObserver
}

/** What a worker counts. Names follow the brief where it gives them; durations are in seconds, money in US dollars. */
export function workerMetrics(): WorkerMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const generated = new Counter({ name: 'content_generated_total', help: 'Drafts that quality assurance finished', registers })
  const steps = new Histogram({
    name: 'content_generation_duration_seconds',
    help: 'Time of one agent step, model calls included',
    labelNames: ['agent', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  })
  const cost = new Counter({ name: 'model_cost_usd_total', help: 'What model calls cost', labelNames: ['agent', 'model'], registers })
  return {
    registry,
    observer: {
      step({ agent, outcome, tookMs, costMicros, model }) {
        steps.observe({ agent, outcome }, tookMs / 1000)
        if (costMicros) cost.inc({ agent, model }, costMicros / 1e6)
        if (agent === 'quality_assurance' && outcome === 'done') generated.inc()
      },
    },
  }
}

/** Serves /metrics, /health/live and /health/ready of a worker on its own port; ready means it polls. */
export function serveMetrics(of: { metrics: WorkerMetrics; port: number; host: string; isReady(): boolean }): Promise<Server> {
  const server = createServer((req, res) => {
    const path = req.url?.split('?')[0]
    if (path === '/metrics') {
      void of.metrics.registry.metrics().then(
        (text) => res.writeHead(200, { 'content-type': of.metrics.registry.contentType }).end(text),
        (error: unknown) => res.writeHead(500).end(String(error)),
      )
    } else if (path === '/health/live') res.writeHead(200).end('{"status":"live"}')
    else if (path === '/health/ready')
      res.writeHead(of.isReady() ? 200 : 503).end(JSON.stringify({ status: of.isReady() ? 'ready' : 'starting' }))
    else res.writeHead(404).end()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(of.port, of.host, () => resolve(server))
  })
}

/** What waits to be delivered, asked of the tables when somebody looks: the alarm for an outbox row that keeps failing. */
export function watchDeliveries(registry: Registry, db: Db): void {
  const registers = [registry]
  const undelivered = new Gauge({ name: 'outbox_undelivered', help: 'Messages that still have to reach Temporal', registers })
  const failing = new Gauge({ name: 'outbox_failing', help: 'Undelivered messages tried 5 times or more', registers })
  const oldest = new Gauge({ name: 'outbox_oldest_seconds', help: 'Age of the oldest undelivered message', registers })
  new Gauge({
    name: 'mails',
    help: 'Mails that are not sent, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { rows } = await db.raw(
        `select count(*)::int as undelivered, count(*) filter (where attempts >= 5)::int as failing,
                coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
           from outbox where delivered_at is null and withdrawn_at is null`,
      )
      undelivered.set(rows[0].undelivered)
      failing.set(rows[0].failing)
      oldest.set(rows[0].oldest)
      const states: { state: string; count: number }[] = await db('mails')
        .select('state')
        .count({ count: '*' })
        .whereNot({ state: 'sent' })
        .groupBy('state')
      this.reset()
      for (const { state, count } of states) this.set({ state }, Number(count))
    },
  })
}
