import { APIConnectionError, APIError } from '@anthropic-ai/sdk'
import { brokenConnection, failureByStatus, retryAfterOf, type Settings } from './failures.ts'
import { ModelFailure } from './port.ts'

const SETTINGS: Settings = {
  key: 'ANTHROPIC_API_KEY',
  baseUrl: 'ANTHROPIC_BASE_URL',
  models: 'ANTHROPIC_MODEL, ANTHROPIC_SMALL_MODEL, MODEL_AGENTS',
}

/** The status an error would have had, were it not in the middle of a stream (platform.claude.com, "Errors"). */
const STATUS_OF: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
}

/** What a failed call means, and what a person should check. */
export function failureOf(error: unknown, name: string): ModelFailure {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return brokenConnection(error)
  const status = error.status ?? STATUS_OF[error.type ?? '']
  if (status === undefined) return brokenConnection(error)
  const said = error.apiMessage ?? `status ${status}`
  // An empty account answers 400, and the text alone tells it from a wrong request.
  if (status === 400 && /credit balance/i.test(said))
    return new ModelFailure('misconfigured', 'The Anthropic account has no credit left: check its billing page.')
  return failureByStatus(status, { name, said, retryAfterMs: retryAfterOf(error.headers), settings: SETTINGS })
}
