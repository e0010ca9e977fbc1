import { z } from 'zod'
import { lockToken, orderPasswordReset, useToken } from '../../db/accountTokens.ts'
import { auditPerson } from '../../db/audit.ts'
import type { Pool } from '../../db/knex.ts'
import { queueAccountMail } from '../../db/mails.ts'
import { changePassword, findUser } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { hashPassword, NewPassword, Password, passwordChecker } from '../auth/passwords.ts'
import { hashToken } from '../auth/tokens.ts'
import { endpoint } from '../endpoint.ts'
import { Address, Token } from '../schemas.ts'

const Forgotten = z.strictObject({ email: Address }).meta({ id: 'ForgottenPassword' })
const Reset = z.strictObject({ token: Token, password: NewPassword }).meta({ id: 'PasswordReset' })
const Change = z.strictObject({ current_password: Password, new_password: NewPassword }).meta({ id: 'PasswordChange' })

const shared = { tag: 'Identity' } as const

/** Passwords: forgotten, replaced, changed. */
export function passwordEndpoints({ pool, limits }: Pick<RouteDeps, 'pool' | 'limits'>) {
  const isRight = passwordChecker()
  return [
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/password/forgot',
      summary: 'Ask for a mail with which the password can be replaced',
      access: 'public',
      limit: 'account',
      body: Forgotten,
      responses: {
        202: { description: 'If the address has an account, a mail is on its way.', schema: z.object({ message: z.string() }) },
      },
    }).handle(async ({ body, req, res }) => {
      await limits.takeForAccount('account', body.email, { req, res })
      await orderPasswordReset(pool, body.email)
      return { status: 202, body: { message: 'If this address has an account, a mail is on its way; its link works for an hour.' } }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/password/reset',
      summary: 'Replace the password with the token of the mail; ends every session',
      access: 'public',
      limit: 'sign_in',
      body: Reset,
      refuses: { 404: 'No such token.', 410: 'Used or expired.' },
      responses: { 204: { description: 'Replaced: sign in with it.' } },
    }).handle(async ({ body, req }) => {
      await resetPassword(pool, { ...body, address: req.ip ?? '' })
      return { status: 204 }
    }),
    endpoint({
      ...shared,
      method: 'post',
      path: '/api/v1/auth/password/change',
      summary: 'Change the password of the signed-in person; ends every other session',
      access: 'self',
      limit: 'sign_in',
      body: Change,
      refuses: { 409: 'The current password is wrong, or there is none because this person signs in elsewhere.' },
      responses: { 204: { description: 'Changed.' } },
    }).handle(async ({ body, person, req, res }) => {
      await limits.takeForAccount('sign_in', person.email, { req, res })
      const user = await findUser(pool, person.userId)
      if (!user?.password_hash)
        throw new AppError('conflict', 'You sign in elsewhere and have no password here: ask for one with "forgot password".')
      if (!(await isRight(body.current_password, user.password_hash)))
        throw new AppError('conflict', 'current_password: is not the password of this account.')
      const passwordHash = await hashPassword(body.new_password)
      await pool.transaction((trx) => changePassword(trx, user.id, passwordHash, person.sessionId))
      await tellOfChange(pool, user, req.ip ?? '')
      return { status: 204 }
    }),
  ]
}

/** Replaces a password by a mailed token. Throws the refusal otherwise. */
export async function resetPassword(pool: Pool, of: { token: string; password: string; address: string }): Promise<void> {
  const passwordHash = await hashPassword(of.password)
  const user = await pool.transaction(async (trx) => {
    const token = await lockToken(trx, 'reset_password', hashToken(of.token))
    const holder = token?.user_id ? await findUser(trx, token.user_id) : undefined
    if (!token || !holder) throw new AppError('not_found', 'This token is not one of ours: open the whole link of the mail.')
    if (token.state !== 'open') throw new AppError('gone', `This link is ${token.state}: ask for a new one with "forgot password".`)
    await changePassword(trx, holder.id, passwordHash)
    await useToken(trx, 'reset_password', token)
    return holder
  })
  await tellOfChange(pool, user, of.address)
}

/** The holder of the address and every organization hear of it: who did not do it must be able to tell. */
async function tellOfChange(pool: Pool, user: { id: string; email: string; name: string }, address: string): Promise<void> {
  const at = new Date().toISOString()
  await queueAccountMail(pool, {
    key: `password_changed/${user.id}/${at}`,
    template: 'password_changed',
    to: user,
    data: { at },
  })
  await auditPerson(pool, user.id, { action: 'password.changed', subject: `user/${user.id}`, address })
}
