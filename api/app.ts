import type { KeyObject } from 'node:crypto'
import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { Cache } from '../adapters/cache.ts'
import type { FileStore } from '../adapters/files.ts'
import type { Logger } from '../config/log.ts'
import { enter, type Pool, tenant, transact } from '../db/knex.ts'
import { AppError } from '../domain/errors.ts'
import type { Language } from '../domain/words.ts'
import { type Authenticator, authenticator } from './auth/authenticate.ts'
import type { KeyRing } from './auth/keys.ts'
import type { OidcProvider } from './auth/oidc.ts'
import { oidcDeps } from './auth/oidcWiring.ts'
import type { Caller, Person } from './auth/principal.ts'
import { dashboard } from './dashboard.ts'
import { type Endpoint, type Given, notFound, type Sent, send } from './endpoint.ts'
import { toResponse } from './errors.ts'
import type { EventHub } from './eventStream.ts'
import { fileAddresses } from './files.ts'
import { createGate } from './gate.ts'
import { answerOnce, idempotencyOf } from './idempotency.ts'
import { limiter, refusalLimiter } from './limits/limiter.ts'
import type { Limits } from './limits/limits.ts'
import { limitOf } from './limits/table.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { requestLog } from './requestLog.ts'
import { accountPageEndpoints } from './routes/accountPages.ts'
import { apiKeyEndpoints } from './routes/apiKeys.ts'
import { approvalPolicyEndpoints } from './routes/approvalPolicies.ts'
import { approvalEndpoints } from './routes/approvals.ts'
import { approveEndpoints } from './routes/approve.ts'
import { auditEndpoints } from './routes/audit.ts'
import { authEndpoints } from './routes/auth.ts'
import { billingEndpoints } from './routes/billing.ts'
import { brandEndpoints } from './routes/brands.ts'
import { brandVoiceEndpoints } from './routes/brandVoice.ts'
import { calendarEndpoints } from './routes/calendar.ts'
import { contentEndpoints } from './routes/content.ts'
import { contentViewEndpoints } from './routes/contentViews.ts'
import { costEndpoints } from './routes/costs.ts'
import { downloadEndpoints } from './routes/downloads.ts'
import { draftEndpoints } from './routes/drafts.ts'
import { estimateEndpoints } from './routes/estimate.ts'
import { fileEndpoints } from './routes/files.ts'
import { healthEndpoints, type Readiness } from './routes/health.ts'
import { historyEndpoints } from './routes/history.ts'
import { invitationEndpoints } from './routes/invitations.ts'
import { logoEndpoints } from './routes/logos.ts'
import { mailEventEndpoints } from './routes/mailEvents.ts'
import { memberEndpoints } from './routes/members.ts'
import { oidcEndpoints } from './routes/oidc.ts'
import { organizationEndpoints } from './routes/organizations.ts'
import { passwordEndpoints } from './routes/passwords.ts'
import { problemEndpoints } from './routes/problems.ts'
import { requestEndpoints } from './routes/requests.ts'
import { reviewEndpoints } from './routes/reviews.ts'
import { ruleEndpoints } from './routes/rules.ts'
import { sessionEndpoints } from './routes/sessions.ts'
import { voiceRuleEndpoints } from './routes/voiceRules.ts'
import { toPage } from './views/errorPage.ts'

export interface ApiDeps {
  pool: Pool
  log: Logger
  metrics: Metrics
  hub: EventHub
  readiness: Readiness
  keys: KeyRing
  limits: Limits
  cache: Cache
  /** Where images are kept. */
  files: FileStore
  /** Signs what the mail provider tells; absent where it tells nothing. */
  mailEventsKey?: KeyObject
  /** Origin that every link is built from, without a slash at its end. */
  publicUrl: string
  /** Proxies in front, exactly: their addresses are believed when they tell a caller's. */
  trustProxyHops: number
  /** What the model at hand can write. */
  languages: readonly Language[]
  /** The models that may be asked, each as `provider/model`. */
  models: readonly string[]
  /** The most one request may spend on models, in micros of a US dollar. */
  budgetMicros: number
  temporalUi?: { url: string; namespace: string }
  /** Origins of dashboards elsewhere that may call from a browser; empty means only our own. */
  corsOrigins: readonly string[]
  /** A folder with the built dashboard, where this process serves it; a proxy or a CDN may instead. */
  dashboardDir?: string
  /** Where people may sign in besides here. */
  providers: readonly OidcProvider[]
}

/** What the routes need: the wiring, and who is who. */
export type RouteDeps = ApiDeps & { auth: Authenticator }

/** Every endpoint of the product: the router and the OpenAPI document are both made from this list. */
export function endpointsOf(deps: RouteDeps): Endpoint[] {
  const described = [
    ...authEndpoints(deps),
    ...passwordEndpoints(deps),
    ...sessionEndpoints(deps),
    ...oidcEndpoints(oidcDeps(deps)),
    ...organizationEndpoints(deps),
    ...logoEndpoints(deps),
    ...memberEndpoints(),
    ...invitationEndpoints(deps),
    ...apiKeyEndpoints(),
    ...auditEndpoints(),
    ...brandEndpoints(deps),
    ...brandVoiceEndpoints(deps),
    ...voiceRuleEndpoints(deps),
    ...ruleEndpoints(),
    ...contentEndpoints(deps),
    ...historyEndpoints(deps),
    ...estimateEndpoints(deps),
    ...contentViewEndpoints(),
    ...requestEndpoints(deps),
    ...reviewEndpoints(),
    ...approvalEndpoints(),
    ...approvalPolicyEndpoints(),
    ...draftEndpoints(),
    ...downloadEndpoints(deps),
    ...calendarEndpoints(deps),
    ...billingEndpoints(),
    ...costEndpoints(),
    ...approveEndpoints(deps),
    ...fileEndpoints(deps),
    ...mailEventEndpoints(deps),
    ...accountPageEndpoints(deps),
    ...problemEndpoints(),
    ...healthEndpoints(deps),
  ]
  return [...described, openApiDocument(described, deps.publicUrl)]
}

/** Builds the HTTP application; listening and closing are the caller's. */
export function createApp(deps: ApiDeps): Express {
  const auth = authenticator(deps)
  const https = deps.publicUrl.startsWith('https:')
  const app = express()
  app.set('trust proxy', deps.trustProxyHops)
  app.disable('x-powered-by')
  // Answers are somebody's own and of this moment: no cache keeps them, so nothing is hashed for an ETag either.
  app.disable('etag')
  app.use(requestLog(deps.log))
  app.use(deps.metrics.observe)
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } },
      strictTransportSecurity: https,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  )
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    res.locals.arrivedAtMs = Date.now()
    next()
  })
  if (deps.corsOrigins.length) app.use('/api', crossOrigin(deps.corsOrigins))
  mount(app, endpointsOf({ ...deps, auth }), deps, auth)
  if (deps.dashboardDir) app.use(dashboard(deps.dashboardDir, { https, imagesFrom: fileAddresses(deps).origins }))
  app.use(() => {
    throw notFound()
  })
  app.use(['/approve', '/account'], toPage(https))
  app.use(toResponse(deps.publicUrl))
  return app
}

const crossOrigin = (origins: readonly string[]): RequestHandler =>
  cors({
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'Last-Event-ID',
      'X-CSRF-Token',
      'X-Organization-Id',
      'X-Request-Id',
    ],
    exposedHeaders: ['Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  })

function mount(app: Router, endpoints: readonly Endpoint[], deps: ApiDeps, auth: Authenticator): void {
  const gate = createGate()
  for (const path of [...new Set(endpoints.map((e) => e.path))].sort(wordsFirst)) {
    const here = endpoints.filter((e) => e.path === path)
    const route = app.route(path)
    for (const endpoint of here) route[endpoint.method](...chain(endpoint, deps, auth, gate))
    const methods = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    route.all((req, res) => {
      res.set('Allow', methods.join(', '))
      if (req.method === 'OPTIONS') return void res.status(204).end()
      throw new AppError('method_not_allowed', `${req.method} does nothing here; use ${methods.join(' or ')}.`)
    })
  }
}

/** `/invitations/accept` is not an invitation called accept: at each place of an address a word is tried before a parameter. */
const wordsFirst = (a: string, b: string): number => a.replaceAll('/:', '/~').localeCompare(b.replaceAll('/:', '/~'), 'en-US-u-va-posix')

/** In turn, then identity, then limits, then the body: a stranger's megabytes are not parsed. */
function chain(endpoint: Endpoint, deps: ApiDeps, auth: Authenticator, gate: RequestHandler): (RequestHandler | ErrorRequestHandler)[] {
  const policy = limitOf(endpoint)
  const mark: RequestHandler = (_req, res, next) => {
    res.locals.route = endpoint.path
    next()
  }
  const answer: RequestHandler = async (req, res) => {
    const asked = endpoint.read(req)
    const { caller, person } = res.locals as { caller?: Caller; person?: Person }
    const afterwards: (() => Promise<void>)[] = []
    const sent = await answered({ endpoint, asked, caller, person, after: (work) => void afterwards.push(work), deps, req, res })
    for (const work of afterwards) await work()
    if (sent) send(res, endpoint, sent)
  }
  const isPublic = endpoint.access === 'public'
  const body = endpoint.body ? BODIES[endpoint.bodyType ?? 'json'] : []
  return [
    mark,
    ...(policy === 'none' || isStream(endpoint) ? [] : [gate]),
    ...(isPublic ? [] : [auth.requires(endpoint.access), ...(endpoint.people ? [peopleOnly] : []), refusalLimiter(deps)(policy)]),
    limiter(deps)(policy),
    ...body,
    answer,
  ]
}

const peopleOnly: RequestHandler = (_req, res, next) => {
  if ((res.locals as { caller?: Caller }).caller?.apiKeyId)
    throw new AppError('forbidden', 'This belongs to a person, and an API key is none: sign in for it.')
  next()
}

const isStream = ({ responses }: Endpoint) => responses[200]?.mediaType === 'text/event-stream'

/** The handler's answer, in the scope of who calls; once only where the endpoint is idempotent and the caller gave a key. */
function answered(of: {
  endpoint: Endpoint
  asked: ReturnType<Endpoint['read']>
  caller: Caller | undefined
  person: Person | undefined
  after: Given['after']
  deps: ApiDeps
  req: express.Request
  res: express.Response
}): Promise<Sent | undefined> {
  const { endpoint, asked, after, deps, req, res } = of
  const isOwn = endpoint.access === 'self'
  const caller = isOwn || endpoint.access === 'public' ? undefined : of.caller
  const person = isOwn ? of.person : undefined
  // What people do as themselves has a scope of its own: their id, which is no organization's.
  const organizationId = caller?.organizationId ?? person?.userId
  const db = organizationId === undefined ? undefined : tenant(deps.pool, organizationId)
  const { idempotent } = endpoint
  if (!db || !organizationId || !idempotent || idempotent === 'own') return endpoint.answer(asked, { caller, person, db, after }, req, res)

  const key = idempotencyOf(req, endpoint)
  return transact(db, async (trx) => {
    const answer = async (): Promise<Sent> => {
      const sent = await endpoint.answer(asked, { caller, person, db: trx, after }, req, res)
      if (!sent) throw new Error(`${endpoint.path} is idempotent and streamed its answer`)
      if (isOwn) await enter(trx, organizationId)
      return sent
    }
    return key ? answerOnce(trx, { ...key, organizationId, keys: deps.keys, sealed: idempotent === 'sealed' }, answer) : answer()
  })
}

const only =
  (type: string): RequestHandler =>
  (req, _res, next) => {
    const has = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
    if (has && !req.is(type)) throw new AppError('unsupported_media_type', `Send the body as ${type}.`)
    next()
  }

const JSON_BODY = [only('application/json'), express.json({ limit: '256kb', type: 'application/json' })]
const FORM_TYPE = 'application/x-www-form-urlencoded'
const FORM = [only(FORM_TYPE), express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 150, type: FORM_TYPE })]
/** Providers post in batches; whether they are theirs is known only from the bytes. */
const SIGNED = [
  only('application/json'),
  express.json({
    limit: '1mb',
    type: 'application/json',
    verify: (req, _res, buffer) => void Object.assign(req, { rawBody: buffer }),
  }),
]
const BODIES = { json: JSON_BODY, form: FORM, signed: SIGNED } as const
