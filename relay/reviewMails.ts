import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Db } from '../db/knex.ts'
import { ASKING, type ReviewTemplate } from '../db/mails.ts'
import { levelOf } from '../db/reviews.ts'
import { RULE_PACKS } from '../domain/platforms/index.ts'
import type { Platform } from '../domain/words.ts'
import { composeMail } from './mailLayout.ts'
import type { MailKind, MailRow } from './postman.ts'
import { type ReviewFacts, reviewWords } from './reviewMailWords.ts'

const isAsking = (row: MailRow) => ASKING.some((template) => template === row.template)

/** Mails to approvers and to who asked, about one round of a review. */
export const reviewMail: MailKind = {
  async write(db, row, publicUrl) {
    const facts = await factsOf(db, row)
    const link = facts && (isAsking(row) ? await mintLink(db, row, publicUrl) : '')
    const code = facts && (row.template === 'code' ? await mintCode(db, row) : '')
    if (!facts || link === undefined || code === undefined) return undefined
    const logoUrl = await logoOf(db, row, publicUrl)
    return composeMail({ ...reviewWords(row.template as ReviewTemplate, { ...facts, link, code }), logoUrl })
  },
  async wasMinted(db, row) {
    if (!isAsking(row)) return undefined
    return Boolean(await db('approval_links').where({ mail_id: row.id }).first('id'))
  },
}

/** Six digits for this mail, of which only a hash is kept; undefined when the link that asked for them is no good any more. */
async function mintCode(db: Db, row: MailRow): Promise<string | undefined> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `update approval_codes c set code_hash = :hash, expires_at = now() + interval '10 minutes'
       from approval_links l join approval_rounds a on a.id = l.round_id
      where c.id = cast(:code as uuid) and l.id = c.link_id and l.revoked_at is null and a.state = 'open' returning c.id`,
    { code: String(row.data.code_id), hash: createHash('sha256').update(`${row.data.code_id}/${code}`).digest() },
  )
  return rows.length ? code : undefined
}

/** The agency's logo, where it has one and mail programs would load it. */
async function logoOf(db: Db, row: MailRow, publicUrl: string): Promise<string | undefined> {
  if (!publicUrl.startsWith('https:')) return undefined
  const logo = await db('organization_logos').where({ organization_id: row.organization_id }).first('sha256')
  return logo && `${publicUrl}/files/logos/${row.organization_id}/${logo.sha256}`
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

/** The line that stands for a draft: its title, headline, first line or first frame. */
const FIRST_LINE = `left(coalesce(nullif(g.content_data ->> 'title', ''), nullif(g.content_data ->> 'headline', ''),
  nullif(split_part(g.content_data ->> 'text', E'\\n', 1), ''), g.content_data #>> '{frames,0,headline}', ''), 160)`

/** What the mail tells; undefined when its round is no longer open, so that there is nothing left to ask. */
async function factsOf(db: Db, row: MailRow): Promise<ReviewFacts | undefined> {
  const { rows } = await db.raw(
    `select o.name as organization, o.time_zone, r.brand ->> 'brand_name' as brand, left(r.prompt, 200) as prompt, r.language, a.state, a.due_at,
            a.round, a.level, a.levels, a.policy,
            (select count(*) from approval_voters v where v.round_id = a.id and v.removed_at is null and v.role = 'approver') as approvers,
            (select jsonb_agg(jsonb_build_object('platform', i.platform, 'contentType', g.content_type, 'version', i.version, 'firstLine', ${FIRST_LINE})
                      order by array_position(r.platforms, i.platform::text))
               from approval_items i
               join generated_content g on g.request_id = a.request_id and g.platform = i.platform and g.version = i.version
              where i.round_id = a.id and i.outcome <> 'withdrawn') as drafts,
            (select jsonb_agg(jsonb_build_object('platform', i.platform,
                       'verdict', case i.outcome when 'approved' then 'approve' when 'changes' then 'request_changes' else 'reject' end,
                       'comment', coalesce((select string_agg(d.comment, E'\\n' order by d.created_at) from decisions d
                         where d.round_id = a.id and d.platform = i.platform and d.counted and d.comment <> ''), '')) order by i.platform)
               from approval_items i where i.round_id = a.id and i.outcome in ('approved', 'changes', 'rejected')) as verdicts,
            (select string_agg(by, ', ' order by by) from (select distinct coalesce(nullif(d.approver_name, ''), d.approver_email) as by
               from decisions d where d.round_id = a.id and d.counted) people) as decided_by
       from approval_rounds a
       join content_requests r on r.id = a.request_id
       join organizations o on o.id = r.organization_id
      where a.id = ?`,
    [row.round_id],
  )
  const found = rows[0]
  if (!found || (isAsking(row) && found.state !== 'open')) return undefined
  const level = levelOf(found)
  return {
    language: found.language,
    organization: found.organization,
    brand: found.brand,
    prompt: found.prompt,
    round: found.round,
    level: found.level,
    levels: found.levels,
    levelName: level.name,
    needs: level.needs,
    approvers: found.approvers,
    drafts: (found.drafts ?? []).map((draft: ReviewFacts['drafts'][number] & { platform: Platform }) => ({
      ...draft,
      platform: RULE_PACKS[draft.platform].name,
    })),
    dueAt: found.due_at,
    timeZone: found.time_zone,
    link: '',
    code: '',
    data: row.data,
    decidedBy: found.decided_by ?? 'The deadline',
    verdicts: (found.verdicts ?? []).map((v: ReviewFacts['verdicts'][number] & { platform: Platform }) => ({
      ...v,
      platform: RULE_PACKS[v.platform].name,
    })),
  }
}
