import path from 'node:path'
import { Connection } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts'
import { freePort } from './ports.ts'
import { type RunningService, startService, tail, untilReady } from './processes.ts'

export interface TemporalServer extends RunningService {
  address: string
  uiUrl: string
  logFile: string
}

const SERVER_NAMES = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList' } as const

/**
 * What brought a request from 552-635 CPU ms to 200 here (docs/performance.md): no rollback journal, one partition per task queue
 * (one worker polls it), activities handed to the worker with the answer to its workflow task.
 */
const PRAGMAS = ['journal_mode=wal', 'synchronous=normal']
const DYNAMIC_CONFIG = [
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'system.enableActivityEagerExecution=true',
]

/** Starts `temporal server start-dev` on loopback, with its UI and our search attributes. Without a folder its state is in memory. */
export async function startTemporal(options: {
  binary: string
  folder?: string
  logFile: string
  port?: number
  uiPort?: number
  namespace?: string
  onSpawn?: (running: RunningService) => void
  signal?: AbortSignal
}): Promise<TemporalServer> {
  const port = await freePort(options.port)
  const uiPort = await freePort(options.uiPort)
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort), '--log-level', 'error']
  if (options.namespace) args.push('--namespace', options.namespace)
  if (options.folder) {
    args.push('--db-filename', path.join(options.folder, 'temporal.sqlite'))
    for (const pragma of PRAGMAS) args.push('--sqlite-pragma', pragma)
  }
  for (const value of DYNAMIC_CONFIG) args.push('--dynamic-config-value', value)
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) args.push('--search-attribute', `${name}=${SERVER_NAMES[type]}`)
  const running = await startService({
    name: 'temporal',
    command: options.binary,
    args,
    env: environment(),
    logFile: options.logFile,
    background: true,
  })
  options.onSpawn?.(running)
  const address = `127.0.0.1:${port}`
  try {
    await untilReady('The Temporal server', () => answers(address, options.namespace ?? 'default'), {
      withinMs: 60_000,
      stopped: running.exited,
      signal: options.signal,
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. Its log ends with:\n${tail(options.logFile)}`, { cause: error })
  }
  return { ...running, address, uiUrl: `http://127.0.0.1:${uiPort}`, logFile: options.logFile }
}

/** Resolves when the server knows the namespace; the frontend answers a moment before that. */
async function answers(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1000 })
  try {
    await connection.withDeadline(Date.now() + 2000, () => connection.workflowService.describeNamespace({ namespace }))
  } finally {
    await connection.close()
  }
}

/** The CLI reads TEMPORAL_* variables as its own flags; ours are meant for the product. GOGC: fewer collections for more memory. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !key.startsWith('TEMPORAL_'))
  return { ...Object.fromEntries(kept), GOGC: '400' }
}
