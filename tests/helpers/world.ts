import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { pino } from 'pino'
import { openRenderer, type Renderer } from '../../activities/images/draw.ts'
import { createActivities } from '../../activities/index.ts'
import { localEmbedder } from '../../activities/models/embeddings.ts'
import { offlineModel } from '../../activities/models/offline.ts'
import type { Model } from '../../activities/models/port.ts'
import { NO_CACHE } from '../../adapters/cache.ts'
import type { FileStore } from '../../adapters/files.ts'
import type { Memory } from '../../adapters/memory.ts'
import { NO_OUTBOUND, type Outbound } from '../../adapters/outbound.ts'
import type { Mail, Mailer } from '../../adapters/port.ts'
import { type ApiDeps, createApp } from '../../api/app.ts'
import { keyRing } from '../../api/auth/keys.ts'
import { postgresNotices } from '../../api/eventSources.ts'
import { openEventHub } from '../../api/eventStream.ts'
import { createLimits } from '../../api/limits/limits.ts'
import { postgresLimits } from '../../api/limits/store.ts'
import { createMetrics } from '../../api/metrics.ts'
import { createAnnouncer } from '../../db/announcer.ts'
import { memoryPostgres } from '../../db/memory.ts'
import { isFinal } from '../../domain/outcome.ts'
import type { Platform, RequestStatus, Verdict } from '../../domain/words.ts'
import { type Relayed, startRelaying } from '../../relay/relaying.ts'
import { workflowsPath } from '../../workers/bundle.ts'
import { addSearchAttributes } from '../../workers/searchAttributes.ts'
import { TUNING } from '../../workers/tuning.ts'
import { workflowIdOf } from '../../workflows/messages.ts'
import { mailedToken, ROOMY_LIMITS, signUp } from './account.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type FaultyModel, withFaults } from './faultyModel.ts'
import { memoryFiles } from './memoryFiles.ts'
import { quietRuntime } from './runtime.ts'
import { testServers } from './testServers.ts'

const log = pino({ level: 'silent' })
/** Generous: a busy machine is slow, and a test that waits for a condition ends as soon as it holds. */
const PATIENCE_MS = 30_000

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined
/** Bundling takes seconds; one bundle serves the whole run. */
export function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({ workflowsPath: workflowsPath(), logger: new DefaultLogger('ERROR') })
  return bundle
}

export interface RequestView {
  id: string
  status: RequestStatus
  reason: string
  platforms: { platform: Platform; status: string; reason: string; version: number }[]
  drafts: {
    platform: Platform
    version: number
    content_hash: string
    content_data: Record<string, unknown>
    quality_score: number | null
  }[]
  approval: { round: number | null; round_id: string | null; due_at: string | null }
  decisions: { platform: Platform; verdict: Verdict; comment: string }[]
  units: { reserved: number; committed: number; released: number }
  run: number
}

export interface World {
  db: TestDatabase['db']
  pool: TestDatabase['pool']
  databaseUrl: string
  ownerUrl: string
  taskQueue: string
  url: string
  model: FaultyModel
  client: Client
  organizationId: string
  mails: Mail[]
  /** What the brand's memory failed with. */
  forgotten: unknown[]
  /** JSON over HTTP as the requester; answers status and body. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  /** Fetches a path as the requester. */
  fetch(path: string): Promise<Response>
  /** Asks for content and answers its id. */
  generate(body?: Record<string, unknown>): Promise<string>
  request(id: string): Promise<RequestView>
  /** Waits until the request is as told, and answers it. */
  until(id: string, holds: RequestStatus | ((view: RequestView) => boolean)): Promise<RequestView>
  untilFinal(id: string): Promise<RequestView>
  /** The newest review link mailed to this approver for the request's round. */
  link(id: string, round?: number): Promise<string>
  /** Decides by the public page: a verdict for every draft of the round, with a comment where one is needed. */
  decide(id: string, verdicts: Partial<Record<Platform, Verdict>>, comment?: string): Promise<Response>
  usage(): Promise<{ used: number; reserved: number }>
  workflow(id: string, run?: number): ReturnType<Client['workflow']['getHandle']>
  startWorker(): Promise<void>
  stopWorker(): Promise<void>
  relay: Relayed
  /** Cuts every connection to the API, as a network does. */
  dropConnections(): void
  close(): Promise<void>
}

export interface WorldOptions {
  /** In place of files in memory. */
  files?: FileStore
  /** In place of the real one. */
  renderer?: Renderer
  model?: Model
  /** The way to the pages that brands name; none by itself. */
  outbound?: Outbound
  /** Time-skipping server; the shared dev server otherwise. */
  environment?: TestWorkflowEnvironment
  /** In place of the mailbox in memory. */
  mailer?: (mails: Mail[]) => Mailer
  worker?: boolean
  /** Where people may sign in besides here, given the address of this world. */
  providers?: (url: string) => Promise<ApiDeps['providers']>
  /** The folder of a built dashboard, to be served too. */
  dashboardDir?: string
  /** The brand's memory, in place of Postgres. */
  memory?: (pool: TestDatabase['pool']) => Memory
  /** Where relay and client find Temporal, when not at the shared server itself; connected to on first use. */
  temporalAddress?: string
}

/** The whole product in one process against real servers: API over HTTP, relay, postman, worker; the offline model unless told otherwise. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  quietRuntime()
  const database = await createTestDatabase()
  const { db, pool } = database
  const model = withFaults(options.model ?? offlineModel())
  const mails: Mail[] = []
  const files = options.files ?? memoryFiles()
  const renderer = options.renderer ?? (await openRenderer())
  const forgotten: unknown[] = []
  const mailer: Mailer = options.mailer?.(mails) ?? memoryMailer(mails)

  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const hub = openEventHub({ source: postgresNotices({ url: database.url, log }) })
  server.on(
    'request',
    createApp({
      pool,
      log,
      hub,
      metrics: createMetrics(pool),
      readiness: { temporal: async () => true },
      keys: keyRing('a secret of this test world, long enough'),
      corsOrigins: [],
      limits: createLimits({ table: ROOMY_LIMITS, store: postgresLimits(pool), log }),
      cache: NO_CACHE,
      files,
      providers: (await options.providers?.(url)) ?? [],
      publicUrl: url,
      trustProxyHops: 0,
      languages: model.languages,
      models: [`${model.label.provider}/${model.label.name}`],
      budgetMicros: 2_000_000,
      ...(options.dashboardDir && { dashboardDir: options.dashboardDir }),
    }),
  )

  const { environment } = options
  const address = testServers().temporalAddress
  const connection = environment
    ? undefined
    : options.temporalAddress
      ? Connection.lazy({ address: options.temporalAddress })
      : await Connection.connect({ address })
  const native = environment ? environment.nativeConnection : await NativeConnection.connect({ address })
  const client = connection ? new Client({ connection }) : new Client({ connection: (environment as TestWorkflowEnvironment).connection })
  // This server cannot list what it has; adding is enough.
  if (environment) await addSearchAttributes(environment.connection, 'default')
  const taskQueue = `test-${database.name}`
  const relay = startRelaying({ pool, client, taskQueue, mailer, publicUrl: url, listenUrl: database.url, log })

  const announcer = createAnnouncer(pool, (error) => assert.fail(`not announced: ${error}`))
  let worker: { instance: Worker; running: Promise<void> } | undefined
  async function startWorker(): Promise<void> {
    assert.ok(!worker, 'the worker runs already')
    const instance = await Worker.create({
      connection: native,
      taskQueue,
      workflowBundle: await workflowBundle(),
      activities: createActivities({
        pool,
        model,
        outbound: options.outbound ?? NO_OUTBOUND,
        observe: { step: () => undefined },
        announce: announcer.announce,
        files,
        renderer,
        memory: options.memory?.(pool) ?? memoryPostgres(pool),
        embedder: localEmbedder(),
        forgot: (error) => void forgotten.push(error),
      }),
      ...TUNING,
      shutdownGraceTime: '1 second',
    })
    worker = { instance, running: instance.run() }
  }
  async function stopWorker(): Promise<void> {
    worker?.instance.shutdown()
    await worker?.running
    worker = undefined
  }

  let token = ''
  const call: World['call'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> }
  }
  const expect = async (status: number, ...args: Parameters<World['call']>) => {
    const answer = await call(...args)
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    return answer.body
  }
  const verification = async () => {
    const giveUp = Date.now() + PATIENCE_MS
    while (!mails.length && Date.now() < giveUp) await delay(10)
    // Not a mail of a review: tests that count those begin with none.
    const found = /\/account\/verify\/(\S+)/.exec(mails.shift()?.text ?? '')?.[1]
    return found ?? mailedToken(db, 'verify_email', 'owner@agency.example')
  }
  const registered = await signUp(
    (path, body) => call('POST', path, body),
    { email: 'owner@agency.example', name: 'Rani', organization_name: 'Studio Utara' },
    verification,
  )
  token = registered.access_token
  await expect(201, 'POST', '/api/v1/brands', {
    brand_name: 'Casa Lino',
    brand_guidelines: 'Warm and plain. We speak to people who like to travel light.',
    brand_voice: { tone: ['warm'], banned_words: ['cheap'], hashtags: ['CasaLino'] },
    target_audience: { description: 'People who travel in summer' },
  })
  if (options.worker !== false) await startWorker()

  const request: World['request'] = async (id) => (await expect(200, 'GET', `/api/v1/content/requests/${id}`)) as unknown as RequestView
  const until: World['until'] = async (id, holds) => {
    const isIt = typeof holds === 'string' ? (view: RequestView) => view.status === holds : holds
    const giveUp = Date.now() + PATIENCE_MS
    for (;;) {
      const view = await request(id)
      if (isIt(view)) return view
      const hopeless = typeof holds === 'string' && isFinal(view.status)
      if (hopeless || Date.now() > giveUp) {
        const undelivered = await db('outbox').where({ request_id: id, delivered_at: null }).select('kind', 'attempts', 'last_error')
        const seen = JSON.stringify({ platforms: view.platforms, undelivered })
        throw new Error(`the request is ${view.status} (${view.reason}), waited for ${holds}: ${seen}`)
      }
      await delay(20)
    }
  }
  const link: World['link'] = async (id, round) => {
    const view = await until(id, (v) => v.approval.round_id !== null && (round === undefined || v.approval.round === round))
    const giveUp = Date.now() + PATIENCE_MS
    for (;;) {
      const mail = mails.findLast((m) => m.key.startsWith(`review/${view.approval.round_id}/`))
      const found = mail && /http\S+\/approve\/\S+/.exec(mail.text)?.[0]
      if (found) return found
      if (Date.now() > giveUp) throw new Error(`no review mail for round ${view.approval.round}`)
      await delay(20)
    }
  }

  return {
    db,
    pool,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    taskQueue,
    url,
    model,
    client,
    organizationId: registered.organization.id,
    mails,
    forgotten,
    call,
    fetch: (path) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } }),
    async generate(body = {}) {
      const answer = await expect(202, 'POST', '/api/v1/content/generate', {
        prompt: 'Launch our linen summer collection: mention free shipping and sizes XS to 4XL',
        platforms: ['instagram', 'linkedin', 'tiktok'],
        approval: { approvers: [{ email: 'client@brand.example', name: 'Client' }] },
        ...body,
      })
      return String(answer.id)
    },
    request,
    until,
    untilFinal: (id) => until(id, (view) => isFinal(view.status)),
    link,
    async decide(id, verdicts, comment = 'Please make the first line shorter') {
      return submitDecision(await link(id), verdicts, comment)
    },
    async usage() {
      const { used, reserved } = (await expect(200, 'GET', '/api/v1/billing/usage')) as { used: number; reserved: number }
      return { used, reserved }
    },
    workflow: (id, run = 1) => client.workflow.getHandle(workflowIdOf(registered.organization.id, id, run)),
    startWorker,
    stopWorker,
    relay,
    dropConnections: () => server.closeAllConnections(),
    async close() {
      await relay.stop()
      await stopWorker()
      await announcer.close()
      await hub.close()
      await closeServer(server)
      if (!environment) await (native as NativeConnection).close()
      await connection?.close()
      await database.drop()
    },
  }
}

/** Opens the page as a browser would and sends its form back with these verdicts. */
export async function submitDecision(link: string, verdicts: Partial<Record<Platform, Verdict>>, comment = ''): Promise<Response> {
  const page = await (await fetch(link)).text()
  const form = new URLSearchParams()
  for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const [name, value] = ['name', 'value'].map((attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1] ?? '')
    if (name) form.set(name, value ?? '')
  }
  for (const [platform, verdict] of Object.entries(verdicts)) {
    form.set(`${platform}.verdict`, verdict)
    if (verdict !== 'approve') form.set(`${platform}.comment`, comment)
  }
  return fetch(link, { method: 'POST', body: form })
}

function memoryMailer(mails: Mail[]): Mailer {
  return {
    provider: 'memory',
    async send(mail) {
      mails.push(mail)
      return { kind: 'sent', providerId: String(mails.length) }
    },
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
