import path from 'node:path'
import { Client } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { openRenderer } from '../activities/images/draw.ts'
import { createActivities } from '../activities/index.ts'
import { chooseModel, modelNames } from '../activities/models/choose.ts'
import { chooseEmbedder } from '../activities/models/embeddings.ts'
import { unknownPrices } from '../activities/models/prices.ts'
import { loadEnglish } from '../activities/tools/language/english.ts'
import { openFileStore } from '../adapters/fileStore.ts'
import { mailbox } from '../adapters/mailbox.ts'
import { outboundClient } from '../adapters/outbound.ts'
import { openRedis } from '../adapters/redis.ts'
import { sendgrid } from '../adapters/sendgrid.ts'
import { lazyTemporalConnection, temporalConnection } from '../adapters/temporal.ts'
import { type Config, loadConfig, need } from '../config/env.ts'
import { createLog } from '../config/log.ts'
import { createAnnouncer } from '../db/announcer.ts'
import { acrossTenants, openDb } from '../db/knex.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { requireWalls } from '../db/walls.ts'
import { startRelaying } from '../relay/relaying.ts'
import { startSweeper } from '../relay/sweeper.ts'
import { workflowsPath } from './bundle.ts'
import { openMemory } from './memory.ts'
import { serveMetrics, watchDeliveries, workerMetrics } from './metrics.ts'
import { putUpSchedules } from './schedules.ts'
import { registerSearchAttributes } from './searchAttributes.ts'
import { TUNING } from './tuning.ts'

/** The worker's composition root: opens what it needs, runs agents, relay, postman and sweeper, and closes in reverse. */
const config = loadConfig()
const { DATABASE_URL } = need(config, 'DATABASE_URL', 'TEMPORAL_ADDRESS')
const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`
const log = createLog('worker', config.LOG_LEVEL)

Runtime.install({
  // The SDK's own signal handling would race ours: this process drains in one order.
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta, error: String(meta?.error ?? '') }, message),
  ),
})

const pool = openDb(DATABASE_URL, { max: config.DATABASE_POOL_MAX, applicationName: 'ai-media-consultant-worker' })
const pending = await pendingMigrations(pool)
if (pending.length) throw new Error(`the database lacks ${pending.join(', ')}: run npm run db:migrate`)
await requireWalls(pool)

const clientConnection = lazyTemporalConnection(config)
const client = new Client({ connection: clientConnection, namespace: config.TEMPORAL_NAMESPACE })
const connection = await connected(config)
await registerSearchAttributes(clientConnection, config.TEMPORAL_NAMESPACE)
await putUpSchedules(client, config.TEMPORAL_TASK_QUEUE)

const announcer = createAnnouncer(pool, (err) => log.warn({ err }, 'event streams were not told of news; their heartbeat will look'))
const metrics = workerMetrics()
watchDeliveries(metrics.registry, acrossTenants(pool))
const model = chooseModel(config)
const unpriced = unknownPrices(modelNames(config))
if (unpriced) log.warn(unpriced)
const files = await openFileStore(config)
const memory = openMemory(config, pool)
const embedder = chooseEmbedder(config)
const mailer = config.SENDGRID_API_KEY
  ? sendgrid({ apiKey: config.SENDGRID_API_KEY, from: config.MAIL_FROM, baseUrl: config.SENDGRID_BASE_URL })
  : mailbox(path.join(config.DATA_DIR, 'mailbox'))

const worker = await Worker.create({
  connection,
  namespace: config.TEMPORAL_NAMESPACE,
  taskQueue: config.TEMPORAL_TASK_QUEUE,
  activities: createActivities({
    pool,
    model,
    outbound: outboundClient(),
    observe: metrics.observer,
    announce: announcer.announce,
    files,
    renderer: await openRenderer(),
    memory,
    embedder,
    forgot: (err, { requestId, what }) =>
      log.warn({ err, request_id: requestId, what }, 'the brand memory did not answer; the draft is made without'),
  }),
  ...(config.WORKFLOW_BUNDLE ? { workflowBundle: { codePath: config.WORKFLOW_BUNDLE } } : { workflowsPath: workflowsPath() }),
  maxCachedWorkflows: config.WORKER_MAX_CACHED_WORKFLOWS,
  maxConcurrentActivityTaskExecutions: config.WORKER_MAX_ACTIVITIES,
  ...TUNING,
})

// Loads while the worker already polls: a draft that is judged before waits for it.
loadEnglish().catch((err: unknown) => log.error({ err }, 'the English grammar checker did not load; drafts cannot be judged'))

const redis = config.REDIS_URL ? await openRedis(config.REDIS_URL, { name: 'ai-media-consultant-worker', log }) : undefined
const relaying = startRelaying({
  pool,
  client,
  taskQueue: config.TEMPORAL_TASK_QUEUE,
  mailer,
  publicUrl,
  listenUrl: DATABASE_URL,
  redis,
  log,
})
const sweeper = startSweeper({ pool, client, log })
const server = await serveMetrics({
  metrics,
  port: config.WORKER_METRICS_PORT,
  host: config.HOST,
  isReady: () => worker.getState() === 'RUNNING',
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    log.info({ signal }, 'draining')
    if (worker.getState() === 'RUNNING') worker.shutdown()
  })

log.info(
  {
    model: model.label,
    mail: mailer.provider,
    files: files.kind,
    memory: memory.provider,
    embeddings: embedder.model,
    task_queue: config.TEMPORAL_TASK_QUEUE,
    pid: process.pid,
  },
  'worker runs',
)
await worker.run()

await Promise.all([relaying.stop(), sweeper.stop()])
await announcer.close()
await redis?.close()
files.close()
server.close()
await connection.close()
await clientConnection.close()
await pool.destroy()
log.info('worker stopped')

/** A worker is of no use without Temporal, so it waits for it; the orchestrator or the supervisor sees it as not ready meanwhile. */
async function connected(config: Config): Promise<NativeConnection> {
  for (let tries = 1; ; tries++) {
    try {
      return await NativeConnection.connect(temporalConnection(config))
    } catch (err) {
      const waitMs = Math.min(250 * 2 ** tries, 5_000)
      log.warn({ err, address: config.TEMPORAL_ADDRESS, next_try_in_ms: waitMs }, 'Temporal does not answer yet')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
