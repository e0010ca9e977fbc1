import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../db/knex.ts'
import { ASKING, type ReviewTemplate } from '../db/mails.ts'
import { type MailFacts, writeMail } from './mailTexts.ts'
import type { MailKind, MailRow } from './postman.ts'

const isAsking = (row: MailRow) => ASKING.some((template) => template === row.template)

/** Mails to approvers and to who asked, about one round of a review. */
export const reviewMail: MailKind = {
  async write(db, row, publicUrl) {
    const facts = await factsOf(db, row)
    const link = facts && (isAsking(row) ? await mintLink(db, row, publicUrl) : '')
    return facts && link !== undefined ? writeMail(row.template as ReviewTemplate, { ...facts, link }) : undefined
  },
  async wasMinted(db, row) {
    if (!isAsking(row)) return undefined
    return Boolean(await db('approval_links').where({ mail_id: row.id }).first('id'))
  },
}

/**
 * A fresh 256-bit token for this mail; one that an earlier try of it carried stops working, because that try was surely not taken.
 * Undefined when the round is over or the recipient was revoked meanwhile: whoever does that holds the round's lock.
 */
async function mintLink(db: Db, row: MailRow, publicUrl: string): Promise<string | undefined> {
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
async function factsOf(db: Db, row: MailRow): Promise<MailFacts | undefined> {
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
  if (!found || (isAsking(row) && found.state !== 'open')) return undefined
  return {
    organization: found.organization,
    brand: found.brand,
    prompt: found.prompt,
    platforms: found.platforms ?? [],
    dueAt: found.due_at,
    timeZone: found.time_zone,
    link: '',
    hoursLeft: typeof row.data.hours_left === 'number' ? row.data.hours_left : null,
    decidedBy: found.verdicts?.[0]?.by ?? 'An approver',
    verdicts: found.verdicts ?? [],
  }
}
