import { ApiError } from '@google/genai'
import { z } from 'zod'
import { brokenConnection, failureByStatus, type Settings } from './failures.ts'
import { jsonOf } from './json.ts'
import type { ModelFailure } from './port.ts'

const SETTINGS: Settings = {
  key: 'GEMINI_API_KEY',
  baseUrl: 'GEMINI_BASE_URL',
  models: 'GEMINI_MODEL, GEMINI_SMALL_MODEL, MODEL_AGENTS',
}

/** Google's error body (google.rpc.Status), which the SDK hands over as the text of its error. */
const Body = z.object({
  error: z.object({
    message: z.string().catch(''),
    details: z
      .array(
        z.looseObject({
          '@type': z.string().catch(''),
          retryDelay: z.string().nullish().catch(null),
          reason: z.string().nullish().catch(null),
        }),
      )
      .catch([]),
  }),
})

/** What a failed call means, and what a person should check. `headerMs` is what the header Retry-After said, which the SDK's error leaves out. */
export function failureOf(error: unknown, name: string, headerMs?: number): ModelFailure {
  if (!(error instanceof ApiError)) return brokenConnection(error)
  const body = bodyOf(error.message)
  const details = body?.details ?? []
  // A wrong key answers 400, and only its reason tells it from a wrong request.
  const status =
    details.some(({ reason }) => reason === 'API_KEY_INVALID') || /API key not valid/i.test(body?.message ?? '') ? 401 : error.status
  const retryAfterMs = details.map(({ retryDelay }) => durationMs(retryDelay)).find((ms) => ms !== undefined) ?? headerMs
  return failureByStatus(status, { name, said: body?.message || `status ${status}`, retryAfterMs, settings: SETTINGS })
}

/** A stream's error comes with words before its JSON. */
function bodyOf(text: string): z.infer<typeof Body>['error'] | undefined {
  const parsed = Body.safeParse(jsonOf(text.slice(Math.max(0, text.indexOf('{')))))
  return parsed.success ? parsed.data.error : undefined
}

/** google.protobuf.Duration as JSON: seconds with up to nine decimals and an s, such as `23.5s`. */
function durationMs(text: string | null | undefined): number | undefined {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '')?.[1]
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000)
}
