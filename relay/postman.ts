import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Mailer, MailOutcome } from '../adapters/port.ts'
import { appendEvent } from '../db/events.ts'
import type { MailTemplate } from '../db/mails.ts'
import { type MailFacts, writeMail } from './mailTexts.ts'
import { type Pump, startPump } from './pump.ts'

/** A mail that is being sent for longer was in the hands of a process that died: whether it went out is then checked or unknown. */
const LEASE = '60 seconds'
const MAX_TRIES = 8

export interface PostmanDeps {
  db: Knex
  mailer: Mailer
  publicUrl: string
  log: Logger
}

interface MailRow {
  id: string
  organization_id: string
  request_id: string
  round_id: string
  key: string
  template: MailTemplate
  to_email: string
  to_name: string
  data: { hours_left?: number }
  /** Before this claim. */
  was: 'queued' | 'sending'
  attempts: number
}

/**
 * Sends ordered mails, each at most once: claim, send, confirm. What the provider surely did not take is tried again; what nobody
 * knows of is shown as unknown and left to a person. A link's token is made here, in the moment it is sent, and only its hash is kept.
 */
export const startPostman = (deps: PostmanDeps): Pump =>
  startPump({ name: 'mails', inFlight: 8, claim: (free) => claim(deps.db, free), carry: (row) => carry(deps, row), log: deps.log })

async function claim(db: Knex, free: number): Promise<MailRow[]> {
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
  const { db, mailer } = deps
  if (row.was === 'sending') {
    const sent = await wasSent(deps, row)
    if (sent === undefined) return close(deps, row, { kind: 'unknown', reason: 'the process that sent it died before the answer came' })
    if (sent) return close(deps, row, { kind: 'sent', providerId: '' })
  }
  const facts = await factsOf(db, row)
  const link = facts && (row.template === 'decided' ? '' : await mintLink(deps, row))
  if (!facts || link === undefined) {
    await db('mails').where({ id: row.id, state: 'sending' }).update({ state: 'withdrawn', updated_at: db.fn.now() })
    return
  }
  const to = { email: row.to_email, name: row.to_name }
  await close(deps, row, await mailer.send({ key: row.key, to, ...writeMail(row.template, { ...facts, link }) }))
}

/** Whether an earlier claim sent this mail; undefined when nobody can know. A link is made right before its mail goes out: without one it did not. */
async function wasSent({ db, mailer }: PostmanDeps, row: MailRow): Promise<boolean | undefined> {
  if (mailer.wasSent) return mailer.wasSent(row.key)
  if (row.template === 'decided') return undefined
  return (await db('approval_links').where({ mail_id: row.id }).first('id')) ? undefined : false
}

/**
 * A fresh 256-bit token for this mail; one that an earlier try of it carried stops working, because that try was surely not taken.
 * Undefined when the round is over or the recipient was revoked meanwhile: whoever does that holds the round's lock.
 */
async function mintLink({ db, publicUrl }: PostmanDeps, row: MailRow): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `with round as materialized (
       select id from approval_rounds where id = :round and state = 'open' for share
     ), mail as (
       select m.* from round join mails m on m.round_id = round.id where m.id = :mail and m.state = 'sending' for no key update of m
     )
     insert into approval_links as l (organization_id, request_id, round_id, mail_id, email, name, token_hash)
     select organization_id, request_id, round_id, id, to_email, to_name, :hash from mail
     on conflict (mail_id) do update set token_hash = excluded.token_hash where l.revoked_at is null
     returning id`,
    { round: row.round_id, mail: row.id, hash: createHash('sha256').update(token).digest() },
  )
  return rows.length ? `${publicUrl}/approve/${token}` : undefined
}

/** What the mail tells; undefined when its round is no longer open, so that there is nothing left to ask. */
async function factsOf(db: Knex, row: MailRow): Promise<MailFacts | undefined> {
  const { rows } = await db.raw(
    `select o.name as organization, o.time_zone, r.brand ->> 'brand_name' as brand, left(r.prompt, 200) as prompt, a.state, a.due_at,
            (select array_agg(i.platform order by i.platform) from approval_items i where i.round_id = a.id) as platforms,
            (select jsonb_agg(jsonb_build_object('platform', d.platform, 'verdict', d.verdict, 'comment', d.comment,
                       'by', coalesce(nullif(d.approver_name, ''), d.approver_email)) order by d.platform)
               from decisions d where d.round_id = a.id) as verdicts
       from approval_rounds a
       join content_requests r on r.id = a.request_id
       join organizations o on o.id = r.organization_id
      where a.id = ?`,
    [row.round_id],
  )
  const found = rows[0]
  if (!found || (row.template !== 'decided' && found.state !== 'open')) return undefined
  return {
    organization: found.organization,
    brand: found.brand,
    prompt: found.prompt,
    platforms: found.platforms ?? [],
    dueAt: found.due_at,
    timeZone: found.time_zone,
    link: '',
    hoursLeft: row.data.hours_left ?? null,
    decidedBy: found.verdicts?.[0]?.by ?? 'An approver',
    verdicts: found.verdicts ?? [],
  }
}

/** Writes what became of a mail, and tells the request of it. */
async function close({ db, mailer, log }: PostmanDeps, row: MailRow, outcome: MailOutcome): Promise<void> {
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
  if (reason) log.error({ ...about, reason }, 'mail did not go out, or nobody knows; it can be sent again from the request')
  await db.transaction(async (trx) => {
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
