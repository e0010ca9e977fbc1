import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './ports.ts'
import { makeOwned, type PostgresHome, postgresHome, removeCluster } from './postgresHome.ts'
import { isErrno, type RunningService, startService, tail, untilReady } from './processes.ts'

const run = promisify(execFile)

export interface PostgresServer extends RunningService {
  port: number
  /** The superuser on the maintenance database: tests clone databases with it. The product never sees it. */
  adminUrl: string
  /** Owns the schema; migrations run as it. */
  ownerUrl: string
  /** The application's login, member of `media_app` once the migrations ran: owns nothing, bypasses nothing. */
  appUrl: string
  logFile: string
}

interface Keeping {
  cluster: string
  passwords: { admin: string; owner: string; app: string }
}

export const DATABASE = 'media'
export const OWNER = 'media_owner'
export const APP = 'media_api'

const SETTINGS = {
  max_connections: '120',
  listen_addresses: '127.0.0.1',
  // No socket file: TCP on loopback is enough, and a socket's path has a length limit that a deep checkout exceeds.
  unix_socket_directories: '',
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
}
/** For data that is thrown away: nothing has to survive a power cut. */
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }

/**
 * Starts the real Postgres that npm brought, on loopback, with its data under `folder`, making cluster, database and roles on first use.
 * Stop it with `stopProcess(record, POSTGRES_STOP)`. Throws a message to act on when it cannot run here.
 */
export async function startPostgres(options: {
  folder: string
  logFile: string
  port?: number
  throwaway?: boolean
  /** Called as soon as the process exists, before it is ready: the moment to write it down. */
  onSpawn?: (running: RunningService) => void
  signal?: AbortSignal
}): Promise<PostgresServer> {
  await mkdir(options.folder, { recursive: true, mode: 0o711 })
  const home = await postgresHome(options.folder)
  const keeping = await keepCluster(options.folder, home)
  const port = await freePort(options.port)
  const settings = { ...SETTINGS, ...(options.throwaway ? THROWAWAY : {}) }
  const running = await startService({
    name: 'postgres',
    command: path.join(home.native, 'bin', 'postgres'),
    args: ['-D', home.cluster, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    env: cleanEnvironment(),
    cwd: home.cluster,
    logFile: options.logFile,
    ...(home.user ? { user: home.user } : {}),
  })
  options.onSpawn?.(running)
  const url = (user: string, password: string, database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const adminUrl = url('postgres', keeping.passwords.admin, 'postgres')
  try {
    await untilReady('Postgres', () => makeRoles(adminUrl, keeping), {
      withinMs: 60_000,
      stopped: running.exited,
      signal: options.signal,
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. Its log ends with:\n${tail(options.logFile)}`, { cause: error })
  }
  return {
    ...running,
    port,
    adminUrl,
    ownerUrl: url(OWNER, keeping.passwords.owner, DATABASE),
    appUrl: url(APP, keeping.passwords.app, DATABASE),
    logFile: options.logFile,
  }
}

/** Where the server of a folder answers that somebody else started; undefined while none runs. */
export async function runningPostgres(folder: string): Promise<Pick<PostgresServer, 'ownerUrl' | 'appUrl'> | undefined> {
  const keeping = await readKeeping(folder)
  if (!keeping) return undefined
  try {
    // Its fourth line is the port. A server that was killed leaves the file: then nothing answers there, and the caller is told so.
    const port = (await readFile(path.join(keeping.cluster, 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim()
    const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${DATABASE}`
    return { ownerUrl: url(OWNER, keeping.passwords.owner), appUrl: url(APP, keeping.passwords.app) }
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

/** SIGINT is Postgres' fast shutdown: sessions are ended, data is written. */
export const POSTGRES_STOP = { signal: 'SIGINT', graceMs: 20_000 } as const

/** Removes the cluster, wherever it had to be kept. */
export async function forgetPostgres(folder: string): Promise<void> {
  const keeping = await readKeeping(folder)
  if (keeping) await removeCluster(keeping.cluster)
  await rm(folder, { recursive: true, force: true })
}

/** The cluster's passwords, made with it. A cluster that initdb did not finish has none, and is made again. */
async function keepCluster(folder: string, home: PostgresHome): Promise<Keeping> {
  const known = await readKeeping(folder)
  if (known?.cluster === home.cluster && existsSync(path.join(home.cluster, 'PG_VERSION'))) return known
  const secret = () => randomBytes(24).toString('base64url')
  const keeping: Keeping = { cluster: home.cluster, passwords: { admin: secret(), owner: secret(), app: secret() } }
  await initialise(home, keeping.passwords.admin)
  const file = path.join(folder, 'postgres.json')
  await writeFile(`${file}.new`, JSON.stringify(keeping, null, 2), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return keeping
}

async function readKeeping(folder: string): Promise<Keeping | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'postgres.json'), 'utf8')) as Keeping
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

async function initialise({ native, cluster, user }: PostgresHome, password: string): Promise<void> {
  await rm(cluster, { recursive: true, force: true })
  await makeOwned(cluster, user)
  const passwordFile = `${cluster}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  // The built-in provider sorts the same on every machine, whatever locales it has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = [`--pgdata=${cluster}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', ...locale]
  try {
    await run(path.join(native, 'bin', 'initdb'), args, { cwd: cluster, env: cleanEnvironment(), ...user })
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new Error(
      `Postgres could not make its data folder ${cluster}:\n${said}\nMove DATA_DIR to another folder, or set DATABASE_URL and DATABASE_OWNER_URL to a Postgres of yours.`,
      { cause },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** Answers once the server takes connections. Idempotent. The owner may make roles because the first migration makes `media_app`. */
async function makeRoles(adminUrl: string, { passwords }: Keeping): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const exists = async (table: string, column: string, name: string) =>
      (await admin.query(`select from ${table} where ${column} = $1`, [name])).rowCount === 1
    if (!(await exists('pg_roles', 'rolname', OWNER)))
      await admin.query(`create role ${OWNER} login createrole password '${passwords.owner}'`)
    if (!(await exists('pg_roles', 'rolname', APP))) await admin.query(`create role ${APP} login nobypassrls password '${passwords.app}'`)
    if (!(await exists('pg_database', 'datname', DATABASE))) await admin.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await admin.end()
  }
}

/** PGDATA, PGPORT and their like would reach into our server; a locale that this machine lacks would stop initdb. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !/^(PG|LC_|LANG)/.test(key))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}
