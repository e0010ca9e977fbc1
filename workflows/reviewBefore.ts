import { condition, log } from '@temporalio/workflow'

const HOUR_MS = 3_600_000

export interface ReviewClock {
  remind(hoursLeft: number): Promise<void>
  extend(dueAt: Date): Promise<void>
  /** Closes the round unless a decision came first, and says which. */
  expire(): Promise<'expired' | 'decided'>
}

/** What has arrived for the round. */
interface Inbox {
  isDecided(): boolean
  isExtended(): boolean
  takeExtension(): { dueInHours: number } | undefined
}

/** How rounds were waited for before they had a plan: the workflow counted back from the due time itself. Kept for those that still wait. */
export async function waitAsBefore(
  { roundId, dueAt, remindBeforeHours }: { roundId: string; dueAt: Date; remindBeforeHours: readonly number[] },
  clock: ReviewClock,
  inbox: Inbox,
): Promise<'decided' | 'expired'> {
  let due = dueAt.getTime()
  let reminders = [...remindBeforeHours].sort((a, b) => b - a)

  for (;;) {
    // A reminder whose moment has passed already (a short deadline, a worker that was away) is not sent late.
    reminders = reminders.filter((hours) => due - hours * HOUR_MS > Date.now())
    const hours = reminders[0]
    const next = hours === undefined ? due : due - hours * HOUR_MS
    const woken = await condition(() => inbox.isDecided() || inbox.isExtended(), Math.max(next - Date.now(), 1))

    if (inbox.isDecided()) return 'decided'
    const longer = inbox.takeExtension()
    if (longer) {
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
}
