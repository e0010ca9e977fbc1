import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateEndpoints } from '@rtk-query/codegen-openapi'
import { pino } from 'pino'
import { NO_CACHE } from '../adapters/cache.ts'
import type { FileStore } from '../adapters/files.ts'
import { type ApiDeps, endpointsOf } from '../api/app.ts'
import { authenticator } from '../api/auth/authenticate.ts'
import { keyRing } from '../api/auth/keys.ts'
import { createLimits } from '../api/limits/limits.ts'
import { postgresLimits } from '../api/limits/store.ts'
import { createMetrics } from '../api/metrics.ts'
import { DEFAULT_LIMITS } from '../config/rateLimits.ts'
import { openDb, type Pool } from '../db/knex.ts'
import { LANGUAGES } from '../domain/words.ts'

export const CLIENT_FILE = path.join('web', 'src', 'api', 'generated.ts')

/** Streams and files are read by hand; a browser is sent to providers; the rest is not for people. */
const NOT_FOR_IT =
  /openapi\.json$|\/events$|export(?:\.\w+)?$|evidence$|\/(?:start|callback)$|webhooks|problems|accept-invitation|auth\/refresh$/

/** What routes need to be described or built; nothing is connected to until one is asked. */
export function describingDeps(pool: Pool): ApiDeps {
  const log = pino({ level: 'silent' })
  return {
    pool,
    log,
    metrics: createMetrics(pool),
    hub: {
      subscribe: () => ({ read: (_after, load) => load(), leave: () => undefined }),
      closing: new AbortController().signal,
      close: async () => undefined,
    },
    readiness: { temporal: async () => false },
    limits: createLimits({ table: DEFAULT_LIMITS, store: postgresLimits(pool), log }),
    cache: NO_CACHE,
    files: {} as FileStore,
    keys: keyRing('only describes: nothing is ever signed with this'),
    publicUrl: 'http://127.0.0.1',
    trustProxyHops: 0,
    languages: LANGUAGES,
    budgetMicros: 1,
    corsOrigins: [],
    providers: [],
    models: [],
  }
}

/** The OpenAPI document as a running API would answer it; nothing is connected to. */
async function openApi(): Promise<unknown> {
  const pool = openDb('postgres://nobody@127.0.0.1:1/none', { max: 1 })
  try {
    const deps = describingDeps(pool)
    const self = endpointsOf({ ...deps, auth: authenticator(deps) }).at(-1)
    const nothing = undefined as never
    const sent = await self?.answer({ params: nothing, query: nothing, headers: nothing, body: nothing }, {} as never, nothing, nothing)
    return sent?.body
  } finally {
    await pool.destroy()
  }
}

/** The dashboard's RTK Query client, generated from the OpenAPI document and formatted as everything else. */
export async function apiClient(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'api-client-'))
  try {
    const schemaFile = path.join(folder, 'openapi.json')
    await writeFile(schemaFile, JSON.stringify(await openApi()))
    const source = await generateEndpoints({
      schemaFile,
      apiFile: './base.ts',
      apiImport: 'base',
      exportName: 'api',
      hooks: { queries: true, lazyQueries: true, mutations: true },
      tag: true,
      // These only ask, with a body.
      endpointOverrides: [{ pattern: [/Estimate$/i, /VoiceCheck$/i], type: 'query' }],
      filterEndpoints: (_name, { path: at }) => at.startsWith('/api/v1/') && !NOT_FOR_IT.test(at),
    })
    if (!source) throw new Error('the generator made nothing')
    const file = path.join(folder, 'generated.ts')
    await writeFile(file, source)
    // The generator takes the extension off.
    return (await readFile(file, 'utf8')).replace('from "./base"', 'from "./base.ts"')
  } finally {
    await rm(folder, { recursive: true })
  }
}

if (process.argv[1]?.endsWith('apiClient.ts')) await writeFile(CLIENT_FILE, await apiClient())
