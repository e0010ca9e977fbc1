import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type Accepted, acceptRequest, type NewRequest } from '../../db/accept.ts'
import { dropExpired, findAnswer } from '../../db/idempotency.ts'
import { tenant } from '../../db/knex.ts'
import { wakeRelay } from '../../db/outbox.ts'
import { currentUsage } from '../../db/quota.ts'
import { AppError } from '../../domain/errors.ts'
import { CONTENT_TYPES } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { approvalView, frozenApproval } from '../approval.ts'
import type { Caller } from '../auth/principal.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { idempotencyOf, otherBody } from '../idempotency.ts'
import { linksOf } from '../links.ts'
import { nextStep } from '../nextStep.ts'
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
      if (!deps.languages.includes(body.language))
        throw new AppError('invalid', `language: the model at hand writes ${deps.languages.join(', ')} only.`)
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
    const platforms = body.platforms.map((platform) => ({
      platform,
      content_type: body.content_types[platform] ?? CONTENT_TYPES[platform][0],
    }))
    // Who sees one brand only means that one.
    const brandId = body.brand_profile_id ?? (caller.brandIds?.length === 1 ? caller.brandIds[0] : undefined)
    const approval = await frozenApproval(tenant(pool, caller.organizationId), caller, {
      approval: body.approval,
      brandId,
      drafts: platforms,
      connection: body.disclosure.connection,
    })
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
        if (request.brandId) throw notFound()
        throw new AppError(
          'unprocessable',
          'There is no brand to write for: make one with POST /api/v1/brands, or name one as brand_profile_id.',
        )
      case 'no_quota': {
        const usage = await currentUsage(db, request.organizationId)
        const left = usage.limit - usage.used - usage.reserved
        const details = { limit: usage.limit, used: usage.used, reserved: usage.reserved, left, renews_at: usage.renews_at.toISOString() }
        if (!usage.plan_active) throw new AppError('plan_inactive', 'Your plan is not active: renew it to ask for content.', details)
        const units = request.platforms.length
        if (units <= left && again) return accept(request, false)
        throw new AppError(
          'quota_exhausted',
          `This needs ${units} ${units === 1 ? 'unit' : 'units'} and ${left} of ${usage.limit} are left; they renew on ${details.renews_at.slice(0, 10)}.`,
          { ...details, needed: units },
        )
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
