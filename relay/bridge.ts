import type { Logger } from 'pino'
import { publishNotices } from '../adapters/notices.ts'
import type { RedisLink } from '../adapters/redis.ts'
import { type Listener, openListener } from '../db/listener.ts'
import { createBell } from './wake.ts'

/** The advisory lock of the one worker that bridges: a number that nothing else in this database uses. */
export const BRIDGE_LOCK = 1_902_733_101

const RETRY_MS = 1_000
/** Nothing to do unless the bell rings: a bound only because the bell wants one. */
const IDLE_MS = 60_000

/**
 * Carries notices of requests from Postgres to Redis, where all API processes hear them. Every worker runs it, and the one whose listening
 * connection holds the lock carries; when it dies, its lock goes with its connection and another worker takes over. What got lost in
 * between, or while Redis did not answer, is made up for by one notice that any request may have news.
 */
export function startBridge({ listenUrl, redis, log }: { listenUrl: string; redis: RedisLink; log: Logger }): Listener {
  /** Of which requests to tell: what is notified while a message goes out goes into the next one, together. */
  const news = new Set<string>()
  const bell = createBell()
  let missed = false
  let closing = false

  async function carry(): Promise<void> {
    do {
      await bell.wait(missed ? RETRY_MS : IDLE_MS)
      if (missed || news.size) await publish()
    } while (!closing)
  }

  async function publish(): Promise<void> {
    const ids = missed ? 'any' : [...news]
    news.clear()
    missed = false
    try {
      await publishNotices(redis, ids)
    } catch (error) {
      // The connection logs each outage once; this is said for each message that it cost.
      log.debug({ reason: String(error) }, 'notices could not be published; streams look by themselves at their heartbeat')
      missed = true
    }
  }

  const listener = openListener({
    url: listenUrl,
    applicationName: 'ai-media-consultant-bridge',
    lock: BRIDGE_LOCK,
    channels: {
      request_events(id) {
        news.add(id)
        bell.ring()
      },
    },
    onListening() {
      log.info('this worker carries the notices of requests to Redis')
      missed = true
      bell.ring()
    },
    lost: 'the bridge of notices lost its connection; whichever worker has the lock next goes on',
    log,
  })
  const carrying = carry()
  return {
    async close() {
      closing = true
      bell.ring()
      await carrying
      await listener.close()
    },
  }
}
