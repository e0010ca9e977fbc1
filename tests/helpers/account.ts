import assert from 'node:assert/strict'
import { hashToken, newToken } from '../../api/auth/tokens.ts'
import { rateLimits } from '../../config/rateLimits.ts'
import type { Db } from '../../db/knex.ts'

/** Everybody in a test comes from one address, and some ask more than a person would. */
export const ROOMY_LIMITS = rateLimits.parse(
  ['account.address', 'sign_in.address', 'public.address', 'read.user', 'write.user', 'generate.user', 'read.address', 'write.address']
    .map((limit) => `${limit}=100000/60`)
    .join(','),
)

export const PASSWORD = 'correct horse battery'

/** What signing in answers, as far as tests read it. */
export interface SignedIn {
  access_token: string
  refresh_token: string
  session_id: string
  user: { id: string; email: string; name: string }
  organization: { id: string; name: string; plan: string; role: string }
}

type Post = (path: string, body: Record<string, unknown>) => Promise<{ status: number; body: unknown }>

/** Gives the newest mailed token of an address a value that the test knows, as the postman does when the mail goes out. */
export async function mailedToken(db: Db, purpose: 'verify_email' | 'reset_password', email: string): Promise<string> {
  const token = newToken()
  const newest = await db('account_tokens').where({ purpose, email }).orderBy('created_at', 'desc').first('id')
  assert.ok(newest, `no ${purpose} was ordered for ${email}`)
  await db('account_tokens')
    .where({ id: newest.id })
    .update({ token_hash: hashToken(token) })
  return token
}

/** Registers, proves the address and is signed in. Where no postman runs, `token` makes the mailed one. */
export async function signUp(
  post: Post,
  of: { email: string; name?: string; organization_name?: string; password?: string },
  token: () => Promise<string>,
): Promise<SignedIn> {
  const { email, name = '', organization_name = 'Studio North', password = PASSWORD } = of
  const asked = await post('/api/v1/auth/register', { email, name, organization_name, password })
  assert.equal(asked.status, 202, JSON.stringify(asked.body))
  const made = await post('/api/v1/auth/verify-email', { token: await token(), password })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body as SignedIn
}
