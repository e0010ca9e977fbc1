import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, isErrno, type ProcessRecord, thisProcess } from './processes.ts'

export type Lock = { taken: true; release(): void } | { taken: false; holder: ProcessRecord }

/**
 * Takes a lock file for this process. A holder that died is buried: under a second lock of the same kind, so that of two who find
 * it dead only one removes the file, and never the file of the other.
 */
export function takeLock(file: string, name: string): Lock {
  const me = thisProcess(name)
  if (createWhole(file, JSON.stringify(me))) {
    let held = true
    // Once only: a second call might remove the file of the next holder.
    const release = () => {
      if (held) rmSync(file, { force: true })
      held = false
    }
    return { taken: true, release }
  }
  const holder = readHolder(file)
  if (!holder) return takeLock(file, name)
  if (isAlive(holder)) return { taken: false, holder }
  const burial = takeLock(`${file}.burial`, name)
  if (!burial.taken) return { taken: false, holder: burial.holder }
  try {
    const still = readHolder(file)
    if (still && !isAlive(still)) rmSync(file, { force: true })
  } finally {
    burial.release()
  }
  return takeLock(file, name)
}

/** Runs `work` while no other process holds the lock; waits for one that does, and tells who that is, once. */
export async function whileLocked<T>(
  file: string,
  name: string,
  work: () => Promise<T>,
  options: { onWait?: (holder: ProcessRecord) => void; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  for (let waited = false; ; waited = true) {
    const lock = takeLock(file, name)
    if (lock.taken) return work().finally(lock.release)
    if (!waited) options.onWait?.(lock.holder)
    await delay(250, undefined, options.signal ? { signal: options.signal } : {})
  }
}

/** Creates a file with its content at once, or not at all when it exists: a link, because a reader must never see half of it. */
function createWhole(file: string, content: string): boolean {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Undefined when it went away meanwhile. */
export function readHolder(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}
