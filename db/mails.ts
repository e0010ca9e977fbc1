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

/** Orders mails beside the change they tell of, and wakes the postman when that commits. A key already ordered is done. */
export async function queueMails(db: Db, orders: readonly MailOrder[]): Promise<void> {
  if (!orders.length) return
  await db('mails')
    .insert(
      orders.map((o) => ({
        organization_id: o.organizationId,
        request_id: o.requestId,
        round_id: o.roundId,
        key: o.key,
        template: o.template,
        to_email: o.to.email,
        to_name: o.to.name,
        data: JSON.stringify(o.data ?? {}),
      })),
    )
    .onConflict('key')
    .ignore()
  await db.raw(`select pg_notify('mails', '')`)
}
