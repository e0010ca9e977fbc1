import { createCache } from '../adapters/cache.ts'
import { openFileStore } from '../adapters/fileStore.ts'
import { openRedis } from '../adapters/redis.ts'
import { lazyTemporalConnection } from '../adapters/temporal.ts'
import { loadConfig, need } from '../config/env.ts'
import { createLog } from '../config/log.ts'
import { sweepExpired } from '../db/idempotency.ts'
import { openDb } from '../db/knex.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { sweepExpiredLimits } from '../db/rateLimits.ts'
import { sweepEnded } from '../db/sessions.ts'
import { requireWalls } from '../db/walls.ts'
import { createApp } from './app.ts'
import { keyRing } from './auth/keys.ts'
import { oidcProviders, providerSettings } from './auth/oidc.ts'
import { postgresNotices, redisNotices } from './eventSources.ts'
import { openEventHub } from './eventStream.ts'
import { MODEL_LANGUAGES } from './languages.ts'
import { createLimits } from './limits/limits.ts'
import { postgresLimits, redisLimits } from './limits/store.ts'
import { createMetrics } from './metrics.ts'
import { modelsInUse } from './models.ts'
import { mailEventsKeyOf } from './routes/mailEvents.ts'
import { developmentSecret } from './secret.ts'
import { apiServer } from './server.ts'
import { temporalHealth } from './temporalHealth.ts'

/** The API's composition root: reads the environment, wires, listens, and closes in reverse. */

/** A burst waits for a connection rather than fail: ten thousand at once take about ten seconds to be told of their quota. */
const ACQUIRE_MS = 30_000
const SWEEP_MS = 3_600_000

async function main(): Promise<void> {
  // From the first moment: a signal that comes while it starts must not kill it halfway.
  const stop = stopAsked()
  const loaded = loadConfig()
  const config = { ...loaded, ...need(loaded, 'DATABASE_URL') }
  const log = createLog('api', config.LOG_LEVEL)
  const jwtSecret = config.JWT_SECRET ?? (await developmentSecret(config.DATA_DIR))
  const pool = openDb(config.DATABASE_URL, {
    max: config.DATABASE_POOL_MAX,
    applicationName: 'ai-media-consultant-api',
    acquireTimeoutMs: ACQUIRE_MS,
  })
  const pending = await pendingMigrations(pool)
  if (pending.length) throw new Error(`the database is older than this code: run "npm run db:migrate" first (${pending.join(', ')})`)
  await requireWalls(pool)

  const temporal = lazyTemporalConnection(config)
  const redis = config.REDIS_URL ? await openRedis(config.REDIS_URL, { name: 'ai-media-consultant-api', log }) : undefined
  const metrics = createMetrics(pool)
  const files = await openFileStore(config)
  const source = config.REDIS_URL ? redisNotices({ url: config.REDIS_URL, log }) : postgresNotices({ url: config.DATABASE_URL, log })
  const hub = openEventHub({ source })
  const publicUrlAt = (port: number) => (config.PUBLIC_URL ?? `http://${hostName(config.HOST)}:${port}`).replace(/\/+$/, '')
  const http = apiServer()
  // Everything it needs is open by now: whoever reaches the port is answered.
  const port = await http.listen(config.PORT, config.HOST, (taken) => {
    const publicUrl = publicUrlAt(taken)
    return createApp({
      pool,
      log,
      metrics,
      hub,
      readiness: { temporal: temporalHealth(temporal, log) },
      limits: createLimits({
        table: config.RATE_LIMITS,
        store: redis ? redisLimits(redis) : postgresLimits(pool),
        log,
        observe: metrics.limited,
      }),
      cache: createCache(redis, log),
      files,
      keys: keyRing(jwtSecret, config.JWT_SECRET_PREVIOUS),
      publicUrl,
      trustProxyHops: config.TRUST_PROXY_HOPS,
      languages: MODEL_LANGUAGES[config.MODEL],
      models: modelsInUse(config),
      budgetMicros: Math.round(config.REQUEST_BUDGET_USD * 1_000_000),
      corsOrigins: config.CORS_ORIGINS,
      ...(config.DASHBOARD_DIR && { dashboardDir: config.DASHBOARD_DIR }),
      providers: oidcProviders({ settings: providerSettings(config), publicUrl, log }),
      ...(config.SENDGRID_WEBHOOK_PUBLIC_KEY && { mailEventsKey: mailEventsKeyOf(config.SENDGRID_WEBHOOK_PUBLIC_KEY) }),
      ...(config.TEMPORAL_UI_URL && {
        temporalUi: { url: config.TEMPORAL_UI_URL.replace(/\/+$/, ''), namespace: config.TEMPORAL_NAMESPACE },
      }),
    })
  })
  log.info({ port, public_url: publicUrlAt(port) }, 'listening')

  const sweep = setInterval(() => {
    Promise.all([sweepExpired(pool), sweepEnded(pool), sweepExpiredLimits(pool)]).catch((error: unknown) =>
      log.warn({ err: error }, 'expired keys, sessions and counters stay until the next sweep'),
    )
  }, SWEEP_MS)
  await stop
  log.info('stopping')
  clearInterval(sweep)
  await Promise.all([hub.close(), http.drain()])
  await temporal.close()
  await redis?.close()
  files.close()
  await pool.destroy()
  log.info('stopped')
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
