import { createHash, timingSafeEqual } from 'node:crypto'
import { audit } from './audit.ts'
import type { Db } from './knex.ts'
import type { LinkRow } from './links.ts'
import { queueMails } from './mails.ts'

/** So many codes an hour may be asked for by one link, and so many times one may be mistyped. */
const MOST_AN_HOUR = 5
const MOST_TRIES = 5

export type Ordered = 'ordered' | 'too_many'

/** Orders a mail with six digits to the holder of a link. The digits are made when the mail goes out. Call in a transaction. */
export async function orderCode(db: Db, link: LinkRow): Promise<Ordered> {
  // One at a time for this link, so that the count is right.
  await db('approval_links').where({ id: link.id }).forUpdate().first('id')
  const recent: { n: number } | undefined = await db('approval_codes')
    .where({ link_id: link.id })
    .andWhere('created_at', '>', db.raw(`now() - interval '1 hour'`))
    .first(db.raw('count(*) as n'))
  if ((recent?.n ?? 0) >= MOST_AN_HOUR) return 'too_many'
  const [code] = await db('approval_codes')
    .insert({ organization_id: link.organization_id, link_id: link.id })
    .returning<{ id: string }[]>('id')
  if (!code) throw new Error('the code was not ordered')
  await queueMails(db, [
    {
      organizationId: link.organization_id,
      requestId: link.request_id,
      roundId: link.round_id,
      key: `code/${code.id}`,
      template: 'code',
      to: { email: link.email, name: link.name },
      data: { code_id: code.id },
    },
  ])
  return 'ordered'
}

/** Whether these digits are those of the newest mail to this link. Right ones work once; each wrong one counts. Call in a transaction. */
export async function checkCode(db: Db, link: LinkRow, digits: string): Promise<boolean> {
  const code: { id: string; code_hash: Buffer | null; tries: number; alive: boolean; used_at: Date | null } | undefined = await db(
    'approval_codes',
  )
    .where({ link_id: link.id })
    .whereNotNull('code_hash')
    .orderBy('created_at', 'desc')
    .forUpdate()
    .first('id', 'code_hash', 'tries', 'used_at', db.raw('expires_at > now() as alive'))
  if (!code?.code_hash || !code.alive || code.used_at || code.tries >= MOST_TRIES) return false
  const isRight = timingSafeEqual(code.code_hash, createHash('sha256').update(`${code.id}/${digits}`).digest())
  await db('approval_codes')
    .where({ id: code.id })
    .update(isRight ? { used_at: db.fn.now() } : { tries: code.tries + 1 })
  await audit(db, {
    organizationId: link.organization_id,
    requestId: link.request_id,
    actor: `link/${link.id}`,
    action: isRight ? 'code.accepted' : 'code.refused',
    subject: `round/${link.round_id}`,
  })
  return isRight
}
