import type { Logger } from 'pino'
import { type Bell, createBell } from './wake.ts'

/** How often a pump looks without being woken. */
const POLL_MS = 1_000

export interface Pump {
  bell: Bell
  /** Stops claiming and waits for what is in flight. */
  stop(): Promise<void>
}

/**
 * Claims rows and carries each on its own, a bounded number at once. `claim` gets how many are free and must lock what it hands out;
 * a `carry` that throws leaves its row to the end of its lease.
 */
export function startPump<Row>(of: {
  name: string
  inFlight: number
  claim(free: number): Promise<Row[]>
  carry(row: Row): Promise<void>
  log: Logger
}): Pump {
  const bell = createBell()
  const inFlight = new Set<Promise<void>>()
  let stopping = false

  async function run(): Promise<void> {
    while (!stopping) {
      const free = of.inFlight - inFlight.size
      const rows = free > 0 ? await claimed(free) : []
      for (const row of rows) {
        const carrying = of
          .carry(row)
          .catch((err: unknown) =>
            of.log.error({ err, pump: of.name }, 'one could not be carried; its lease will end and it is taken up again'),
          )
          .finally(() => {
            inFlight.delete(carrying)
            bell.ring()
          })
        inFlight.add(carrying)
      }
      if (!rows.length) await bell.wait(POLL_MS)
    }
    await Promise.all(inFlight)
  }

  async function claimed(free: number): Promise<Row[]> {
    try {
      return await of.claim(free)
    } catch (err) {
      of.log.warn({ err, pump: of.name }, 'the database does not answer; trying again')
      return []
    }
  }

  const running = run()
  return {
    bell,
    async stop() {
      stopping = true
      bell.ring()
      await running
    },
  }
}
