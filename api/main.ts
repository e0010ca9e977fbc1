import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { lazyTemporalConnection } from '../adapters/temporal.ts'
import { type Config, loadConfig, need } from '../config/env.ts'
import { createLog } from '../config/log.ts'
import { sweepExpired } from '../db/idempotency.ts'
import { openDb } from '../db/knex.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { createApp } from './app.ts'
import { postgresNotices, redisNotices } from './eventSources.ts'
import { openEventHub } from './eventStream.ts'
import { MODEL_LANGUAGES } from './languages.ts'
import { createMetrics } from './metrics.ts'
import { developmentSecret } from './secret.ts'
import { temporalHealth } from './temporalHealth.ts'

/** The API's composition root: reads the environment, wires, listens, and closes in reverse. */

/** Answers under way may take this long after SIGTERM; an orchestrator kills after 30 s. */
const DRAIN_MS = 10_000
const SWEEP_MS = 3_600_000

async function main(): Promise<void> {
  // From the first moment: a signal that comes while it starts must not kill it halfway.
  const stop = stopAsked()
  const loaded = loadConfig()
  const config = { ...loaded, ...need(loaded, 'DATABASE_URL') }
  const log = createLog('api', config.LOG_LEVEL)
  const jwtSecret = config.JWT_SECRET ?? (await developmentSecret(config.DATA_DIR))
  const db = openDb(config.DATABASE_URL, { max: config.DATABASE_POOL_MAX, applicationName: 'ai-media-consultant-api' })
  const pending = await pendingMigrations(db)
  if (pending.length) throw new Error(`the database is older than this code: run "npm run db:migrate" first (${pending.join(', ')})`)

  const server = createServer()
  const underWay = countAnswers(server)
  // Longer than a load balancer's idle time (60 s is usual), so that it never sends into a connection that is being closed.
  server.keepAliveTimeout = 65_000
  const port = await listen(server, config)
  const temporal = lazyTemporalConnection(config)
  const source = config.REDIS_URL ? redisNotices({ url: config.REDIS_URL, log }) : postgresNotices({ url: config.DATABASE_URL, log })
  const hub = openEventHub({ source })
  const publicUrl = (config.PUBLIC_URL ?? `http://${hostName(config.HOST)}:${port}`).replace(/\/+$/, '')
  server.on(
    'request',
    createApp({
      db,
      log,
      metrics: createMetrics(db),
      hub,
      readiness: { temporal: temporalHealth(temporal, log) },
      jwtSecret,
      publicUrl,
      trustProxyHops: config.TRUST_PROXY_HOPS,
      languages: MODEL_LANGUAGES[config.MODEL],
      budgetMicros: Math.round(config.REQUEST_BUDGET_USD * 1_000_000),
      ...(config.TEMPORAL_UI_URL && {
        temporalUi: { url: config.TEMPORAL_UI_URL.replace(/\/+$/, ''), namespace: config.TEMPORAL_NAMESPACE },
      }),
    }),
  )
  log.info({ port, public_url: publicUrl }, 'listening')

  const sweep = setInterval(() => {
    sweepExpired(db).catch((error: unknown) => log.warn({ err: error }, 'expired idempotency keys stay until the next sweep'))
  }, SWEEP_MS)
  await stop
  log.info('stopping')
  clearInterval(sweep)
  await Promise.all([hub.close(), drain(server, underWay)])
  await temporal.close()
  await db.destroy()
  log.info('stopped')
}

/** How many answers are being given at this moment. */
function countAnswers(server: Server): () => number {
  let count = 0
  server.on('request', (_req, res) => {
    count++
    res.once('close', () => count--)
  })
  return () => count
}

/** Takes nothing new and closes when the last answer is out. Connections opened ahead of a request count as busy for Node: not for us. */
async function drain(server: Server, underWay: () => number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const until = Date.now() + DRAIN_MS
  const watch = setInterval(() => (underWay() === 0 || Date.now() > until) && server.closeAllConnections(), 20)
  await closed
  clearInterval(watch)
}

/** Takes the port, or fails: a server that cannot listen says so by an event, and without this would look well. */
function listen(server: Server, { PORT, HOST }: Pick<Config, 'PORT' | 'HOST'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${PORT} on ${HOST} is taken by another process: set PORT`) : error),
    )
    server.listen(PORT, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

const hostName = (host: string) => (host === '0.0.0.0' || host === '::' ? 'localhost' : host)

const stopAsked = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`The API did not start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
