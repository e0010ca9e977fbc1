import type { ErrorRequestHandler, Request } from 'express'
import { AppError, type ErrorCode, PROBLEMS } from '../domain/errors.ts'
import { PROBLEM_TYPE, type Problem } from './schemas.ts'

/** An error as it is told to a caller. */
export interface Told {
  status: number
  code: ErrorCode | 'internal'
  title: string
  detail: string
  details?: Record<string, unknown>
}

/** What body-parser, the router and http-errors put on what they throw. */
interface HttpError {
  status?: number
  type?: string
  expose?: boolean
}

/** body-parser's own words (https://github.com/expressjs/body-parser#errors) in ours. */
const BODY_ERRORS: Record<string, [ErrorCode, string]> = {
  'entity.parse.failed': ['malformed_json', 'The body is not valid JSON.'],
  'entity.too.large': ['too_large', 'The body is too large: 256 KB is the most.'],
  'encoding.unsupported': ['unsupported_media_type', 'Send the body as it is or with gzip, deflate or br.'],
  'charset.unsupported': ['unsupported_media_type', 'Send the body in UTF-8.'],
  'entity.verify.failed': ['invalid', 'The body could not be verified.'],
  'request.aborted': ['invalid', 'The body ended too early.'],
  'request.size.invalid': ['invalid', 'The body is not as long as Content-Length says.'],
  'parameters.too.many': ['too_large', 'The form has too many fields.'],
}

/** Postgres gave up waiting, saw a deadlock or has no connection left: nothing is wrong with the request. */
const UNAVAILABLE = new Set(['40P01', '40001', '57014', '55P03', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'])

/**
 * The only place that decides what a caller hears of an error. Undefined for a bug: that is a 500 without detail. A ZodError that comes
 * here is one: what callers send is parsed by `parseInput`, so it is our own data that did not fit.
 */
export function tell(error: unknown): Told | undefined {
  if (error instanceof AppError) return problem(error)
  const { status, type, expose } = (error ?? {}) as HttpError
  const known = type === undefined ? undefined : BODY_ERRORS[type]
  if (known) return problem(new AppError(...known))
  // The router's own error for a path such as /%E0%A4%A says nothing of being harmless.
  if (error instanceof URIError || (expose && status && status >= 400 && status < 500))
    return { ...problem(new AppError('invalid', 'The request could not be read.')), status: status ?? 400 }
  const code = (error as { code?: unknown } | null)?.code
  const name = (error as { name?: unknown } | null)?.name
  if ((typeof code === 'string' && UNAVAILABLE.has(code)) || name === 'KnexTimeoutError')
    return problem(new AppError('unavailable', 'The service is busy or restarting. Try again in a few seconds.'))
  return undefined
}

/** What a bug looks like from outside. */
export const BUG: Told = {
  status: 500,
  code: 'internal',
  title: 'Something went wrong on our side',
  detail: 'Something went wrong on our side. Try again, and name the request id if it stays.',
}

/** Where kinds of problems are described, under PUBLIC_URL. */
export const PROBLEM_PATH = '/api/v1/problems'

/** Answers every error as problem details (RFC 9457). Express 5 forwards rejected handlers here. */
export function toResponse(publicUrl: string): ErrorRequestHandler {
  return (error, req, res, next) => {
    const told = noteAndTell(error, req)
    if (res.headersSent) return next(error)
    if (told.status === 503 && !res.get('Retry-After')) res.set('Retry-After', '5')
    if (told.status === 401) res.set('WWW-Authenticate', 'Bearer')
    const { status, ...rest } = told
    const body: Problem = { type: `${publicUrl}${PROBLEM_PATH}/${told.code}`, status, ...rest, request_id: String(req.id) }
    res.status(status).type(PROBLEM_TYPE).send(JSON.stringify(body))
  }
}

/** Logs what a caller is not told, and returns what they are. */
export function noteAndTell(error: unknown, req: Request): Told {
  const told = tell(error)
  if (!told || told.status >= 500) req.log.error({ err: error }, told ? 'refused: unavailable' : 'bug')
  return told ?? BUG
}

const problem = (error: AppError): Told => ({
  status: error.status,
  code: error.code,
  title: PROBLEMS[error.code][1],
  detail: error.message,
  ...(error.details && { details: error.details }),
})
