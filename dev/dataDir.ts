import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ModelLabel } from '../domain/words.ts'
import { type Lock, takeLock } from './lock.ts'
import { forgetPostgres, POSTGRES_STOP } from './postgres.ts'
import { isAlive, isErrno, type ProcessRecord, stopProcess } from './processes.ts'

/** Where a running stack is found, and what its settings mean to a caller. */
export interface StackAddresses {
  apiUrl: string
  workerUrl: string
  temporalAddress: string
  temporalUiUrl: string | null
  namespace: string
  model: { label: ModelLabel /** Of one platform, two, and so on. */; estimates: { expectedMicros: number; ceilingMicros: number }[] }
  /** Whether mail is files in this folder, so that the demo can read the approval link. */
  mailIsLocal: boolean
}

/** What the disk knows of a stack: the processes it started, and its addresses once all of them are ready. */
export interface StackState {
  services: ProcessRecord[]
  addresses: StackAddresses | null
}

/** Everything an embedded stack keeps, under one folder. */
export interface DataDir {
  path: string
  in(...names: string[]): string
  /** One stack per folder. */
  lock(name: string): Lock
  readState(): StackState
  writeState(state: StackState): void
}

/** Names that `forget` removes; whatever else lies in the folder is not ours. */
const OURS = ['temporal', 'logs', 'mailbox', 'files', 'bundles', 'stack.json', 'demo.json', 'jwt-secret']

export function openDataDir(folder: string): DataDir {
  const root = path.resolve(folder)
  const inside = (...names: string[]) => path.join(root, ...names)
  mkdirSync(root, { recursive: true })
  return {
    path: root,
    in: inside,
    lock: (name) => takeLock(inside('stack.lock'), name),
    readState() {
      try {
        return JSON.parse(readFileSync(inside('stack.json'), 'utf8')) as StackState
      } catch (error) {
        if (isErrno(error, 'ENOENT')) return { services: [], addresses: null }
        throw error
      }
    },
    writeState(state) {
      writeFileSync(inside('stack.json.new'), JSON.stringify(state, null, 2), { mode: 0o600 })
      renameSync(inside('stack.json.new'), inside('stack.json'))
    },
  }
}

/** Stops what a killed stack left running, last started first. Call with the lock held. Returns the names. */
export async function clearLeftovers(dataDir: DataDir): Promise<string[]> {
  const left = dataDir.readState().services.filter(isAlive)
  for (const record of left.toReversed()) await stopProcess(record, record.name === 'postgres' ? POSTGRES_STOP : {})
  dataDir.writeState({ services: [], addresses: null })
  return left.map((record) => record.name)
}

/** Removes all that a stack keeps, and the folder when nothing else is in it. Call with the lock held. */
export async function forget(dataDir: DataDir): Promise<void> {
  await clearLeftovers(dataDir)
  await forgetPostgres(dataDir.in('postgres'))
  for (const name of OURS) rmSync(dataDir.in(name), { recursive: true, force: true })
}

/** Removes the folder itself when it is empty. */
export function removeWhenEmpty(dataDir: DataDir): void {
  try {
    rmdirSync(dataDir.path)
  } catch (error) {
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error
  }
}
