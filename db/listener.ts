import pg from 'pg'
import type { Logger } from 'pino'

export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1_000
const LOCK_MS = 1_000
const CHECK_MS = 10_000
const ANSWER_MS = 5_000

/**
 * Listens to channels over one connection of its own, which is opened again when it breaks. The connection has to reach Postgres itself:
 * a pooler that hands out a connection per transaction keeps neither LISTEN nor a session's lock.
 */
export function openListener(of: {
  url: string
  /** As the server shows the connection. */
  applicationName: string
  /** What to do with each notification of a channel. */
  channels: Record<string, (payload: string) => void>
  /** Called each time listening begins: what was notified before it is lost. */
  onListening(): void
  /** With a lock, only the one session that holds it listens; the others look once a second whether it is free. */
  lock?: number
  /** What it means to be cut off, for the log. */
  lost: string
  log: Logger
}): Listener {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function connect(): void {
    const mine = new pg.Client({
      connectionString: of.url,
      application_name: of.applicationName,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    })
    client = mine
    let lost = false
    const lose = (error?: unknown) => {
      if (lost || closed) return
      lost = true
      clearTimeout(timer)
      of.log.warn({ err: error }, of.lost)
      mine.end().catch((err: unknown) => of.log.debug({ err }, 'the lost connection did not close cleanly'))
      timer = setTimeout(connect, RECONNECT_MS)
    }
    /** The next turn of this connection, unless it was lost or closed meanwhile. */
    const later = (turn: () => Promise<void>, ms: number) => {
      if (!lost && !closed) timer = setTimeout(() => turn().catch(lose), ms)
    }
    async function lockAndListen(): Promise<void> {
      if (of.lock !== undefined) {
        // Asked for again and again instead of waited for: a waiting statement holds a snapshot, and vacuum could remove nothing after it.
        const { rows } = await mine.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [of.lock])
        if (!rows[0]?.held) return later(lockAndListen, LOCK_MS)
      }
      for (const channel of Object.keys(of.channels)) await mine.query(`listen ${mine.escapeIdentifier(channel)}`)
      of.onListening()
      later(check, CHECK_MS)
    }
    /** A connection whose other end is gone says nothing: it is asked. */
    async function check(): Promise<void> {
      await mine.query('select 1')
      later(check, CHECK_MS)
    }

    mine.on('error', lose)
    mine.on('end', lose)
    mine.on('notification', ({ channel, payload }) => of.channels[channel]?.(payload ?? ''))
    mine
      .connect()
      // A holder whose machine vanished gives its lock back within half a minute, not in two hours.
      .then(() => mine.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4'))
      .then(lockAndListen)
      .catch(lose)
  }

  connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
