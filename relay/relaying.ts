import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import type { Mailer } from '../adapters/port.ts'
import type { Pool } from '../db/knex.ts'
import { startRelay } from './outbox.ts'
import { startPostman } from './postman.ts'
import { listen } from './wake.ts'

export interface Relayed {
  stop(): Promise<void>
}

/** What the worker process runs beside its worker: relay and postman, woken by the database's notifications. */
export function startRelaying(of: {
  pool: Pool
  client: Client
  taskQueue: string
  mailer: Mailer
  publicUrl: string
  listenUrl: string
  log: Logger
}): Relayed {
  const relay = startRelay(of)
  const postman = startPostman(of)
  const bells = listen(of.listenUrl, { outbox: relay.bell, mails: postman.bell }, of.log)
  return {
    async stop() {
      await bells.close()
      await Promise.all([relay.stop(), postman.stop()])
    },
  }
}
