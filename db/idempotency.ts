import type { Db } from './knex.ts'

export interface KeptAnswer {
  body_hash: string
  response: Record<string, unknown>
}

/** The answer kept under a key, while it lasts. */
export async function findAnswer(db: Db, organizationId: string, route: string, key: string): Promise<KeptAnswer | undefined> {
  return db('idempotency_keys')
    .select('body_hash', 'response')
    .where({ organization_id: organizationId, route, key })
    .andWhere('expires_at', '>', db.fn.now())
    .first()
}

/** Drops a key whose time is over, so that it can be used anew. */
export async function dropExpired(db: Db, organizationId: string, route: string, key: string): Promise<void> {
  await db('idempotency_keys').where({ organization_id: organizationId, route, key }).andWhere('expires_at', '<=', db.fn.now()).delete()
}

/** Deletes every key whose time is over. Returns how many. */
export function sweepExpired(db: Db): Promise<number> {
  return db('idempotency_keys').where('expires_at', '<=', db.fn.now()).delete()
}
