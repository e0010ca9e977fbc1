import { type NoticeReader, readNotices } from '../adapters/notices.ts'
import type { Logger } from '../config/log.ts'
import { openListener } from '../db/listener.ts'

/** Where a process hears that requests have news. It calls `missed` each time it begins to hear. */
export type NoticeSource = (reader: NoticeReader) => { close(): Promise<void> }

/** From Postgres itself, over one connection that listens for the whole process. */
export const postgresNotices =
  ({ url, log }: { url: string; log: Logger }): NoticeSource =>
  (reader) =>
    openListener({
      url,
      applicationName: 'ai-media-consultant-events',
      channels: { request_events: reader.notice },
      onListening: reader.missed,
      lost: 'event listener lost its connection; connecting again',
      log,
    })

/** From Redis, where the one worker that bridges publishes them (relay/bridge.ts): API processes then hold no connection to Postgres for it. */
export const redisNotices =
  ({ url, log }: { url: string; log: Logger }): NoticeSource =>
  (reader) =>
    readNotices(url, reader, log)
