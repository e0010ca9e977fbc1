import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../config/log.ts'
import { createGuard } from './guard.ts'
import type { RedisLink } from './redis.ts'

export interface CacheAddress {
  /** What is forgotten together: an organization's id and a resource, for example. */
  scope: string
  key: string
  ttlSeconds: number
}

/** A zod schema, for example. What comes from the cache is JSON: a date is a string there. */
export interface CacheParser<T> {
  parse(value: unknown): T
}

export interface Cache {
  /** The value under this address, or what `load` gives, which is then kept. Never fails because of the cache. */
  read<T>(address: CacheAddress, parser: CacheParser<T>, load: () => Promise<T>): Promise<T>
  /** Forgets a scope. Call it after the commit that changed what it holds; never fails. */
  invalidate(scope: string): Promise<void>
}

/** No cache: every read loads. Without Redis this is the only right one, since a process would not hear of what another one changed. */
export const NO_CACHE: Cache = {
  read: (_address, _parser, load) => load(),
  invalidate: async () => undefined,
}

const VERSION_TTL_SECONDS = 86_400
/** A value that took longer to load is not kept: by then its version may have come and gone. */
const LONGEST_LOAD_MS = 60_000
const RETRY_MS = 1_000

/**
 * Reads through Redis. Each scope has a version, a random one, and a value is valid only under the version that was there before it was
 * loaded. So a reader that loaded the old value while a writer committed keeps it under a version that nobody reads any more. A counter
 * would do the same until it is evicted and starts again at a number that old values carry; a version that is lost is made anew.
 *
 * What is left: a reader between the commit and the invalidation that follows it sees the old value; and while Redis cannot be told, other
 * processes that still reach it serve old values, at the most for `ttlSeconds`. This process tries until it could tell.
 */
export function createCache(redis: RedisLink | undefined, log: Logger): Cache {
  if (!redis) return NO_CACHE
  const { client } = redis
  const guard = createGuard({ what: 'the cache', means: 'reads go to the database', timeoutMs: 500, log })
  /** Scopes that could not be invalidated yet. */
  const untold = new Set<string>()

  /** The scope's version, and the stored JSON when it is of that version. */
  async function look(scope: string, key: string): Promise<{ version: string; json?: string }> {
    const [version, entry] = await client.mget(versionKey(scope), valueKey(scope, key))
    if (!version) return { version: await makeVersion(scope) }
    return entry?.startsWith(version) ? { version, json: entry.slice(version.length) } : { version }
  }

  /** Of two that make one at once, both get the first. */
  async function makeVersion(scope: string): Promise<string> {
    const made = randomUUID()
    const taken = await client.set(versionKey(scope), made, 'EX', VERSION_TTL_SECONDS, 'NX')
    return taken ? made : ((await client.get(versionKey(scope))) ?? made)
  }

  async function tellUntold(): Promise<void> {
    while (untold.size) {
      await delay(RETRY_MS, undefined, { ref: false })
      // One that still cannot be told stays in the set, for the next round.
      for (const scope of untold) await forget(scope).catch(() => undefined)
    }
  }

  async function forget(scope: string): Promise<void> {
    await guard(() => client.del(versionKey(scope)))
    untold.delete(scope)
  }

  return {
    async read({ scope, key, ttlSeconds }, parser, load) {
      if (untold.has(scope)) return load()
      // The guard has said that the cache is out; what to do then is to load.
      const found = await guard(() => look(scope, key)).catch(() => undefined)
      if (found?.json !== undefined) {
        try {
          return parser.parse(JSON.parse(found.json))
        } catch (error) {
          // Written by another version of this code: load it as if it were not there.
          log.debug({ err: error, scope, key }, 'a cached value does not fit')
        }
      }
      const startedAt = performance.now()
      const value = await load()
      if (found && value !== undefined && performance.now() - startedAt < LONGEST_LOAD_MS)
        await guard(() => client.set(valueKey(scope, key), found.version + JSON.stringify(value), 'EX', ttlSeconds)).catch(() => undefined)
      return value
    },
    async invalidate(scope) {
      try {
        await forget(scope)
      } catch {
        const first = untold.size === 0
        untold.add(scope)
        if (first) void tellUntold()
      }
    },
  }
}

const versionKey = (scope: string) => `cache:version:${scope}`
const valueKey = (scope: string, key: string) => `cache:value:${scope}:${key}`
