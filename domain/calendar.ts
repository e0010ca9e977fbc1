/** Stand-in until the calendar lands. */
export interface WorkCalendar {
  timeZone: string
}
export interface PlannedStep {
  at: Date
  kind: 'remind' | 'escalate' | 'deadline'
  hoursLeft: number
}
const HOUR_MS = 3_600_000
export function planOf(
  level: {
    due_in_hours: number
    hours: 'calendar' | 'business'
    remind_before_hours: readonly number[]
    escalate_before_hours: number | null
  },
  openedAt: Date,
  _calendar: WorkCalendar,
): { dueAt: Date; steps: PlannedStep[] } {
  const dueAt = new Date(openedAt.getTime() + level.due_in_hours * HOUR_MS)
  const before = (hours: number, kind: PlannedStep['kind']): PlannedStep => ({
    at: new Date(dueAt.getTime() - hours * HOUR_MS),
    kind,
    hoursLeft: hours,
  })
  const steps = [
    ...level.remind_before_hours.map((hours) => before(hours, 'remind')),
    ...(level.escalate_before_hours === null ? [] : [before(level.escalate_before_hours, 'escalate')]),
    before(0, 'deadline'),
  ].filter(({ at }) => at > openedAt)
  return { dueAt, steps: steps.sort((a, b) => a.at.getTime() - b.at.getTime()) }
}
