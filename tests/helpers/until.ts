import { setTimeout as delay } from 'node:timers/promises'

/** Generous: a busy machine is slow, and a wait ends as soon as its condition holds. */
const PATIENCE_MS = 20_000

/** Waits until `look` answers something that is neither false nor undefined, and answers that; names what it waited for when it never does. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (const giveUp = Date.now() + PATIENCE_MS; ; await delay(20)) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > giveUp) throw new Error(`waited in vain: ${what}`)
  }
}
