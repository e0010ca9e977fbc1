import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { forgetPostgres } from '../../dev/postgres.ts'
import { isAlive, isErrno, type ProcessRecord, stopProcess, thisProcess } from '../../dev/processes.ts'

/** What one run of the suite started, written down as it starts, so that the next run can clear it when this one is killed. */
export interface RunFolder {
  path: string
  remember(record: ProcessRecord): void
  /** Ends what was started and removes the folder. */
  clear(): Promise<void>
}

interface Contents {
  owner: ProcessRecord
  services: ProcessRecord[]
}

/** Runs may overlap, so each has a folder of its own, outside the checkout: Postgres may have to enter it as another account. */
export function openRunFolder(base = defaultBase()): RunFolder {
  const folder = mkdtempSync(path.join(base, 'run-'))
  chmodSync(folder, 0o711)
  const contents: Contents = { owner: thisProcess('tests'), services: [] }
  const write = () => {
    const file = path.join(folder, 'run.json')
    writeFileSync(`${file}.new`, JSON.stringify(contents))
    renameSync(`${file}.new`, file)
  }
  write()
  return {
    path: folder,
    remember(record) {
      contents.services.push(record)
      write()
    },
    clear: () => clear(folder, contents),
  }
}

/** Ends what runs of the past left behind: those whose own process is gone. Returns how many processes it ended. */
export async function clearLeftovers(base = defaultBase()): Promise<number> {
  let ended = 0
  for (const name of readdirSync(base)) {
    const folder = path.join(base, name)
    const contents = read(folder)
    // A folder without its file belongs to a run that begins in this moment.
    if (!contents || isAlive(contents.owner)) continue
    ended += contents.services.filter(isAlive).length
    await clear(folder, contents)
  }
  return ended
}

async function clear(folder: string, { services }: Contents): Promise<void> {
  // SIGQUIT ends Postgres at once, SIGKILL the rest: nothing here is kept.
  for (const record of services.toReversed())
    await stopProcess(record, { signal: record.name === 'postgres' ? 'SIGQUIT' : 'SIGKILL', graceMs: 5_000 })
  await forgetPostgres(path.join(folder, 'postgres'))
  await rm(folder, { recursive: true, force: true })
}

function read(folder: string): Contents | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as Contents
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  }
}

function defaultBase(): string {
  const uid = process.getuid?.() ?? 0
  const base = path.join(realpathSync(os.tmpdir()), `ai-media-consultant-tests-${uid}`)
  mkdirSync(base, { recursive: true, mode: 0o711 })
  if (lstatSync(base).uid !== uid) throw new Error(`${base} belongs to somebody else: remove it, or set TMPDIR`)
  return base
}
