import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isExecutable, onPath, runCommand } from './executables.ts'
import { whileLocked } from './lock.ts'
import { tsxArguments } from './tsx.ts'

/** The last release of the CLI that `go install` can build: later ones carry a `replace` to a module that is not published. */
export const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1'

export type TemporalSource =
  | { from: 'TEMPORAL_ADDRESS'; address: string }
  | { from: 'PATH' | 'cache' | 'download' | 'go'; binary: string; version: string }

export interface Search {
  env: NodeJS.ProcessEnv
  /** Our cache folder; made when needed. */
  cache: string
  /** Told what is used, why, and how long it will take. */
  say(line: string): void
  signal?: AbortSignal
  /** How long the SDK's download may make no progress, and last altogether. */
  downloadLimits?: { stalledMs: number; totalMs: number }
}

/** Not found by this link, and why; the next one is tried. */
interface None {
  none: string
}
type Link = (search: Search) => Promise<TemporalSource | None>

/**
 * Finds a Temporal server: TEMPORAL_ADDRESS; `temporal` on PATH; a copy in the cache; the SDK's own download; a build of its pinned Go
 * module. Throws a message that says why each of them did not serve.
 */
export async function findTemporal(search: Search): Promise<TemporalSource> {
  const quick = await firstOf([fromAddress, fromPath, fromCache], search)
  if ('found' in quick) return quick.found
  const { cache, say, signal } = search
  const slow = await whileLocked(
    path.join(cache, 'temporal.lock'),
    'fetching the Temporal server',
    // Whoever was waited for may have brought it.
    () => firstOf([fromCache, fromDownload, fromGo], search),
    { signal, onWait: ({ pid }) => say(`Temporal server: process ${pid} is already fetching it; waiting for that (up to 6 minutes).`) },
  )
  if ('found' in slow) return slow.found
  throw new Error(
    [
      'There is no Temporal server to use:',
      ...[...new Set([...quick.reasons, ...slow.reasons])].map((reason) => `  - ${reason}`),
      'Install the Temporal CLI (https://docs.temporal.io/cli) so that "temporal" is on PATH, or set TEMPORAL_ADDRESS to a server of yours.',
    ].join('\n'),
  )
}

async function firstOf(links: Link[], search: Search): Promise<{ found: TemporalSource } | { reasons: string[] }> {
  const reasons: string[] = []
  for (const link of links) {
    const result = await link(search)
    if (!('none' in result)) return { found: result }
    reasons.push(result.none)
    search.signal?.throwIfAborted()
  }
  return { reasons }
}

const fromAddress: Link = async ({ env, say }) => {
  const address = env.TEMPORAL_ADDRESS
  if (!address) return { none: 'TEMPORAL_ADDRESS is not set' }
  say(`Temporal server: ${address}, because TEMPORAL_ADDRESS says so; nothing to start.`)
  return { from: 'TEMPORAL_ADDRESS', address }
}

const fromPath: Link = async ({ env, say }) => {
  const binary = onPath('temporal', env)
  if (!binary) return { none: '"temporal" is not on PATH' }
  const version = await versionOf(binary, env)
  if (!version) return { none: `${binary} is on PATH but does not answer "temporal --version" like the Temporal CLI` }
  say(`Temporal server: ${binary} (${version}), because it is on PATH; starts in about a second.`)
  return { from: 'PATH', binary, version }
}

const fromCache: Link = async ({ env, cache, say }) => {
  for (const binary of [inCache(cache, 'sdk'), inCache(cache, 'go')]) {
    const version = isExecutable(binary) ? await versionOf(binary, env) : undefined
    if (!version) continue
    say(`Temporal server: ${binary} (${version}), fetched by an earlier run; starts in about a second.`)
    return { from: 'cache', binary, version }
  }
  return { none: `there is no copy in ${cache}` }
}

const fromDownload: Link = async ({ env, cache, say, signal, downloadLimits = { stalledMs: 20_000, totalMs: 300_000 } }) => {
  say('Temporal server: not on PATH and not in the cache; trying the Temporal SDK’s own download (about 60 MB, usually under a minute).')
  const folder = path.join(cache, 'download')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    const done = await download('dev-server', folder, { env, signal, ...downloadLimits })
    if (!done.ok) return { none: `the SDK’s download failed: ${done.said}` }
    return await keep(done.file, inCache(cache, 'sdk'), env, 'download')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const fromGo: Link = async ({ env, cache, say, signal }) => {
  const go = onPath('go', env)
  if (!go) return { none: 'Go is not on PATH, so it cannot be built from its module either' }
  say(`Temporal server: building ${GO_MODULE} with ${go}, because the download is out of reach; 3 to 6 minutes on two cores, once.`)
  const folder = path.join(cache, 'build')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const began = Date.now()
  const progress = setInterval(() => say(`Temporal server: still building (${Math.round((Date.now() - began) / 1000)} s).`), 30_000)
  try {
    const built = await runCommand(go, ['install', GO_MODULE], { env: { ...env, GOBIN: folder }, cwd: folder, limitMs: 1_800_000, signal })
    if (!built.ok) return { none: `building it with Go failed: ${built.said}` }
    return await keep(path.join(folder, executable('temporal')), inCache(cache, 'go'), env, 'go')
  } finally {
    clearInterval(progress)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Moves a finished binary to its place, whole and tried, so that a half one is never found there. */
async function keep(file: string, place: string, env: NodeJS.ProcessEnv, from: 'download' | 'go'): Promise<TemporalSource | None> {
  const version = await versionOf(file, env)
  if (!version) return { none: `what came by ${from} does not run as the Temporal CLI` }
  await mkdir(path.dirname(place), { recursive: true })
  await rename(file, place)
  return { from, binary: place, version }
}

const inCache = (cache: string, origin: 'sdk' | 'go') => path.join(cache, `temporal-${origin}`, executable('temporal'))
const executable = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

async function versionOf(binary: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { ok, stdout } = await runCommand(binary, ['--version'], { env, limitMs: 20_000 })
  return ok ? /^temporal version .*$/m.exec(stdout)?.[0] : undefined
}

/**
 * Lets the SDK download one of its servers into an empty folder, in a process of its own because a hanging download cannot be stopped
 * in ours. Ends it when the folder stops growing.
 */
export async function download(
  kind: 'dev-server' | 'time-skipping',
  folder: string,
  options: { env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined; stalledMs: number; totalMs: number },
): Promise<{ ok: true; file: string } | { ok: false; said: string }> {
  const progress = { size: -1, at: Date.now() }
  const look = async () => {
    const size = await sizeOf(folder)
    if (size !== progress.size) Object.assign(progress, { size, at: Date.now() })
  }
  const script = tsxArguments('dev/sdkDownload.ts')
  const looking = setInterval(() => void look(), 500)
  const result = await runCommand(process.execPath, [...script, kind, folder], {
    env: options.env,
    limitMs: options.totalMs,
    signal: options.signal,
    hung: () => Date.now() - progress.at > options.stalledMs,
  }).finally(() => clearInterval(looking))
  const file = result.stdout.trim()
  if (result.ok && existsSync(file)) return { ok: true, file }
  return { ok: false, said: result.said.slice(-240) }
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = (await readdir(folder).catch(() => [])).map((name) =>
    stat(path.join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
