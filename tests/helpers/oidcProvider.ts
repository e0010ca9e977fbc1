import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider'

/** Header by which a test's browser says who sits in front of it. */
export const PERSON = 'x-person'
/** Somebody who presses cancel at the provider. */
export const NOBODY = 'nobody'

/** A person as the provider knows them; a test may change them while it runs. */
export interface ProviderAccount {
  email?: string
  email_verified?: boolean | string
  name?: string
}

export interface RunningProvider {
  issuer: string
  accounts: Map<string, ProviderAccount>
  /** Makes the provider misbehave, as far as a real one can be made to. */
  faults: { otherNonce: boolean; foreignKeys: boolean; hidesPkce: boolean; tokenEndpoint: 'as it is' | 'broken' }
  /** Everything the token endpoint was sent, and every authorization that was asked for. */
  seen: { authorizations: URLSearchParams[]; tokens: number }
  close(): Promise<void>
}

export interface ProviderOptions {
  clientId: string
  clientSecret: string
  redirectUri: string
  /** As LinkedIn is known to be: no PKCE and no `iss` in its metadata, no verifier taken, its own words for "cancelled"; claims in userinfo only. */
  likeLinkedIn?: boolean
  port?: number
}

const signingKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'test',
  alg: 'RS256',
  use: 'sig',
})

/** A real OpenID provider (npm oidc-provider, certified) on a loopback port. Whoever the PERSON header names is signed in without a form. */
export async function startOidcProvider(options: ProviderOptions): Promise<RunningProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts = new Map<string, ProviderAccount>()
  const faults: RunningProvider['faults'] = { otherNonce: false, foreignKeys: false, hidesPkce: false, tokenEndpoint: 'as it is' }
  const seen: RunningProvider['seen'] = { authorizations: [], tokens: 0 }
  const provider = quietly(() => new Provider(issuer, settings(options, accounts)))

  provider.use(async (ctx, next) => {
    if (ctx.path === '/auth') {
      seen.authorizations.push(new URLSearchParams(ctx.querystring))
      if (faults.otherNonce) ctx.query = { ...ctx.query, nonce: 'made-up-by-somebody-else' }
    }
    if (ctx.path === '/token') {
      seen.tokens += 1
      if (faults.tokenEndpoint === 'broken') return void Object.assign(ctx, { status: 502, body: 'bad gateway' })
    }
    await next()
    if (ctx.path === '/jwks' && faults.foreignKeys) ctx.body = { keys: [publicOf(signingKey())] }
    if (ctx.path !== '/.well-known/openid-configuration') return
    const metadata = ctx.body as Record<string, unknown>
    if (options.likeLinkedIn || faults.hidesPkce) delete metadata.code_challenge_methods_supported
    if (options.likeLinkedIn) delete metadata.authorization_response_iss_parameter_supported
  })

  const callback = provider.callback()
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void callback(req, res)
    const person = String(req.headers[PERSON] ?? NOBODY)
    const cancelled = { error: options.likeLinkedIn ? 'user_cancelled_login' : 'access_denied', error_description: 'not now' }
    provider.interactionFinished(req, res, person === NOBODY ? cancelled : { login: { accountId: person } }).catch((error: unknown) => {
      res.statusCode = 500
      res.end(String(error))
    })
  })

  return {
    issuer,
    accounts,
    faults,
    seen,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** It warns that what it keeps is lost at its end, which is what a test wants. */
function quietly<T>(make: () => T): T {
  const { warn } = console
  console.warn = () => undefined
  try {
    return make()
  } finally {
    console.warn = warn
  }
}

const publicOf = ({ kty, n, e, kid, alg, use }: ReturnType<typeof signingKey>) => ({ kty, n, e, kid, alg, use })

function settings(options: ProviderOptions, accounts: Map<string, ProviderAccount>): Configuration {
  return {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ['only in tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Google puts address and name into the ID token; the specification leaves them to userinfo.
    conformIdTokenClaims: options.likeLinkedIn ?? false,
    pkce: { required: () => !options.likeLinkedIn },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
    loadExistingGrant: consented,
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  }
}

/** Everybody has consented to the usual before. */
async function consented({ oidc }: KoaContextWithOIDC) {
  if (!oidc.client || !oidc.session?.accountId) return undefined
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid email profile')
  await grant.save()
  return grant
}
