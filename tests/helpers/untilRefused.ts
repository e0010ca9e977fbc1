import { setTimeout } from 'node:timers/promises'
import type { Answer } from './apiWorld.ts'

/**
 * Asks again and again until the answer is as wanted. `lastBeforeMs` is how long after the first call the last one began that was still
 * answered otherwise: what has to hold within a second does when none begins later, however slow the machine is.
 */
export async function untilStatus(
  wanted: (status: number) => boolean,
  ask: () => Promise<Answer>,
): Promise<{ answer: Answer; lastBeforeMs: number }> {
  const since = performance.now()
  for (let lastBeforeMs = 0; ; ) {
    const began = performance.now() - since
    const answer = await ask()
    if (wanted(answer.status)) return { answer, lastBeforeMs }
    lastBeforeMs = began
    if (began > 10_000) throw new Error(`still answered ${answer.status} after ten seconds`)
    await setTimeout(20)
  }
}

/** Until a right is gone; no call that begins a second after that may still be allowed. */
export async function untilRefused(ask: () => Promise<Answer>): Promise<number> {
  const { answer, lastBeforeMs } = await untilStatus((status) => status >= 400, ask)
  if (lastBeforeMs >= 1_000) throw new Error(`still allowed ${Math.round(lastBeforeMs)} ms after the right was taken`)
  return answer.status
}
