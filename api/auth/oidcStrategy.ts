import type { Request, Response } from 'express'
import { type Configuration, customFetch, type IDToken, randomNonce, randomState } from 'openid-client'
import { type AuthenticateOptions, Strategy } from 'openid-client/passport'
import passport, { type AuthenticateCallback, type StrategyCreated, type StrategyCreatedStatic } from 'passport'
import { z } from 'zod'

/** What a callback is held against: made when somebody leaves for the provider, kept by their browser until they are back. */
export const Handshake = z.strictObject({ code_verifier: z.string(), state: z.string(), nonce: z.string().optional() })
export type Handshake = z.infer<typeof Handshake>

/** How the provider answered: where to send the browser, who it is, or that the person would not. */
export type Exchange =
  | { kind: 'leave'; url: string }
  | { kind: 'back'; claims: IDToken | undefined; accessToken: string }
  | { kind: 'denied' }

/** How one provider is spoken to. */
export interface StrategyFacts {
  config: Configuration
  /** Where the provider sends the browser back to: `redirect_uri`. */
  callbackUrl: string
  /** Sends a nonce and requires it in the ID token. */
  nonce: boolean
  /** Sends a PKCE challenge (S256) and its verifier. */
  pkce: boolean
}

/** The strategy's key in `req.session`, which is ours for the length of one call. */
const SESSION_KEY = 'handshake'

/** The two directions of a sign-in, each by openid-client's own passport strategy. */
export interface Exchanger {
  leave(req: Request, res: Response): Promise<{ url: string; handshake: Handshake }>
  back(req: Request, res: Response, handshake: Handshake): Promise<Exclude<Exchange, { kind: 'leave' }>>
}

/** Runs the strategy without a session store: what it would keep there is handed out, and in again. */
export function exchanger(facts: StrategyFacts): Exchanger {
  if (!facts.pkce) facts.config[customFetch] = withoutVerifier
  const strategies = new passport.Passport()
  strategies.use('oidc', new StatelessStrategy(facts))

  function run(req: Request, res: Response, session: Record<string, unknown>, leaving: boolean): Promise<Exchange> {
    return new Promise<Exchange>((resolve, reject) => {
      const done: AuthenticateCallback = (error, user) => (error ? reject(error) : resolve((user || { kind: 'denied' }) as Exchange))
      const options: DirectedOptions = { session: false, leaving }
      strategies.authenticate('oidc', options, done)(Object.assign(req, { session }), res, reject)
    }).finally(() => Reflect.deleteProperty(req, 'session'))
  }

  return {
    async leave(req, res) {
      const session: Record<string, unknown> = {}
      const exchange = await run(req, res, session, true)
      if (exchange.kind !== 'leave') throw new Error(`a sign-in began with "${exchange.kind}"`)
      return { url: exchange.url, handshake: Handshake.parse(session[SESSION_KEY]) }
    },
    async back(req, res, handshake) {
      const exchange = await run(req, res, { [SESSION_KEY]: handshake }, false)
      if (exchange.kind === 'leave') throw new Error('a callback went back to the provider')
      return exchange
    },
  }
}

interface DirectedOptions extends AuthenticateOptions {
  leaving: boolean
}

class StatelessStrategy extends Strategy {
  private readonly facts: StrategyFacts

  constructor(facts: StrategyFacts) {
    const { config, callbackUrl: callbackURL } = facts
    super({ config, callbackURL, sessionKey: SESSION_KEY, scope: 'openid email profile' }, (tokens, verified) =>
      verified(null, { kind: 'back', claims: tokens.claims(), accessToken: tokens.access_token } satisfies Exchange),
    )
    this.facts = facts
  }

  /** By itself the strategy sends a state only to providers without PKCE, and a nonce only in hybrid flows. */
  override authorizationRequestParams(): Record<string, string> {
    return { state: randomState(), ...(this.facts.nonce && { nonce: randomNonce() }) }
  }

  /** By itself it tells from the query, and a link to `start?code=...` would then be a callback. */
  override shouldInitiateAuthRequest(_req: Request, _url: URL, options: AuthenticateOptions): boolean {
    return (options as DirectedOptions).leaving
  }

  /** By itself it believes the Host header. */
  override currentUrl(req: Request): URL {
    const [, ...query] = req.originalUrl.split('?')
    return Object.assign(new URL(this.facts.callbackUrl), { search: query.join('?') })
  }

  override authenticate(
    this: StrategyCreated<Strategy, Strategy & StrategyCreatedStatic>,
    req: Request,
    options: AuthenticateOptions,
  ): void {
    // By itself it answers the browser, where linking has to answer a script with the address.
    this.redirect = (href) => this.success(leaving(href, (this as unknown as StatelessStrategy).facts))
    Strategy.prototype.authenticate.call(this, req, options)
  }
}

function leaving(href: string, { pkce }: StrategyFacts): Exchange {
  const url = new URL(href)
  if (!pkce) for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name)
  return { kind: 'leave', url: url.href }
}

/** The strategy always sends the verifier; a provider that knows no PKCE may refuse what it does not know, as LinkedIn does. */
const withoutVerifier: NonNullable<Configuration[typeof customFetch]> = (url, options) => {
  if (options.body instanceof URLSearchParams) options.body.delete('code_verifier')
  return fetch(url, options as RequestInit)
}
