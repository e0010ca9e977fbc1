import knex, { type Knex } from 'knex'
import pg from 'pg'
import { ScopedClient, scoped } from './scope.ts'

/** A pool as it was opened. Row level security shows it no tenant's row: `tenant` and `acrossTenants` give what can read them. */
export type Pool = Knex

declare const OPENED: unique symbol
/** What may read and write tables that hold tenants' rows: it was opened for one organization, or knowingly across all of them. */
export type Db = (Knex | Knex.Transaction) & { readonly [OPENED]: true }

/** BIGINT and NUMERIC arrive as strings from pg; ours fit a double: counts, micros of a dollar, scores with two decimals. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Opens a pool. `max` is connections; every process states its own, so that their sum can be held against the server's limit. */
export function openDb(url: string, options: { max?: number; applicationName?: string; acquireTimeoutMs?: number } = {}): Pool {
  return knex({
    client: ScopedClient,
    connection: {
      connectionString: url,
      application_name: options.applicationName ?? 'ai-media-consultant',
      statement_timeout: 15_000,
      // BEGIN with its scope, the statement and COMMIT then cost one round trip together (db/scope.ts).
      pipeline: true,
    } as Knex.PgConnectionConfig,
    // Half of them stay open: a burst would else pay some 20 ms of handshake for each connection it opens.
    pool: { min: Math.floor((options.max ?? 10) / 2), max: options.max ?? 10 },
    acquireConnectionTimeout: options.acquireTimeoutMs ?? 5_000,
  })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Opening costs 0.2 ms, so what was opened is kept, for as many organizations as are busy at a time. */
const KEPT = 1_000
const opened = new WeakMap<Pool, Map<string, Db>>()

/** The pool as one organization sees it: every statement runs with its id, and row level security hides every other row. */
export function tenant(pool: Pool, organizationId: string): Db {
  if (!UUID.test(organizationId)) throw new Error('a tenant is opened by the id of an organization')
  return open(pool, `set local app.organization_id = '${organizationId}'`)
}

/**
 * The pool across all organizations: for what has to find out whose a row is (a token's hash, a session) and for what serves them all
 * (relay, postman, sweeper, metrics). Only db/, relay/ and workers/ may open it; tests/layers.test.ts holds that.
 */
export const acrossTenants = (pool: Pool): Db => open(pool, `set local app.scope = 'all'`)

function open(pool: Pool, scope: string): Db {
  const kept = opened.get(pool) ?? new Map<string, Db>()
  opened.set(pool, kept)
  const known = kept.get(scope)
  if (known) return known
  const db = scoped(pool, scope) as unknown as Db
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(scope, db)
  return db
}

/**
 * For `.options()` of a statement that is asked for every request: each connection plans it once and not each time, which for the widest
 * of them is more than half of what they cost. The name stands for one text.
 */
export const prepared = (name: string): { name: string } => ({ name })

/** Runs `work` as one transaction in the same scope; inside a transaction, as a savepoint of it. */
export function transact<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction((trx) => work(trx as unknown as Db))
}

/**
 * Moves a transaction into an organization: what a person does as themselves may end in one that they make or join. The caller answers for
 * that being right.
 */
export async function enter(trx: Db, organizationId: string): Promise<void> {
  await trx.raw(`select set_config('app.organization_id', ?, true)`, [organizationId])
}

/**
 * Put into the select list of a statement whose loss in a crash of the database server would only repeat harmless work (a claim, a lease,
 * a mark of something idempotent): its commit then does not wait for the disk. About half of all commits are such; see docs/performance.md.
 */
export const NEED_NOT_LAST = `set_config('synchronous_commit', 'off', true)`
