/** Names of failures that no retry can cure. They cross process borders inside histories, so they are strings. */
export const PERMANENT = ['ModelRefused', 'ModelNonsense', 'ModelMisconfigured', 'BudgetSpent', 'RequestGone', 'UnreadableRow'] as const
export type PermanentFailure = (typeof PERMANENT)[number]

const STATUS = {
  invalid: 400,
  malformed_json: 400,
  unauthenticated: 401,
  quota_exhausted: 402,
  plan_inactive: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof STATUS

/** An expected refusal: the message is shown to the caller, so it says what happened and what to do. Anything else is a bug and becomes a 500. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined
  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
  /** The HTTP status of this refusal. */
  get status(): number {
    return STATUS[this.code]
  }
}
