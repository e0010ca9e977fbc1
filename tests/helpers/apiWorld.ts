import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { NO_CACHE } from '../../adapters/cache.ts'
import type { FileStore } from '../../adapters/files.ts'
import { type ApiDeps, createApp, endpointsOf } from '../../api/app.ts'
import { authenticator } from '../../api/auth/authenticate.ts'
import { keyRing } from '../../api/auth/keys.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { postgresNotices } from '../../api/eventSources.ts'
import { openEventHub } from '../../api/eventStream.ts'
import { createLimits } from '../../api/limits/limits.ts'
import { postgresLimits } from '../../api/limits/store.ts'
import { createMetrics } from '../../api/metrics.ts'
import { Problem } from '../../api/schemas.ts'
import type { Db, Pool } from '../../db/knex.ts'
import { mailedToken, ROOMY_LIMITS, signUp } from './account.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { memoryFiles } from './memoryFiles.ts'

export const JWT_SECRET = 'a secret that only these tests know, long enough'
export const KEYS = keyRing(JWT_SECRET)
export const GENERATE = '/api/v1/content/generate'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came, and each answer is held against its schema before.
  body: any
  text: string
}

export interface AskOptions {
  body?: unknown
  /** Sent as it is, instead of JSON. */
  raw?: string
  headers?: Record<string, string>
  token?: string | null
}

/** A signed-in person with an organization of their own. */
export interface Member {
  token: string
  email: string
  userId: string
  organizationId: string
  sessionId: string
  refreshToken: string
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  brand(name?: string): Promise<{ id: string }>
  generate(body?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>
}

export interface ApiWorld {
  url: string
  pool: Pool
  /** Across organizations: to prepare and to look. */
  db: Db
  database: TestDatabase
  files: FileStore
  endpoints: readonly Endpoint[]
  /** One HTTP exchange; JSON answers of described routes are held against the schema that describes them. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  register(organization?: string): Promise<Member>
  /** A person with a default brand: ready to generate. */
  agency(): Promise<Member & { brandId: string }>
  /** Closes everything and opens it again on the same port, as a restart does. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The API over a real port and a real database; no Temporal, because the API needs none. */
export async function apiWorld(options: Partial<ApiDeps> = {}): Promise<ApiWorld> {
  const database = await createTestDatabase()
  const { db, pool } = database
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const files = options.files ?? memoryFiles()
  let people = 0
  let port = 0
  let running = await start()

  async function start() {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    const hub = openEventHub({ source: postgresNotices({ url: database.url, log }) })
    const deps: ApiDeps = {
      pool,
      log,
      hub,
      metrics: createMetrics(pool),
      readiness: { temporal: async () => false },
      keys: KEYS,
      corsOrigins: [],
      limits: createLimits({ table: ROOMY_LIMITS, store: postgresLimits(pool), log }),
      cache: NO_CACHE,
      files,
      providers: [],
      publicUrl: `http://127.0.0.1:${port}`,
      trustProxyHops: 0,
      languages: ['en', 'id'],
      models: ['openai/gpt-4o', 'openai/gpt-4o-mini'],
      budgetMicros: 2_000_000,
      ...options,
    }
    server.on('request', createApp(deps))
    const stop = async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      await hub.close()
      server.closeAllConnections()
      await closed
    }
    return { stop, endpoints: endpointsOf({ ...deps, auth: authenticator(deps) }) }
  }

  const url = `http://127.0.0.1:${port}`

  async function ask(method: string, path: string, { body, raw, headers = {}, token }: AskOptions = {}): Promise<Answer> {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw }),
    })
    const text = await response.text()
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '') && text !== ''
    const answer: Answer = { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
    if (isJson) hold(running.endpoints, method, path, answer)
    return answer
  }

  async function register(organization = 'Studio North'): Promise<Member> {
    people += 1
    const email = `person${people}@example.com`
    const post = (path: string, body: Record<string, unknown>) => ask('POST', path, { body })
    const session = await signUp(post, { email, name: `Person ${people}`, organization_name: organization }, () =>
      mailedToken(db, 'verify_email', email),
    )
    const token: string = session.access_token
    const mine = (method: string, path: string, options: AskOptions = {}) => ask(method, path, { token, ...options })
    return {
      token,
      email,
      userId: session.user.id,
      organizationId: session.organization.id,
      sessionId: session.session_id,
      refreshToken: session.refresh_token,
      ask: mine,
      brand: async (name = 'Marlow Linen') => (await mine('POST', '/api/v1/brands', { body: { brand_name: name } })).body,
      generate: (request = {}, headers = {}) =>
        mine('POST', GENERATE, { body: { prompt: 'Launch our linen summer collection', platforms: ['instagram'], ...request }, headers }),
    }
  }

  return {
    url,
    pool,
    db,
    database,
    files,
    endpoints: running.endpoints,
    ask,
    register,
    async agency() {
      const member = await register()
      return { ...member, brandId: (await member.brand()).id }
    },
    async restart() {
      await running.stop()
      running = await start()
    },
    async close() {
      await running.stop()
      await database.drop()
    },
  }
}

/** An answer that its description does not name, or that its schema does not take, fails the test that got it. */
function hold(endpoints: readonly Endpoint[], method: string, path: string, { status, body }: Answer): void {
  const { pathname } = new URL(path, 'http://any')
  const endpoint = endpoints.find(
    (e) => e.method === method.toLowerCase() && new RegExp(`^${e.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
  const described = endpoint?.responses[status]
  if (described?.schema) described.schema.parse(body)
  else if (status < 400 && endpoint) throw new Error(`${method} ${pathname} answered ${status}, which it does not describe`)
  if (status >= 400 && !described && !Problem.safeParse(body).success)
    throw new Error(`${method} ${pathname} refused with something that is no Problem: ${JSON.stringify(body)}`)
}
