import type { Config } from '../config/env.ts'
import { clearLeftovers, type DataDir, type StackAddresses, type StackState } from './dataDir.ts'
import { startProduct, startServers } from './parts.ts'
import { createSupervisor } from './supervisor.ts'

export interface Stack {
  addresses: StackAddresses
  /** Stops all it started, last started first; called again, kills what is left. */
  stop(): Promise<void>
}

export interface StackOptions {
  /** Checked before anything starts; the processes read the same settings from the environment. */
  config: Config
  dataDir: DataDir
  say(line: string): void
  /** Aborted to give up while it starts. */
  signal: AbortSignal
  /** Restart API and worker whenever their sources change. */
  watch?: boolean
  /** Keep mail in the mailbox folder even where a provider is configured. */
  localMail?: boolean
}

/** Told apart from other failures: a stack of this DATA_DIR runs already. */
export class StackRuns extends Error {
  readonly pid: number
  constructor(pid: number, dataDir: DataDir) {
    super(`A stack of ${dataDir.path} runs already (process ${pid}). Stop it, or set DATA_DIR to another folder.`)
    this.name = 'StackRuns'
    this.pid = pid
  }
}

/**
 * Brings up Postgres, Temporal, API and worker, each one only when its address is not set, and keeps them up. Resolves when a request
 * can be sent. On failure or abort everything is stopped again. Throws StackRuns when the folder is in use.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, say, signal } = options
  const lock = dataDir.lock('stack')
  if (!lock.taken) throw new StackRuns(lock.holder.pid, dataDir)
  const left = await clearLeftovers(dataDir)
  if (left.length) say(`Stopped what a killed run had left: ${left.join(', ')}.`)
  const state: StackState = { services: [], addresses: null }
  const supervisor = createSupervisor({
    remember(records) {
      state.services = records
      dataDir.writeState(state)
    },
    say,
  })
  const stop = async () => {
    state.addresses = null
    await supervisor.stop()
    lock.release()
  }
  try {
    const servers = await startServers(options, supervisor.adopt)
    signal.throwIfAborted()
    const addresses = await startProduct(options, supervisor.adopt, servers)
    signal.throwIfAborted()
    supervisor.keepAlive()
    state.addresses = addresses
    dataDir.writeState(state)
    return { addresses, stop }
  } catch (error) {
    if (signal.aborted) say('\nStopping what was started.')
    await stop()
    throw error
  }
}
