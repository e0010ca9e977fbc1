import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrate } from '../db/migrate.ts'
import { cacheFolder } from '../dev/cache.ts'
import { freePort } from '../dev/ports.ts'
import { startPostgres } from '../dev/postgres.ts'
import { type RunningService, startService, stopProcess, untilReady } from '../dev/processes.ts'
import { findTemporal } from '../dev/temporalBinary.ts'
import { startTemporal } from '../dev/temporalServer.ts'
import { startTestRedis } from '../tests/helpers/redisServer.ts'

/** As package.json's start:api has them. */
const API_FLAGS = ['--max-semi-space-size=32']

export interface BenchStack {
  apiUrl: string
  ownerUrl: string
  mailbox: string
  /** Process ids by what the figures call them. */
  pids: { api: number; worker: number; engine: number; postgres: number }
  stop(): Promise<void>
}

/** The product as a container runs it (compiled, bundle prebuilt), each part a process of its own, with a model that answers from loopback. */
export async function startBenchStack(
  of: { modelLatencyMs: number; withRedis: boolean },
  say: (line: string) => void,
): Promise<BenchStack> {
  const { modelLatencyMs } = of
  say('building')
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'))
  const started: RunningService[] = []
  const start = async (...args: Parameters<typeof startService>) => {
    const running = await startService(...args)
    started.push(running)
    return running
  }
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const stopOne of stops) await stopOne()
    for (const { record } of started.toReversed()) await stopProcess(record, record.name === 'postgres' ? { signal: 'SIGINT' } : {})
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const redis = of.withRedis ? await startTestRedis() : undefined
    if (redis) stops.push(() => redis.stop())
    say('starting Postgres, Temporal, the model stand-in, the API and a worker')
    const remember = (running: RunningService) => void started.push(running)
    const postgres = await startPostgres({
      folder: path.join(folder, 'postgres'),
      logFile: path.join(folder, 'postgres.log'),
      onSpawn: remember,
    })
    await migrate(postgres.ownerUrl, postgres.appUrl)
    const source = await findTemporal({ env: { ...process.env, TEMPORAL_ADDRESS: '' }, cache: cacheFolder(), say })
    if (!('binary' in source)) throw new Error('the bench starts a Temporal server of its own')
    const temporal = await startTemporal({ binary: source.binary, folder, logFile: path.join(folder, 'temporal.log'), onSpawn: remember })

    const modelPort = await freePort()
    const log = (name: string) => path.join(folder, `${name}.log`)
    const node = (name: string, args: string[], env: NodeJS.ProcessEnv) =>
      start({ name, command: process.execPath, args, env, logFile: log(name), background: name !== 'api' })
    await node(
      'model',
      ['--import=tsx', 'tests/helpers/modelStandIn.main.ts', '--port', String(modelPort), '--latency-ms', String(modelLatencyMs)],
      {
        PATH: process.env.PATH,
      },
    )
    const [apiPort, metricsPort] = [await freePort(), await freePort()]
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      DATABASE_URL: postgres.appUrl,
      TEMPORAL_ADDRESS: temporal.address,
      PORT: String(apiPort),
      PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
      JWT_SECRET: 'a secret that only this benchmark knows',
      DATA_DIR: folder,
      // Every limit is counted, and none is reached.
      RATE_LIMITS: ['read', 'write', 'generate'].flatMap((p) => [`${p}.user=100000000/60`, `${p}.organization=100000000/60`]).join(','),
      MODEL: 'openai',
      OPENAI_API_KEY: 'none',
      OPENAI_BASE_URL: `http://127.0.0.1:${modelPort}/v1`,
      WORKER_METRICS_PORT: String(metricsPort),
      ...(redis && { REDIS_URL: redis.url }),
      WORKFLOW_BUNDLE: path.resolve('dist/workflow-bundle.js'),
    }
    const api = await node('api', [...API_FLAGS, 'dist/api/main.js'], env)
    const worker = await node('worker', ['dist/workers/main.js'], env)
    const answers = (url: string) => async () => {
      const response = await fetch(url)
      if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    }
    await untilReady('The API', answers(`http://127.0.0.1:${apiPort}/health/ready`), { withinMs: 30_000, stopped: api.exited })
    await untilReady('The worker', answers(`http://127.0.0.1:${metricsPort}/health/ready`), { withinMs: 30_000, stopped: worker.exited })
    return {
      apiUrl: `http://127.0.0.1:${apiPort}`,
      ownerUrl: postgres.ownerUrl,
      mailbox: path.join(folder, 'mailbox'),
      pids: { api: api.record.pid, worker: worker.record.pid, engine: temporal.record.pid, postgres: postgres.record.pid },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
