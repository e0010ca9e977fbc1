import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Logger } from '../../config/log.ts'
import { listIdentities, unlinkIdentity } from '../../db/identities.ts'
import { AppError } from '../../domain/errors.ts'
import { type ArrivalDeps, arrivals } from '../auth/arrivals.ts'
import { type OidcProvider, PROVIDER_IDS } from '../auth/oidc.ts'
import { Handshake } from '../auth/oidcStrategy.ts'
import { oneTimeCookie } from '../auth/oneTimeCookie.ts'
import { pathTelling, returnTo, type Told } from '../auth/returnTo.ts'
import { type Endpoint, endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, Timestamp } from '../schemas.ts'

/** What these endpoints need. */
export interface OidcDeps extends ArrivalDeps {
  /** Origin of the site, without a slash at its end. */
  publicUrl: string
  /** 32 bytes that seal the one-time cookie, used for nothing else. */
  cookieKey: Buffer
  providers: readonly OidcProvider[]
  log: Logger
}

/** Long enough to find one's password at the provider, short enough that nobody finds the tab open. */
const LIFETIME_MS = 10 * 60_000

/** What the cookie holds: which provider, what for, and what the callback is held against. A callback of anything else is refused. */
const Attempt = z.strictObject({
  provider: z.enum(PROVIDER_IDS),
  purpose: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sign_in') }),
    z.strictObject({ kind: z.literal('link'), userId: z.string(), sessionId: z.string() }),
  ]),
  returnTo: z.string(),
  handshake: Handshake,
})
type Attempt = z.infer<typeof Attempt>

const ProviderParam = z.object({
  provider: z.string().meta({ description: 'One of those that GET /api/v1/auth/oidc lists.', example: 'google' }),
})
/** Read by openid-client alone, which refuses one that is given twice. Loose here, so that the cookie is used up before anything is refused. */
const FromProvider = z.union([z.string(), z.array(z.string())]).optional()
const IdentityView = z
  .object({ id: Id, provider: z.enum(PROVIDER_IDS), email: z.string().nullable(), created_at: Timestamp, last_used_at: Timestamp })
  .meta({ id: 'Identity' })

const TAG = 'Identity'
const AWAY = {
  302: { description: 'To the provider.', headers: { Location: 'Its authorization page.', 'Set-Cookie': 'The one-time cookie.' } },
}

/** Sign-in with Google and LinkedIn by OpenID Connect, and the identities that a person has linked. */
export function oidcEndpoints(deps: OidcDeps): Endpoint[] {
  const { pool, publicUrl } = deps
  const cookie = oneTimeCookie({
    name: 'oidc',
    key: deps.cookieKey,
    https: publicUrl.startsWith('https:'),
    lifetimeMs: LIFETIME_MS,
    schema: Attempt,
  })
  const ReturnTo = returnTo(publicUrl)
  const { signIn, link } = arrivals(deps)

  function provider(id: string): OidcProvider {
    const found = deps.providers.find((p) => p.id === id)
    if (!found) throw notFound()
    return found
  }

  /** Sends a browser off, with what it will be held against when it is back. */
  async function leave(to: OidcProvider, req: Request, res: Response, of: Pick<Attempt, 'purpose' | 'returnTo'>): Promise<string> {
    const { url, handshake } = await to.leave(req, res)
    cookie.put(res, { provider: to.id, handshake, ...of })
    return url
  }

  return [
    endpoint({
      method: 'get',
      path: '/api/v1/auth/oidc',
      tag: TAG,
      summary: 'Where else people can sign in',
      access: 'public',
      responses: {
        200: {
          description: 'The providers that are configured.',
          schema: z.object({ providers: z.array(z.object({ id: z.enum(PROVIDER_IDS), name: z.string(), start: z.url() })) }),
        },
      },
    }).handle(async () => ({
      status: 200,
      body: { providers: deps.providers.map(({ id, name }) => ({ id, name, start: `${publicUrl}/api/v1/auth/oidc/${id}/start` })) },
    })),
    endpoint({
      method: 'get',
      path: '/api/v1/auth/oidc/:provider/start',
      tag: TAG,
      summary: 'Sign in with a provider; for browsers',
      access: 'public',
      limit: 'sign_in',
      params: ProviderParam,
      query: z.strictObject({ return_to: ReturnTo }),
      responses: AWAY,
    }).handle(async ({ params, query, req, res }) => {
      const url = await leave(provider(params.provider), req, res, { purpose: { kind: 'sign_in' }, returnTo: query.return_to })
      return { status: 302, headers: { Location: url } }
    }),
    endpoint({
      method: 'get',
      path: '/api/v1/auth/oidc/:provider/callback',
      tag: TAG,
      summary: 'Where a provider sends browsers back to',
      access: 'public',
      limit: 'sign_in',
      params: ProviderParam,
      query: z.object({ code: FromProvider, state: FromProvider, iss: FromProvider, error: FromProvider }),
      refuses: { 400: 'Not the end of a sign-in that this browser began in the last ten minutes; nothing was changed.' },
      responses: {
        302: {
          description:
            'To `return_to`: signed in, or with `sign_in_error` (account_exists, email_unverified, cancelled), `linked` (the provider) or ' +
            '`link_error` (taken, another_linked, session_ended, cancelled) in its query.',
          headers: { Location: 'A path of this site.' },
        },
      },
    }).handle(async ({ params, req, res }) => {
      const attempt = cookie.take(req, res)
      const from = provider(params.provider)
      if (!attempt || attempt.provider !== from.id)
        throw new AppError('invalid', 'This browser did not begin this sign-in, or began it more than ten minutes ago: begin again.')
      const { purpose } = attempt
      const proof = await from.back(req, res, attempt.handshake)
      const back = (told: Told) => ({ status: 302 as const, headers: { Location: pathTelling(attempt.returnTo, publicUrl, told) } })
      if (proof === 'cancelled') return back(purpose.kind === 'link' ? { link_error: proof } : { sign_in_error: proof })
      const arrival = { from, proof, req, res }
      const told = purpose.kind === 'link' ? await link(arrival, purpose) : await signIn(arrival)
      deps.log.info({ provider: from.id, purpose: purpose.kind, ...told }, 'somebody came back from a provider')
      return back(told)
    }),
    endpoint({
      method: 'post',
      path: '/api/v1/auth/identities/:provider/link',
      tag: TAG,
      summary: 'Link a provider to the account one is signed in to',
      access: 'self',
      params: ProviderParam,
      body: z.strictObject({ return_to: ReturnTo }),
      bodyOptional: true,
      responses: {
        200: { description: 'Go there with this browser.', schema: z.object({ authorization_url: z.url() }) },
      },
    }).handle(async ({ params, body, person, req, res }) => {
      const { userId, sessionId } = person
      const purpose = { kind: 'link', userId, sessionId } as const
      return {
        status: 200,
        body: { authorization_url: await leave(provider(params.provider), req, res, { purpose, returnTo: body.return_to }) },
      }
    }),
    endpoint({
      method: 'get',
      path: '/api/v1/auth/identities',
      tag: TAG,
      summary: 'How one can sign in elsewhere',
      access: 'self',
      responses: { 200: { description: 'The oldest first.', schema: z.object({ items: z.array(IdentityView) }) } },
    }).handle(async ({ person }) => {
      const rows = await listIdentities(pool, person.userId)
      const items = rows.map(({ id, provider, email, createdAt, lastUsedAt }) => ({
        id,
        provider: z.enum(PROVIDER_IDS).parse(provider),
        email,
        created_at: createdAt.toISOString(),
        last_used_at: lastUsedAt.toISOString(),
      }))
      return { status: 200, body: { items } }
    }),
    endpoint({
      method: 'delete',
      path: '/api/v1/auth/identities/:id',
      tag: TAG,
      summary: 'Unlink a provider',
      access: 'self',
      params: IdParam,
      refuses: { 409: 'It is the last way to sign in: choose a password first.' },
      responses: { 204: { description: 'Unlinked.' } },
    }).handle(async ({ params, person, req }) => {
      const gone = await unlinkIdentity(pool, person.userId, params.id)
      if (gone === undefined) throw notFound()
      if (gone === 'last')
        throw new AppError('conflict', 'This is the only way you can sign in: choose a password or link another provider first.')
      await deps.note(req, { userId: person.userId, action: 'identity.unlinked', subject: `identity/${gone.provider}` })
      return { status: 204 }
    }),
  ]
}
