import type { Request } from 'express'
import { z } from 'zod'
import { revokeKeysOf } from '../../db/apiKeys.ts'
import { revokeInvitationsOf } from '../../db/invitations.ts'
import { type Db, transact } from '../../db/knex.ts'
import {
  findMember,
  listMembers,
  lockMembers,
  type MemberRow,
  missingBrands,
  otherOwners,
  removeMember,
  updateMember,
} from '../../db/organizations.ts'
import { AppError } from '../../domain/errors.ts'
import { mayGrant, type Permission, ROLE_PERMISSIONS, ROLES, type Role, UNLIMITED_ROLES } from '../../domain/permissions.ts'
import { note } from '../audit.ts'
import type { Caller } from '../auth/principal.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, NextCursor, Page, Timestamp } from '../schemas.ts'

const BrandIds = z
  .array(Id)
  .max(200)
  .transform((ids) => [...new Set(ids.map((id) => id.toLowerCase()))])
  .nullable()

/** A role with the brands it is limited to. */
export const Rights = {
  role: z.enum(ROLES),
  brand_ids: BrandIds.default(null).meta({
    description: 'Null is every brand. A client must be limited to some; owners and admins cannot be.',
  }),
}

const MemberChanges = z.strictObject(Rights).meta({ id: 'MemberChanges' })

const Member = z
  .object({
    user_id: Id,
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    brand_ids: z.array(Id).nullable(),
    joined_at: Timestamp,
  })
  .meta({ id: 'Member' })

const view = ({ user_id, email, name, role, brand_ids, created_at }: Omit<MemberRow, 'at'>): z.input<typeof Member> => ({
  user_id,
  email,
  name,
  role,
  brand_ids,
  joined_at: created_at.toISOString(),
})

/** Throws where the caller may not give these rights, or they make no sense. Call in the transaction that gives them. */
export async function checkRights(db: Db, caller: Caller, to: { role: Role; brand_ids: string[] | null }): Promise<void> {
  if (!caller.role || !mayGrant(caller.role, to.role))
    throw new AppError('forbidden', `Your role here is ${caller.role ?? 'none'}: it cannot make anybody ${to.role}.`)
  if (to.role === 'client' && !to.brand_ids?.length)
    throw new AppError('invalid', 'brand_ids: a client is limited to at least one brand, so name them.')
  if (UNLIMITED_ROLES.includes(to.role) && to.brand_ids)
    throw new AppError('invalid', `brand_ids: the role ${to.role} sees every brand, so leave them out.`)
  const missing = to.brand_ids ? await missingBrands(db, caller.organizationId, to.brand_ids) : []
  if (missing.length) throw new AppError('invalid', `brand_ids: there is no brand ${missing.join(', ')} here.`)
}

const one = {
  path: '/api/v1/members/:id',
  tag: 'Organization',
  params: z.object({ id: Id.meta({ description: 'Of the person.' }) }),
} as const

/** The people of an organization. */
export function memberEndpoints() {
  /** A member whom the caller may change, locked. Throws the refusal. */
  async function changeable(trx: Db, caller: Caller, userId: string, leaving: boolean) {
    await lockMembers(trx, caller.organizationId)
    const member = await findMember(trx, caller.organizationId, userId)
    if (!member) throw notFound()
    if (!caller.role || !mayGrant(caller.role, member.role))
      throw new AppError('forbidden', `Your role here is ${caller.role ?? 'none'}: it cannot change somebody who is ${member.role}.`)
    if (leaving && member.role === 'owner' && !(await otherOwners(trx, caller.organizationId, userId)))
      throw new AppError('conflict', 'This is the only owner: make somebody else an owner first.')
    return member
  }

  /** What somebody gave away while they had the right to ends with that right: a key whose secret they know, an invitation to a friend. */
  async function withdraw(trx: Db, by: { caller: Caller; req: Request }, userId: string, keeps: readonly Permission[]) {
    const { organizationId } = by.caller
    const keys = keeps.includes('keys.write') ? [] : await revokeKeysOf(trx, organizationId, userId)
    const invitations = keeps.includes('members.write') ? [] : await revokeInvitationsOf(trx, organizationId, userId)
    const data = { because: `member/${userId} lost the right to it` }
    for (const id of keys) await note(trx, by, { action: 'key.revoked', subject: `key/${id}`, data })
    for (const id of invitations) await note(trx, by, { action: 'invitation.revoked', subject: `invitation/${id}`, data })
  }

  return [
    endpoint({
      method: 'get',
      path: '/api/v1/members',
      tag: 'Organization',
      summary: 'List members, who joined first at the head',
      access: 'members.read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(Member), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listMembers(db, caller.organizationId, { after: fromCursor(query.cursor), limit: query.limit + 1 })
      const { page, next_cursor } = pageOf(rows, query.limit, ({ at, user_id }) => ({ at, id: user_id }))
      return { status: 200, body: { items: page.map(view), next_cursor } }
    }),
    endpoint({
      ...one,
      method: 'patch',
      summary: 'Give a member another role or other brands; what is taken away is gone within a second, and what they gave away by it',
      access: 'members.write',
      body: MemberChanges,
      refuses: { 409: 'The only owner stays one.' },
      responses: { 200: { description: 'As it is now.', schema: Member } },
    }).handle(async ({ params, body, caller, db, req }) =>
      transact(db, async (trx) => {
        const before = await changeable(trx, caller, params.id, body.role !== 'owner')
        await checkRights(trx, caller, body)
        await updateMember(trx, caller.organizationId, params.id, { role: body.role, brandIds: body.brand_ids })
        await withdraw(trx, { caller, req }, params.id, ROLE_PERMISSIONS[body.role])
        await note(
          trx,
          { caller, req },
          {
            action: 'member.changed',
            subject: `member/${params.id}`,
            data: { from: { role: before.role, brand_ids: before.brand_ids }, to: body },
          },
        )
        return { status: 200, body: view({ ...before, ...body }) }
      }),
    ),
    endpoint({
      ...one,
      method: 'delete',
      summary: 'Remove a member; their rights here are gone within a second',
      access: 'members.write',
      refuses: { 409: 'The only owner stays.' },
      responses: { 204: { description: 'Removed.' } },
    }).handle(async ({ params, caller, db, req }) =>
      transact(db, async (trx) => {
        const { role } = await changeable(trx, caller, params.id, true)
        await removeMember(trx, caller.organizationId, params.id)
        await withdraw(trx, { caller, req }, params.id, [])
        await note(trx, { caller, req }, { action: 'member.removed', subject: `member/${params.id}`, data: { role } })
        return { status: 204 }
      }),
    ),
  ]
}
