import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { AppError } from '../../domain/errors.ts'
import type { LimitedCaller, Limits } from './limits.ts'
import type { LimitPolicy } from './table.ts'

/** Middleware for one endpoint: after authentication, before the body is read. */
export const limiter =
  ({ limits }: { limits: Limits }) =>
  (policy: LimitPolicy): RequestHandler =>
  async (req, res, next) => {
    if (policy !== 'none') await limits.take(policy, callerOf(res), { req, res })
    next()
  }

/**
 * Counts what authentication refuses, right behind it: else nobody would be limited who has no right to be here. Somebody unknown counts
 * as a stranger at their address, somebody known as themselves.
 */
export const refusalLimiter =
  ({ limits }: { limits: Limits }) =>
  (policy: LimitPolicy): ErrorRequestHandler =>
  async (error, req, res, next) => {
    const isKnown = error instanceof AppError && error.code === 'forbidden'
    const isUnknown = error instanceof AppError && error.code === 'unauthenticated'
    if (policy !== 'none' && (isKnown || isUnknown)) await limits.take(isKnown ? policy : 'public', callerOf(res), { req, res })
    next(error)
  }

/** A caller for an organization, or a person who acts as themselves. */
function callerOf({ locals }: Response): LimitedCaller | undefined {
  const { caller, person } = locals as { caller?: LimitedCaller; person?: { userId: string } }
  return caller ?? (person && { userId: person.userId, organizationId: undefined, apiKeyId: undefined })
}
