import { z } from 'zod'
import { lockToken, orderVerification, useToken } from '../../db/accountTokens.ts'
import { endSession, endSessions, rotate, sessionOfToken } from '../../db/sessions.ts'
import { createAccount, findAccount, findUser, membershipsOf } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import { PERMISSIONS } from '../../domain/permissions.ts'
import type { RouteDeps } from '../app.ts'
import { hashPassword, NewPassword, Password, passwordChecker } from '../auth/passwords.ts'
import { Carried, MembershipView, SessionView, sessions } from '../auth/sessions.ts'
import { hashToken, newToken } from '../auth/tokens.ts'
import { endpoint } from '../endpoint.ts'
import type { Exchange } from '../limits/limits.ts'
import { Address, Id, Token, typed } from '../schemas.ts'

const Registration = z
  .strictObject({ email: Address, password: NewPassword, name: typed(0, 255).default(''), organization_name: typed(1, 255) })
  .meta({ id: 'Registration' })

const Accepted = z.object({ message: z.string() }).meta({ id: 'Accepted' })
const Verification = z.strictObject({ token: Token, password: Password, session: Carried }).meta({ id: 'Verification' })
const Login = z.strictObject({ email: Address, password: Password, session: Carried }).meta({ id: 'Login' })
const Refresh = z
  .strictObject({ refresh_token: Token.optional().meta({ description: 'Absent where it is in the cookie.' }) })
  .meta({ id: 'Refresh' })

const Me = z
  .object({
    user: z.object({ id: Id, email: z.string(), name: z.string() }),
    session_id: Id,
    organizations: z.array(MembershipView),
    permissions: z
      .array(z.enum(PERMISSIONS))
      .meta({ description: 'In the organization that X-Organization-Id names, or in the only one.' }),
  })
  .meta({ id: 'Me' })

const shared = { tag: 'Identity' } as const
const COOKIES = { 'Set-Cookie': 'The refresh token and its csrf twin, for `session: cookie`.' }

/** Registration, sign-in, and what keeps somebody signed in. */
export function authEndpoints(deps: Pick<RouteDeps, 'pool' | 'keys' | 'publicUrl' | 'log' | 'limits'>) {
  const { pool, log, limits } = deps
  const isRight = passwordChecker()
  const session = sessions(deps)

  return [
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/register',
      summary: 'Ask for an account with its own organization; the address is proved by a mail',
      access: 'public',
      limit: 'account',
      body: Registration,
      responses: { 202: { description: 'A mail is on its way. The same is said where the address has an account.', schema: Accepted } },
    }).handle(async ({ body, req, res }) => {
      await limits.takeForAccount('account', body.email, { req, res })
      const passwordHash = await hashPassword(body.password)
      await orderVerification(pool, { email: body.email, passwordHash, name: body.name, organizationName: body.organization_name })
      return { status: 202, body: { message: 'Open the mail we have sent to this address; its link works for 24 hours.' } }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/verify-email',
      summary: 'Prove the address with the token of the mail and the password that was chosen; makes the account and signs in',
      access: 'public',
      limit: 'sign_in',
      body: Verification,
      refuses: {
        401: 'The password is not the one that was registered with this token.',
        404: 'No such token.',
        409: 'The address has an account by now.',
        410: 'Used or expired.',
      },
      responses: { 201: { description: 'Signed in.', schema: SessionView, headers: COOKIES } },
    }).handle(async ({ body, req, res }) => {
      // Whoever registers an address chooses its password, so the holder of the mailbox must know it: else a stranger could register it first.
      const user = await verifyEmail(deps, isRight, body, { req, res })
      return { status: 201, ...(await session.open(req, user, body.session)) }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/login',
      summary: 'Sign in',
      access: 'public',
      limit: 'sign_in',
      body: Login,
      refuses: { 401: 'The address or the password is wrong, or the address is not proved; which of them is not said.' },
      responses: { 200: { description: 'Signed in.', schema: SessionView, headers: COOKIES } },
    }).handle(async ({ body, req, res }) => {
      await limits.takeForAccount('sign_in', body.email, { req, res })
      const account = await findAccount(pool, body.email)
      const right = await isRight(body.password, account?.password_hash)
      if (!account || !right)
        throw new AppError(
          'unauthenticated',
          'The address or the password is wrong, or the mail that proves the address was not opened yet.',
        )
      await limits.forgiveAccount('sign_in', body.email, { req, res })
      return { status: 200, ...(await session.open(req, account, body.session)) }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/refresh',
      summary: 'Exchange a refresh token for the next one and a new access token',
      access: 'public',
      limit: 'sign_in',
      body: Refresh,
      bodyOptional: true,
      refuses: {
        401: 'Unknown, expired, ended, or used before: then the whole session is over.',
        403: 'The cookie came without its csrf_token.',
        409: 'Exchanged a moment ago by another request of yours: use what that one got.',
      },
      responses: { 200: { description: 'Signed in as before.', schema: SessionView, headers: COOKIES } },
    }).handle(async ({ body, req, res }) => {
      const carried = session.carriedBy(req, body.refresh_token)
      if (!carried) throw new AppError('unauthenticated', 'Send the refresh_token, or the cookie that holds it.')
      const next = newToken()
      const done = await rotate(pool, {
        hash: hashToken(carried.token),
        next: hashToken(next),
        arrivedAtMs: Number(res.locals.arrivedAtMs),
      })
      switch (done.kind) {
        case 'rotated': {
          const user = await findUser(pool, done.userId)
          if (!user) throw new Error(`session ${done.sessionId} has no user`)
          const { sessionId, expiresAt } = done
          return { status: 200, ...(await session.hand({ user, sessionId, expiresAt, refreshToken: next, kind: carried.kind })) }
        }
        case 'superseded':
          throw new AppError('conflict', 'This refresh token was exchanged a moment ago by another request of yours: use the one it got.')
        case 'reused':
          log.warn({ session_id: done.sessionId }, 'a used refresh token came back; its session was ended')
          throw new AppError('unauthenticated', 'This refresh token was used before, so its session was ended: sign in again.')
        case 'unknown':
          throw new AppError('unauthenticated', 'This refresh token is unknown or expired, or its session was ended: sign in again.')
        default:
          return done satisfies never
      }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/logout',
      summary: 'End the session that a refresh token belongs to',
      access: 'public',
      limit: 'public',
      body: Refresh,
      bodyOptional: true,
      refuses: { 403: 'The cookie came without its csrf_token.' },
      responses: { 204: { description: 'Signed out, also where there was no session.' } },
    }).handle(async ({ body, req }) => {
      const carried = session.carriedBy(req, body.refresh_token)
      const found = carried && (await sessionOfToken(pool, hashToken(carried.token)))
      if (found) await endSession(pool, found.user_id, found.id, 'signed_out')
      return { status: 204, headers: session.clearing() }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/logout-everywhere',
      summary: 'End every session of the signed-in person',
      access: 'self',
      responses: { 204: { description: 'Signed out everywhere, here too, within a second.' } },
    }).handle(async ({ person }) => {
      await endSessions(pool, person.userId, 'signed_out_everywhere')
      return { status: 204, headers: session.clearing() }
    }),
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/auth/me',
      summary: 'Who is signed in, where they are a member, and what they may do',
      access: 'self',
      responses: { 200: { description: 'The person.', schema: Me } },
    }).handle(async ({ person, res }) => ({
      status: 200,
      body: {
        user: { id: person.userId, email: person.email, name: person.name },
        session_id: person.sessionId,
        organizations: await membershipsOf(pool, person.userId),
        permissions: [...(res.locals.caller?.permissions ?? [])],
      },
    })),
  ]
}

/** Makes the account that a mailed token stands for. Throws the refusal otherwise. */
export async function verifyEmail(
  { pool, limits }: Pick<RouteDeps, 'pool' | 'limits'>,
  isRight: ReturnType<typeof passwordChecker>,
  of: { token: string; password: string },
  exchange: Exchange,
): Promise<{ id: string; email: string; name: string }> {
  const hash = hashToken(of.token)
  const token = await lockToken(pool, 'verify_email', hash)
  if (!token) throw new AppError('not_found', 'This token is not one of ours: open the whole link of the mail.')
  const stored = token.data.password_hash
  if (token.state !== 'open' || !stored)
    throw new AppError('gone', `This link is ${token.state === 'expired' ? 'expired: register again' : 'used: sign in'}.`)
  await limits.takeForAccount('sign_in', token.email, exchange)
  if (!(await isRight(of.password, stored))) throw new AppError('unauthenticated', 'This is not the password that was registered.')
  const account = await createAccount(pool, {
    email: token.email,
    passwordHash: stored,
    name: token.data.name ?? '',
    organizationName: token.data.organization_name ?? token.email,
  })
  // Used up whichever request made the account: the address is what is unique.
  await useToken(pool, 'verify_email', token)
  if (!account) throw new AppError('conflict', 'This address has an account by now: sign in.')
  return account.user
}
