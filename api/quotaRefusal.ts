import type { Db } from '../db/knex.ts'
import { currentUsage, type Usage } from '../db/quota.ts'
import { AppError } from '../domain/errors.ts'

type Month = Pick<Usage, 'limit' | 'used' | 'reserved' | 'plan_active' | 'renews_at'>

export const unitsLeft = ({ limit, used, reserved }: Pick<Usage, 'limit' | 'used' | 'reserved'>): number => limit - used - reserved

/** Whether a month has room for so many units. */
export const hasRoom = (usage: Month, units: number): boolean => usage.plan_active && units <= unitsLeft(usage)

/** Why a month that has no room has none: the refusal of whoever asks for content. */
export function quotaRefusal(usage: Month, units: number): AppError {
  const left = unitsLeft(usage)
  const details = {
    limit: usage.limit,
    used: usage.used,
    reserved: usage.reserved,
    left,
    renews_at: usage.renews_at.toISOString(),
  }
  if (!usage.plan_active) return new AppError('plan_inactive', 'Your plan is not active: renew it to ask for content.', details)
  return new AppError(
    'quota_exhausted',
    `This needs ${units} ${units === 1 ? 'unit' : 'units'} and ${left} of ${usage.limit} are left; they renew on ${details.renews_at.slice(0, 10)}.`,
    { ...details, needed: units },
  )
}

/** The same of this month as it stands. */
export const quotaExhausted = async (db: Db, organizationId: string, units: number): Promise<AppError> =>
  quotaRefusal(await currentUsage(db, organizationId), units)
