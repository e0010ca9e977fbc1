import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import type { Mailer } from '../adapters/port.ts'
import type { RedisLink } from '../adapters/redis.ts'
import type { Pool } from '../db/knex.ts'
import { startBridge } from './bridge.ts'
import { startRelay } from './outbox.ts'
import { startPostman } from './postman.ts'
import { listen } from './wake.ts'

export interface Relayed {
  stop(): Promise<void>
}

/** What the worker process runs beside its worker: relay and postman, woken by the database's notifications, and where there is Redis the bridge to it. */
export function startRelaying(of: {
  pool: Pool
  client: Client
  taskQueue: string
  mailer: Mailer
  publicUrl: string
  /** Reaches Postgres itself, not a pooler: LISTEN needs a session. */
  listenUrl: string
  redis?: RedisLink | undefined
  log: Logger
}): Relayed {
  const relay = startRelay(of)
  const postman = startPostman(of)
  const bells = listen(of.listenUrl, { outbox: relay.bell, mails: postman.bell }, of.log)
  const bridge = of.redis && startBridge({ listenUrl: of.listenUrl, redis: of.redis, log: of.log })
  return {
    async stop() {
      await Promise.all([bells.close(), bridge?.close()])
      await Promise.all([relay.stop(), postman.stop()])
    },
  }
}
