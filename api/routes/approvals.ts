import type { Request } from 'express'
import { z } from 'zod'
import { listWaiting, type WaitingRow } from '../../db/approvals.ts'
import { type Changed, changeReview } from '../../db/changeReview.ts'
import { type Choice, type Decided, decide, MAX_COMMENT, MAX_SPANS } from '../../db/decisions.ts'
import { type Db, transact } from '../../db/knex.ts'
import { type RoundRow, recipientsOf } from '../../db/links.ts'
import type { Seat } from '../../db/reviewed.ts'
import { levelOf, ROUND_STATES } from '../../db/reviews.ts'
import { approvalsNeeded, ITEM_OUTCOMES } from '../../domain/approvals.ts'
import { AppError } from '../../domain/errors.ts'
import { MAX_VERSION, PLATFORMS, VERDICTS } from '../../domain/words.ts'
import { asPolicyLevel, refuseDeadlineApproval, resolved } from '../approval.ts'
import { LEVEL_FIELDS, Levels, LevelView, Person } from '../approvalSchemas.ts'
import { note } from '../audit.ts'
import type { Caller } from '../auth/principal.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { requestOf } from '../requestView.ts'
import { Address, Id, IdParam, NextCursor, Page, Timestamp, typed } from '../schemas.ts'
import { LinkView } from './contentSchemas.ts'

const Platform = z.enum(PLATFORMS)
const Waiting = z
  .object({
    id: Id,
    request_id: Id,
    brand: z.object({ id: Id, name: z.string() }),
    prompt: z.string().meta({ description: 'Its first 300 characters.' }),
    round: z.number().int(),
    level: z.number().int(),
    levels: z.number().int(),
    policy: LevelView,
    drafts: z.array(z.object({ platform: Platform, version: z.number().int(), content_hash: z.string(), outcome: z.enum(ITEM_OUTCOMES) })),
    since: Timestamp,
    due_at: Timestamp,
    state: z.enum(ROUND_STATES),
    held: z.boolean().meta({ description: 'Its time is over and it waits for a person all the same.' }),
    needed: z.number().int().meta({ description: 'How many have to approve.' }),
    waits_for: z.array(z.object({ email: z.string(), name: z.string(), user_id: Id.nullable(), role: z.enum(['approver', 'backup']) })),
    decided: z.array(z.object({ email: z.string(), name: z.string(), at: Timestamp })),
  })
  .meta({ id: 'WaitingReview' })

const OneWaiting = Waiting.extend({ links: z.array(LinkView) }).meta({ id: 'WaitingReviewWithLinks' })

const { name: _name, due_in_hours, hours: _hours, ...CHANGEABLE } = LEVEL_FIELDS
const Changes = z
  .strictObject({
    add: z.array(Person).max(20).optional().meta({ description: 'Each gets a link.' }),
    remove: z.array(Address).max(50).optional().meta({ description: 'Their links end, and what they decided counts no more.' }),
    levels: Levels.optional().meta({ description: 'The whole policy anew, in place of the other fields but due_in_hours.' }),
    ...CHANGEABLE,
    due_in_hours: due_in_hours.meta({ description: 'From now.' }),
  })
  .superRefine((changes, ctx) => {
    const { levels, due_in_hours: _, ...rest } = changes
    const said = Object.keys(rest).filter((key) => rest[key as keyof typeof rest] !== undefined)
    if (levels) for (const field of said) ctx.addIssue({ code: 'custom', path: [field], message: 'belongs into levels' })
    if (!levels && !said.length && changes.due_in_hours === undefined)
      ctx.addIssue({ code: 'custom', path: [], message: 'name at least one field to change' })
  })
  .meta({ minProperties: 1, id: 'ReviewChanges' })

const Decisions = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          platform: Platform,
          version: z.number().int().positive().max(MAX_VERSION),
          content_hash: z.string().max(64),
          verdict: z.enum(VERDICTS),
          comment: typed(0, MAX_COMMENT).default(''),
          spans: z
            .array(z.strictObject({ quote: typed(1, 500), comment: typed(1, MAX_COMMENT) }))
            .max(MAX_SPANS)
            .default([])
            .meta({ description: 'Remarks on words of the draft, which are copied as they stand there.' }),
        }),
      )
      .min(1)
      .max(PLATFORMS.length),
  })
  .meta({ id: 'MyDecisions' })
const DecisionsView = z.object({ round_id: Id, state: z.enum(ROUND_STATES), late: z.array(Platform) }).meta({ id: 'MyDecisionsKept' })

const one = { path: '/api/v1/approvals/:id', tag: 'Approval', params: IdParam } as const

/** What waits for whom, and changing that. */
export function approvalEndpoints() {
  return [
    endpoint({
      method: 'get',
      path: '/api/v1/approvals',
      tag: 'Approval',
      summary: 'What waits for whom, since when and until when; who has waited longest first',
      access: 'content.read',
      query: z.strictObject({
        ...Page.shape,
        brand_id: Id.optional(),
        request_id: Id.optional(),
        waits_for: z
          .union([z.literal('me'), Address])
          .optional()
          .meta({ description: 'Only what waits for this address, or for whoever asks.' }),
      }),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(Waiting), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listWaiting(db, caller.organizationId, {
        after: fromCursor(query.cursor),
        limit: query.limit + 1,
        among: caller.brandIds,
        brandId: query.brand_id,
        requestId: query.request_id,
        email: query.waits_for === 'me' ? caller.email : query.waits_for,
      })
      const { page, next_cursor } = pageOf(rows, query.limit, (row) => row)
      return { status: 200, body: { items: page.map(view), next_cursor } }
    }),
    endpoint({
      ...one,
      method: 'get',
      summary: 'One review that waits, with its links and how each stands',
      access: 'content.read',
      responses: { 200: { description: 'The review.', schema: OneWaiting } },
    }).handle(async ({ params, caller, db }) => {
      const round = await roundOf(db, caller, params.id)
      return { status: 200, body: await oneView(db, caller, round) }
    }),
    endpoint({
      ...one,
      method: 'patch',
      summary: 'Change who is asked, how many are needed, the due time or the whole policy of a review that waits',
      access: 'approvals.configure',
      body: Changes,
      refuses: { 409: 'The review is over.', 422: 'Nobody, or too few, would be left to approve; or the deadline may not approve.' },
      responses: { 200: { description: 'As it is now. A new due time follows when the workflow has heard of it.', schema: OneWaiting } },
    }).handle(async ({ params, body, caller, db, req }) => {
      await roundOf(db, caller, params.id)
      const { add, backup, levels, remove, due_in_hours: dueInHours, ...rest } = body
      const given = levels ?? [{ approvers: add ?? [], ...(backup && { backup }) }]
      const people = await resolved(db, caller.organizationId, given.map(asPolicyLevel))
      await refuseDeadlineApproval(db, caller.organizationId, levels ? people : [{ on_deadline: rest.on_deadline ?? 'expire' }])
      const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
      const outcome = await transact(db, async (trx) => {
        const done = await changeReview(trx, caller.organizationId, params.id, caller.name || caller.email, {
          dueInHours,
          ...(levels
            ? { levels: people }
            : { add: people[0]?.approvers ?? [], remove, level: { ...fields, ...(backup && { backup: people[0]?.backup ?? [] }) } }),
        })
        if (done.kind === 'changed') await noteChange(trx, { caller, req }, done, dueInHours)
        return done
      })
      const round = refuseUnchanged(outcome)
      return { status: 200, body: await oneView(db, caller, round) }
    }),
    endpoint({
      method: 'post',
      path: '/api/v1/approvals/:id/decisions',
      tag: 'Approval',
      summary: 'Decide as a member who is asked; once, on every draft that is open. No API key decides',
      access: 'content.read',
      params: IdParam,
      body: Decisions,
      refuses: {
        403: 'Whoever calls is not asked in this review.',
        409: 'A draft is no longer what was decided on.',
        410: 'Decided already, or over.',
        422: 'A decision that cannot be taken; the detail says why.',
      },
      responses: { 200: { description: 'Kept; the same again for the same decisions.', schema: DecisionsView } },
    }).handle(async ({ params, body, caller, db, req }) => {
      const round = await roundOf(db, caller, params.id)
      const { userId } = caller
      if (caller.apiKeyId || !userId)
        throw new AppError('forbidden', 'A program cannot decide: a person has to, signed in or by their link.')
      const seat: Seat = {
        organization_id: round.organization_id,
        request_id: round.request_id,
        round_id: round.id,
        email: caller.email,
        name: caller.name,
        revoked_at: null,
        link_id: null,
        user_id: userId,
      }
      const asked = await db('approval_voters').where({ round_id: round.id, email: caller.email, removed_at: null }).first('email')
      if (!asked) throw new AppError('forbidden', 'You are not asked in this review.')
      const outcome = await transact(db, (trx) => decide(trx, async () => seat, round.id, body.decisions as Choice[], from(req)))
      return { status: 200, body: kept(outcome) }
    }),
  ]
}

const from = (req: Request) => ({ address: req.ip ?? '', userAgent: (req.get('User-Agent') ?? '').slice(0, 300) })

function kept(outcome: Decided): z.input<typeof DecisionsView> {
  switch (outcome.kind) {
    case 'decided':
    case 'repeated':
      return { round_id: outcome.review.round.id, state: outcome.review.round.state, late: outcome.late }
    case 'changed':
      throw new AppError('conflict', 'A draft was edited meanwhile, or one is left out: look at the review again.')
    case 'closed':
      throw new AppError('gone', `This review takes no decision of yours any more: ${outcome.why.replaceAll('_', ' ')}.`, {
        why: outcome.why,
      })
    case 'mistakes':
      throw new AppError('unprocessable', Object.values(outcome.mistakes).flat().join(' '), { mistakes: outcome.mistakes })
    default:
      return outcome satisfies never
  }
}

/** An open or past round that the caller may see; else it is as unknown as one that is not there. */
async function roundOf(db: Db, caller: Caller, id: string): Promise<RoundRow> {
  const round: RoundRow | undefined = await db('approval_rounds').where({ id, organization_id: caller.organizationId }).first()
  if (!round) throw notFound()
  await requestOf(db, caller, round.request_id)
  return round
}

function refuseUnchanged(outcome: Changed): RoundRow {
  switch (outcome.kind) {
    case 'unknown':
      throw notFound()
    case 'over':
      throw new AppError('conflict', `This review is over: ${outcome.state}.`)
    case 'no_voter':
      throw new AppError('unprocessable', `remove: ${outcome.email} is not asked in this review.`)
    case 'nobody_left':
      throw new AppError('unprocessable', 'Nobody would be left to approve: add somebody, or cancel the request.')
    case 'too_many_needed':
      throw new AppError('unprocessable', `needs: ${outcome.needs} approvals cannot come from ${outcome.approvers} approvers.`)
    case 'changed':
      return outcome.round
    default:
      return outcome satisfies never
  }
}

/** What was and what is, without addresses: the audit names people by nothing but their number. */
function noteChange(db: Db, by: { caller: Caller; req: Request }, done: Changed & { kind: 'changed' }, dueInHours: number | undefined) {
  const shape = ({ approvers, backup, ...level }: (typeof done)['level']) => ({
    ...level,
    approvers: approvers.length,
    backup: backup.length,
  })
  return note(db, by, {
    action: 'review.changed',
    subject: `round/${done.round.id}`,
    requestId: done.round.request_id,
    data: {
      round_id: done.round.id,
      from: shape(done.before),
      to: shape(done.level),
      added: done.added.length,
      removed: done.removed.length,
      ...(dueInHours !== undefined && { due_in_hours: dueInHours }),
    },
  })
}

async function oneView(db: Db, caller: Caller, round: RoundRow): Promise<z.input<typeof OneWaiting>> {
  const [row] = await listWaiting(db, caller.organizationId, {
    after: undefined,
    limit: 1,
    among: caller.brandIds,
    brandId: undefined,
    requestId: round.request_id,
    email: undefined,
    roundId: round.id,
  })
  if (!row) throw notFound()
  return { ...view(row), links: await recipientsOf(db, { id: round.id, state: row.state }) }
}

function view(row: WaitingRow): z.input<typeof Waiting> {
  const policy = levelOf(row)
  return {
    id: row.id,
    request_id: row.request_id,
    brand: { id: row.brand_id, name: row.brand_name },
    prompt: row.prompt,
    round: row.round,
    level: row.level,
    levels: row.levels,
    policy,
    drafts: row.drafts ?? [],
    since: row.opened_at.toISOString(),
    due_at: row.due_at.toISOString(),
    state: row.state,
    held: row.held_at !== null,
    needed: approvalsNeeded(policy.needs, row.people.filter(({ role }) => role === 'approver').length),
    waits_for: row.people.filter(({ decided_at }) => !decided_at).map(({ decided_at: _, ...person }) => person),
    decided: row.people.flatMap(({ email, name, decided_at }) =>
      decided_at ? [{ email, name, at: new Date(decided_at).toISOString() }] : [],
    ),
  }
}
