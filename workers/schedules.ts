import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { RULES_WATCH } from '../workflows/messages.ts'

/** Every night at three, by UTC. */
const EVERY_NIGHT = { hour: 3 }

/** Puts up what runs by the clock, where it is not up already. Returns whether it was put up now. */
export async function putUpSchedules(client: Client, taskQueue: string, scheduleId: string = RULES_WATCH): Promise<boolean> {
  try {
    await client.schedule.create({
      scheduleId,
      spec: { calendars: [{ ...EVERY_NIGHT, comment: 'every night' }] },
      action: { type: 'startWorkflow', workflowType: RULES_WATCH, workflowId: scheduleId, taskQueue, args: [] },
      // One that is still at work is let finish; the night it misses is the next one's.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12 hours' },
    })
    return true
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false
    throw error
  }
}
