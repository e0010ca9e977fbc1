import { randomUUID } from 'node:crypto'
import { acceptRequest } from '../../db/accept.ts'
import type { Db } from '../../db/knex.ts'
import { currentUsage } from '../../db/quota.ts'
import { CONTENT_TYPES, type Disclosure, type Platform } from '../../domain/words.ts'

export interface Tenant {
  organizationId: string
  userId: string
  brandId: string
}

/** An organization with an owner, a default brand and this month's quota. */
export async function insertTenant(db: Db, unitLimit = 90): Promise<Tenant> {
  const [organization] = await db('organizations').insert({ name: 'Studio Utara' }).returning('id')
  const [user] = await db('users')
    .insert({ email: `owner-${randomUUID()}@example.com`, name: 'Owner' })
    .returning('id')
  await db('memberships').insert({ organization_id: organization.id, user_id: user.id, role: 'owner' })
  const [brand] = await db('brand_profiles')
    .insert({ organization_id: organization.id, user_id: user.id, brand_name: 'Casa Lino', is_default: true })
    .returning('id')
  await currentUsage(db, organization.id)
  await db('quota_periods').where({ organization_id: organization.id }).update({ unit_limit: unitLimit })
  return { organizationId: organization.id, userId: user.id, brandId: brand.id }
}

/** A request as the API accepts it; undefined when quota does not suffice. */
export async function acceptedRequest(
  db: Db,
  tenant: Tenant,
  platforms: Platform[] = ['instagram'],
  disclosure?: Disclosure,
): Promise<string | undefined> {
  const id = randomUUID()
  const accepted = await acceptRequest(db, {
    id,
    organizationId: tenant.organizationId,
    userId: tenant.userId,
    apiKeyId: null,
    actor: `user/${tenant.userId}`,
    address: '127.0.0.1',
    brandIds: null,
    brandId: tenant.brandId,
    prompt: 'Launch our linen summer collection',
    platforms: platforms.map((platform) => ({ platform, content_type: CONTENT_TYPES[platform][0] })),
    language: 'en',
    ...(disclosure && { disclosure }),
    approval: {
      mode: 'required',
      approvers: [{ email: 'client@example.com', name: 'Client' }],
      due_in_hours: 72,
      remind_before_hours: [24, 4],
    },
    budgetMicros: 2_000_000,
    answer: {},
    idempotency: undefined,
  })
  return accepted.kind === 'accepted' ? id : undefined
}
