import { acrossTenants, type Pool } from './knex.ts'

/** What waits for delivery, over all organizations, as one row. */
export interface Waiting {
  undelivered: number
  oldest_seconds: number
  failing: number
  mails_unknown: number
  mails_failed: number
}

/** Counts what has not reached Temporal or a mailbox yet. */
export async function waitingDeliveries(pool: Pool): Promise<Waiting> {
  const { rows } = await acrossTenants(pool).raw<{ rows: Waiting[] }>(
    `select count(*) as undelivered, coalesce(extract(epoch from now() - min(created_at)), 0) as oldest_seconds,
            count(*) filter (where attempts > 5) as failing,
            (select count(*) from mails where state = 'unknown') as mails_unknown,
            (select count(*) from mails where state = 'failed') as mails_failed
       from outbox where delivered_at is null and withdrawn_at is null`,
  )
  const [row] = rows
  if (!row) throw new Error('counting gave no row')
  return row
}
