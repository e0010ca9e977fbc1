import { condition, log, setHandler } from '@temporalio/workflow'
import { reviewDecided, reviewExtended } from './messages.ts'

const HOUR_MS = 3_600_000

export interface ReviewClock {
  remind(hoursLeft: number): Promise<void>
  extend(dueAt: Date): Promise<void>
  /** Closes the round unless a decision came first, and says which. */
  expire(): Promise<'expired' | 'decided'>
}

export interface Desk {
  /** Waits, for days if need be, until the round is decided or its time is up. Reminders and the end are durable timers. */
  wait(round: { roundId: string; dueAt: Date; remindBeforeHours: readonly number[] }, clock: ReviewClock): Promise<'decided' | 'expired'>
}

/**
 * Where decisions arrive. A decision is a row before it is a signal, and the row was checked against the exact version its client saw;
 * the signal only wakes this workflow, so one of another round (redelivered, or overtaken) is dropped.
 */
export function openDesk(): Desk {
  const decidedRounds = new Set<string>()
  const extensions: { roundId: string; dueInHours: number }[] = []

  setHandler(reviewDecided, ({ roundId }) => void decidedRounds.add(roundId), { description: 'An approver decided a round' })
  setHandler(reviewExtended, (extension) => void extensions.push(extension), { description: 'A round gets more time, in hours from now' })

  return {
    async wait({ roundId, dueAt, remindBeforeHours }, clock) {
      let due = dueAt.getTime()
      let reminders = [...remindBeforeHours].sort((a, b) => b - a)
      const extension = () => extensions.find((e) => e.roundId === roundId)

      for (;;) {
        // A reminder whose moment has passed already (a short deadline, a worker that was away) is not sent late.
        reminders = reminders.filter((hours) => due - hours * HOUR_MS > Date.now())
        const hours = reminders[0]
        const next = hours === undefined ? due : due - hours * HOUR_MS
        const woken = await condition(() => decidedRounds.has(roundId) || extension() !== undefined, Math.max(next - Date.now(), 1))

        const longer = extension()
        if (decidedRounds.has(roundId)) return 'decided'
        if (longer) {
          extensions.splice(extensions.indexOf(longer), 1)
          due = Date.now() + longer.dueInHours * HOUR_MS
          reminders = [...remindBeforeHours].sort((a, b) => b - a)
          log.info('review extended', { roundId, due: new Date(due).toISOString() })
          await clock.extend(new Date(due))
        } else if (!woken && hours !== undefined) {
          reminders.shift()
          // A worker that was away wakes late: what is past its own moment is not sent beside the next.
          const following = reminders[0] === undefined ? due : due - reminders[0] * HOUR_MS
          if (Date.now() < following) await clock.remind(hours)
        } else if (!woken) {
          return clock.expire()
        }
      }
    },
  }
}
