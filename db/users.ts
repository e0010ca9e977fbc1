import type { Db } from './knex.ts'
import { currentUsage } from './quota.ts'

export interface Member {
  userId: string
  organizationId: string
  role: 'owner' | 'admin' | 'editor' | 'reviewer' | 'viewer'
  email: string
  name: string
}

export interface Account {
  user: { id: string; email: string; name: string }
  organization: { id: string; name: string; plan: string; role: Member['role'] }
}

/** The organization a person works in: the one joined first. */
export async function findMember(db: Db, userId: string): Promise<Member | undefined> {
  const { rows } = await db.raw<{ rows: Member[] }>(
    `select u.id as "userId", m.organization_id as "organizationId", m.role, u.email, u.name
       from users u join memberships m on m.user_id = u.id
      where u.id = ?
      order by m.created_at, m.organization_id
      limit 1`,
    [userId],
  )
  return rows[0]
}

/** Makes a person, their organization, its first owner and its quota. Undefined when the address has an account already. */
export async function createAccount(
  db: Db,
  of: { email: string; passwordHash: string; name: string; organizationName: string },
): Promise<Account | undefined> {
  const [user] = await db('users')
    .insert({ email: of.email, password_hash: of.passwordHash, name: of.name })
    .onConflict('email')
    .ignore()
    .returning<Account['user'][]>(['id', 'email', 'name'])
  if (!user) return undefined
  const [organization] = await db('organizations')
    .insert({ name: of.organizationName })
    .returning<{ id: string; name: string; plan: string }[]>(['id', 'name', 'plan'])
  if (!organization) throw new Error('the organization was not inserted')
  await db('memberships').insert({ organization_id: organization.id, user_id: user.id, role: 'owner' })
  await currentUsage(db, organization.id)
  return { user, organization: { ...organization, role: 'owner' } }
}

/** An account by its address, with the hash to check a password against (null for people who sign in elsewhere). */
export async function findAccount(db: Db, email: string): Promise<(Account & { passwordHash: string | null }) | undefined> {
  const row = await db('users as u')
    .join('memberships as m', 'm.user_id', 'u.id')
    .join('organizations as o', 'o.id', 'm.organization_id')
    .select('u.id', 'u.email', 'u.name', 'u.password_hash', 'o.id as organization_id', 'o.name as organization', 'o.plan', 'm.role')
    .where('u.email', email)
    .orderBy(['m.created_at', 'm.organization_id'])
    .first()
  return (
    row && {
      user: { id: row.id, email: row.email, name: row.name },
      organization: { id: row.organization_id, name: row.organization, plan: row.plan, role: row.role },
      passwordHash: row.password_hash,
    }
  )
}
