import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const MAIN = new URL('../../api/main.ts', import.meta.url).pathname

export interface ApiProcess {
  child: ChildProcess
  /** Its address, once it listens; rejects with what it said when it exits before. */
  listening: Promise<string>
  said(): string
  exited: Promise<number | null>
}

/** The API as a process of its own. Nobody listens at port 1: it has to come up without Temporal. Kill it in `after`. */
export function startApi(env: Record<string, string>): ApiProcess {
  const child = spawn(process.execPath, ['--import=tsx', MAIN], {
    env: { ...process.env, TEMPORAL_ADDRESS: '127.0.0.1:1', PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  const listening = new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk
      const url = /"public_url":"([^"]+)"/.exec(said)?.[1]
      if (url) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${said}`)))
  })
  // Whoever waits for the exit instead need not hear of it twice.
  listening.catch(() => undefined)
  return { child, listening, said: () => said, exited: once(child, 'exit').then(([code]) => code as number | null) }
}
