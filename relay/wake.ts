import type { Logger } from 'pino'
import { type Listener, openListener } from '../db/listener.ts'

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
 * Rings a bell for each notification of its channel. A lost notification costs only the poll interval, never a message: the tables are
 * the truth.
 */
export function listen(url: string, bells: Record<string, Bell>, log: Logger): Listener {
  const ring = (bell: Bell) => () => bell.ring()
  return openListener({
    url,
    applicationName: 'ai-media-consultant-listen',
    channels: Object.fromEntries(Object.entries(bells).map(([channel, bell]) => [channel, ring(bell)])),
    onListening() {
      for (const bell of Object.values(bells)) bell.ring()
    },
    lost: 'notifications are lost for now; polling goes on',
    log,
  })
}
