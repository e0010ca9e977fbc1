import { randomUUID } from 'node:crypto'
import { acrossTenants, type Db, type Pool } from './knex.ts'

/** How long the link in such a mail works. */
const LASTS = { verify_email: '24 hours', reset_password: '1 hour' } as const

export interface AccountToken {
  id: string
  email: string
  user_id: string | null
  data: { password_hash?: string; name?: string; organization_name?: string }
  state: 'open' | 'used' | 'expired'
}

/**
 * Orders the mail that proves an address: to a stranger with a link that makes the account, to the holder of an account with the news that
 * there is one. The same statement writes the same rows for both, so that nobody learns from the time it takes which it was.
 */
export async function orderVerification(
  pool: Pool,
  of: { email: string; passwordHash: string; name: string; organizationName: string },
): Promise<void> {
  await acrossTenants(pool).raw(
    `with known as (select id from users where email = cast(:email as citext)), token as (
       insert into account_tokens (id, purpose, email, data, expires_at, used_at)
       select cast(:id as uuid), 'verify_email', cast(:email as citext), cast(:data as jsonb), now() + interval '${LASTS.verify_email}', case when exists (select from known) then now() end
     ), mail as (
       insert into mails (key, template, to_email, to_name, data)
       select 'verify/' || cast(:id as text), case when exists (select from known) then 'account_exists' else 'verify_email' end,
              cast(:email as citext), cast(:name as text), jsonb_build_object('token_id', cast(:id as text))
     ) select pg_notify('mails', '')`,
    {
      id: randomUUID(),
      email: of.email,
      name: of.name,
      data: JSON.stringify({ password_hash: of.passwordHash, name: of.name, organization_name: of.organizationName }),
    },
  )
}

/** Orders the mail with which a password is replaced. For an address without an account the same is written, and no mail goes out. */
export async function orderPasswordReset(pool: Pool, email: string): Promise<void> {
  await acrossTenants(pool).raw(
    `with known as (select id, name from users where email = cast(:email as citext)), token as (
       insert into account_tokens (id, purpose, email, user_id, expires_at, used_at)
       select cast(:id as uuid), 'reset_password', cast(:email as citext), (select id from known), now() + interval '${LASTS.reset_password}',
              case when not exists (select from known) then now() end
     ), mail as (
       insert into mails (key, template, to_email, to_name, data, state)
       select 'reset/' || cast(:id as text), 'reset_password', cast(:email as citext), coalesce((select name from known), ''),
              jsonb_build_object('token_id', cast(:id as text)),
              case when exists (select from known) then 'queued' else 'withdrawn' end
     ) select pg_notify('mails', '')`,
    { id: randomUUID(), email },
  )
}

/** What a mailed token stands for, locked until the transaction ends. Undefined for one that is not ours. */
export async function lockToken(trx: Pool | Db, purpose: keyof typeof LASTS, hash: Buffer): Promise<AccountToken | undefined> {
  return trx('account_tokens')
    .where({ purpose, token_hash: hash })
    .forUpdate()
    .first('id', 'email', 'user_id', 'data')
    .select(trx.raw(`case when used_at is not null then 'used' when expires_at <= now() then 'expired' else 'open' end as state`))
}

/** Uses a token up, and forgets the password hash it carried. Every other of its kind for the same address ends with it. */
export async function useToken(trx: Pool | Db, purpose: keyof typeof LASTS, token: Pick<AccountToken, 'id' | 'email'>): Promise<void> {
  await trx('account_tokens')
    .where({ purpose, email: token.email, used_at: null })
    .update({ used_at: trx.fn.now(), data: trx.raw(`data - 'password_hash'`) })
}
