import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/knex.ts'
import { CONTENT_TYPES, type Platform, type RequestStatus } from '../../domain/words.ts'

/** A request as it would be there if it had been made at another time; what became of it is as told. */
export async function pastRequest(
  db: Db,
  of: {
    organizationId: string
    brandId: string
    at: string
    prompt?: string
    platforms?: Platform[]
    status?: RequestStatus
    finishedAt?: string
    spentMicros?: number
    brandName?: string
  },
): Promise<string> {
  const id = randomUUID()
  const platforms = of.platforms ?? ['instagram']
  const status = of.status ?? 'completed'
  await db('content_requests').insert({
    id,
    organization_id: of.organizationId,
    brand_profile_id: of.brandId,
    brand: JSON.stringify({ id: of.brandId, brand_name: of.brandName ?? 'Marlow Linen' }),
    prompt: of.prompt ?? 'Launch our linen summer collection',
    platforms,
    content_types: '{}',
    language: 'en',
    approval: JSON.stringify({ mode: 'none', approvers: [], due_in_hours: 72, remind_before_hours: [] }),
    status,
    budget_micros: 2_000_000,
    spent_micros: of.spentMicros ?? 0,
    created_at: of.at,
    finished_at: of.finishedAt ?? of.at,
  })
  await db('request_platforms').insert(
    platforms.map((platform) => ({
      request_id: id,
      organization_id: of.organizationId,
      platform,
      content_type: CONTENT_TYPES[platform][0],
      status: status === 'completed' ? 'approved' : 'failed',
    })),
  )
  return id
}
