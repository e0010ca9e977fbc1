import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { freePort } from '../../dev/ports.ts'
import { forgetPostgres, POSTGRES_STOP, startPostgres } from '../../dev/postgres.ts'
import { type RunningService, type Service, startService, stopProcess, tail, untilReady } from '../../dev/processes.ts'
import { tsxArguments } from '../../dev/tsx.ts'
import { startOidcProvider } from '../../tests/helpers/oidcProvider.ts'

export interface FuzzStack {
  apiUrl: string
  ownerUrl: string
  /** Starts a process that ends with the stack. */
  start(service: Service): Promise<RunningService>
  stop(): Promise<void>
}

/** The API with a Postgres that is thrown away and a provider to sign in with; no Temporal, because the API needs none. */
export async function startFuzzStack(of: { logs: string; rateLimits: string; signal: AbortSignal }): Promise<FuzzStack> {
  const { logs, signal } = of
  mkdirSync(logs, { recursive: true })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'))
  chmodSync(folder, 0o711)
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  const start = async (service: Service) => {
    signal.throwIfAborted()
    const running = await startService(service)
    closing.push(() => stopProcess(running.record))
    return running
  }
  try {
    const cluster = path.join(folder, 'postgres')
    closing.push(() => forgetPostgres(cluster))
    const postgres = await startPostgres({
      folder: cluster,
      logFile: path.join(logs, 'postgres.log'),
      throwaway: true,
      onSpawn: ({ record }) => void closing.push(() => stopProcess(record, POSTGRES_STOP)),
      signal,
    })
    await migrate(postgres.ownerUrl, postgres.appUrl)

    const port = await freePort()
    const apiUrl = `http://127.0.0.1:${port}`
    const client = { clientId: 'fuzz', clientSecret: 'a secret of nobody' }
    const google = await startOidcProvider({ ...client, redirectUri: `${apiUrl}/api/v1/auth/oidc/google/callback` })
    closing.push(() => google.close())
    const api = await start({
      name: 'api',
      command: process.execPath,
      args: tsxArguments('api/main.ts'),
      env: {
        PATH: process.env.PATH,
        LOG_LEVEL: 'warn',
        DATABASE_URL: postgres.appUrl,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        PORT: String(port),
        JWT_SECRET: 'a secret that only this run knows, and long enough',
        DATA_DIR: folder,
        RATE_LIMITS: of.rateLimits,
        GOOGLE_CLIENT_ID: client.clientId,
        GOOGLE_CLIENT_SECRET: client.clientSecret,
        GOOGLE_ISSUER: google.issuer,
      },
      logFile: path.join(logs, 'api.log'),
    })
    const answers = async () => {
      const { ok, status } = await fetch(`${apiUrl}/health/ready`)
      if (!ok) throw new Error(`/health/ready answered ${status}`)
    }
    await untilReady('The API', answers, { withinMs: 30_000, stopped: api.exited, signal }).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : error}\n${tail(path.join(logs, 'api.log'))}`, { cause: error })
    })
    return { apiUrl, ownerUrl: postgres.ownerUrl, start, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
