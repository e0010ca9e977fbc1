import type { Db } from './knex.ts'

export const MAIL_TEMPLATES = ['review', 'reminder', 'decided'] as const
export type MailTemplate = (typeof MAIL_TEMPLATES)[number]

export interface MailOrder {
  organizationId: string
  requestId: string
  roundId: string
  /** Names this mail for ever: one per recipient, round and purpose. */
  key: string
  template: MailTemplate
  to: { email: string; name: string }
  data?: Record<string, unknown>
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
