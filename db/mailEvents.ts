import { audit } from './audit.ts'
import { appendEvent } from './events.ts'
import { acrossTenants, type Db, type Pool, tenant, transact } from './knex.ts'
import { ASKING, queueMails } from './mails.ts'
import { requesterOf } from './requests.ts'
import { sameAddress } from './voters.ts'

/** What a mail provider tells of one mail. */
export interface MailEvent {
  /** The provider's own, the same each time it is posted. */
  id: string
  /** As we named the mail when it was sent. */
  mailKey: string
  event: 'delivered' | 'deferred' | 'bounce' | 'dropped' | 'spamreport' | 'unsubscribe'
  reason: string
  at: Date
}

interface MailOf {
  id: string
  organization_id: string | null
  request_id: string | null
  round_id: string | null
  template: string
  to_email: string
  state: string
}

/** Takes an event down once. A mail that came back says so, to its request, to the audit and, once, to who asked for the content. */
export async function takeMailEvent(pool: Pool, event: MailEvent): Promise<'taken' | 'known' | 'no_mail'> {
  // Whose the mail is, is known only when it is found.
  const mail: MailOf | undefined = await acrossTenants(pool)('mails')
    .where({ key: event.mailKey })
    .first('id', 'organization_id', 'request_id', 'round_id', 'template', 'to_email', 'state')
  if (!mail) return 'no_mail'
  const db = mail.organization_id ? tenant(pool, mail.organization_id) : acrossTenants(pool)
  return transact(db, async (trx) => {
    const fresh = await trx('mail_events')
      .insert({
        id: event.id,
        mail_id: mail.id,
        organization_id: mail.organization_id,
        event: event.event,
        reason: event.reason.slice(0, 500),
        at: event.at,
      })
      .onConflict('id')
      .ignore()
      .returning('id')
    if (!fresh.length) return 'known'
    if (event.event === 'delivered') await trx('mails').where({ id: mail.id }).update({ delivered_at: event.at })
    if (event.event === 'bounce' || event.event === 'dropped') await comesBack(trx, mail, event)
    return 'taken'
  })
}

async function comesBack(db: Db, mail: MailOf, { event, reason }: MailEvent): Promise<void> {
  const state = event === 'bounce' ? 'bounced' : 'dropped'
  const moved = await db('mails')
    .where({ id: mail.id })
    .whereIn('state', ['sending', 'sent', 'unknown'])
    .update({ state, last_error: reason.slice(0, 500), updated_at: db.fn.now() })
  const { organization_id: organizationId, request_id: requestId, round_id: roundId, template, to_email: to } = mail
  if (!moved || !organizationId || !requestId) return
  await appendEvent(db, requestId, { type: 'mail', data: { template, to, state, reason: reason.slice(0, 300) } })
  await audit(db, {
    organizationId,
    requestId,
    actor: 'mail provider',
    action: `mail.${state}`,
    subject: `mail/${mail.id}`,
    data: { template, round_id: roundId },
  })
  const asker = await requesterOf(db, requestId)
  if (!roundId || !asker || !ASKING.some((one) => one === template)) return
  // Their own address may be the one that does not work.
  if (sameAddress(asker.email, to)) return
  await queueMails(db, [
    {
      organizationId,
      requestId,
      roundId,
      key: `not_arrived/${roundId}/${to.toLowerCase()}`,
      template: 'not_arrived',
      to: asker,
      data: { to, reason: reason.slice(0, 200) || state },
    },
  ])
}
