import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type Accepted, acceptRequest, type NewRequest } from '../../db/accept.ts'
import { dropExpired, findAnswer } from '../../db/idempotency.ts'
import { tenant } from '../../db/knex.ts'
import { wakeRelay } from '../../db/outbox.ts'
import { currentUsage } from '../../db/quota.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { approvalView } from '../approval.ts'
import { noBrand, refuseLanguage, whatIsAsked } from '../asked.ts'
import type { Caller } from '../auth/principal.ts'
import { endpoint } from '../endpoint.ts'
import { idempotencyOf, otherBody } from '../idempotency.ts'
import { linksOf } from '../links.ts'
import { nextStep } from '../nextStep.ts'
import { hasRoom, quotaRefusal } from '../quotaRefusal.ts'
import { AcceptedRequest, Generate } from './contentSchemas.ts'

const ROUTE = '/api/v1/content/generate'

/** Asking for content. */
export function contentEndpoints(deps: Pick<RouteDeps, 'pool' | 'log' | 'publicUrl' | 'temporalUi' | 'languages' | 'budgetMicros'>) {
  const { pool } = deps

  return [
    endpoint({
      method: 'post',
      path: ROUTE,
      tag: 'Content',
      summary: 'Ask for content; it is made in the background and sent for approval',
      access: 'content.create',
      limit: 'generate',
      idempotent: 'own',
      body: Generate,
      refuses: {
        402: 'No units left this month, or the plan is not active; `details` say what is left and when it renews.',
        404: 'No such brand.',
        409: 'A request with this key is being accepted right now.',
        422: 'The key was used for another body, or there is no brand yet.',
      },
      responses: {
        202: { description: 'Accepted: it will run.', schema: AcceptedRequest, headers: { Location: 'Where to read it.' } },
      },
    }).handle(async ({ body, caller, req }) => {
      refuseLanguage(deps.languages, body.language)
      const idempotency = idempotencyOf(req, { method: 'post', path: ROUTE })
      const kept = async (refusal: unknown) => {
        // A repetition is answered as before, even where a policy or a member it named is gone by now.
        const before = await keptAnswer({ organizationId: caller.organizationId, idempotency })
        if (!before) throw refusal
        return before
      }
      const asked = newRequest(body, caller, { idempotency, address: req.ip ?? '' })
      const answer = await asked.then((request) => accept(request), kept)
      return { status: 202, headers: { Location: answer.links.self }, body: answer }
    }),
  ]

  async function newRequest(
    body: z.output<typeof Generate>,
    caller: Caller,
    of: Pick<NewRequest, 'idempotency' | 'address'>,
  ): Promise<NewRequest> {
    const id = randomUUID()
    const { platforms, brandId, approval } = await whatIsAsked(tenant(pool, caller.organizationId), body, caller)
    const answer = {
      id,
      status: 'pending' as const,
      next_step: nextStep({ status: 'pending', reason: '', waitsFor: [], dueAt: null, failed: 0 }),
      prompt: body.prompt,
      language: body.language,
      disclosure: body.disclosure,
      platforms: platforms.map((p) => ({ ...p, status: 'pending' as const, reason: '', version: 1 })),
      approval: approvalView(approval, body.platforms),
      links: linksOf(deps, { id, organization_id: caller.organizationId, run: 1 }),
    }
    return {
      id,
      organizationId: caller.organizationId,
      userId: caller.userId ?? null,
      apiKeyId: caller.apiKeyId ?? null,
      actor: caller.actor,
      brandId,
      brandIds: caller.brandIds,
      prompt: body.prompt,
      platforms,
      language: body.language,
      disclosure: body.disclosure,
      approval,
      budgetMicros: deps.budgetMicros,
      answer,
      ...of,
    }
  }

  /** Accepts or says why not. At most one more try: after the month's first quota row or an expired key made the first one fail. */
  async function accept(request: NewRequest, again = true): Promise<AcceptedRequest> {
    const db = tenant(pool, request.organizationId)
    const outcome: Accepted = await acceptRequest(db, request)
    if (outcome.kind === 'no_brand' || outcome.kind === 'no_quota') {
      // A repetition asks for nothing new: what has changed since the first time is no reason to refuse it.
      const kept = await keptAnswer(request)
      if (kept) return kept
    }
    switch (outcome.kind) {
      case 'accepted':
        wakeRelay(pool).catch((err: unknown) => deps.log.warn({ err }, 'the relay was not woken; it looks every second'))
        return outcome.answer as AcceptedRequest
      case 'no_brand':
        throw noBrand(request.brandId)
      case 'no_quota': {
        const usage = await currentUsage(db, request.organizationId)
        const units = request.platforms.length
        if (hasRoom(usage, units) && again) return accept(request, false)
        throw quotaRefusal(usage, units)
      }
      case 'key_taken':
        return replay(request, again)
      default:
        return outcome satisfies never
    }
  }

  async function replay(request: NewRequest, again: boolean): Promise<AcceptedRequest> {
    const { organizationId, idempotency } = request
    if (!idempotency) throw new Error('a key was taken that was not given')
    const kept = await keptAnswer(request)
    if (kept) return kept
    if (!again) throw new AppError('conflict', 'A request with this Idempotency-Key is being accepted right now: try again in a second.')
    await dropExpired(tenant(pool, organizationId), organizationId, idempotency.route, idempotency.key)
    return accept(request, false)
  }

  /** What was answered under this key before; undefined when nothing was, or no key was given. */
  async function keptAnswer({
    organizationId,
    idempotency,
  }: Pick<NewRequest, 'organizationId' | 'idempotency'>): Promise<AcceptedRequest | undefined> {
    const kept = idempotency && (await findAnswer(tenant(pool, organizationId), organizationId, idempotency.route, idempotency.key))
    if (kept && kept.body_hash !== idempotency.bodyHash) throw otherBody()
    return kept?.response as AcceptedRequest | undefined
  }
}
