import { RateLimiterPostgres, RateLimiterRedis, RateLimiterRes, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'
import type { RedisLink } from '../../adapters/redis.ts'
import type { Limit } from '../../config/rateLimits.ts'
import type { Pool } from '../../db/knex.ts'

/** What one counter says of one request. */
export interface Taken {
  allowed: boolean
  remaining: number
  /** Until the window ends and counting begins anew. */
  resetMs: number
}

/** Counts against one limit, exactly, whichever process asks. */
export interface Counter {
  /** Counts one. Rejects when the store does not answer. */
  take(key: string): Promise<Taken>
  /** How long this process already knows the key to be used up; 0 when it does not know. Asks nobody. */
  usedUpForMs(key: string): number
  forget(key: string): Promise<void>
}

/** Makes counters of one store. `remembers`: this process keeps in mind what is used up, so that refusing it again costs no question. */
export interface LimitStore {
  what: string
  /** Later than this, no answer is awaited. */
  timeoutMs: number
  counter(of: { name: string; limit: Limit; remembers: boolean }): Counter
}

/** The library keeps used-up keys in memory, and does not declare how to ask for one. */
type Limiter = RateLimiterStoreAbstract & { getInMemoryBlockMsBeforeExpire(key: string): number }

/** Counters in Redis: one script call each, and those of one moment share a round trip. */
export const redisLimits = ({ client }: RedisLink): LimitStore => ({
  what: 'Redis, which counts requests,',
  // Two command timeouts: what is asked while another batch is under way goes out after it.
  timeoutMs: 1_000,
  counter: ({ name, limit, remembers }) =>
    counterOf(new RateLimiterRedis({ storeClient: client, rejectIfRedisNotReady: true, ...options(name, limit, remembers) }) as Limiter),
})

/**
 * Counters in Postgres: one upsert each in an unlogged table, whose commit waits for no disk. Windows end by the clock of the process
 * that counts: clocks of API hosts that differ make a window so much longer or shorter.
 */
export const postgresLimits = (pool: Pool): LimitStore => ({
  what: 'Postgres, which counts requests,',
  // As long as a query of ours waits for a connection: a burst that queues for the pool is no outage.
  timeoutMs: 5_000,
  counter: ({ name, limit, remembers }) =>
    counterOf(
      new RateLimiterPostgres({
        storeClient: unnamedQueries(pool),
        storeType: 'pool',
        tableName: 'rate_limits',
        // By a migration; and db/rateLimits.ts clears it, once for all counters.
        tableCreated: true,
        clearExpiredByTimeout: false,
        ...options(name, limit, remembers),
      }) as Limiter,
    ),
})

const options = (name: string, { points, seconds }: Limit, remembers: boolean) => ({
  keyPrefix: `limit:${name}`,
  points,
  duration: seconds,
  ...(remembers && { inMemoryBlockOnConsumed: points }),
})

function counterOf(limiter: Limiter): Counter {
  return {
    async take(key) {
      try {
        return taken(true, await limiter.consume(key))
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return taken(false, refusal)
        throw refusal
      }
    },
    usedUpForMs: (key) => limiter.getInMemoryBlockMsBeforeExpire(limiter.getKey(key)),
    async forget(key) {
      await limiter.delete(key)
    },
  }
}

const taken = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Taken => ({
  allowed,
  remaining: remainingPoints,
  resetMs: Math.max(0, msBeforeNext),
})

interface Statement {
  text: string
  values: unknown[]
}
interface Connection {
  query(statement: Statement): Promise<unknown>
}

/**
 * The library's statements over our pool, without the names it gives them: a statement prepared by name is unknown to the next connection
 * that a transaction pooler such as pgbouncer hands out. No scope is needed, because this table holds no tenant's rows.
 */
function unnamedQueries(pool: Pool) {
  const { client } = pool as {
    client: { acquireConnection(): Promise<Connection>; releaseConnection(connection: Connection): Promise<void> }
  }
  return {
    async query({ text, values }: Statement): Promise<unknown> {
      const connection = await client.acquireConnection()
      try {
        return await connection.query({ text, values })
      } finally {
        await client.releaseConnection(connection)
      }
    },
  }
}
