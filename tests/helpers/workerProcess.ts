import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../../dev/ports.ts'
import { untilReady } from '../../dev/processes.ts'

export interface WorkerProcess {
  pid: number
  /** SIGKILL: no handler runs, nothing is closed. */
  kill(): Promise<void>
  /** SIGTERM, and the exit code after it drained. */
  stop(): Promise<number | null>
  /** What it wrote to its log so far. */
  log(): string
}

/** The worker as it is deployed, a process of its own. Resolves when it polls. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, ['--import=tsx', 'workers/main.ts'], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'info', WORKER_METRICS_PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log += chunk
  })
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code] = await exited
    return code
  }
  const answers = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`)
    if (!response.ok) throw new Error(`the worker answered ${response.status}`)
  }
  try {
    await untilReady('The worker', answers, { withinMs: 60_000, stopped: exited.then(([code]) => `code ${code}: ${log.slice(-2000)}`) })
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  return { pid: child.pid ?? 0, log: () => log, kill: () => end('SIGKILL').then(() => undefined), stop: () => end('SIGTERM') }
}
