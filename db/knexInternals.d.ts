/** Two classes of knex that its own types do not declare whole; db/scope.ts extends them. */
declare module 'knex/lib/dialects/postgres/index.js' {
  import { Knex } from 'knex'
  export default class PgClient extends Knex.Client {
    // biome-ignore lint/suspicious/noExplicitAny: knex hands its connections and statements through untyped.
    _query(connection: any, statement: any): Promise<any>
  }
}
declare module 'knex/lib/dialects/postgres/execution/pg-transaction.js' {
  export default class PgTransaction {
    constructor(client: unknown, ...args: unknown[])
    readonly client: unknown
    begin(connection: unknown): Promise<unknown>
    query(connection: unknown, sql: string): Promise<unknown>
  }
}
