import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie'
import type { Request } from 'express'
import { z } from 'zod'
import type { Db, Pool } from '../../db/knex.ts'
import { openSession, SESSION_DAYS, type SessionKind } from '../../db/sessions.ts'
import { type Membership, membershipsOf, type User } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import { ROLES } from '../../domain/permissions.ts'
import type { Headers } from '../endpoint.ts'
import { Id, Timestamp } from '../schemas.ts'
import { isSigned, type KeyRing, sign } from './keys.ts'
import { hashToken, issueToken, newToken, TOKEN } from './tokens.ts'

/** How the session's long-lived half is carried: browsers keep it in a cookie that no script can read, programs get it in the body. */
export const Carried = z.enum(['cookie', 'token']).default('token').meta({
  description: '`cookie`: an httpOnly cookie and a csrf_token to send as X-CSRF-Token, for browsers. `token`: in the body, for programs.',
})

export const MembershipView = z.object({
  id: Id,
  name: z.string(),
  plan: z.string(),
  role: z.enum(ROLES),
  brand_ids: z.array(Id).nullable().meta({ description: 'Brands this member is limited to; null is every brand.' }),
})

export const SessionView = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.number().int().meta({ description: 'Seconds.' }),
    refresh_token: z.string().optional().meta({ description: 'Works once; the answer to it holds the next.' }),
    csrf_token: z.string().optional().meta({ description: 'Where the refresh token is in a cookie.' }),
    session_id: Id,
    session_expires_at: Timestamp.meta({ description: 'Nothing prolongs it.' }),
    user: z.object({ id: Id, email: z.string(), name: z.string() }),
    organization: MembershipView.nullable().meta({ description: 'The one joined first; null for who has none.' }),
    organizations: z.array(MembershipView),
  })
  .meta({ id: 'Session' })
type SessionView = z.input<typeof SessionView>

const REFRESH_PATH = '/api/v1/auth'
const COOKIE_SECONDS = SESSION_DAYS * 24 * 3600

/** Names and attributes of the two cookies. Over https the prefix keeps another host or a plain-text answer from setting them. */
function cookies(publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  const shared: SerializeOptions = { secure, sameSite: 'strict', maxAge: COOKIE_SECONDS }
  const refresh = secure ? '__Secure-refresh' : 'refresh'
  const set = (name: string, value: string, options: SerializeOptions) => stringifySetCookie({ name, value, ...shared, ...options })
  return {
    refresh,
    /** Set-Cookie lines that carry a token and its double-submit twin. */
    carry: (token: string, csrf: string) => [
      set(refresh, token, { httpOnly: true, path: REFRESH_PATH }),
      set('csrf', csrf, { httpOnly: false, path: '/' }),
    ],
    clear: () => [
      set(refresh, '', { httpOnly: true, path: REFRESH_PATH, maxAge: 0 }),
      set('csrf', '', { httpOnly: false, path: '/', maxAge: 0 }),
    ],
  }
}

export interface Answered {
  /** To send along: the cookies, where they carry the session. */
  headers: Headers
  body: SessionView
}

/** Opens sessions and carries them. */
export function sessions({ pool, keys, publicUrl }: { pool: Pool; keys: KeyRing; publicUrl: string }) {
  const jar = cookies(publicUrl)
  const csrfOf = (token: string) => sign(keys.of('csrf token'), token)

  /** The answer that hands a session to its holder. */
  async function hand(of: { user: User; sessionId: string; expiresAt: Date; refreshToken: string; kind: SessionKind }): Promise<Answered> {
    const organizations: Membership[] = await membershipsOf(pool, of.user.id)
    const csrf = csrfOf(of.refreshToken)
    const body: SessionView = {
      access_token: issueToken(keys.of('access token'), { userId: of.user.id, sessionId: of.sessionId }),
      token_type: 'Bearer',
      expires_in: TOKEN.lifetimeSeconds,
      ...(of.kind === 'browser' ? { csrf_token: csrf } : { refresh_token: of.refreshToken }),
      session_id: of.sessionId,
      session_expires_at: of.expiresAt.toISOString(),
      user: { id: of.user.id, email: of.user.email, name: of.user.name },
      organization: organizations[0] ?? null,
      organizations,
    }
    return { headers: of.kind === 'browser' ? { 'Set-Cookie': jar.carry(of.refreshToken, csrf) } : {}, body }
  }

  /** Opens a session for somebody who has just proved who they are. */
  async function open(req: Request, user: User, carried: 'cookie' | 'token', db: Pool | Db = pool): Promise<Answered> {
    const refreshToken = newToken()
    const kind = carried === 'cookie' ? 'browser' : 'program'
    const of = {
      userId: user.id,
      kind,
      tokenHash: hashToken(refreshToken),
      address: req.ip ?? '',
      userAgent: req.get('User-Agent') ?? '',
    } as const
    const { id, expires_at } = await openSession(db, of)
    return hand({ user, sessionId: id, expiresAt: expires_at, refreshToken, kind })
  }

  /**
   * The refresh token a request carries, in its body or in its cookie. From a cookie it counts only with X-CSRF-Token beside it, which
   * a page of another site cannot know, and never for a request that a browser says another site made.
   */
  function carriedBy(req: Request, inBody: string | undefined): { token: string; kind: SessionKind } | undefined {
    if (inBody !== undefined) return { token: inBody, kind: 'program' }
    const token = parseCookie(req.get('Cookie') ?? '')[jar.refresh]
    if (!token) return undefined
    if (req.get('Sec-Fetch-Site') === 'cross-site' || !isSigned(keys.of('csrf token'), token, req.get('X-CSRF-Token')))
      throw new AppError('forbidden', 'Send the csrf_token that came with your session as X-CSRF-Token.')
    return { token, kind: 'browser' }
  }

  return { open, hand, carriedBy, clearing: () => ({ 'Set-Cookie': jar.clear() }) }
}

export type Sessions = ReturnType<typeof sessions>
