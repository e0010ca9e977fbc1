import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { isExecutable, onPath, runCommand } from './executables.ts'
import { whileLocked } from './lock.ts'

/** An S3-compatible server that refuses what it must: stand-ins that take every signature prove nothing about addresses. */
export const VERSITYGW_VERSION = 'v1.8.0'
export const VERSITYGW_MODULE = `github.com/versity/versitygw/cmd/versitygw@${VERSITYGW_VERSION}`

export interface VersitygwSearch {
  env: NodeJS.ProcessEnv
  /** Our cache folder; made when needed. */
  cache: string
  /** Told what takes long, and how long. */
  say(line: string): void
}

/** The program: VERSITYGW_BINARY; on PATH; a build of an earlier run; a build of its Go module. Throws a message that says how to get it. */
export async function findVersitygw(search: VersitygwSearch): Promise<string> {
  const { env, cache } = search
  const named = env.VERSITYGW_BINARY
  if (named) {
    if (await runs(named)) return named
    throw new Error(`VERSITYGW_BINARY names ${named}, which does not run as versitygw.`)
  }
  const quick = onPath('versitygw', env) ?? (await built(cache))
  if (quick) return quick
  return whileLocked(path.join(cache, 'versitygw.lock'), 'building versitygw', async () => (await built(cache)) ?? build(search))
}

const placeIn = (cache: string) => path.join(cache, `versitygw-${VERSITYGW_VERSION.slice(1)}`, 'versitygw')
const built = async (cache: string) => (isExecutable(placeIn(cache)) && (await runs(placeIn(cache))) ? placeIn(cache) : undefined)
const runs = async (binary: string) => (await runCommand(binary, ['--version'], { limitMs: 20_000 })).ok

async function build({ env, cache, say }: VersitygwSearch): Promise<string> {
  const help = `Install versitygw (https://github.com/versity/versitygw) so that it is on PATH, or name its program in VERSITYGW_BINARY.`
  const go = onPath('go', env)
  if (!go) throw new Error(`These tests need an S3-compatible server, and Go is not on PATH to build one. ${help}`)
  say(`S3 server for tests: building ${VERSITYGW_MODULE} with ${go}; 2 to 4 minutes on two cores, once.`)
  const folder = path.join(cache, 'build-versitygw')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    const done = await runCommand(go, ['install', VERSITYGW_MODULE], { env: { ...env, GOBIN: folder }, cwd: folder, limitMs: 1_200_000 })
    const file = path.join(folder, 'versitygw')
    if (!done.ok || !(await runs(file))) throw new Error(`Building versitygw failed: ${done.said.slice(-300)}. ${help}`)
    const place = placeIn(cache)
    await mkdir(path.dirname(place), { recursive: true })
    await rename(file, place)
    return place
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
