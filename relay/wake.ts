import pg from 'pg'
import type { Logger } from 'pino'

/** Something that can be waited for with a bound: woken by `ring`, or by the time. A ring while nobody waits is kept. */
export interface Bell {
  ring(): void
  wait(ms: number): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      rung = false
      wake = undefined
    },
  }
}

/**
 * Rings a bell for each notification of its channel, over one connection of its own that is opened again when it breaks.
 * A lost notification costs only the poll interval, never a message: the tables are the truth.
 */
export function listen(url: string, bells: Record<string, Bell>, log: Logger): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'ai-media-consultant-listen', keepAlive: true })
    client = next
    next.on('notification', ({ channel }) => bells[channel]?.ring())
    next.on('error', (error) => again(error))
    next.on('end', () => again(new Error('the connection ended')))
    try {
      await next.connect()
      for (const channel of Object.keys(bells)) await next.query(`listen ${next.escapeIdentifier(channel)}`)
      for (const bell of Object.values(bells)) bell.ring()
    } catch (error) {
      again(error)
    }
  }

  function again(error: unknown): void {
    if (closed || retry) return
    log.warn({ err: error }, 'notifications are lost for now; polling goes on')
    retry = setTimeout(() => {
      retry = undefined
      const broken = client
      void broken?.end().catch((err: unknown) => log.debug({ err }, 'the broken connection did not close cleanly'))
      void connect()
    }, 1_000)
  }

  void connect()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
