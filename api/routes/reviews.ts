import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { latestRound, lockRound, recipientsOf, resendLink, revokeLinks, waitingVoter } from '../../db/links.ts'
import { enqueue } from '../../db/outbox.ts'
import { AppError } from '../../domain/errors.ts'
import { note } from '../audit.ts'
import { endpoint } from '../endpoint.ts'
import { requestOf } from '../requestView.ts'
import { Address, Id, IdParam, Timestamp } from '../schemas.ts'
import { LinkView } from './contentSchemas.ts'

const LinkAction = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('resend'), email: Address }),
    z.strictObject({ action: z.literal('extend'), due_in_hours: z.number().positive().max(2160).meta({ description: 'From now.' }) }),
    z.strictObject({ action: z.literal('revoke'), email: Address.optional().meta({ description: 'Everybody’s when absent.' }) }),
  ])
  .meta({ id: 'LinkAction' })

const Links = z
  .object({ request_id: Id, round: z.number().int(), round_id: Id, due_at: Timestamp, links: z.array(LinkView) })
  .meta({ id: 'ApprovalLinks' })

/** The links of the review that is open. */
export function reviewEndpoints() {
  return [
    endpoint({
      method: 'post',
      path: '/api/v1/content/requests/:id/approval-links',
      tag: 'Approval',
      summary: 'Resend or revoke links, or give more time',
      access: 'approvals.manage',
      idempotent: 'kept',
      params: IdParam,
      body: LinkAction,
      refuses: { 409: 'No review is open.' },
      responses: {
        200: { description: 'Revoked.', schema: Links },
        202: { description: 'A new link is on its way, or the workflow is told of the new due time.', schema: Links },
      },
    }).handle(async ({ params, body, caller, db, req }) => {
      const request = await requestOf(db, caller, params.id)
      const newest = await latestRound(db, request.id)
      const round = newest && (await lockRound(db, newest.id))
      if (round?.state !== 'open') throw new AppError('conflict', `No review of this request is open; it is ${request.status}.`)

      const approver = 'email' in body && body.email !== undefined ? await waitingVoter(db, round.id, body.email) : undefined
      if ('email' in body && body.email !== undefined && !approver)
        throw new AppError('invalid', `email: ${body.email} is not asked in this review, or has decided.`)
      if (body.action === 'resend' && approver) await resendLink(db, round, approver)
      if (body.action === 'revoke') await revokeLinks(db, round, approver?.email)
      if (body.action === 'extend')
        await enqueue(db, {
          organizationId: round.organization_id,
          requestId: request.id,
          key: `extend/${round.id}/${randomUUID()}`,
          kind: 'extend',
          payload: { roundId: round.id, run: round.run, dueInHours: body.due_in_hours },
        })
      await note(
        db,
        { caller, req },
        {
          action: `links.${body.action}`,
          subject: `round/${round.id}`,
          requestId: request.id,
          data: { round_id: round.id, ...(body.action === 'extend' && { due_in_hours: body.due_in_hours }) },
        },
      )
      const links = await recipientsOf(db, round)
      const answer = { request_id: request.id, round: round.round, round_id: round.id, due_at: round.due_at.toISOString(), links }
      return body.action === 'revoke' ? { status: 200, body: answer } : { status: 202, body: answer }
    }),
  ]
}
