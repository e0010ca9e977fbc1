import { ModelFailure } from './port.ts'

/** What the three providers' failures have in common. */

/** Retry-After is seconds or a date (RFC 9110, 10.2.3); OpenAI adds `retry-after-ms`, which is finer. In milliseconds. */
export function retryAfterOf(headers: Headers | undefined): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds
  const header = headers?.get('retry-after')
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined
}

/** No answer, or only a part of one: the connection could not be made, or broke. */
export function brokenConnection(error: unknown): ModelFailure {
  return new ModelFailure('unavailable', `The connection to the model broke: ${messageOf(error)}`, { cause: error })
}

/** The settings a person should look at, by provider. */
export interface Settings {
  key: string
  baseUrl: string
  models: string
}

/**
 * What a status means, the same for all three. A provider's text may quote part of the key, and failures are kept in histories and logs:
 * for 401 and 403 neither it nor its error goes along.
 */
export function failureByStatus(
  status: number,
  { name, said, retryAfterMs, settings }: { name: string; said: string; retryAfterMs: number | undefined; settings: Settings },
): ModelFailure {
  const fail = (kind: ModelFailure['kind'], message: string) => new ModelFailure(kind, message, { retryAfterMs })
  if (status === 429) return fail('rate_limited', 'The model is rate limited.')
  if (status >= 500 || status === 408 || status === 409) return fail('unavailable', `The model answered ${status}.`)
  if (status === 401) return fail('misconfigured', `The model refused our key (401): check ${settings.key}.`)
  if (status === 402) return fail('misconfigured', `The account behind ${settings.key} has no credit left: check its billing page.`)
  if (status === 403) return fail('misconfigured', `The key may not use ${name} (403): check the project's permissions and region.`)
  if (status === 404)
    return fail('misconfigured', `There is no ${name} at this address (404): check ${settings.models} and ${settings.baseUrl}.`)
  return fail('misconfigured', `The model refused the request (${said}): check that ${name} takes JSON-schema output and tools.`)
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
