import { z } from 'zod'
import { audit } from '../../db/audit.ts'
import { cancelRequest, retryRequest } from '../../db/course.ts'
import { currentUsage } from '../../db/quota.ts'
import { findRequest } from '../../db/requests.ts'
import { AppError } from '../../domain/errors.ts'
import { PLATFORMS, REQUEST_STATUSES } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { streamEvents } from '../eventStream.ts'
import { ExportView, exportOf } from '../exportView.ts'
import { linksOf, RequestLinks } from '../links.ts'
import { viewOf } from '../requestView.ts'
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

const Course = z
  .object({ id: Id, status: z.enum(REQUEST_STATUSES), run: z.number().int(), platforms: z.array(z.enum(PLATFORMS)), links: RequestLinks })
  .meta({ id: 'RequestCourse' })

/** One request: its state, its events, its end. */
export function requestEndpoints(deps: Pick<RouteDeps, 'db' | 'hub' | 'publicUrl' | 'temporalUi'>) {
  const { db } = deps

  async function course(organizationId: string, id: string) {
    const request = await findRequest(db, organizationId, id)
    if (!request) throw notFound()
    return { id, status: request.status, run: request.run, platforms: request.platforms, links: linksOf(deps, request) }
  }

  return [
    endpoint({
      ...one,
      method: 'get',
      path: PATH,
      summary: 'Where a request stands, with its newest drafts',
      access: 'read',
      responses: { 200: { description: 'The request.', schema: RequestView } },
    }).handle(async ({ params, caller }) => {
      const request = await findRequest(db, caller.organizationId, params.id)
      if (!request) throw notFound()
      return { status: 200, body: await viewOf(deps, request) }
    }),
    endpoint({
      ...one,
      method: 'get',
      path: `${PATH}/events`,
      summary: 'What happens to a request, as it happens; ends after its final status',
      access: 'read',
      headers: LastEventId,
      responses: {
        200: {
          description: 'Server-sent events: id is the number, event the type, data JSON.',
          schema: z.string(),
          mediaType: 'text/event-stream',
        },
        204: { description: 'The request is over and everything was sent: do not connect again.' },
      },
    }).handle(async ({ params, headers, caller, req, res }) => {
      const request = await findRequest(db, caller.organizationId, params.id)
      if (!request) throw notFound()
      const streamed = await streamEvents(deps, { request, after: headers['last-event-id'] ?? 0, expiresAt: caller.expiresAt, req, res })
      return streamed ? 'streamed' : { status: 204 }
    }),
    endpoint({
      ...one,
      method: 'post',
      path: `${PATH}/cancel`,
      summary: 'Cancel a request',
      access: 'write',
      refuses: { 409: 'It is over already.' },
      responses: {
        200: { description: 'It had not started: it is cancelled and its units are free.', schema: Course },
        202: { description: 'The workflow is told; the status follows.', schema: Course },
      },
    }).handle(async ({ params, caller }) => {
      const outcome = await db.transaction(async (trx) => {
        const done = await cancelRequest(trx, caller.organizationId, params.id)
        if (done.kind === 'withdrawn' || done.kind === 'asked') await note(trx, caller, params.id, 'request.cancel')
        return done
      })
      if (outcome.kind === 'unknown') throw notFound()
      if (outcome.kind === 'final') throw new AppError('conflict', `This request is over already: ${outcome.status}.`)
      const body = await course(caller.organizationId, params.id)
      return outcome.kind === 'withdrawn' ? { status: 200, body } : { status: 202, body }
    }),
    endpoint({
      ...one,
      method: 'post',
      path: `${PATH}/retry`,
      summary: 'Make the failed platforms of a finished request again',
      access: 'write',
      refuses: { 402: 'No units left this month.', 409: 'It is not over yet, or nothing failed.' },
      responses: { 202: { description: 'Accepted as the next run; `platforms` are those of the run.', schema: Course } },
    }).handle(async ({ params, caller }) => {
      // Before the transaction: the quota row is locked after the request everywhere.
      const { plan_active } = await currentUsage(db, caller.organizationId)
      const outcome = await db.transaction(async (trx) => {
        if (!plan_active) throw new AppError('plan_inactive', 'Your plan is not active: renew it to ask for content.')
        const done = await retryRequest(trx, caller.organizationId, caller.userId, params.id)
        if (done.kind === 'started') await note(trx, caller, params.id, 'request.retry')
        return done
      })
      switch (outcome.kind) {
        case 'unknown':
          throw notFound()
        case 'not_final':
          throw new AppError('conflict', `This request is still ${outcome.status}: wait for its end, or cancel it.`)
        case 'nothing_failed':
          throw new AppError('conflict', 'No platform of this request failed.')
        case 'budget_spent':
          throw new AppError('conflict', 'This request has spent its budget on models: ask anew.')
        case 'no_quota': {
          const { limit, used, reserved, renews_at } = await currentUsage(db, caller.organizationId)
          const left = limit - used - reserved
          throw new AppError(
            'quota_exhausted',
            `This needs ${outcome.units} units and ${left} of ${limit} are left; they renew on ${renews_at.toISOString().slice(0, 10)}.`,
            { needed: outcome.units, left, limit, used, reserved, renews_at: renews_at.toISOString() },
          )
        }
        case 'started':
          return { status: 202, body: { ...(await course(caller.organizationId, params.id)), platforms: outcome.platforms } }
        default:
          return outcome satisfies never
      }
    }),
    endpoint({
      ...one,
      method: 'get',
      path: `${PATH}/export`,
      summary: 'What is approved, ready to paste',
      access: 'read',
      refuses: { 409: 'Nothing is approved yet.' },
      responses: { 200: { description: 'The approved drafts.', schema: ExportView } },
    }).handle(async ({ params, caller }) => {
      const request = await findRequest(db, caller.organizationId, params.id)
      if (!request) throw notFound()
      const drafts = await exportOf(db, request.id)
      if (!drafts.length) throw new AppError('conflict', `Nothing of this request is approved; it is ${request.status}.`)
      return { status: 200, body: { id: request.id, status: request.status, drafts } }
    }),
  ]
}

const note = (db: Parameters<typeof audit>[0], caller: { organizationId: string; userId: string }, requestId: string, action: string) =>
  audit(db, { organizationId: caller.organizationId, requestId, actor: `user/${caller.userId}`, action })
