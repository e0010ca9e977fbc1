import { AuthorizationResponseError, ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'

/** `down`: the provider, or how we are registered there. `refused`: this one sign-in. `other`: none of openid-client's, so thrown on. */
export interface WhatHappened {
  kind: 'cancelled' | 'down' | 'refused' | 'other'
  /** For the log; holds no code, token or state. */
  why: string
}

/** OAuth's word, and LinkedIn's two. */
const CANCELLED = new Set(['access_denied', 'user_cancelled_login', 'user_cancelled_authorize'])
const PROVIDER_TROUBLE = new Set(['server_error', 'temporarily_unavailable'])
/** openid-client's codes for answers that never came, or came from something that is no OpenID provider. */
const NO_ANSWER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

/** Sorts what openid-client throws by what it means for the person who waits. */
export function whatHappened(error: unknown): WhatHappened {
  if (error instanceof AuthorizationResponseError) {
    const kind = CANCELLED.has(error.error) ? 'cancelled' : PROVIDER_TROUBLE.has(error.error) ? 'down' : 'refused'
    return { kind, why: `the provider said ${error.error}` }
  }
  // invalid_grant is a code that was used, is too old or is somebody else's; any other refusal is of our registration.
  if (error instanceof ResponseBodyError)
    return { kind: error.error === 'invalid_grant' ? 'refused' : 'down', why: `the token endpoint said ${error.error}` }
  if (error instanceof WWWAuthenticateChallengeError) return { kind: 'down', why: 'the provider did not take our client secret' }
  if (error instanceof ClientError)
    return { kind: NO_ANSWER.has(error.code ?? '') ? 'down' : 'refused', why: `${error.code ?? 'no code'}: ${error.message}` }
  // fetch says that nobody answered as a TypeError with a cause; openid-client's own TypeErrors carry a code and mean that it was misused.
  if (error instanceof TypeError && !('code' in error)) return { kind: 'down', why: `${error.message}: ${causeOf(error)}` }
  return { kind: 'other', why: error instanceof Error ? error.message : String(error) }
}

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? cause.message : 'no cause')
