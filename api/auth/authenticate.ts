import type { Request, RequestHandler } from 'express'
import passport from 'passport'
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt'
import { z } from 'zod'
import { findKey, findPerson, type PersonRow } from '../../db/callers.ts'
import type { Pool } from '../../db/knex.ts'
import { AppError } from '../../domain/errors.ts'
import { type Permission, ROLE_PERMISSIONS } from '../../domain/permissions.ts'
import type { Access } from '../endpoint.ts'
import type { KeyRing } from './keys.ts'
import type { Caller, Person } from './principal.ts'
import { hashToken, isApiKey, TOKEN } from './tokens.ts'

const Claims = z.object({ typ: z.literal('access'), sub: z.guid(), sid: z.guid(), exp: z.number() })

/** How long what the database said of a caller is believed: a right that is withdrawn is gone within a second, in every process. */
const BELIEVED_MS = 800
const REMEMBERED = 10_000
const FOREVER = Number.MAX_SAFE_INTEGER

/** What was found out about who calls: a person, what they are in an organization, or both; a key is of an organization only. */
export interface Identified {
  person: Person | undefined
  caller: Caller | undefined
  /** The person could be meant in several organizations, and named none. */
  isAmbiguous?: boolean
}

export interface Authenticator {
  /** Requires what an endpoint asks for, and puts the caller or the person into `res.locals`. */
  requires(access: Access): RequestHandler
  /** Who makes this request as of now, undefined when they may no longer: for streams, which outlive the moment in which they were allowed. */
  callerNow(req: Request, access: Permission): Promise<Caller | undefined>
}

/** Knows callers by an access token or an API key, both sent as "Authorization: Bearer". */
export function authenticator({ pool, keys }: { pool: Pool; keys: KeyRing }): Authenticator {
  const remember = rememberer()
  const strategies = new passport.Passport()

  const person = async (req: Request, claims: z.infer<typeof Claims>): Promise<Identified | undefined> => {
    const organizationId = organizationAsked(req)
    const row = await findPerson(pool, { userId: claims.sub, sessionId: claims.sid, organizationId })
    const isAmbiguous = organizationId === undefined && (row?.memberships ?? 0) > 1
    return row && { person: personOf(row, claims.exp), caller: memberOf(row, claims.exp), isAmbiguous }
  }
  strategies.use(
    new JwtStrategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        // The token names the key it was signed with; it chooses among ours, never an algorithm. What passport-jwt is given goes straight to
        // jsonwebtoken, which takes a KeyObject; only the types between them have not heard of it.
        secretOrKeyProvider: (_req: Request, token: string, done: (error: unknown, key?: Buffer) => void) => {
          const known = keys.of('access token').find(({ id }) => id === keyIdOf(token))
          return known ? done(null, known.secret as unknown as Buffer) : done(new Error('signed with a key that is not active'))
        },
        algorithms: [TOKEN.algorithm],
        issuer: TOKEN.issuer,
        audience: TOKEN.audience,
        passReqToCallback: true,
      },
      (req: Request, payload: unknown, done: (error: unknown, user?: Identified | false) => void) => {
        const claims = Claims.safeParse(payload)
        if (!claims.success) return done(null, false)
        person(req, claims.data).then((found) => done(null, found ?? false), done)
      },
    ),
  )
  strategies.use(
    new KeyStrategy(async (token) => {
      const row = await findKey(pool, hashToken(token))
      return row && { person: undefined, caller: programOf(row) }
    }),
  )

  /** Who sends this token for this organization: the answer of a moment ago, or one found now. */
  const identify = (req: Request): Promise<Identified> =>
    remember(`${req.get('Authorization') ?? ''} ${organizationAsked(req) ?? ''}`, () => find(req))

  function find(req: Request): Promise<Identified> {
    return new Promise((resolve, reject) => {
      const decide = (error: unknown, found: Identified | false | undefined, info: unknown) => {
        if (error) return reject(error)
        return found ? resolve(found) : reject(new AppError('unauthenticated', whyNot(info)))
      }
      const strategy = isApiKey(bearer(req)) ? 'key' : 'jwt'
      // passport answers nothing itself where a callback is given, so it needs no response.
      strategies.authenticate(strategy, { session: false }, decide)(req, req.res, reject)
    })
  }

  return {
    requires: (access) => async (req, res, next) => {
      const found = await identify(req)
      res.locals.person = found.person
      res.locals.caller = found.caller
      refuse(access, found, organizationAsked(req))
      next()
    },
    async callerNow(req, access) {
      try {
        const found = await identify(req)
        refuse(access, found, organizationAsked(req))
        return found.caller
      } catch (error) {
        if (error instanceof AppError) return undefined
        throw error
      }
    },
  }
}

/** Throws what stands in the way of a caller. */
function refuse(access: Access, { person, caller, isAmbiguous }: Identified, asked: string | undefined): void {
  if (access === 'public') return
  if (access === 'self') {
    if (!person) throw new AppError('forbidden', 'An API key has no account of its own: sign in as a person for this.')
    return
  }
  // Guessing would let somebody write into the wrong one, the more so when they have just been removed from the one they mean.
  if (isAmbiguous) throw new AppError('invalid', 'You are a member of several organizations: name the one you mean as X-Organization-Id.')
  if (!caller)
    throw new AppError(
      'forbidden',
      asked === undefined
        ? 'You are a member of no organization: accept an invitation, or make one with POST /api/v1/organizations.'
        : 'You are no member of the organization that X-Organization-Id names.',
    )
  if (asked !== undefined && asked !== caller.organizationId)
    throw new AppError('forbidden', 'You are no member of the organization that X-Organization-Id names.')
  if (caller.permissions.includes(access)) return
  throw new AppError(
    'forbidden',
    caller.role
      ? `Your role here is ${caller.role}, which lacks ${access}: ask an owner or admin.`
      : `This API key lacks the scope ${access}: make one that has it.`,
    { needs: access },
  )
}

const personOf = (row: PersonRow, expiresAt: number): Person => ({
  userId: row.user_id,
  sessionId: row.session_id,
  email: row.email,
  name: row.name,
  expiresAt,
})

const memberOf = ({ user_id, organization_id, role, brand_ids, email, name }: PersonRow, expiresAt: number): Caller | undefined =>
  organization_id && role
    ? {
        organizationId: organization_id,
        actor: `user/${user_id}`,
        userId: user_id,
        apiKeyId: undefined,
        role,
        permissions: ROLE_PERMISSIONS[role],
        brandIds: brand_ids,
        email,
        name,
        expiresAt,
      }
    : undefined

const programOf = (row: NonNullable<Awaited<ReturnType<typeof findKey>>>): Caller => ({
  organizationId: row.organization_id,
  actor: `key/${row.id}`,
  userId: row.created_by ?? undefined,
  apiKeyId: row.id,
  role: null,
  permissions: row.scopes,
  brandIds: row.brand_ids,
  email: '',
  name: row.name,
  expiresAt: row.expires_at ? Math.floor(row.expires_at.getTime() / 1000) : FOREVER,
})

/** passport's way in for API keys. */
class KeyStrategy extends passport.Strategy {
  override name = 'key'
  readonly find: (token: string) => Promise<Identified | undefined>
  constructor(find: (token: string) => Promise<Identified | undefined>) {
    super()
    this.find = find
  }
  override authenticate(req: Request): void {
    this.find(bearer(req)).then(
      (found) => (found ? this.success(found) : this.fail('unknown key', 401)),
      (error: unknown) => this.error(error),
    )
  }
}

const bearer = (req: Request): string => /^bearer (.+)$/i.exec(req.get('Authorization') ?? '')?.[1]?.trim() ?? ''

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/**
 * The organization a person wants to work in. One that cannot exist is as foreign as one that they are no member of; an empty one too: a
 * script whose variable is not set must not write into whichever organization comes first.
 */
function organizationAsked(req: Request): string | undefined {
  const asked = req.get('X-Organization-Id')
  if (asked === undefined) return undefined
  return UUID.test(asked) ? asked.toLowerCase() : '00000000-0000-0000-0000-000000000000'
}

function keyIdOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
  } catch {
    // No header at all: no key is known by it.
    return undefined
  }
}

function whyNot(info: unknown): string {
  if (info instanceof Error && info.name === 'TokenExpiredError')
    return 'Your access token has expired: take a new one with POST /api/v1/auth/refresh.'
  if (info === 'unknown key') return 'This API key is unknown, expired or revoked.'
  return 'Sign in first: send "Authorization: Bearer <access_token>" from POST /api/v1/auth/login, or an API key.'
}

/** Keeps answers for a moment, so that a burst of one caller is looked up once. */
function rememberer() {
  const known = new Map<string, { answer: Promise<Identified>; until: number }>()
  return (key: string, find: () => Promise<Identified>): Promise<Identified> => {
    const remembered = known.get(key)
    if (remembered && remembered.until > Date.now()) return remembered.answer
    known.delete(key)
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '')
    const entry = { answer: find(), until: Date.now() + BELIEVED_MS }
    known.set(key, entry)
    const forget = () => void (known.get(key) === entry && known.delete(key))
    entry.answer.then(({ caller, person }) => {
      // No token is believed past its end, and whoever was let in a moment ago need not wait: neither a refusal nor a caller for nothing is kept.
      entry.until = Math.min(entry.until, ((caller ?? person)?.expiresAt ?? 0) * 1000)
      if (!caller) forget()
    }, forget)
    return entry.answer
  }
}
