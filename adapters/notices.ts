import { Redis } from 'ioredis'
import type { Logger } from '../config/log.ts'
import { noteOutages, type RedisLink, redisOptions, start } from './redis.ts'

/** Notices of requests that have news, from the one worker that hears Postgres to every API process: both ends of the wire. */
export interface NoticeReader {
  /** This request has news. */
  notice(requestId: string): void
  /** Notices may have been lost: any request may have news. */
  missed(): void
}

const CHANNEL = 'request_events'
const ANY = '*'
/** Ids in one message: some 40 KB. */
const MOST_IDS = 1_000
const CHECK_MS = 10_000

/** Tells every reader of these requests, or that any may have news. Rejects when Redis does not take it. */
export async function publishNotices({ client }: RedisLink, ids: readonly string[] | 'any'): Promise<void> {
  if (ids === 'any') {
    await client.publish(CHANNEL, ANY)
    return
  }
  for (let from = 0; from < ids.length; from += MOST_IDS) await client.publish(CHANNEL, ids.slice(from, from + MOST_IDS).join(' '))
}

/** Reads notices over a connection of its own, which is opened again when it breaks; each time it listens, some may have been missed. */
export function readNotices(url: string, reader: NoticeReader, log: Logger): { close(): Promise<void> } {
  const client = new Redis(url, { ...redisOptions('ai-media-consultant-notices'), autoResubscribe: false, maxRetriesPerRequest: null })
  const outage = noteOutages(client, log)
  let listening = false

  function listen(): void {
    client.subscribe(CHANNEL).then(
      () => {
        if (!listening) reader.missed()
        listening = true
      },
      (error: Error) => log.warn({ reason: error.message }, 'Redis refuses the subscription to notices; trying again'),
    )
  }

  client.on('ready', listen)
  client.on('close', () => {
    listening = false
  })
  client.on('message', (_channel, message) => {
    if (message === ANY) reader.missed()
    else for (const id of message.split(' ')) reader.notice(id)
  })
  start(client)
  // Subscribing again changes nothing, but it has to be answered: a connection whose other end is gone is found out and replaced.
  const check = setInterval(() => client.status === 'ready' && listen(), CHECK_MS)
  return {
    async close() {
      clearInterval(check)
      outage.expectClose()
      client.disconnect()
    },
  }
}
