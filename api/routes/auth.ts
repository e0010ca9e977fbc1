import { z } from 'zod'
import { createAccount, findAccount } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { hashPassword, passwordChecker } from '../auth/passwords.ts'
import { issueToken, TOKEN } from '../auth/tokens.ts'
import { endpoint } from '../endpoint.ts'
import { Address, Id, typed } from '../schemas.ts'

/** Longer than any passphrase; keeps hashing from being fed megabytes. */
const MAX_PASSWORD = 200

const Registration = z
  .strictObject({
    email: Address,
    password: z.string().min(10, 'must have at least 10 characters').max(MAX_PASSWORD),
    name: typed(0, 255).default(''),
    organization_name: typed(1, 255),
  })
  .meta({ id: 'Registration' })

const Login = z.strictObject({ email: Address, password: z.string().min(1).max(MAX_PASSWORD) }).meta({ id: 'Login' })

const Session = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.number().int().meta({ description: 'Seconds.' }),
    user: z.object({ id: Id, email: z.string(), name: z.string() }),
    organization: z.object({ id: Id, name: z.string(), plan: z.string(), role: z.string() }),
  })
  .meta({ id: 'Session' })

/** Registration and login. */
export function authEndpoints({ db, tokenKey }: Pick<RouteDeps, 'db' | 'tokenKey'>) {
  const isRight = passwordChecker()
  const session = ({ user, organization }: Pick<z.input<typeof Session>, 'user' | 'organization'>): z.input<typeof Session> => ({
    access_token: issueToken(tokenKey, user.id),
    token_type: 'Bearer',
    expires_in: TOKEN.lifetimeSeconds,
    user,
    organization,
  })

  return [
    endpoint({
      method: 'post',
      path: '/api/v1/auth/register',
      tag: 'Identity',
      summary: 'Make an account with its own organization',
      access: 'public',
      body: Registration,
      refuses: { 409: 'The address has an account already.' },
      responses: { 201: { description: 'Signed in.', schema: Session } },
    }).handle(async ({ body }) => {
      const passwordHash = await hashPassword(body.password)
      const account = await db.transaction((trx) =>
        createAccount(trx, { email: body.email, passwordHash, name: body.name, organizationName: body.organization_name }),
      )
      if (!account) throw new AppError('conflict', 'This address has an account already: sign in instead.')
      return { status: 201, body: session(account) }
    }),
    endpoint({
      method: 'post',
      path: '/api/v1/auth/login',
      tag: 'Identity',
      summary: 'Sign in',
      access: 'public',
      body: Login,
      refuses: { 401: 'The address or the password is wrong; which of the two is not said.' },
      responses: { 200: { description: 'Signed in.', schema: Session } },
    }).handle(async ({ body }) => {
      const account = await findAccount(db, body.email)
      const right = await isRight(body.password, account?.passwordHash)
      if (!account || !right) throw new AppError('unauthenticated', 'The address or the password is wrong.')
      return { status: 200, body: session({ user: account.user, organization: account.organization }) }
    }),
  ]
}
