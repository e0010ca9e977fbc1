import type { RequestHandler } from 'express'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { z } from 'zod'
import type { Db } from '../../db/knex.ts'
import { findMember, type Member } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import { mayWrite, type Principal } from './principal.ts'
import { TOKEN } from './tokens.ts'

const Claims = z.object({ typ: z.literal('access'), sub: z.guid(), sid: z.guid(), exp: z.number() })

/** How long a role read from the database is believed: what a removed member can still do. */
const BELIEVED_MS = 5_000
const REMEMBERED = 10_000

/** Requires a valid access token, and writing rights where asked; puts the caller into `res.locals.caller`. */
export function authenticator({ db, key }: { db: Db; key: Buffer }): (access: 'read' | 'write') => RequestHandler {
  const members = rememberMembers(db)
  const strategies = new passport.Passport()
  strategies.use(
    new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKey: key,
        algorithms: [TOKEN.algorithm],
        issuer: TOKEN.issuer,
        audience: TOKEN.audience,
      },
      (payload: unknown, done: (error: unknown, user?: Principal | false) => void) => {
        const claims = Claims.safeParse(payload)
        if (!claims.success) return done(null, false)
        members(claims.data.sub).then(
          (member) => done(null, member ? { ...member, expiresAt: claims.data.exp } : false),
          (error) => done(error),
        )
      },
    ),
  )
  return (access) => (req, res, next) => {
    const decide = (error: unknown, principal: Principal | false | undefined, info: unknown) => {
      if (error) return next(error)
      if (!principal) return next(new AppError('unauthenticated', whyNot(info)))
      if (access === 'write' && !mayWrite(principal))
        return next(new AppError('forbidden', `Your role here is ${principal.role}: ask an owner, admin or editor to do this.`))
      res.locals.caller = principal
      return next()
    }
    strategies.authenticate('jwt', { session: false }, decide)(req, res, next)
  }
}

function whyNot(info: unknown): string {
  if (info instanceof Error && info.name === 'TokenExpiredError') return 'Your access token has expired: sign in again.'
  return 'Sign in first: send "Authorization: Bearer <access_token>" from POST /api/v1/auth/login.'
}

function rememberMembers(db: Db): (userId: string) => Promise<Member | undefined> {
  const known = new Map<string, { member: Member; until: number }>()
  return async (userId) => {
    const remembered = known.get(userId)
    if (remembered && remembered.until > Date.now()) return remembered.member
    const member = await findMember(db, userId)
    known.delete(userId)
    if (!member) return undefined
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '')
    known.set(userId, { member, until: Date.now() + BELIEVED_MS })
    return member
  }
}
