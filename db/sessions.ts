import type { Db, Pool } from './knex.ts'

/** Days a session lasts, whatever is done in it. */
export const SESSION_DAYS = 7
/** A token that was exchanged this short a time ago, and whose successor nobody has used, was sent twice by its own holder. */
const LEEWAY = '10 seconds'

export type SessionKind = 'browser' | 'program'
export type EndReason = 'signed_out' | 'signed_out_everywhere' | 'ended_by_owner' | 'token_reused'

/** Opens a session with its first refresh token. Returns its id and its end. */
export async function openSession(
  pool: Pool | Db,
  of: { userId: string; kind: SessionKind; tokenHash: Buffer; address: string; userAgent: string },
): Promise<{ id: string; expires_at: Date }> {
  const { rows } = await pool.raw<{ rows: { id: string; expires_at: Date }[] }>(
    `with session as (
       insert into sessions (user_id, kind, address, user_agent, expires_at)
       values (:user, :kind, :address, :agent, now() + interval '${SESSION_DAYS} days') returning id, expires_at
     ), token as (
       insert into refresh_tokens (token_hash, session_id) select cast(:hash as bytea), id from session
     ) select id, expires_at from session`,
    { user: of.userId, kind: of.kind, address: of.address, agent: of.userAgent.slice(0, 300), hash: of.tokenHash },
  )
  const [row] = rows
  if (!row) throw new Error('the session was not opened')
  return row
}

export type Rotated =
  | { kind: 'rotated'; sessionId: string; userId: string; session: SessionKind; expiresAt: Date }
  /** Exchanged a moment ago by another request of the same holder. */
  | { kind: 'superseded' }
  /** Used before: its family was ended now, because two hold it. */
  | { kind: 'reused'; userId: string; sessionId: string }
  | { kind: 'unknown' }

/**
 * Exchanges a refresh token for the next of its family: the update finds it unused or finds nothing, so exactly one of many wins.
 * One that was used before ends the whole family, unless it is the same request sent twice: within 10 seconds, and either the successor is
 * still unused or this request was under way before that was used. `arrivedAtMs` is when this request came in.
 */
export async function rotate(pool: Pool, of: { hash: Buffer; next: Buffer; arrivedAtMs: number }): Promise<Rotated> {
  const { rows } = await pool.raw(
    `with used as (
       update refresh_tokens r set used_at = clock_timestamp(), successor_hash = :next
         from sessions s
        where r.token_hash = :hash and r.used_at is null and s.id = r.session_id and s.ended_at is null and s.expires_at > now()
       returning r.session_id, s.user_id, s.expires_at, s.kind
     ), successor as (
       insert into refresh_tokens (token_hash, session_id) select cast(:next as bytea), session_id from used
     ), touched as (
       update sessions set last_used_at = now() where id = (select session_id from used)
     ) select * from used`,
    { hash: of.hash, next: of.next },
  )
  const won = rows[0]
  if (won) return { kind: 'rotated', sessionId: won.session_id, userId: won.user_id, session: won.kind, expiresAt: won.expires_at }
  const { rows: found } = await pool.raw(
    `select r.session_id, s.user_id,
            r.used_at > clock_timestamp() - interval '${LEEWAY}'
              and coalesce(n.used_at is null or n.used_at > to_timestamp(:arrived / 1000.0), false) as twice
       from refresh_tokens r
       join sessions s on s.id = r.session_id
       left join refresh_tokens n on n.token_hash = r.successor_hash
      where r.token_hash = :hash and r.used_at is not null and s.ended_at is null and s.expires_at > now()`,
    { hash: of.hash, arrived: of.arrivedAtMs },
  )
  const old = found[0]
  if (!old) return { kind: 'unknown' }
  if (old.twice) return { kind: 'superseded' }
  await endSession(pool, old.user_id, old.session_id, 'token_reused')
  return { kind: 'reused', userId: old.user_id, sessionId: old.session_id }
}

/** The living session that a refresh token belongs to, whether the token was used or not. */
export async function sessionOfToken(pool: Pool, hash: Buffer): Promise<{ id: string; user_id: string } | undefined> {
  return pool('refresh_tokens as r')
    .join('sessions as s', 's.id', 'r.session_id')
    .where('r.token_hash', hash)
    .whereNull('s.ended_at')
    .first('s.id', 's.user_id')
}

/** Ends one session of a person; false when it is not theirs or over already. */
export async function endSession(pool: Pool | Db, userId: string, id: string, why: EndReason): Promise<boolean> {
  return (await pool('sessions').where({ id, user_id: userId, ended_at: null }).update({ ended_at: pool.fn.now(), ended_why: why })) > 0
}

/** Ends every session of a person. Returns how many. */
export function endSessions(pool: Pool | Db, userId: string, why: EndReason): Promise<number> {
  return pool('sessions').where({ user_id: userId, ended_at: null }).update({ ended_at: pool.fn.now(), ended_why: why })
}

export interface SessionRow {
  id: string
  kind: SessionKind
  address: string
  user_agent: string
  created_at: Date
  last_used_at: Date
  expires_at: Date
}

/** The living sessions of a person, newest first. */
export function listSessions(pool: Pool, userId: string): Promise<SessionRow[]> {
  return pool<SessionRow & { user_id: string; ended_at: Date | null }>('sessions')
    .select('id', 'kind', 'address', 'user_agent', 'created_at', 'last_used_at', 'expires_at')
    .where({ user_id: userId, ended_at: null })
    .andWhere('expires_at', '>', pool.fn.now())
    .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
}

/** Whether a session of this person is still open. */
export async function isOpen(pool: Pool, userId: string, id: string): Promise<boolean> {
  const row = await pool('sessions').where({ id, user_id: userId, ended_at: null }).andWhere('expires_at', '>', pool.fn.now()).first('id')
  return row !== undefined
}

/** Deletes sessions and mailed tokens a month after their end. Returns how many. */
export async function sweepEnded(pool: Pool): Promise<number> {
  const month = pool.raw(`now() - interval '30 days'`)
  return (
    (await pool('sessions').where('expires_at', '<', month).delete()) +
    (await pool('account_tokens').where('expires_at', '<', month).delete())
  )
}
