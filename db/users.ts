import { randomUUID } from 'node:crypto'
import type { Role } from '../domain/permissions.ts'
import { acrossTenants, type Db, enter, type Pool, tenant, transact } from './knex.ts'
import { currentUsage } from './quota.ts'

export interface User {
  id: string
  email: string
  name: string
}

/** What a person is in one organization. */
export interface Membership {
  id: string
  name: string
  plan: string
  role: Role
  /** Null is every brand. */
  brand_ids: string[] | null
}

/** A person's organizations, the one joined first at the head: they work in that one unless they name another. */
export async function membershipsOf(pool: Pool, userId: string): Promise<Membership[]> {
  return acrossTenants(pool)('memberships as m')
    .join('organizations as o', 'o.id', 'm.organization_id')
    .select('o.id', 'o.name', 'o.plan', 'm.role', 'm.brand_ids')
    .where('m.user_id', userId)
    .orderBy(['m.created_at', 'm.organization_id'])
}

/** An account by its address, with the hash to check a password against (null for people who sign in elsewhere only). */
export async function findAccount(pool: Pool | Db, email: string): Promise<(User & { password_hash: string | null }) | undefined> {
  return pool('users').where({ email }).first('id', 'email', 'name', 'password_hash')
}

export async function findUser(pool: Pool | Db, id: string): Promise<(User & { password_hash: string | null }) | undefined> {
  return pool('users').where({ id }).first('id', 'email', 'name', 'password_hash')
}

/** Makes a person whose address is proved. Undefined when the address has an account already. */
export async function insertUser(
  db: Pool | Db,
  of: { email: string; passwordHash: string | null; name: string },
): Promise<User | undefined> {
  const [user] = await db('users')
    .insert({ email: of.email, password_hash: of.passwordHash, name: of.name, email_verified_at: db.fn.now() })
    .onConflict('email')
    .ignore()
    .returning<User[]>(['id', 'email', 'name'])
  return user
}

/** Makes a person, their organization, its first owner and its quota, all or nothing. Undefined when the address has an account already. */
export async function createAccount(
  pool: Pool,
  of: { email: string; passwordHash: string | null; name: string; organizationName: string },
): Promise<{ user: User; organizationId: string } | undefined> {
  const organizationId = randomUUID()
  return transact(tenant(pool, organizationId), async (trx) => {
    const user = await insertUser(trx, of)
    if (!user) return undefined
    await insertOrganization(trx, { id: organizationId, name: of.organizationName, ownerId: user.id })
    return { user, organizationId }
  })
}

/** Makes an organization with its first owner and its quota. Moves the transaction into it. */
export async function insertOrganization(trx: Db, of: { id: string; name: string; ownerId: string }): Promise<void> {
  await enter(trx, of.id)
  await trx('organizations').insert({ id: of.id, name: of.name })
  await trx('memberships').insert({ organization_id: of.id, user_id: of.ownerId, role: 'owner' })
  await currentUsage(trx, of.id)
}

/** Replaces a password, and ends every session of the person but one that may be kept. Call in a transaction. */
export async function changePassword(trx: Pool | Db, userId: string, passwordHash: string, keepSessionId?: string): Promise<void> {
  await trx('users').where({ id: userId }).update({ password_hash: passwordHash, updated_at: trx.fn.now() })
  await trx('sessions')
    .where({ user_id: userId, ended_at: null })
    .modify((query) => void (keepSessionId && query.whereNot({ id: keepSessionId })))
    .update({ ended_at: trx.fn.now(), ended_why: 'password_changed' })
}
