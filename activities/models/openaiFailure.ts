import { APIConnectionError, APIError } from 'openai'
import { ModelFailure } from './port.ts'

/** What a failed call means, and what a person should check. */
export function failureOf(error: unknown, model: string): ModelFailure {
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined)
    return new ModelFailure('unavailable', `The connection to the model broke: ${messageOf(error)}`, { cause: error })
  const { status, code } = error
  const fail = (kind: ModelFailure['kind'], message: string) => new ModelFailure(kind, message, { retryAfterMs: retryAfterMs(error) })
  if (code === 'content_filter' || code === 'content_policy_violation')
    return fail('refused', `The provider refused the request: ${error.message}`)
  if (code === 'insufficient_quota') return fail('misconfigured', 'The OpenAI account has no credit left: check its billing page.')
  if (status === 429) return fail('rate_limited', 'The model is rate limited.')
  if (status >= 500 || status === 408 || status === 409) return fail('unavailable', `The model answered ${status}.`)
  // The provider's text quotes part of the key, and failures are kept in histories and logs: neither it nor its error goes along.
  if (status === 401) return fail('misconfigured', 'The model refused our key (401): check OPENAI_API_KEY.')
  if (status === 403) return fail('misconfigured', `The key may not use ${model} (403): check the project's permissions and region.`)
  if (status === 404)
    return fail('misconfigured', `There is no ${model} at this address (404): check OPENAI_MODEL, OPENAI_SMALL_MODEL and OPENAI_BASE_URL.`)
  return fail('misconfigured', `The model refused the request (${error.message}): check that ${model} takes JSON-schema output and tools.`)
}

/** Retry-After is seconds or a date (RFC 9110, 10.2.3); OpenAI adds `retry-after-ms`, which is finer. */
function retryAfterMs({ headers }: APIError): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds
  const header = headers?.get('retry-after')
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
