import { z } from 'zod'
import { cancelRequest, retryRequest } from '../../db/course.ts'
import { type Db, transact } from '../../db/knex.ts'
import { findOrganization } from '../../db/organizations.ts'
import { AppError } from '../../domain/errors.ts'
import { PLATFORMS, REQUEST_STATUSES } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { type Caller, seesBrand } from '../auth/principal.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { streamEvents } from '../eventStream.ts'
import { ExportView, exportOf } from '../exportView.ts'
import { fileAddresses } from '../files.ts'
import { linksOf, RequestLinks } from '../links.ts'
import { quotaExhausted } from '../quotaRefusal.ts'
import { requestOf, viewOf } from '../requestView.ts'
import { Id, IdParam } from '../schemas.ts'
import { RequestView } from './contentSchemas.ts'

const PATH = '/api/v1/content/requests/:id'
const one = { tag: 'Content', params: IdParam } as const

const LastEventId = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{1,9}$/, 'must be the id of an event of this stream')
    .transform(Number)
    .optional()
    .meta({ description: 'The number of the last event seen; the stream goes on after it.' }),
})

/** One event of the stream: before 3.2, OpenAPI describes such a stream by what it is made of. */
const StreamedEvent = z
  .object({
    id: z.string().regex(/^\d+$/).meta({ description: 'Its number; send the last one back as Last-Event-ID.' }),
    event: z.string().meta({ description: 'What happened.', example: 'platform.status' }),
    data: z.string().meta({ contentMediaType: 'application/json', description: 'A JSON object: the facts, and `at`, when it happened.' }),
  })
  .meta({ id: 'StreamedEvent' })

const Course = z
  .object({ id: Id, status: z.enum(REQUEST_STATUSES), run: z.number().int(), platforms: z.array(z.enum(PLATFORMS)), links: RequestLinks })
  .meta({ id: 'RequestCourse' })

/** One request: its state, its events, its end. */
export function requestEndpoints(deps: Pick<RouteDeps, 'auth' | 'hub' | 'publicUrl' | 'temporalUi' | 'files' | 'keys'>) {
  const { files } = deps
  const addresses = fileAddresses(deps)

  async function course(db: Db, caller: Caller, id: string) {
    const request = await requestOf(db, caller, id)
    return { id, status: request.status, run: request.run, platforms: request.platforms, links: linksOf(deps, request) }
  }

  return [
    endpoint({
      ...one,
      method: 'get',
      path: PATH,
      summary: 'Where a request stands, with its newest drafts',
      access: 'content.read',
      responses: { 200: { description: 'The request.', schema: RequestView } },
    }).handle(async ({ params, caller, db }) => {
      const request = await requestOf(db, caller, params.id)
      return { status: 200, body: await viewOf({ ...deps, db, addresses }, request) }
    }),
    endpoint({
      ...one,
      method: 'get',
      path: `${PATH}/events`,
      summary: 'What happens to a request, as it happens; ends after its final status',
      access: 'content.read',
      headers: LastEventId,
      responses: {
        200: {
          description: 'Server-sent events, each as the schema says.',
          schema: StreamedEvent,
          mediaType: 'text/event-stream',
        },
        204: { description: 'The request is over and everything was sent: do not connect again.' },
      },
    }).handle(async ({ params, headers, caller, db, req, res }) => {
      const request = await requestOf(db, caller, params.id)
      const mayRead = async () => {
        const now = await deps.auth.callerNow(req, 'content.read')
        // Who was removed here and is a member elsewhere calls for that other organization by now.
        return now?.organizationId === caller.organizationId && seesBrand(now, request.brand_profile_id)
      }
      const after = headers['last-event-id'] ?? 0
      const streamed = await streamEvents({ db, hub: deps.hub }, { request, after, expiresAt: caller.expiresAt, mayRead, req, res })
      return streamed ? 'streamed' : { status: 204 }
    }),
    endpoint({
      ...one,
      method: 'post',
      path: `${PATH}/cancel`,
      summary: 'Cancel a request',
      access: 'content.cancel',
      refuses: { 409: 'It is over already.' },
      responses: {
        200: { description: 'It had not started: it is cancelled and its units are free.', schema: Course },
        202: { description: 'The workflow is told; the status follows.', schema: Course },
      },
    }).handle(async ({ params, caller, db, req }) => {
      await requestOf(db, caller, params.id)
      const outcome = await transact(db, async (trx) => {
        const done = await cancelRequest(trx, caller.organizationId, params.id)
        if (done.kind === 'withdrawn' || done.kind === 'asked') await note(trx, { caller, req }, about('request.cancel', params.id))
        return done
      })
      if (outcome.kind === 'unknown') throw notFound()
      if (outcome.kind === 'final') throw new AppError('conflict', `This request is over already: ${outcome.status}.`)
      const body = await course(db, caller, params.id)
      return outcome.kind === 'withdrawn' ? { status: 200, body } : { status: 202, body }
    }),
    endpoint({
      ...one,
      method: 'post',
      path: `${PATH}/retry`,
      summary: 'Make the failed platforms of a finished request again',
      access: 'content.create',
      limit: 'generate',
      idempotent: 'kept',
      refuses: { 402: 'No units left this month.', 409: 'It is not over yet, or nothing failed.' },
      responses: { 202: { description: 'Accepted as the next run; `platforms` are those of the run.', schema: Course } },
    }).handle(async ({ params, caller, db, req }) => {
      await requestOf(db, caller, params.id)
      const organization = await findOrganization(db, caller.organizationId)
      if (!organization?.plan_active) throw new AppError('plan_inactive', 'Your plan is not active: renew it to ask for content.')
      const outcome = await retryRequest(db, caller.organizationId, caller.userId ?? null, params.id)
      switch (outcome.kind) {
        case 'unknown':
          throw notFound()
        case 'not_final':
          throw new AppError('conflict', `This request is still ${outcome.status}: wait for its end, or cancel it.`)
        case 'nothing_failed':
          throw new AppError('conflict', 'No platform of this request failed.')
        case 'budget_spent':
          throw new AppError('conflict', 'This request has spent its budget on models: ask anew.')
        case 'no_quota':
          throw await quotaExhausted(db, caller.organizationId, outcome.units)
        case 'started': {
          const data = { run: outcome.run, platforms: outcome.platforms, units: outcome.platforms.length }
          await note(db, { caller, req }, { ...about('request.retry', params.id), data })
          return { status: 202, body: { ...(await course(db, caller, params.id)), platforms: outcome.platforms } }
        }
        default:
          return outcome satisfies never
      }
    }),
    endpoint({
      ...one,
      method: 'get',
      path: `${PATH}/export`,
      summary: 'What is approved, ready to paste',
      access: 'content.export',
      refuses: { 409: 'Nothing is approved yet.' },
      responses: { 200: { description: 'The approved drafts.', schema: ExportView } },
    }).handle(async ({ params, caller, db }) => {
      const request = await requestOf(db, caller, params.id)
      const drafts = await exportOf({ db, files, addresses }, request)
      if (!drafts.length) throw new AppError('conflict', `Nothing of this request is approved; it is ${request.status}.`)
      return { status: 200, body: { id: request.id, status: request.status, drafts } }
    }),
  ]
}

const about = (action: string, requestId: string) => ({ action, subject: `request/${requestId}`, requestId })
