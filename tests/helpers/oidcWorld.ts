import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Response } from 'express'
import { pino } from 'pino'
import { callbackUrl, oidcProviders, type ProviderId, providerSettings } from '../../api/auth/oidc.ts'
import type { Person } from '../../api/auth/principal.ts'
import { type Endpoint, send } from '../../api/endpoint.ts'
import { toResponse } from '../../api/errors.ts'
import { requestLog } from '../../api/requestLog.ts'
import { type OidcDeps, oidcEndpoints } from '../../api/routes/oidc.ts'
import { loadConfig } from '../../config/env.ts'
import { type Browser, openBrowser } from './browser.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { PERSON, type RunningProvider, startOidcProvider } from './oidcProvider.ts'

export interface OidcWorld {
  url: string
  database: TestDatabase
  cookieKey: Buffer
  google: RunningProvider
  linkedin: RunningProvider
  /** What was noted, in order. */
  notes: { userId: string; action: string; subject: string }[]
  /** Sessions that have ended; the others are alive. */
  ended: Set<string>
  /** What happens just before an account is made: sets it for the next time. */
  justBefore(making: () => Promise<unknown>): void
  /** A browser in front of which somebody sits whom the providers know. */
  browser(person?: string): Browser
  /** Somebody with an account of ours and a session, in a browser. */
  member(of: { email: string; password?: boolean; person?: string }): Promise<{ userId: string; sessionId: string; browser: Browser }>
  start(provider: ProviderId, returnTo?: string): string
  /** Begins a sign-in and stops before the callback. */
  toCallback(browser: Browser, provider: ProviderId, returnTo?: string): Promise<URL>
  /** Begins to link and stops before the callback. */
  toLinkCallback(browser: Browser, provider: ProviderId, returnTo?: string): Promise<URL>
  /** The whole way round, until our answer to the callback. */
  signIn(browser: Browser, provider: ProviderId, returnTo?: string): ReturnType<Browser['visit']>
  rows(): Promise<{ users: number; identities: number }>
  close(): Promise<void>
}

const USER = 'x-user'
const SESSION = 'x-session'
export const isCallback = (url: URL): boolean => url.pathname.endsWith('/callback')

/** The OpenID Connect endpoints over a real port, a real database and two real providers, one of them as LinkedIn is known to be. */
export async function oidcWorld(issuers: { google?: string; deadlineMs?: number } = {}): Promise<OidcWorld> {
  const database = await createTestDatabase()
  const { db: pool } = database
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = (id: ProviderId) => ({ clientId: `${id}-client`, clientSecret: `${id}-secret`, redirectUri: callbackUrl(url, id) })
  const google = await startOidcProvider(client('google'))
  const linkedin = await startOidcProvider({ ...client('linkedin'), likeLinkedIn: true })
  const config = loadConfig({
    GOOGLE_CLIENT_ID: 'google-client',
    GOOGLE_CLIENT_SECRET: 'google-secret',
    GOOGLE_ISSUER: issuers.google ?? google.issuer,
    LINKEDIN_CLIENT_ID: 'linkedin-client',
    LINKEDIN_CLIENT_SECRET: 'linkedin-secret',
    LINKEDIN_ISSUER: linkedin.issuer,
  })
  const log = pino({ level: 'silent' })
  const notes: OidcWorld['notes'] = []
  const ended = new Set<string>()
  let justBefore: (() => Promise<unknown>) | undefined
  const cookieKey = Buffer.alloc(32, 7)
  const newUser = async (email: string, rest: object) =>
    (
      await pool('users')
        .insert({ email, name: '', ...rest })
        .onConflict('email')
        .ignore()
        .returning<{ id: string }[]>('id')
    )[0]
  const deps: OidcDeps = {
    pool,
    publicUrl: url,
    cookieKey,
    log,
    providers: oidcProviders({ settings: providerSettings(config), publicUrl: url, log, deadlineMs: issuers.deadlineMs ?? 3_000 }),
    async openSession(_req, res: Response, userId) {
      res.append('Set-Cookie', `refresh=${userId}; HttpOnly; Path=/`)
    },
    async createAccountFor({ email, name }) {
      const first = justBefore
      justBefore = undefined
      await first?.()
      const user = await newUser(email, { name, email_verified_at: new Date() })
      return user && { userId: user.id }
    },
    sessionAlive: async (_userId, sessionId) => !ended.has(sessionId),
    async note(_req, of) {
      notes.push(of)
    },
  }
  server.on('request', mount(oidcEndpoints(deps), url))

  const start: OidcWorld['start'] = (provider, returnTo) =>
    `${url}/api/v1/auth/oidc/${provider}/start${returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`}`
  const toCallback: OidcWorld['toCallback'] = (browser, provider, returnTo) => browser.reach(start(provider, returnTo), isCallback)

  return {
    url,
    database,
    cookieKey,
    google,
    linkedin,
    notes,
    ended,
    justBefore(making) {
      justBefore = making
    },
    browser: (person) => openBrowser(person === undefined ? {} : { [PERSON]: person }),
    async member({ email, password = true, person }) {
      const user = await newUser(email, { password_hash: password ? 'a hash' : null })
      if (!user) throw new Error(`${email} has an account already`)
      const sessionId = randomUUID()
      const browser = openBrowser({ [USER]: user.id, [SESSION]: sessionId, ...(person !== undefined && { [PERSON]: person }) })
      return { userId: user.id, sessionId, browser }
    },
    start,
    toCallback,
    async toLinkCallback(browser, provider, returnTo) {
      const body = returnTo === undefined ? {} : { return_to: returnTo }
      const answer = await browser.visit(`${url}/api/v1/auth/identities/${provider}/link`, { method: 'POST', body })
      if (answer.status !== 200) throw new Error(`linking answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      return browser.reach(answer.body.authorization_url, isCallback)
    },
    async signIn(browser, provider, returnTo) {
      return browser.visit(await toCallback(browser, provider, returnTo))
    },
    async rows() {
      const { rows } = await pool.raw('select (select count(*) from users) as users, (select count(*) from identities) as identities')
      return rows[0]
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await Promise.all([closed, google.close(), linkedin.close()])
      await database.drop()
    },
  }
}

/** The part of api/app.ts that these endpoints need; whoever is signed in says so in headers. */
function mount(endpoints: readonly Endpoint[], publicUrl: string) {
  const app = express()
  app.use(requestLog(pino({ level: 'silent' })))
  app.use(express.json())
  for (const endpoint of endpoints) {
    app[endpoint.method](endpoint.path, async (req, res) => {
      const person = { userId: req.get(USER), sessionId: req.get(SESSION) } as Person
      const sent = await endpoint.answer(endpoint.read(req), { caller: undefined, person, db: undefined, after: () => undefined }, req, res)
      if (sent) send(res, endpoint, sent)
    })
  }
  app.use(toResponse(publicUrl))
  return app
}
