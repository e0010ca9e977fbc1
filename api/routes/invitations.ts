import { z } from 'zod'
import { audit } from '../../db/audit.ts'
import {
  acceptInvitation,
  findInvitation,
  type InvitationRow,
  invitationOfToken,
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '../../db/invitations.ts'
import { type Db, tenant, transact } from '../../db/knex.ts'
import { addMember, lockMembers } from '../../db/organizations.ts'
import { findAccount, insertUser, type User } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import { mayGrant, ROLES } from '../../domain/permissions.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { hashPassword, NewPassword, Password, passwordChecker } from '../auth/passwords.ts'
import { Carried, SessionView, sessions } from '../auth/sessions.ts'
import { hashToken } from '../auth/tokens.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import type { Exchange } from '../limits/limits.ts'
import { Address, Id, IdParam, NextCursor, Page, Timestamp, Token, typed } from '../schemas.ts'
import { checkRights, Rights } from './members.ts'

const NewInvitation = z.strictObject({ email: Address, ...Rights }).meta({ id: 'NewInvitation' })

const Invitation = z
  .object({
    id: Id,
    email: z.string(),
    role: z.enum(ROLES),
    brand_ids: z.array(Id).nullable(),
    invited_by: Id.nullable(),
    state: z.enum(['open', 'expired', 'accepted', 'revoked']),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Invitation' })

const Acceptance = z
  .strictObject({
    token: Token,
    password: Password.meta({
      description: 'Of the account that this address has; a new one of at least 10 characters where it has none.',
    }),
    name: typed(0, 255).default('').meta({ description: 'Of a new account.' }),
    session: Carried,
  })
  .meta({ id: 'Acceptance' })
const SignedInAcceptance = z.strictObject({ token: Token }).meta({ id: 'SignedInAcceptance' })

const view = ({ id, email, role, brand_ids, invited_by, state, created_at, expires_at }: InvitationRow): z.input<typeof Invitation> => ({
  id,
  email,
  role,
  brand_ids,
  invited_by,
  state,
  created_at: created_at.toISOString(),
  expires_at: expires_at.toISOString(),
})

const shared = { path: '/api/v1/invitations', tag: 'Organization' } as const
const one = { tag: 'Organization', params: IdParam } as const
const ACCEPTING = { 404: 'No such invitation.', 409: 'They are a member already.', 410: 'Accepted, revoked or expired.' }

/** Invitations, and how they are accepted. */
export function invitationEndpoints(deps: Pick<RouteDeps, 'pool' | 'keys' | 'publicUrl' | 'limits'>) {
  const { pool } = deps
  const session = sessions(deps)
  const accept = acceptor(deps)

  async function open(trx: Db, organizationId: string, id: string): Promise<InvitationRow> {
    const row = await findInvitation(trx, organizationId, id)
    if (!row) throw notFound()
    if (row.state === 'accepted' || row.state === 'revoked')
      throw new AppError('conflict', `This invitation is ${row.state}: make another.`)
    return row
  }

  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'List invitations, oldest first',
      access: 'members.read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(Invitation), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listInvitations(db, caller.organizationId, { after: fromCursor(query.cursor), limit: query.limit + 1 })
      const { page, next_cursor } = pageOf(rows, query.limit, (row) => row)
      return { status: 200, body: { items: page.map(view), next_cursor } }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Invite somebody by mail',
      access: 'members.write',
      idempotent: 'kept',
      body: NewInvitation,
      refuses: { 409: 'This address is a member already, or has an open invitation.' },
      responses: { 201: { description: 'The mail is on its way.', schema: Invitation, headers: { Location: 'Its address.' } } },
    }).handle(async ({ body, caller, db, req }) => {
      await checkRights(db, caller, body)
      const known = await findAccount(db, body.email)
      const isMember =
        known && (await db('memberships').where({ organization_id: caller.organizationId, user_id: known.id }).first('user_id'))
      if (isMember) throw new AppError('conflict', `${body.email} is a member already.`)
      const row = await invite(db, {
        organizationId: caller.organizationId,
        email: body.email,
        role: body.role,
        brandIds: body.brand_ids,
        invitedBy: caller.userId ?? null,
      })
      if (!row) throw new AppError('conflict', `${body.email} has an open invitation: resend or revoke it.`)
      const { role, brand_ids } = body
      await note(db, { caller, req }, { action: 'member.invited', subject: `invitation/${row.id}`, data: { role, brand_ids } })
      return { status: 201, headers: { Location: `${shared.path}/${row.id}` }, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'post',
      path: '/api/v1/invitations/:id/resend',
      summary: 'Send an invitation again, with a new link and another week',
      access: 'members.write',
      idempotent: 'kept',
      refuses: { 409: 'Accepted or revoked.' },
      responses: { 202: { description: 'The mail is on its way.', schema: Invitation } },
    }).handle(async ({ params, caller, db, req }) => {
      const row = await open(db, caller.organizationId, params.id)
      await checkRights(db, caller, row)
      const again = await resendInvitation(db, row)
      await note(db, { caller, req }, { action: 'invitation.resent', subject: `invitation/${row.id}` })
      return { status: 202, body: view(again) }
    }),
    endpoint({
      ...one,
      method: 'delete',
      path: '/api/v1/invitations/:id',
      summary: 'Revoke an invitation; its link stops working at once',
      access: 'members.write',
      refuses: { 409: 'Accepted or revoked.' },
      responses: { 204: { description: 'Revoked.' } },
    }).handle(async ({ params, caller, db, req }) =>
      transact(db, async (trx) => {
        const row = await open(trx, caller.organizationId, params.id)
        if (!caller.role || !mayGrant(caller.role, row.role))
          throw new AppError('forbidden', `Your role here is ${caller.role ?? 'none'}: it cannot revoke an invitation as ${row.role}.`)
        await revokeInvitation(trx, caller.organizationId, row.id)
        await note(trx, { caller, req }, { action: 'invitation.revoked', subject: `invitation/${row.id}` })
        return { status: 204 }
      }),
    ),
    endpoint({
      method: 'post',
      path: '/api/v1/invitations/accept',
      tag: 'Organization',
      summary: 'Accept an invitation to the address of the signed-in person',
      access: 'self',
      limit: 'account',
      body: SignedInAcceptance,
      refuses: ACCEPTING,
      responses: { 200: { description: 'A member now.', schema: z.object({ organization_id: Id, role: z.enum(ROLES) }) } },
    }).handle(async ({ body, person, req }) => {
      const invitation = await accept.find(body.token)
      if (invitation.email.toLowerCase() !== person.email.toLowerCase())
        throw new AppError('forbidden', 'This invitation was sent to another address: sign in with that account.')
      await accept.join(invitation, { id: person.userId }, req.ip ?? '')
      return { status: 200, body: { organization_id: invitation.organization_id, role: invitation.role } }
    }),
    endpoint({
      method: 'post',
      path: '/api/v1/auth/accept-invitation',
      tag: 'Identity',
      summary: 'Accept an invitation without being signed in; makes the account where the address has none, and signs in',
      access: 'public',
      limit: 'sign_in',
      body: Acceptance,
      refuses: { 401: 'The address has an account, and this is not its password.', ...ACCEPTING },
      responses: { 201: { description: 'Signed in.', schema: SessionView, headers: { 'Set-Cookie': 'For `session: cookie`.' } } },
    }).handle(async ({ body, req, res }) => {
      const user = await accept.asHolder(body, { req, res })
      return { status: 201, ...(await session.open(req, user, body.session, pool)) }
    }),
  ]
}

/** Accepting, for the API and for the page behind the mailed link. Its holder has proved the address by having the mail. */
export function acceptor({ pool, limits }: Pick<RouteDeps, 'pool' | 'limits'>) {
  const isRight = passwordChecker()

  async function find(token: string) {
    const invitation = await invitationOfToken(pool, hashToken(token))
    if (!invitation) throw new AppError('not_found', 'This invitation is not one of ours: open the whole link of the mail.')
    if (invitation.state !== 'open') throw new AppError('gone', `This invitation is ${invitation.state}: ask for another.`)
    return invitation
  }

  /** Makes a person a member, once. A new account comes to be in the same transaction. */
  function join(invitation: InvitationRow, who: { id: string } | { email: string; passwordHash: string; name: string }, address: string) {
    return transact(tenant(pool, invitation.organization_id), async (trx): Promise<{ id: string }> => {
      await lockMembers(trx, invitation.organization_id)
      const user = 'id' in who ? who : await insertUser(trx, who)
      if (!user) throw new AppError('conflict', 'This address has an account by now: sign in with its password.')
      if (!(await acceptInvitation(trx, invitation.id, user.id)))
        throw new AppError('gone', 'This invitation was used or revoked a moment ago.')
      const { role, brand_ids } = invitation
      if (!(await addMember(trx, invitation.organization_id, { userId: user.id, role, brandIds: brand_ids })))
        throw new AppError('conflict', 'You are a member already.')
      await audit(trx, {
        organizationId: invitation.organization_id,
        requestId: null,
        actor: `user/${user.id}`,
        action: 'member.joined',
        subject: `member/${user.id}`,
        address,
        data: { invitation_id: invitation.id, role, brand_ids },
      })
      return user
    })
  }

  return {
    find,
    join,
    /** As whoever holds the mail: by the password of the account that the address has, or as a new account with a new password. */
    async asHolder(of: { token: string; password: string; name: string }, exchange: Exchange): Promise<User> {
      const address = exchange.req.ip ?? ''
      const invitation = await find(of.token)
      await limits.takeForAccount('sign_in', invitation.email, exchange)
      const account = await findAccount(pool, invitation.email)
      if (account) {
        if (!(await isRight(of.password, account.password_hash)))
          throw new AppError(
            'unauthenticated',
            'This address has an account, and this is not its password. Signed in elsewhere? Accept it there.',
          )
        await join(invitation, account, address)
        return account
      }
      const fits = NewPassword.safeParse(of.password)
      if (!fits.success) throw new AppError('invalid', `password: ${fits.error.issues[0]?.message ?? 'does not fit'}`)
      const joined = await join(
        invitation,
        { email: invitation.email, passwordHash: await hashPassword(of.password), name: of.name },
        address,
      )
      return { id: joined.id, email: invitation.email, name: of.name }
    },
  }
}
