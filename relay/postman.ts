import type { Logger } from 'pino'
import type { Mailer, MailOutcome } from '../adapters/port.ts'
import { appendEvent } from '../db/events.ts'
import { acrossTenants, type Db, type Pool, tenant, transact } from '../db/knex.ts'
import type { AccountTemplate, MailTemplate, ReviewTemplate } from '../db/mails.ts'
import { accountMail } from './accountMails.ts'
import { type Pump, startPump } from './pump.ts'
import { reviewMail } from './reviewMails.ts'

/** A mail that is being sent for longer was in the hands of a process that died: whether it went out is then checked or unknown. */
const LEASE = '60 seconds'
const MAX_TRIES = 8

export interface PostmanDeps {
  pool: Pool
  mailer: Mailer
  publicUrl: string
  log: Logger
}

/** A mail as it was ordered, in the hands of one postman. */
export interface MailRow {
  id: string
  /** Null for mails about an account, which belongs to no organization. */
  organization_id: string | null
  request_id: string | null
  round_id: string | null
  key: string
  template: MailTemplate
  to_email: string
  to_name: string
  data: Record<string, unknown>
  /** Before this claim. */
  was: 'queued' | 'sending'
  attempts: number
}

/** How the mails of one kind are written. */
export interface MailKind {
  /** Subject and both bodies, with a link made for this very mail; undefined when there is nothing left to tell or to ask. */
  write(db: Db, row: MailRow, publicUrl: string): Promise<{ subject: string; text: string; html: string } | undefined>
  /** Whether a link was made for it, right before it went out; undefined where it carries none. */
  wasMinted(db: Db, row: MailRow): Promise<boolean | undefined>
}

const KINDS: Record<ReviewTemplate, typeof reviewMail> & Record<AccountTemplate, typeof accountMail> = {
  review: reviewMail,
  reminder: reviewMail,
  decided: reviewMail,
  escalated: reviewMail,
  reassigned: reviewMail,
  held: reviewMail,
  new_link_asked: reviewMail,
  code: reviewMail,
  not_arrived: reviewMail,
  verify_email: accountMail,
  account_exists: accountMail,
  reset_password: accountMail,
  password_changed: accountMail,
  identity_linked: accountMail,
  invitation: accountMail,
}

/**
 * Sends ordered mails, each at most once: claim, send, confirm. What the provider surely did not take is tried again; what nobody
 * knows of is shown as unknown and left to a person. A link's token is made here, in the moment it is sent, and only its hash is kept.
 */
export const startPostman = (deps: PostmanDeps): Pump =>
  startPump({
    name: 'mails',
    inFlight: 8,
    claim: (free) => claim(acrossTenants(deps.pool), free),
    carry: (row) => carry(deps, row),
    log: deps.log,
  })

async function claim(db: Db, free: number): Promise<MailRow[]> {
  const { rows } = await db.raw<{ rows: MailRow[] }>(
    `with due as (
       select id, state from mails where state in ('queued', 'sending') and next_attempt_at <= now()
        order by next_attempt_at limit ? for update skip locked
     )
     update mails m set state = 'sending', attempts = attempts + 1, next_attempt_at = now() + interval '${LEASE}', updated_at = now()
       from due where due.id = m.id
     returning m.id, m.organization_id, m.request_id, m.round_id, m.key, m.template, m.to_email, m.to_name, m.data, m.attempts, due.state as was`,
    [free],
  )
  return rows
}

async function carry(deps: PostmanDeps, row: MailRow): Promise<void> {
  const { pool, mailer } = deps
  const db = row.organization_id ? tenant(pool, row.organization_id) : acrossTenants(pool)
  const kind = KINDS[row.template]
  if (row.was === 'sending') {
    const sent = mailer.wasSent ? await mailer.wasSent(row.key) : (await kind.wasMinted(db, row)) === false ? false : undefined
    if (sent === undefined) return close(deps, db, row, { kind: 'unknown', reason: 'the process that sent it died before the answer came' })
    if (sent) return close(deps, db, row, { kind: 'sent', providerId: '' })
  }
  const written = await kind.write(db, row, deps.publicUrl)
  if (!written) {
    await db('mails').where({ id: row.id, state: 'sending' }).update({ state: 'withdrawn', updated_at: db.fn.now() })
    return
  }
  const to = { email: row.to_email, name: row.to_name }
  await close(deps, db, row, await mailer.send({ key: row.key, to, ...written }))
}

/** Writes what became of a mail, and tells the request of it. */
async function close({ mailer, log }: PostmanDeps, db: Db, row: MailRow, outcome: MailOutcome): Promise<void> {
  const about = { mail: row.key, request_id: row.request_id, outcome: outcome.kind }
  if (outcome.kind === 'not_accepted' && row.attempts < MAX_TRIES) {
    const waitMs = outcome.retryAfterMs ?? Math.min(1_000 * 2 ** row.attempts, 300_000)
    log.warn({ ...about, reason: outcome.reason, next_try_in_ms: waitMs }, 'mail not accepted; trying again')
    await db('mails')
      .where({ id: row.id, state: 'sending' })
      .update({ state: 'queued', last_error: outcome.reason, next_attempt_at: db.raw(`now() + ? * interval '1 millisecond'`, [waitMs]) })
    return
  }
  const state = outcome.kind === 'sent' ? 'sent' : outcome.kind === 'unknown' ? 'unknown' : 'failed'
  const reason = outcome.kind === 'sent' ? '' : outcome.reason
  if (reason) log.error({ ...about, reason }, 'mail did not go out, or nobody knows; it can be ordered again from where it was')
  await transact(db, async (trx) => {
    const closed = await trx('mails')
      .where({ id: row.id, state: 'sending' })
      .update({
        state,
        last_error: reason || null,
        provider: mailer.provider,
        provider_id: outcome.kind === 'sent' ? outcome.providerId : null,
        updated_at: trx.fn.now(),
      })
    if (closed && row.request_id)
      await appendEvent(trx, row.request_id, { type: 'mail', data: { template: row.template, to: row.to_email, state, reason } })
  })
}
