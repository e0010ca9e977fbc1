import { createHash } from 'node:crypto'
import { appendEvent } from './events.ts'
import { acrossTenants, type Db, type Pool } from './knex.ts'
import { ASKING, queueMails } from './mails.ts'
import type { PlanStep, RoundState } from './reviews.ts'
import { seated, seatOf, votersOf } from './voters.ts'

export interface RoundRow {
  id: string
  organization_id: string
  request_id: string
  run: number
  round: number
  state: RoundState
  /** Of the levels its drafts have to pass, from 1. */
  level: number
  levels: number
  /** The level as `levelOf` reads it. */
  policy: unknown
  plan: PlanStep[]
  /** The level was changed since the plan was made. */
  replan: boolean
  opened_at: Date
  due_at: Date
  /** Since when it is over its time and waits for a person. */
  held_at: Date | null
  reassigned_at: Date | null
  closed_at: Date | null
}

/** The newest round of a request's reviews. */
export function latestRound(db: Db, requestId: string): Promise<RoundRow | undefined> {
  return db<RoundRow>('approval_rounds')
    .where({ request_id: requestId })
    .orderBy([
      { column: 'run', order: 'desc' },
      { column: 'round', order: 'desc' },
    ])
    .first()
}

/** A round, locked until the transaction ends: a decision, an expiry and a change of links wait for each other here. */
export function lockRound(db: Db, roundId: string): Promise<RoundRow | undefined> {
  return db<RoundRow>('approval_rounds').where({ id: roundId }).forUpdate().first()
}

export interface LinkRow {
  id: string
  organization_id: string
  request_id: string
  round_id: string
  email: string
  name: string
  created_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

const LINK = ['id', 'organization_id', 'request_id', 'round_id', 'email', 'name', 'created_at', 'used_at', 'revoked_at'] as const

/** The link whose token this is; whose it is, is known only when it is found. Only hashes are stored, so a stolen table opens nothing. */
export function findLink(pool: Pool, token: string): Promise<LinkRow | undefined> {
  return acrossTenants(pool)('approval_links')
    .where({ token_hash: createHash('sha256').update(token).digest() })
    .first(LINK)
}

/** The same link again, as it stands under its round's lock. */
export function readLink(db: Db, id: string): Promise<LinkRow | undefined> {
  return db('approval_links').where({ id }).first(LINK)
}

type MailState = 'queued' | 'sending' | 'sent' | 'unknown' | 'failed' | 'withdrawn' | 'bounced' | 'dropped'
export interface Recipient {
  email: string
  name: string
  state: MailState | 'used' | 'decided' | 'revoked' | 'expired' | 'closed'
  mail_state: MailState
}

/** How each recipient of a round stands: the best of their links, and their newest mail. */
export async function recipientsOf(db: Db, round: Pick<RoundRow, 'id' | 'state'>): Promise<Recipient[]> {
  return (await recipientsOfAll(db, [round])).get(round.id) ?? []
}

interface AskingMail {
  round_id: string
  email: string
  name: string
  state: MailState
  used_at: Date | null
  revoked_at: Date | null
}

/** The same for several rounds at once. */
export async function recipientsOfAll(db: Db, rounds: readonly Pick<RoundRow, 'id' | 'state'>[]): Promise<Map<string, Recipient[]>> {
  if (!rounds.length) return new Map()
  const mails: AskingMail[] = await db('mails as m')
    .leftJoin('approval_links as l', 'l.mail_id', 'm.id')
    .select('m.round_id', 'm.to_email as email', 'm.to_name as name', 'm.state', 'l.used_at', 'l.revoked_at')
    .whereIn(
      'm.round_id',
      rounds.map(({ id }) => id),
    )
    .whereIn('m.template', [...ASKING])
    .orderBy(['m.created_at', 'm.id'])
  return new Map(
    rounds.map((round) => [
      round.id,
      standings(
        round.state,
        mails.filter((mail) => mail.round_id === round.id),
      ),
    ]),
  )
}

function standings(of: RoundState, mails: readonly AskingMail[]): Recipient[] {
  const addresses = [...new Set(mails.map((mail) => mail.email.toLowerCase()))]
  return addresses.flatMap((address) => {
    const theirs = mails.filter((mail) => mail.email.toLowerCase() === address)
    const newest = theirs.at(-1)
    if (!newest) return []
    const state = theirs.some((m) => m.used_at)
      ? 'used'
      : of !== 'open'
        ? of
        : theirs.some((m) => m.state === 'sent' && !m.revoked_at)
          ? 'sent'
          : newest.revoked_at || newest.state === 'withdrawn'
            ? 'revoked'
            : newest.state
    return [{ email: newest.email, name: newest.name, state, mail_state: newest.state }]
  })
}

export type OpenRound = Pick<RoundRow, 'id' | 'organization_id' | 'request_id' | 'round'>

/** Revokes the links of one recipient, or of all, and withdraws their mails that have not gone out. Call under the round's lock. */
export async function revokeLinks(db: Db, round: OpenRound, email?: string): Promise<number> {
  const links = await db('approval_links')
    .where({ round_id: round.id, used_at: null, revoked_at: null, ...(email !== undefined && { email }) })
    .update({ revoked_at: db.fn.now() })
  // One that is being sent has a link, revoked above, or will find itself withdrawn when it asks for one.
  const mails = await db('mails as m')
    .where({ round_id: round.id, ...(email !== undefined && { to_email: email }) })
    .whereIn('template', [...ASKING])
    .where((mail) =>
      mail
        .where({ state: 'queued' })
        .orWhere((sending) => sending.where({ state: 'sending' }).whereNotExists(db('approval_links as l').whereRaw('l.mail_id = m.id'))),
    )
    .update({ state: 'withdrawn', updated_at: db.fn.now() })
  if (links + mails) await appendEvent(db, round.request_id, { type: 'links.revoked', data: { round: round.round, links } })
  return links
}

/** Revokes what one recipient has and orders a new mail, whose link the postman makes. Call under the round's lock. */
export async function resendLink(db: Db, round: OpenRound, to: { email: string; name: string }): Promise<void> {
  await revokeLinks(db, round, to.email)
  const sent: { n: number } | undefined = await db('mails')
    .where({ round_id: round.id, template: 'review', to_email: to.email })
    .first(db.raw('count(*) as n'))
  await queueMails(db, [
    {
      organizationId: round.organization_id,
      requestId: round.request_id,
      roundId: round.id,
      key: `review/${round.id}/${to.email.toLowerCase()}/${(sent?.n ?? 0) + 1}`,
      template: 'review',
      to,
    },
  ])
}

/** Who is asked in a round under this address and has not decided; undefined otherwise. */
export async function waitingVoter(db: Db, roundId: string, email: string): Promise<{ email: string; name: string } | undefined> {
  const voter = seatOf(seated(await votersOf(db, roundId)), email)
  const decided = voter && (await db('decisions').where({ round_id: roundId, approver_email: voter.email }).first('id'))
  return decided ? undefined : voter
}
