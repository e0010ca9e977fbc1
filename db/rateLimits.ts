import type { Pool } from './knex.ts'

const BATCH = 5_000
/** Longer than clocks of API hosts differ: what is over for one of them may still count for another. */
const GRACE_MS = 3_600_000

/** Removes counters whose window has long been over; answers how many. One that begins a new window in the same moment stays. */
export async function sweepExpiredLimits(pool: Pool): Promise<number> {
  const before = Date.now() - GRACE_MS
  for (let removed = 0; ; ) {
    const { rowCount } = await pool.raw<{ rowCount: number }>(
      `delete from rate_limits where expire < :before
          and key in (select key from rate_limits where expire < :before order by expire limit ${BATCH})`,
      { before },
    )
    removed += rowCount
    if (rowCount < BATCH) return removed
  }
}
