import { z } from 'zod'
import { type Db, transact } from '../../db/knex.ts'
import { missingBrands } from '../../db/organizations.ts'
import {
  deletePolicy,
  findPolicy,
  insertPolicy,
  listPolicies,
  type PolicyFields,
  type PolicyRow,
  replacePolicy,
} from '../../db/policies.ts'
import { PAID_CLASS } from '../../domain/approvals.ts'
import { AppError } from '../../domain/errors.ts'
import { CONTENT_TYPES, type ContentType } from '../../domain/words.ts'
import { asPolicyLevel, refuseDeadlineApproval, resolved } from '../approval.ts'
import { LEVEL_FIELDS, Levels, Person } from '../approvalSchemas.ts'
import { note } from '../audit.ts'
import type { Caller } from '../auth/principal.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, NextCursor, Page, Timestamp, typed } from '../schemas.ts'

const CLASSES = [PAID_CLASS, ...new Set(Object.values(CONTENT_TYPES).flat())] as [typeof PAID_CLASS, ...ContentType[]]

const PolicyInput = z
  .strictObject({
    name: typed(1, 100),
    levels: Levels,
    applies: z.boolean().default(false).meta({ description: 'Whether it is the default of its brand and class, each of them or of all.' }),
    brand_id: Id.nullable().default(null).meta({ description: 'Null is every brand.' }),
    content_class: z
      .enum(CLASSES)
      .nullable()
      .default(null)
      .meta({ description: '`paid` is whatever is paid for, gifted or affiliate; else a content type. Null is every class.' }),
  })
  .superRefine(({ applies, brand_id, content_class }, ctx) => {
    if (applies) return
    for (const [field, value] of Object.entries({ brand_id, content_class }))
      if (value !== null) ctx.addIssue({ code: 'custom', path: [field], message: 'only a policy that applies has one' })
  })
  .meta({ id: 'ApprovalPolicyInput' })

const PolicyView = z
  .object({
    id: Id,
    name: z.string(),
    levels: z.array(
      z.object({
        ...LEVEL_FIELDS,
        approvers: z.array(Person),
        backup: z.array(Person),
      }),
    ),
    applies: z.boolean(),
    brand_id: Id.nullable(),
    content_class: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'ApprovalPolicy' })

const view = ({ created_at, updated_at, ...row }: PolicyRow): z.input<typeof PolicyView> => ({
  ...row,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})
const withoutPlace = ({ at: _, ...row }: PolicyRow & { at: string }): PolicyRow => row

const all = { path: '/api/v1/approval-policies', tag: 'Approval' } as const
const one = { path: '/api/v1/approval-policies/:id', tag: 'Approval', params: IdParam } as const
const RIVAL = 'Another policy applies to this brand and class already: change that one, or take it back first.'

/** The policies an organization keeps. A request freezes what it is accepted with: changing one changes nothing under way. */
export function approvalPolicyEndpoints() {
  return [
    endpoint({
      ...all,
      method: 'get',
      summary: 'List approval policies, oldest first',
      access: 'policies.read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(PolicyView), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listPolicies(db, caller.organizationId, { after: fromCursor(query.cursor), limit: query.limit + 1 })
      const { page, next_cursor } = pageOf(rows, query.limit, (row) => row)
      return { status: 200, body: { items: page.map(withoutPlace).map(view), next_cursor } }
    }),
    endpoint({
      ...all,
      method: 'post',
      summary: 'Make a policy',
      access: 'policies.write',
      idempotent: 'kept',
      body: PolicyInput,
      refuses: { 409: 'Another applies already.', 422: 'The organization has not consented to deadlines that approve.' },
      responses: { 201: { description: 'Made.', schema: PolicyView } },
    }).handle(async ({ body, caller, db, req }) => {
      const fields = await checked(db, caller, body)
      const row = await insertPolicy(db, caller.organizationId, caller.actor, fields)
      if (!row) throw new AppError('conflict', RIVAL)
      await note(db, { caller, req }, { action: 'policy.created', subject: `policy/${row.id}`, data: shape(fields) })
      return { status: 201, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'get',
      summary: 'One policy',
      access: 'policies.read',
      responses: { 200: { description: 'The policy.', schema: PolicyView } },
    }).handle(async ({ params, caller, db }) => {
      const row = await findPolicy(db, caller.organizationId, params.id)
      if (!row) throw notFound()
      return { status: 200, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'put',
      summary: 'Replace a policy; requests under way keep what they froze',
      access: 'policies.write',
      body: PolicyInput,
      refuses: { 409: 'Another applies already.', 422: 'The organization has not consented to deadlines that approve.' },
      responses: { 200: { description: 'As it is now.', schema: PolicyView } },
    }).handle(async ({ params, body, caller, db, req }) =>
      transact(db, async (trx) => {
        if (!(await findPolicy(trx, caller.organizationId, params.id))) throw notFound()
        const fields = await checked(trx, caller, body)
        const outcome = await replacePolicy(trx, caller.organizationId, params.id, caller.actor, fields)
        if (outcome.kind === 'unknown') throw notFound()
        if (outcome.kind === 'rival') throw new AppError('conflict', RIVAL)
        const data = { from: shape(outcome.before), to: shape(fields) }
        await note(trx, { caller, req }, { action: 'policy.changed', subject: `policy/${params.id}`, data })
        return { status: 200, body: view(outcome.row) }
      }),
    ),
    endpoint({
      ...one,
      method: 'delete',
      summary: 'Delete a policy; requests under way keep what they froze',
      access: 'policies.write',
      responses: { 204: { description: 'Deleted.' } },
    }).handle(async ({ params, caller, db, req }) =>
      transact(db, async (trx) => {
        if (!(await deletePolicy(trx, caller.organizationId, params.id))) throw notFound()
        await note(trx, { caller, req }, { action: 'policy.deleted', subject: `policy/${params.id}` })
        return { status: 204 }
      }),
    ),
  ]
}

/** The policy as it is kept. Throws `invalid` for a brand or a member of elsewhere. */
async function checked(db: Db, caller: Caller, body: z.output<typeof PolicyInput>): Promise<PolicyFields> {
  const { brand_id } = body
  if (brand_id && (await missingBrands(db, caller.organizationId, [brand_id])).length)
    throw new AppError('invalid', `brand_id: there is no brand ${brand_id} here.`)
  const levels = body.levels.map(asPolicyLevel)
  await resolved(db, caller.organizationId, levels)
  await refuseDeadlineApproval(db, caller.organizationId, levels)
  return { ...body, levels }
}

/** For the audit: no address of a person. */
const shape = ({ name, levels, applies, brand_id, content_class }: PolicyFields) => ({
  name,
  applies,
  brand_id,
  content_class,
  levels: levels.map(({ approvers, backup, ...level }) => ({ ...level, approvers: approvers.length, backup: backup.length })),
})
