import { APIConnectionError, APIError } from 'openai'
import { brokenConnection, failureByStatus, retryAfterOf, type Settings } from './failures.ts'
import { ModelFailure } from './port.ts'

const SETTINGS: Settings = { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: 'OPENAI_MODEL, OPENAI_SMALL_MODEL, MODEL_AGENTS' }

/** What a failed call means, and what a person should check. In the middle of a stream an error has a code and no status. */
export function failureOf(error: unknown, name: string): ModelFailure {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return brokenConnection(error)
  const { status, code } = error
  const retryAfterMs = retryAfterOf(error.headers)
  if (code === 'content_filter' || code === 'content_policy_violation')
    return new ModelFailure('refused', `The provider refused the request: ${error.message}`)
  if (code === 'insufficient_quota')
    return new ModelFailure('misconfigured', 'The OpenAI account has no credit left: check its billing page.')
  if (code === 'rate_limit_exceeded') return new ModelFailure('rate_limited', 'The model is rate limited.', { retryAfterMs })
  if (status === undefined) return brokenConnection(error)
  return failureByStatus(status, { name, said: error.message, retryAfterMs, settings: SETTINGS })
}
