import { existsSync, renameSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { chooseModel } from '../activities/models/choose.ts'
import { need } from '../config/env.ts'
import { migrate } from '../db/migrate.ts'
import { PLATFORMS } from '../domain/words.ts'
import { workflowBundle } from './bundleCache.ts'
import { cacheFolder } from './cache.ts'
import { dashboardFolder } from './dashboard.ts'
import type { DataDir, StackAddresses } from './dataDir.ts'
import { freePort } from './ports.ts'
import { POSTGRES_STOP, startPostgres } from './postgres.ts'
import { type RunningService, startService, tail, untilReady } from './processes.ts'
import type { StackOptions } from './stack.ts'
import type { Supervisor } from './supervisor.ts'
import { findTemporal } from './temporalBinary.ts'
import { startTemporal } from './temporalServer.ts'
import { ROOT, tsxArguments, tsxWatchArguments } from './tsx.ts'

/** What the product needs before it can start. */
export interface Servers {
  databaseUrl: string
  temporalAddress: string
  temporalUiUrl: string | null
  bundle: string | null
  dashboard: string
}
type Adopt = Supervisor['adopt']
/** Set for API and worker, over what the environment says. */
type Settings = Record<string, string>

/** Everything the product needs, side by side: the slowest of them decides. What has an address already is used, not started. */
export async function startServers(options: StackOptions, adopt: Adopt): Promise<Servers> {
  const { config, dataDir, signal, watch } = options
  const [databaseUrl, temporalAt, bundle, dashboard] = await allEnded([
    database(options, adopt),
    temporal(options, adopt),
    // A watched worker bundles by itself, so that it sees every change.
    watch ? null : workflowBundle(dataDir.in('bundles'), signal),
    config.DASHBOARD_DIR ?? dashboardFolder(signal),
  ])
  return { databaseUrl, ...temporalAt, bundle, dashboard }
}

/** Promise.all that waits for all of them even when one fails: nothing may go on starting behind the back of who stops. */
async function allEnded<T extends readonly unknown[]>(work: readonly [...T]): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

async function database({ config, dataDir, say, signal }: StackOptions, adopt: Adopt): Promise<string> {
  if (config.DATABASE_URL) {
    const { host } = new URL(config.DATABASE_URL)
    say(`Postgres: ${host}, because DATABASE_URL says so; nothing to start.`)
    // One login cannot be both: who owns the tables passes the walls between organizations, and API and worker refuse to run as that.
    const { DATABASE_OWNER_URL } = need(config, 'DATABASE_OWNER_URL')
    await migrateAndSay(DATABASE_OWNER_URL, config.DATABASE_URL, say)
    return config.DATABASE_URL
  }
  const began = Date.now()
  const server = await startPostgres({
    folder: dataDir.in('postgres'),
    logFile: freshLog(dataDir, 'postgres'),
    port: 5432,
    onSpawn: (running) => adopt(running, POSTGRES_STOP),
    signal,
  })
  say(`Postgres: 127.0.0.1:${server.port}, pid ${server.record.pid}, up in ${seconds(began)}.`)
  await migrateAndSay(server.ownerUrl, server.appUrl, say)
  return server.appUrl
}

async function migrateAndSay(ownerUrl: string, appUrl: string, say: (line: string) => void): Promise<void> {
  const ran = await migrate(ownerUrl, appUrl)
  if (ran.length) say(`Migrations: ${ran.join(', ')} applied.`)
}

async function temporal({ config, dataDir, say, signal }: StackOptions, adopt: Adopt) {
  const source = await findTemporal({ env: process.env, cache: cacheFolder(), say, signal })
  if (!('binary' in source)) return { temporalAddress: source.address, temporalUiUrl: config.TEMPORAL_UI_URL ?? null }
  const began = Date.now()
  await mkdir(dataDir.in('temporal'), { recursive: true })
  const server = await startTemporal({
    binary: source.binary,
    folder: dataDir.in('temporal'),
    logFile: freshLog(dataDir, 'temporal'),
    port: 7233,
    uiPort: 8233,
    namespace: config.TEMPORAL_NAMESPACE,
    onSpawn: (running) => adopt(running),
    signal,
  })
  say(`Temporal: ${server.address}, UI ${server.uiUrl}, pid ${server.record.pid}, up in ${seconds(began)}.`)
  return { temporalAddress: server.address, temporalUiUrl: server.uiUrl }
}

/** API and worker. The owner's password stays here: they run as the application's role. */
export async function startProduct(options: StackOptions, adopt: Adopt, servers: Servers): Promise<StackAddresses> {
  const { config, dataDir, say, signal } = options
  const port = await freePort(config.PORT)
  const metricsPort = await freePort(config.WORKER_METRICS_PORT)
  if (port !== config.PORT) say(`Port ${config.PORT} is taken by another program; the API uses ${port}.`)
  const apiUrl = `http://${config.HOST}:${port}`
  const workerUrl = `http://${config.HOST}:${metricsPort}`
  const settings: Settings = {
    DATA_DIR: dataDir.path,
    DASHBOARD_DIR: servers.dashboard,
    DATABASE_URL: servers.databaseUrl,
    DATABASE_OWNER_URL: '',
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_UI_URL: servers.temporalUiUrl ?? '',
    PORT: String(port),
    PUBLIC_URL: config.PUBLIC_URL ?? apiUrl,
    WORKER_METRICS_PORT: String(metricsPort),
    SENDGRID_API_KEY: options.localMail ? '' : (config.SENDGRID_API_KEY ?? ''),
    WORKFLOW_BUNDLE: config.WORKFLOW_BUNDLE ?? servers.bundle ?? '',
  }
  const began = Date.now()
  const up = async (name: string, entry: string, url: string) => {
    const running = await startPart(options, name, entry, settings)
    adopt(running, { graceMs: 30_000 })
    await untilHealthy(name, url, running, signal)
    say(`${name}: ${url}, pid ${running.record.pid}, up in ${seconds(began)}.`)
  }
  await allEnded([up('worker', 'workers/main.ts', workerUrl), up('api', 'api/main.ts', apiUrl)])
  const { temporalAddress, temporalUiUrl } = servers
  const model = chooseModel(config)
  return {
    apiUrl,
    workerUrl,
    temporalAddress,
    temporalUiUrl,
    namespace: config.TEMPORAL_NAMESPACE,
    model: { label: model.label, estimates: PLATFORMS.map((_, i) => model.estimate(i + 1)) },
    mailIsLocal: !settings.SENDGRID_API_KEY,
  }
}

function startPart({ dataDir, watch }: StackOptions, name: string, entry: string, settings: Settings): Promise<RunningService> {
  return startService({
    name,
    command: process.execPath,
    args: watch ? tsxWatchArguments(entry) : tsxArguments(entry),
    env: { ...process.env, ...settings },
    cwd: ROOT,
    logFile: freshLog(dataDir, name),
    background: name === 'worker',
  })
}

async function untilHealthy(name: string, url: string, running: RunningService, signal: AbortSignal): Promise<void> {
  const probe = async () => {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`${url}/health/ready answers ${response.status}`)
  }
  try {
    await untilReady(`The ${name}`, probe, { withinMs: 60_000, stopped: running.exited, signal })
  } catch (error) {
    const { logFile } = running.service
    throw new Error(`${error instanceof Error ? error.message : error}. ${logFile} ends with:\n${tail(logFile)}`, { cause: error })
  }
}

/** A log of this run; the one of the run before is kept beside it. */
function freshLog(dataDir: DataDir, name: string): string {
  const file = dataDir.in('logs', `${name}.log`)
  if (existsSync(file)) renameSync(file, dataDir.in('logs', `${name}.previous.log`))
  return file
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
