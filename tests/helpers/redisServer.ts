import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { onPath } from '../../dev/executables.ts'
import { freePort } from '../../dev/ports.ts'
import { type RunningService, signalProcess, startService, stopProcess, tail, untilReady } from '../../dev/processes.ts'
import { installedByApt } from './apt.ts'

/** A real Redis of one test file, on a free port of loopback, that keeps nothing. */
export interface TestRedis {
  url: string
  /** Ends the process as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
  /** The process is there but answers nobody, until `resume`. */
  suspend(): void
  resume(): void
  /** What is in it, to look at. */
  keys(): Promise<string[]>
  stop(): Promise<void>
}

/** Starts one; call in `before` and `stop` in `after`. */
export async function startTestRedis(): Promise<TestRedis> {
  const binary = await redisBinary()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running = await start()

  async function start(): Promise<RunningService> {
    const logFile = path.join(folder, 'redis.log')
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    const service = await startService({ name: 'redis', command: binary, args, logFile })
    try {
      await untilReady('Redis', () => asked((client) => client.ping()), { withinMs: 10_000, stopped: service.exited })
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${tail(logFile)}`, { cause: error })
    }
    return service
  }

  async function asked<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
    // What the connection says is what the question rejects with.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await question(client)
    } finally {
      client.disconnect()
    }
  }

  const kill = () => stopProcess(running.record, { signal: 'SIGKILL' })
  // A suite that is interrupted runs no `after`: what it started ends with it.
  const last = () => void signalProcess(running.record, 'SIGKILL')
  process.once('exit', last)
  return {
    url,
    kill,
    async restart() {
      running = await start()
    },
    suspend: () => void signalProcess(running.record, 'SIGSTOP'),
    resume: () => void signalProcess(running.record, 'SIGCONT'),
    keys: () => asked((client) => client.keys('*')),
    async stop() {
      process.off('exit', last)
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Named by the environment, on PATH, or, where that is a matter of seconds, installed. */
async function redisBinary(): Promise<string> {
  const found = process.env.REDIS_SERVER_BINARY ?? onPath('redis-server', process.env) ?? onPath('valkey-server', process.env)
  if (found) return found
  const installed = await installedByApt('redis-server', 'redis-server', 'tests need a real Redis')
  if (installed) return installed
  throw new Error(
    'These tests need a Redis server: install one ("apt-get install redis-server", "brew install redis", or Valkey), or name its program in REDIS_SERVER_BINARY.',
  )
}
