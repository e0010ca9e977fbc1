import express, { type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { Knex } from 'knex'
import type { Logger } from '../config/log.ts'
import { AppError } from '../domain/errors.ts'
import type { Language } from '../domain/words.ts'
import { authenticator } from './auth/authenticate.ts'
import { deriveKey } from './auth/tokens.ts'
import type { Endpoint } from './endpoint.ts'
import { notFound } from './endpoint.ts'
import { toResponse } from './errors.ts'
import type { EventHub } from './eventStream.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { requestLog } from './requestLog.ts'
import { approveEndpoints, toPage } from './routes/approve.ts'
import { authEndpoints } from './routes/auth.ts'
import { billingEndpoints } from './routes/billing.ts'
import { brandEndpoints } from './routes/brands.ts'
import { contentEndpoints } from './routes/content.ts'
import { healthEndpoints, type Readiness } from './routes/health.ts'
import { requestEndpoints } from './routes/requests.ts'
import { reviewEndpoints } from './routes/reviews.ts'

export interface ApiDeps {
  db: Knex
  log: Logger
  metrics: Metrics
  hub: EventHub
  readiness: Readiness
  jwtSecret: string
  /** Origin that every link is built from, without a slash at its end. */
  publicUrl: string
  /** Proxies in front, exactly: their addresses are believed when they tell a caller's. */
  trustProxyHops: number
  /** What the model at hand can write. */
  languages: readonly Language[]
  /** The most one request may spend on models, in micros of a US dollar. */
  budgetMicros: number
  temporalUi?: { url: string; namespace: string }
}

/** What the routes need: the wiring, with a key for each purpose instead of the secret. */
export type RouteDeps = ApiDeps & { tokenKey: Buffer; nonceKey: Buffer }

/** Every endpoint of the product: the router and the OpenAPI document are both made from this list. */
export function endpointsOf(deps: RouteDeps): Endpoint[] {
  const described = [
    ...authEndpoints(deps),
    ...brandEndpoints(deps),
    ...contentEndpoints(deps),
    ...requestEndpoints(deps),
    ...reviewEndpoints(deps),
    ...billingEndpoints(deps),
    ...approveEndpoints(deps),
    ...healthEndpoints(deps),
  ]
  return [...described, openApiDocument(described, deps.publicUrl)]
}

/** Builds the HTTP application; listening and closing are the caller's. */
export function createApp(deps: ApiDeps): Express {
  const routeDeps = { ...deps, tokenKey: deriveKey(deps.jwtSecret, 'access token'), nonceKey: deriveKey(deps.jwtSecret, 'approval nonce') }
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
    next()
  })
  mount(app, endpointsOf(routeDeps), authenticator({ db: deps.db, key: routeDeps.tokenKey }))
  app.use(() => {
    throw notFound()
  })
  app.use('/approve', toPage(https))
  app.use(toResponse)
  return app
}

function mount(app: Router, endpoints: readonly Endpoint[], requires: (access: 'read' | 'write') => RequestHandler): void {
  for (const path of new Set(endpoints.map((e) => e.path))) {
    const here = endpoints.filter((e) => e.path === path)
    const route = app.route(path)
    for (const endpoint of here) route[endpoint.method](...chain(endpoint, requires))
    const methods = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    route.all((req, res) => {
      res.set('Allow', methods.join(', '))
      if (req.method === 'OPTIONS') return void res.status(204).end()
      throw new AppError('method_not_allowed', `${req.method} does nothing here; use ${methods.join(' or ')}.`)
    })
  }
}

/** Identity first, then the body: a stranger's megabytes are not parsed. */
function chain(endpoint: Endpoint, requires: (access: 'read' | 'write') => RequestHandler): RequestHandler[] {
  const steps: RequestHandler[] = [
    (_req, res, next) => {
      res.locals.route = endpoint.path
      next()
    },
  ]
  if (endpoint.access !== 'public') steps.push(requires(endpoint.access))
  if (endpoint.body) steps.push(...(endpoint.bodyType === 'form' ? FORM : JSON_BODY))
  steps.push((req, res) => endpoint.answer(req, res, res.locals.caller))
  return steps
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
const FORM = [only(FORM_TYPE), express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 100, type: FORM_TYPE })]
