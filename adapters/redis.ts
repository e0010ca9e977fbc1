import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from '../config/log.ts'

/** A connection for commands. It may be down at any moment: commands then fail at once, and each caller knows what it does without them. */
export interface RedisLink {
  client: Redis
  close(): Promise<void>
}

const COMMAND_TIMEOUT_MS = 500
/** A start waits this long for the first connection, so that the first requests find it; a dead Redis costs a start no more than this. */
const FIRST_WAIT_MS = 1_000
const LONGEST_RETRY_MS = 2_000

/** Options that every connection of ours shares: it comes back by itself, soon, and not all processes in the same moment. */
export function redisOptions(name: string) {
  return {
    connectionName: name,
    lazyConnect: true,
    connectTimeout: 2_000,
    keepAlive: 10_000,
    // Longer than any answer takes: what stays silent for so long is replaced, as a connection that lost its other end is.
    socketTimeout: 5_000,
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 10), LONGEST_RETRY_MS) * (0.5 + Math.random() / 2),
    // A failover left us at a replica: another connection finds the new primary.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions
}

/**
 * Opens Redis for commands that answer fast or fail fast. Nothing is queued while it is down and nothing is sent twice: a counter that is
 * counted late or twice is wrong. Commands of one moment share a round trip.
 */
export async function openRedis(url: string, { name, log }: { name: string; log: Logger }): Promise<RedisLink> {
  const client = new Redis(url, {
    ...redisOptions(name),
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    // Commands in flight on a connection that closes fail in that moment. With more, ioredis would keep them and send them again.
    maxRetriesPerRequest: 0,
  })
  const outage = noteOutages(client, log)
  const ready = new Promise<void>((resolve) => client.once('ready', resolve))
  start(client)
  let timer: NodeJS.Timeout | undefined
  await Promise.race([
    ready,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FIRST_WAIT_MS)
    }),
  ])
  clearTimeout(timer)
  return {
    client,
    async close() {
      outage.expectClose()
      if (client.status === 'ready')
        await client.quit().catch((error: Error) => log.debug({ reason: error.message }, 'Redis was not told that we leave'))
      client.disconnect()
    },
  }
}

/** Connects in the background: the first failure is told by the `error` event like each later one, and `retryStrategy` goes on. */
export function start(client: Redis): void {
  client.connect().catch(() => undefined)
}

/**
 * Says once that Redis is gone and once that it is back, however many attempts lie between. Only an error's words are logged: ioredis keeps
 * the failed command on its errors, and that of signing in holds the password.
 */
export function noteOutages(client: Redis, log: Logger): { expectClose(): void } {
  let down = false
  let closing = false
  const lost = (reason: string) => {
    if (down || closing) return
    down = true
    log.warn({ reason, connection: client.options.connectionName }, 'Redis does not answer; connecting again until it does')
  }
  client.on('error', (error) => lost(error.message))
  client.on('close', () => lost('the connection was closed'))
  client.on('ready', () => {
    if (down) log.info({ connection: client.options.connectionName }, 'Redis answers again')
    down = false
  })
  return {
    expectClose() {
      closing = true
    },
  }
}
