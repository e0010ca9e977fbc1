import type { Db } from '../db/knex.ts'
import { currentUsage } from '../db/quota.ts'
import { AppError } from '../domain/errors.ts'

/** Why so many units more cannot be had this month, with what is left and when they renew. */
export async function quotaExhausted(db: Db, organizationId: string, units: number): Promise<AppError> {
  const { limit, used, reserved, renews_at } = await currentUsage(db, organizationId)
  const left = limit - used - reserved
  return new AppError(
    'quota_exhausted',
    `This needs ${units} ${units === 1 ? 'unit' : 'units'} and ${left} of ${limit} are left; they renew on ${renews_at.toISOString().slice(0, 10)}.`,
    { needed: units, left, limit, used, reserved, renews_at: renews_at.toISOString() },
  )
}
