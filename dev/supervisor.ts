import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, type ProcessRecord, type RunningService, startService, stopProcess } from './processes.ts'

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 10_000
/** A service that lived this long is healthy: its next death is a first one again. */
const HEALTHY_MS = 30_000

export interface StopWith {
  signal?: NodeJS.Signals
  graceMs?: number
}

export interface Supervisor {
  /** Takes a started service into the list that is written down and stopped in reverse. */
  adopt(running: RunningService, stopWith?: StopWith): void
  /** From now on whatever dies is started again. */
  keepAlive(): void
  /** Stops everything, last started first. Calling again while it runs kills what is left. */
  stop(): Promise<void>
}

interface Entry {
  running: RunningService
  stopWith: StopWith
  since: number
  deaths: number
  restarting: Promise<void>
  /** The last one whose death was acted upon. */
  mourned?: RunningService
}

/** Holds what was started. `remember` is called with every change, so that a killed parent leaves a list of what to clear. */
export function createSupervisor(deps: { remember(records: ProcessRecord[]): void; say(line: string): void }): Supervisor {
  const entries: Entry[] = []
  const stopping = new AbortController()
  let keeping = false
  let stopped: Promise<void> | undefined

  const remember = () => deps.remember(entries.map((entry) => entry.running.record))

  function watch(entry: Entry): void {
    const { running } = entry
    void running.exited.then((how) => {
      if (!keeping || stopping.signal.aborted || entry.mourned === running) return
      entry.mourned = running
      entry.restarting = restart(entry, how)
    })
  }

  async function restart(entry: Entry, how: string): Promise<void> {
    const { name, logFile } = entry.running.service
    if (Date.now() - entry.since > HEALTHY_MS) entry.deaths = 0
    for (;;) {
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** entry.deaths++, LONGEST_WAIT_MS)
      // An aborted wait means that everything stops: nothing is started any more.
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        entry.running = await startService(entry.running.service)
        entry.since = Date.now()
        remember()
        deps.say(`${name} died (${how}); ${name} restarted, pid ${entry.running.record.pid}. Its log: ${logFile}`)
        return watch(entry)
      } catch (error) {
        deps.say(`${name} died (${how}) and could not be started: ${error instanceof Error ? error.message : error}`)
      }
    }
  }

  async function stopAll(): Promise<void> {
    stopping.abort()
    while (entries.length) {
      const entry = entries.at(-1)
      if (!entry) break
      await entry.restarting
      await stopProcess(entry.running.record, entry.stopWith)
      // Until then the operating system keeps it as a zombie, of which a container without an init would never get rid.
      await entry.running.exited
      entries.splice(entries.indexOf(entry), 1)
      remember()
    }
  }

  return {
    adopt(running, stopWith = {}) {
      const entry: Entry = { running, stopWith, since: Date.now(), deaths: 0, restarting: Promise.resolve() }
      entries.push(entry)
      remember()
      watch(entry)
    },
    keepAlive() {
      keeping = true
      // One that died before is watched for nothing any more: its end is in the past.
      for (const entry of entries) if (!isAlive(entry.running.record)) watch(entry)
    },
    async stop() {
      if (stopping.signal.aborted) await Promise.all(entries.map(({ running }) => stopProcess(running.record, { signal: 'SIGKILL' })))
      stopped ??= stopAll()
      await stopped
    },
  }
}
