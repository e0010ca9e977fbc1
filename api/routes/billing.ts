import { z } from 'zod'
import { currentUsage } from '../../db/quota.ts'
import { endpoint } from '../endpoint.ts'
import { Timestamp } from '../schemas.ts'

const Usage = z
  .object({
    plan: z.string(),
    plan_active: z.boolean(),
    unit: z.string(),
    limit: z.number().int(),
    used: z.number().int().meta({ description: 'Drafts that a review has shown.' }),
    reserved: z.number().int().meta({ description: 'Held for requests under way.' }),
    left: z.number().int(),
    period_start: Timestamp,
    renews_at: Timestamp,
  })
  .meta({ id: 'Usage' })

/** What this month holds and how much of it is gone. */
export function billingEndpoints() {
  return [
    endpoint({
      method: 'get',
      path: '/api/v1/billing/usage',
      tag: 'Billing',
      summary: 'Units used, reserved and left this month',
      access: 'usage.read',
      responses: { 200: { description: 'This month, in UTC.', schema: Usage } },
    }).handle(async ({ caller, db }) => {
      const { period_start, renews_at, ...usage } = await currentUsage(db, caller.organizationId)
      return {
        status: 200,
        body: {
          ...usage,
          unit: 'one platform’s draft',
          left: usage.limit - usage.used - usage.reserved,
          period_start: period_start.toISOString(),
          renews_at: renews_at.toISOString(),
        },
      }
    }),
  ]
}
