import { acrossTenants, type Db, type Pool } from './knex.ts'

/** Mails that ask for a decision: they hold a link, and go to nobody once their round is over. */
export const ASKING = ['review', 'reminder', 'escalated', 'reassigned'] as const
const REVIEW_TEMPLATES = [...ASKING, 'decided', 'held', 'new_link_asked', 'code', 'not_arrived'] as const
const ACCOUNT_TEMPLATES = ['verify_email', 'account_exists', 'reset_password', 'password_changed', 'identity_linked', 'invitation'] as const
/** Mails about a round of a review. */
export type ReviewTemplate = (typeof REVIEW_TEMPLATES)[number]
/** Mails about an account or an invitation. */
export type AccountTemplate = (typeof ACCOUNT_TEMPLATES)[number]
export type MailTemplate = ReviewTemplate | AccountTemplate

export interface MailOrder {
  organizationId: string
  requestId: string
  roundId: string
  /** Names this mail for ever: one per recipient, round and purpose. */
  key: string
  template: ReviewTemplate
  to: { email: string; name: string }
  data?: Record<string, unknown>
}

interface AccountMail {
  /** Names this mail for ever. */
  key: string
  template: AccountTemplate
  to: { email: string; name: string }
  data?: Record<string, unknown>
}

/** Orders a mail about an account, which belongs to no organization. */
export const queueAccountMail = (pool: Pool, of: AccountMail): Promise<void> => orderAccountMail(acrossTenants(pool), null, of)

/** Orders the mail of an invitation, beside it. */
export const queueInvitationMail = (db: Db, organizationId: string, of: AccountMail): Promise<void> =>
  orderAccountMail(db, organizationId, of)

async function orderAccountMail(db: Db, organizationId: string | null, of: AccountMail): Promise<void> {
  await db.raw(
    `with ordered as (
       insert into mails (organization_id, key, template, to_email, to_name, data) values (?, ?, ?, ?, ?, ?) on conflict (key) do nothing
     ) select pg_notify('mails', '')`,
    [organizationId, of.key, of.template, of.to.email, of.to.name, JSON.stringify(of.data ?? {})],
  )
}

/** Orders mails beside the change they tell of, and wakes the postman when that commits. A key already ordered is done. Returns how many are new. */
export async function queueMails(db: Db, orders: readonly MailOrder[]): Promise<number> {
  if (!orders.length) return 0
  const rows = orders.map((o) => ({
    organization_id: o.organizationId,
    request_id: o.requestId,
    round_id: o.roundId,
    key: o.key,
    template: o.template,
    to_email: o.to.email,
    to_name: o.to.name,
    data: o.data ?? {},
  }))
  const { rows: told } = await db.raw<{ rows: { queued: number }[] }>(
    `with ordered as (
       insert into mails (organization_id, request_id, round_id, key, template, to_email, to_name, data)
       select organization_id, request_id, round_id, key, template, to_email, to_name, data
         from jsonb_to_recordset(?::jsonb) as m(organization_id uuid, request_id uuid, round_id uuid, key text, template text,
                                                to_email text, to_name text, data jsonb)
       on conflict (key) do nothing returning 1
     ) select (select count(*)::int from ordered) as queued, pg_notify('mails', '')`,
    [JSON.stringify(rows)],
  )
  return told[0]?.queued ?? 0
}
