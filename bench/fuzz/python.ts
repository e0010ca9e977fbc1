import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { onPath, runCommand } from '../../dev/executables.ts'
import { whileLocked } from '../../dev/lock.ts'
import { ROOT } from '../../dev/tsx.ts'

/** Every package with its version: the same seed makes the same cases only with the same generator. */
export const REQUIREMENTS = path.join(ROOT, 'bench/fuzz/requirements.txt')

const MINUTE_MS = 60_000
const HINT =
  'Install Python 3.10 or later with its venv module (Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python).'

/** The `st` command of an environment of our own under `cache`, made on first use (about 15 s, 130 MB). Throws a message to act on. */
export async function findSchemathesis(of: { cache: string; say(line: string): void; signal: AbortSignal }): Promise<string> {
  const { cache, say, signal } = of
  const pinned = readFileSync(REQUIREMENTS, 'utf8')
  const version = /^schemathesis==(.+)$/m.exec(pinned)?.[1] ?? 'unknown'
  const folder = path.join(cache, `schemathesis-${version}-${createHash('sha256').update(pinned).digest('hex').slice(0, 8)}`)
  const bin = path.join(folder, 'bin')
  // Written last: a folder without it is one that somebody interrupted.
  const complete = path.join(folder, 'complete')
  if (existsSync(complete)) return path.join(bin, 'st')
  return whileLocked(
    `${folder}.lock`,
    'making the Python environment',
    async () => {
      if (existsSync(complete)) return path.join(bin, 'st')
      const python = onPath('python3', process.env)
      if (!python) throw new Error(`There is no python3 on PATH, and schemathesis needs it. ${HINT}`)
      say(`first use: installing schemathesis ${version} into ${folder}`)
      await rm(folder, { recursive: true, force: true })
      await must([python, '-m', 'venv', folder], MINUTE_MS, signal)
      await must([path.join(bin, 'pip'), 'install', '--disable-pip-version-check', '-r', REQUIREMENTS], 10 * MINUTE_MS, signal)
      await writeFile(complete, '')
      return path.join(bin, 'st')
    },
    { signal, onWait: ({ pid }) => say(`process ${pid} is already installing schemathesis; waiting for that`) },
  )
}

async function must([command = '', ...args]: string[], limitMs: number, signal: AbortSignal): Promise<void> {
  const { ok, said } = await runCommand(command, args, { limitMs, signal })
  signal.throwIfAborted()
  if (!ok) throw new Error(`"${command} ${args.join(' ')}" failed:\n${said}\n${HINT}`)
}
