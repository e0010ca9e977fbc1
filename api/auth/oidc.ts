import type { Request, Response } from 'express'
import {
  allowInsecureRequests,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client'
import { z } from 'zod'
import type { Config } from '../../config/env.ts'
import type { Logger } from '../../config/log.ts'
import { AppError } from '../../domain/errors.ts'
import { whatHappened } from './oidcErrors.ts'
import { type Exchanger, exchanger, type Handshake } from './oidcStrategy.ts'

/** Whom people can sign in with, in the order they are offered. */
export const PROVIDER_IDS = ['google', 'linkedin'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

/**
 * What is different about each. LinkedIn's were read in public trackers, since nothing here can ask LinkedIn itself:
 * its ID tokens carry no nonce (authlib #763, python-social-auth #833); its token endpoint answers 401 invalid_client when a confidential
 * client sends a code_verifier (hanko #2405, executor #2087) and its metadata names no PKCE method, so PKCE is sent to it from the day that
 * the metadata does; `email_verified` came as the text "true" (logto #6843); the secret goes in the body, as it does for Google; a person
 * who cancels is `user_cancelled_login` or `user_cancelled_authorize`. Without nonce and PKCE, what binds a LinkedIn callback to the browser
 * that began is the state in its sealed cookie, and only the client's secret redeems a code. What that leaves open: whoever gets hold of
 * somebody's unused code could end a sign-in of their own with it; codes travel over TLS and last minutes.
 */
const FACTS: Record<ProviderId, { name: string; expectsNonce: boolean; pkce: 'always' | 'where advertised' }> = {
  google: { name: 'Google', expectsNonce: true, pkce: 'always' },
  linkedin: { name: 'LinkedIn', expectsNonce: false, pkce: 'where advertised' },
}

/** How we are known to a provider. */
export interface ProviderSettings {
  id: ProviderId
  issuer: string
  clientId: string
  clientSecret: string
}

/** Who a provider says it is. Only issuer and subject identify; the rest can change and can be somebody else's tomorrow. */
export interface Proof {
  issuer: string
  subject: string
  email: string | undefined
  emailVerified: boolean
  name: string
}

/** A way to sign in elsewhere. Both directions refuse with `unavailable` while the provider cannot be reached. */
export interface OidcProvider {
  id: ProviderId
  name: string
  /** Where to send the browser, and what its way back will be held against. */
  leave(req: Request, res: Response): Promise<{ url: string; handshake: Handshake }>
  /** Who came back; `cancelled` when the person would not. Refuses with `invalid` what is not the end of that very beginning. */
  back(req: Request, res: Response, handshake: Handshake): Promise<Proof | 'cancelled'>
}

/** The providers that are configured, in the order they are offered. */
export function providerSettings(config: Config): ProviderSettings[] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, LINKEDIN_CLIENT_ID, LINKEDIN_CLIENT_SECRET } = config
  const all = [
    { id: 'google', issuer: config.GOOGLE_ISSUER, clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET },
    { id: 'linkedin', issuer: config.LINKEDIN_ISSUER, clientId: LINKEDIN_CLIENT_ID, clientSecret: LINKEDIN_CLIENT_SECRET },
  ] as const
  return all.flatMap(({ clientId, clientSecret, ...rest }) => (clientId && clientSecret ? [{ ...rest, clientId, clientSecret }] : []))
}

/** Where a provider sends browsers back to; has to be registered there, letter by letter. */
export const callbackUrl = (publicUrl: string, id: ProviderId): string => `${publicUrl}/api/v1/auth/oidc/${id}/callback`

/** Opens the configured providers. Nothing is asked of them until somebody signs in: one that is down keeps nothing here from starting. */
export function oidcProviders(of: {
  settings: readonly ProviderSettings[]
  publicUrl: string
  log: Logger
  /** How long one answer of a provider may take. */
  deadlineMs?: number
}): OidcProvider[] {
  return of.settings.map((settings) => openProvider(settings, callbackUrl(of.publicUrl, settings.id), of.log, of.deadlineMs ?? 5_000))
}

function openProvider(settings: ProviderSettings, callback: string, log: Logger, deadlineMs: number): OidcProvider {
  const { id } = settings
  const { name, expectsNonce, pkce } = FACTS[id]
  let known: Promise<{ config: Configuration; exchange: Exchanger }> | undefined

  /** Asked once, shared by all who wait for it, and asked again after a failure. */
  const discovered = () => {
    known ??= begin().catch((error: unknown) => {
      known = undefined
      log.error({ provider: id, why: whatHappened(error).why }, 'a sign-in provider could not be discovered')
      throw new AppError('unavailable', `${name} cannot be reached at the moment. Try again, or sign in another way.`)
    })
    return known
  }

  async function begin() {
    const config = await discover(settings, deadlineMs)
    const sendsPkce = pkce === 'always' || config.serverMetadata().supportsPKCE()
    return { config, exchange: exchanger({ config, callbackUrl: callback, nonce: expectsNonce, pkce: sendsPkce }) }
  }

  /** Turns what went wrong into what the person is told; the log gets the rest. */
  function refuse(error: unknown): 'cancelled' {
    const { kind, why } = whatHappened(error)
    if (kind === 'cancelled') return kind
    if (kind === 'other') throw error
    log[kind === 'down' ? 'error' : 'warn']({ provider: id, why }, 'a sign-in did not end well')
    if (kind === 'down') throw new AppError('unavailable', `${name} did not answer as it should. Try again, or sign in another way.`)
    throw new AppError('invalid', `This sign-in with ${name} cannot be completed: begin again.`)
  }

  return {
    id,
    name,
    async leave(req, res) {
      const { exchange } = await discovered()
      return exchange.leave(req, res)
    },
    async back(req, res, handshake) {
      const { config, exchange } = await discovered()
      try {
        const end = await exchange.back(req, res, handshake)
        if (end.kind === 'denied') return 'cancelled'
        return await proofOf(config, end.claims, end.accessToken)
      } catch (error) {
        return refuse(error)
      }
    },
  }
}

function discover({ issuer, clientId, clientSecret }: ProviderSettings, deadlineMs: number): Promise<Configuration> {
  const clear = new URL(issuer).protocol === 'http:'
  return discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), {
    timeout: deadlineMs / 1000,
    // Signatures are checked although the tokens come over TLS from the provider itself: it costs one cached request for its keys.
    execute: [enableNonRepudiationChecks, ...(clear ? [allowInsecureRequests] : [])],
  })
}

const Claims = z.object({
  email: z.email().max(255).optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]).catch(false),
  name: z.string().catch(''),
})

/** Reads who it is out of the ID token; address and name from the provider's userinfo where the token leaves them out. */
async function proofOf(config: Configuration, claims: { iss: string; sub: string } | undefined, accessToken: string): Promise<Proof> {
  if (!claims) throw new AppError('invalid', 'The provider did not say who you are: begin again.')
  const inToken = Claims.parse(claims)
  const asksUserinfo = inToken.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
  // fetchUserInfo holds the subject it gets against the token's.
  const { email, email_verified, name } = asksUserinfo ? Claims.parse(await fetchUserInfo(config, accessToken, claims.sub)) : inToken
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email,
    emailVerified: email !== undefined && email_verified,
    name: name
      .replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '')
      .trim()
      .slice(0, 255),
  }
}
