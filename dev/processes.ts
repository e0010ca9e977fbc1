import { execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * A process as the disk remembers it. A pid alone is reused by the operating system, so the moment it started goes along: what does
 * not match both is never signalled.
 */
export interface ProcessRecord {
  name: string
  pid: number
  startedAt: string
}

export interface Service {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** stdout and stderr are appended here. */
  logFile: string
  user?: { uid: number; gid: number }
  /** Works in the background: on a busy laptop it yields to what a person waits for. */
  background?: boolean
}

export interface RunningService {
  /** What was started, to start it again. */
  service: Service
  record: ProcessRecord
  /** Resolves once, with how it ended, whoever ended it. */
  exited: Promise<string>
}

const BACKGROUND_NICE = 10

/** When the process behind a pid started, in the operating system's own words; undefined when there is none. A zombie counts as gone. */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command's name may hold spaces and brackets: fields are counted after its last one. State is field 3, start time 22.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    } catch {
      return undefined
    }
  }
  try {
    process.kill(pid, 0)
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch (error) {
    if (isErrno(error, 'EPERM')) return 'owned by another user'
    return undefined
  }
}

/** This process, as others may find it recorded. */
export function thisProcess(name: string): ProcessRecord {
  return { name, pid: process.pid, startedAt: startOf(process.pid) ?? '' }
}

export function isAlive(record: ProcessRecord): boolean {
  return startOf(record.pid) === record.startedAt
}

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only us and we can stop everything in order. Throws
 * when the command cannot be run.
 */
export async function startService(service: Service): Promise<RunningService> {
  mkdirSync(path.dirname(service.logFile), { recursive: true })
  const log = openSync(service.logFile, 'a')
  try {
    const child = spawn(service.command, service.args, {
      cwd: service.cwd,
      env: service.env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...service.user,
    })
    // At once, before it makes threads: each inherits it from the thread that makes it.
    if (service.background && child.pid !== undefined) os.setPriority(child.pid, BACKGROUND_NICE)
    const exited = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code}`)))
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    const pid = child.pid
    if (pid === undefined) throw new Error(`${service.command} has no process id`)
    return { service, record: { name: service.name, pid, startedAt: startOf(pid) ?? '' }, exited }
  } finally {
    closeSync(log)
  }
}

/** Asks a process to stop, waits, and kills it and its group when it will not. Does nothing to a process that is not the recorded one. */
export async function stopProcess(record: ProcessRecord, options: { signal?: NodeJS.Signals; graceMs?: number } = {}): Promise<void> {
  if (!signalProcess(record, options.signal ?? 'SIGTERM')) return
  if (await gone(record, options.graceMs ?? 10_000)) return
  signalGroup(record, 'SIGKILL')
  await gone(record, 5_000)
}

/** False when the recorded process is no more. */
export function signalProcess(record: ProcessRecord, signal: NodeJS.Signals): boolean {
  return isAlive(record) && send(record.pid, signal)
}

function signalGroup(record: ProcessRecord, signal: NodeJS.Signals): void {
  if (isAlive(record) && !send(-record.pid, signal)) send(record.pid, signal)
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (isErrno(error, 'ESRCH')) return false
    throw error
  }
}

async function gone(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (isAlive(record)) {
    if (Date.now() > until) return false
    await delay(20)
  }
  return true
}

/** Calls `probe` until it answers. Throws when time is up, the process behind it `stopped`, or `signal` is aborted. */
export async function untilReady<T>(
  what: string,
  probe: () => Promise<T>,
  options: { withinMs: number; stopped?: Promise<string>; signal?: AbortSignal | undefined },
): Promise<T> {
  const until = Date.now() + options.withinMs
  let ended: string | undefined
  void options.stopped?.then((reason) => {
    ended = reason
  })
  for (;;) {
    try {
      return await probe()
    } catch (error) {
      options.signal?.throwIfAborted()
      if (ended !== undefined) throw new Error(`${what} stopped before it was ready (${ended})`)
      if (Date.now() > until) throw new Error(`${what} was not ready within ${options.withinMs / 1000} s`, { cause: error })
    }
    await delay(50)
  }
}

/** The last lines of a log, for a message that says why something did not start. */
export function tail(file: string, lines = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return ''
  }
}

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
