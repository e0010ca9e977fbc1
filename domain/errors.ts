/** Names of failures that no retry can cure. They cross process borders inside histories, so they are strings. */
export const PERMANENT = [
  'ModelRefused',
  'ModelNonsense',
  'ModelMisconfigured',
  'BudgetSpent',
  'RequestGone',
  'UnreadableRow',
  'ImagesNotDrawn',
] as const
export type PermanentFailure = (typeof PERMANENT)[number]

/** Every refusal by its code: the HTTP status it becomes, and the kind of problem in words. */
export const PROBLEMS = {
  invalid: [400, 'The request is not usable'],
  malformed_json: [400, 'The body is not JSON'],
  unauthenticated: [401, 'Nobody is signed in'],
  quota_exhausted: [402, 'The units of this month are used up'],
  plan_inactive: [402, 'The plan is not active'],
  forbidden: [403, 'The right to do this is missing'],
  not_found: [404, 'Nothing is here'],
  method_not_allowed: [405, 'This method does nothing here'],
  conflict: [409, 'It does not fit how things stand'],
  gone: [410, 'It was here and is over'],
  too_large: [413, 'Too large'],
  unsupported_media_type: [415, 'The body is of another type'],
  unprocessable: [422, 'Understood, but it cannot be done'],
  rate_limited: [429, 'Too many requests'],
  unavailable: [503, 'Busy or restarting'],
} as const
export type ErrorCode = keyof typeof PROBLEMS

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
    return PROBLEMS[this.code][0]
  }
}
