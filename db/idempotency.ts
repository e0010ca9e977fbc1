import { acrossTenants, type Db, type Pool } from './knex.ts'

export interface KeptAnswer {
  body_hash: string
  status: number
  response: Record<string, unknown>
}

/** The answer kept under a key, while it lasts. */
export async function findAnswer(db: Db, organizationId: string, route: string, key: string): Promise<KeptAnswer | undefined> {
  return db('idempotency_keys')
    .select('body_hash', 'status', 'response')
    .where({ organization_id: organizationId, route, key })
    .andWhere('expires_at', '>', db.fn.now())
    .first()
}

/**
 * Takes a key for the rest of the transaction; false while another one has it. The lock ends with its transaction, so a process that dies
 * leaves no key behind that is for ever in progress.
 */
export async function takeKey(db: Db, organizationId: string, route: string, key: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { taken: boolean }[] }>('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as taken', [
    `${organizationId} ${route} ${key}`,
  ])
  return rows[0]?.taken ?? false
}

/** Keeps an answer for 24 hours, in the transaction of its effect. */
export async function keepAnswer(
  db: Db,
  of: { organizationId: string; route: string; key: string; bodyHash: string; status: number; response: unknown },
): Promise<void> {
  await db('idempotency_keys')
    .insert({
      organization_id: of.organizationId,
      route: of.route,
      key: of.key,
      body_hash: of.bodyHash,
      status: of.status,
      response: JSON.stringify(of.response),
      expires_at: db.raw(`now() + interval '24 hours'`),
    })
    // Only one whose time is over can still be there: the key was taken, and what is kept was looked for.
    .onConflict(['organization_id', 'route', 'key'])
    .merge()
}

/** Drops a key whose time is over, so that it can be used anew. */
export async function dropExpired(db: Db, organizationId: string, route: string, key: string): Promise<void> {
  await db('idempotency_keys').where({ organization_id: organizationId, route, key }).andWhere('expires_at', '<=', db.fn.now()).delete()
}

/** Deletes every key whose time is over. Returns how many. */
export function sweepExpired(pool: Pool): Promise<number> {
  const db = acrossTenants(pool)
  return db('idempotency_keys').where('expires_at', '<=', db.fn.now()).delete()
}
