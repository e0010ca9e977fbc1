import type { Pool } from './knex.ts'

/** Somebody as a provider names them: never by an address, which can change hands. */
export interface ProvenIdentity {
  provider: string
  issuer: string
  subject: string
  /** As the provider tells it; shown to the person, decides nothing. */
  email: string | undefined
}

/** A way to sign in, as its owner sees it. */
export interface Identity {
  id: string
  provider: string
  email: string | null
  createdAt: Date
  lastUsedAt: Date
}

/** `taken`: it is somebody else's. `another`: this person has linked another account of the same provider. */
export type LinkOutcome = 'linked' | 'already' | 'taken' | 'another'

/** Whose identity this is. */
export async function findByIdentity(pool: Pool, issuer: string, subject: string): Promise<{ id: string; userId: string } | undefined> {
  return pool('identities').where({ issuer, subject }).first<{ id: string; userId: string } | undefined>('id', 'user_id as userId')
}

/** Notes that an identity was signed in with, and the address it has at the provider now. */
export async function noteUse(pool: Pool, id: string, email: string | undefined): Promise<void> {
  await pool('identities')
    .where({ id })
    .update({ last_used_at: pool.fn.now(), ...(email !== undefined && { email }) })
}

/** Gives a person one more way to sign in. Two at once are decided by the unique keys, so nothing is asked beforehand. */
export async function linkIdentity(pool: Pool, userId: string, of: ProvenIdentity): Promise<LinkOutcome> {
  const inserted = await pool('identities')
    .insert({ user_id: userId, provider: of.provider, issuer: of.issuer, subject: of.subject, email: of.email ?? null })
    .onConflict()
    .ignore()
    .returning('id')
  if (inserted.length) return 'linked'
  const there = await findByIdentity(pool, of.issuer, of.subject)
  if (!there) return 'another'
  return there.userId === userId ? 'already' : 'taken'
}

/** A person's identities, the oldest first. */
export async function listIdentities(pool: Pool, userId: string): Promise<Identity[]> {
  return pool('identities')
    .where({ user_id: userId })
    .orderBy(['created_at', 'id'])
    .select<Identity[]>('id', 'provider', 'email', 'created_at as createdAt', 'last_used_at as lastUsedAt')
}

/** Takes an identity away, unless the person could then sign in no more. Undefined when they have no such identity. */
export async function unlinkIdentity(pool: Pool, userId: string, id: string): Promise<{ provider: string } | 'last' | undefined> {
  return pool.transaction(async (trx) => {
    // Locked, so that two removals at once do not each count on what the other removes.
    const user = await trx('users').where({ id: userId }).forUpdate().first<{ password_hash: string | null } | undefined>('password_hash')
    const all = await trx('identities').where({ user_id: userId }).select<{ id: string; provider: string }[]>('id', 'provider')
    const there = all.find((identity) => identity.id === id)
    if (!user || !there) return undefined
    if (user.password_hash === null && all.length === 1) return 'last'
    await trx('identities').where({ id }).delete()
    return { provider: there.provider }
  })
}
