import { z } from 'zod'
import { brandToWriteFor } from '../../db/brands.ts'
import { expectedUsage } from '../../db/quota.ts'
import { typicalCost } from '../../db/typicalCost.ts'
import { CONTENT_TYPES, type ContentType, PLATFORMS } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { approvalView } from '../approval.ts'
import { noBrand, refuseLanguage, whatIsAsked } from '../asked.ts'
import { endpoint } from '../endpoint.ts'
import { hasRoom, quotaRefusal, unitsLeft } from '../quotaRefusal.ts'
import { Id, Timestamp } from '../schemas.ts'
import { usd } from '../usd.ts'
import { ApprovalView, Estimate } from './contentSchemas.ts'

const count = z.number().int()
const Estimated = z
  .object({
    brand: z.object({ id: Id, name: z.string() }),
    platforms: z.array(
      z
        .object({
          platform: z.enum(PLATFORMS),
          content_type: z.enum(Object.values(CONTENT_TYPES).flat() as [ContentType, ...ContentType[]]),
        })
        .meta({ id: 'EstimatedPlatform' }),
    ),
    units: z
      .object({
        needed: count.meta({ description: 'What it would reserve.' }),
        limit: count,
        left: count.meta({ description: 'This month, now.' }),
        left_after: count.meta({ description: 'The same as `left` where it would be refused.' }),
        renews_at: Timestamp,
      })
      .meta({ id: 'EstimatedUnits' }),
    refusal: z
      .object({ code: z.enum(['quota_exhausted', 'plan_inactive']), detail: z.string() })
      .meta({ id: 'EstimatedRefusal', description: 'Why asking for it now would be answered 402; null where it would be accepted.' })
      .nullable(),
    cost: z
      .object({
        expected_usd: z.number().nullable().meta({
          description:
            'The median of what requests cost for each platform, for as many platforms as are asked for. Null where nothing is known.',
        }),
        most_usd: z.number().meta({ description: 'Where a request stops spending.' }),
        basis: z.enum(['history', 'none']),
        requests: count.meta({
          description: 'How many requests of the last 90 days it rests on: made by the models in use, 200 at the most.',
        }),
        whose: z
          .enum(['organization', 'everybody'])
          .nullable()
          .meta({ description: 'Whose requests they are: the organization’s own, or all, where it has fewer than five.' }),
      })
      .meta({ id: 'EstimatedCost' }),
    approval: ApprovalView,
  })
  .meta({ id: 'EstimatedRequest' })

/** What a request would take, before it is made. */
export const estimateEndpoints = ({
  pool,
  languages,
  models,
  budgetMicros,
}: Pick<RouteDeps, 'pool' | 'languages' | 'models' | 'budgetMicros'>) => [
  endpoint({
    method: 'post',
    path: '/api/v1/content/estimate',
    tag: 'Content',
    summary: 'What a request would take: units, cost and who is asked; nothing is reserved or kept',
    access: 'content.create',
    limit: 'read',
    body: Estimate,
    refuses: { 404: 'No such brand.', 422: 'There is no brand yet, or deadlines may not approve here.' },
    responses: { 200: { description: 'As things are now.', schema: Estimated } },
  }).handle(async ({ body, caller, db }) => {
    refuseLanguage(languages, body.language)
    const { organizationId, brandIds: among } = caller
    const { platforms, brandId, approval } = await whatIsAsked(db, body, caller)
    const brand = await brandToWriteFor(db, organizationId, { brandId, among })
    if (!brand) throw noBrand(brandId)
    const [usage, typical] = await Promise.all([expectedUsage(db, organizationId), typicalCost(pool, organizationId, models)])
    const [needed, left] = [platforms.length, unitsLeft(usage)]
    const refused = hasRoom(usage, needed) ? null : quotaRefusal(usage, needed)
    return {
      status: 200,
      body: {
        brand: { id: brand.id, name: brand.brand_name },
        platforms,
        units: { needed, limit: usage.limit, left, left_after: refused ? left : left - needed, renews_at: usage.renews_at.toISOString() },
        refusal: refused && { code: refused.code as 'quota_exhausted' | 'plan_inactive', detail: refused.message },
        cost: {
          expected_usd: typical ? usd(typical.micros * needed) : null,
          most_usd: usd(budgetMicros),
          basis: typical ? 'history' : 'none',
          requests: typical?.requests ?? 0,
          whose: typical?.whose ?? null,
        },
        approval: approvalView(approval, body.platforms),
      },
    }
  }),
]
