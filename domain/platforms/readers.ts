import type { Weekday } from '../strategy.ts'

/** How people spend the days on which they read. */
export const HABITS = ['working day', 'family evening', 'student', 'general'] as const
export type Habit = (typeof HABITS)[number]

/** Such as "Tue 08:30", in the readers' own time. */
export type Moment = `${Weekday} ${string}:${string}`

/** When such people are reported to read, best first; a starting point until the organization's own figures say better. */
export type ReadingTimes = Readonly<Record<Habit, readonly [Moment, Moment, Moment]>>
