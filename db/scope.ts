import type { Knex } from 'knex'
import PgClient from 'knex/lib/dialects/postgres/index.js'
import PgTransaction from 'knex/lib/dialects/postgres/execution/pg-transaction.js'

/** What of knex's client is used here; its own types do not say it. */
interface Statement {
  sql: string
  bindings?: unknown[]
  response?: unknown
}
interface Connection {
  query(query: string, done: (error: Error | null) => void): void
}
export type ScopedKnex = Knex & { client: { scope?: string } }

/** Begins, and says whose transaction this is, in one message. */
class ScopedTransaction extends PgTransaction {
  override begin(connection: Connection): Promise<unknown> {
    const { scope } = this.client as ScopedClient
    return scope ? this.query(connection, `begin; ${scope}`) : super.begin(connection)
  }
}

/**
 * knex's Postgres client, with a scope that every statement runs in. Row level security reads the scope from a setting that lasts for one
 * transaction, because a setting that outlives it would leak to the next tenant behind a pooler like pgbouncer. A statement of its own is
 * therefore sent as begin and scope, the statement, commit: three messages down the pipe of pg (its `pipeline` mode), one round trip.
 */
export class ScopedClient extends PgClient {
  declare scope?: string

  override transaction(...args: unknown[]): unknown {
    return new ScopedTransaction(this, ...args)
  }

  override _query(connection: Connection, statement: Statement): Promise<Statement> {
    // Statements of a transaction run in the scope that its begin set: the client that knex makes for it has none of its own.
    if (!this.scope) return super._query(connection, statement)
    const send = (sql: string) =>
      new Promise<void>((resolve, reject) => connection.query(sql, (error) => (error ? reject(error) : resolve())))
    const begun = send(`begin; ${this.scope}`)
    const answered = super._query(connection, statement)
    const ended = send('commit')
    // All three before the connection goes back; a failed statement makes the commit a rollback, and is what the caller hears of.
    return Promise.allSettled([answered, begun, ended]).then((all) => {
      for (const one of all) if (one.status === 'rejected') throw one.reason
      return statement
    })
  }
}

/** The same pool under a scope. Cheap: it shares everything with the pool it came from. */
export function scoped(pool: ScopedKnex, scope: string): Knex {
  const copy = pool.withUserParams({}) as ScopedKnex
  copy.client.scope = scope
  return copy
}
