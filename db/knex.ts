import knex, { type Knex } from 'knex'
import pg from 'pg'

export type Db = Knex | Knex.Transaction

/** BIGINT and NUMERIC arrive as strings from pg; ours fit a double: counts, micros of a dollar, scores with two decimals. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Opens a pool. `max` is connections; every process states its own, so that their sum can be held against the server's limit. */
export function openDb(url: string, options: { max?: number; applicationName?: string } = {}): Knex {
  return knex({
    client: 'pg',
    connection: { connectionString: url, application_name: options.applicationName ?? 'ai-media-consultant', statement_timeout: 15_000 },
    // Half of them stay open: a burst would else pay some 20 ms of handshake for each connection it opens.
    pool: { min: Math.floor((options.max ?? 10) / 2), max: options.max ?? 10 },
    acquireConnectionTimeout: 5_000,
  })
}

/**
 * Put into the select list of a statement whose loss in a crash of the database server would only repeat harmless work (a claim, a lease,
 * a mark of something idempotent): its commit then does not wait for the disk. About half of all commits are such; see docs/performance.md.
 */
export const NEED_NOT_LAST = `set_config('synchronous_commit', 'off', true)`
