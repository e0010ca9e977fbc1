import type { BrandHistory } from '../../domain/history.ts'
import type { SuggestedSlot, Weekday } from '../../domain/strategy.ts'
import type { Platform } from '../../domain/words.ts'

export type Habit = 'working day' | 'family evening' | 'student' | 'general'

type Time = readonly [Weekday, string]

/** Times when such people are reported to read; a starting point until the organization's own figures say better. */
const TIMES: Record<Habit, Record<Platform, readonly Time[]>> = {
  'working day': {
    instagram: [
      ['Wed', '12:15'],
      ['Thu', '17:30'],
      ['Tue', '12:30'],
    ],
    linkedin: [
      ['Tue', '08:30'],
      ['Wed', '08:45'],
      ['Thu', '12:15'],
    ],
    tiktok: [
      ['Wed', '18:30'],
      ['Thu', '19:30'],
      ['Tue', '18:30'],
    ],
  },
  'family evening': {
    instagram: [
      ['Mon', '20:30'],
      ['Sat', '09:30'],
      ['Wed', '20:30'],
    ],
    linkedin: [
      ['Tue', '12:30'],
      ['Thu', '08:30'],
      ['Wed', '12:30'],
    ],
    tiktok: [
      ['Wed', '20:30'],
      ['Sun', '19:30'],
      ['Fri', '20:30'],
    ],
  },
  student: {
    instagram: [
      ['Tue', '16:00'],
      ['Sun', '18:00'],
      ['Thu', '16:30'],
    ],
    linkedin: [
      ['Wed', '10:30'],
      ['Mon', '16:30'],
      ['Thu', '10:30'],
    ],
    tiktok: [
      ['Thu', '19:30'],
      ['Sun', '20:00'],
      ['Tue', '19:30'],
    ],
  },
  general: {
    instagram: [
      ['Tue', '11:30'],
      ['Sat', '10:00'],
      ['Thu', '18:30'],
    ],
    linkedin: [
      ['Tue', '10:30'],
      ['Thu', '10:30'],
      ['Wed', '12:15'],
    ],
    tiktok: [
      ['Thu', '18:30'],
      ['Sat', '11:00'],
      ['Tue', '18:30'],
    ],
  },
}

export const FREQUENCIES: Record<Habit, string> = {
  'working day': 'three posts a week, on working days',
  'family evening': 'three posts a week, evenings and Saturday morning',
  student: 'four posts a week, after classes',
  general: 'three posts a week',
}

const SLOTS_A_PLATFORM = 2
/** Fewer approvals than this are chance. */
const TELLING = 3

/**
 * Two times for each platform, in the organization's zone. Of the times that suit the readers, those come first that fall on the days on
 * which the brand's drafts are approved: what is approved in the morning can go out the same day.
 */
export function suggestSlots(habit: Habit, platforms: readonly Platform[], timeZone: string, history: BrandHistory): SuggestedSlot[] {
  return platforms.flatMap((platform) => {
    const approvedOn = new Map<Weekday, number>()
    for (const { decided_on, platform: of } of history.approved)
      if (of === platform) approvedOn.set(decided_on, (approvedOn.get(decided_on) ?? 0) + 1)
    const telling = (weekday: Weekday) => ((approvedOn.get(weekday) ?? 0) >= TELLING ? (approvedOn.get(weekday) ?? 0) : 0)
    return [...TIMES[habit][platform]]
      .sort(([a], [b]) => telling(b) - telling(a))
      .slice(0, SLOTS_A_PLATFORM)
      .map(([weekday, local_time]) => ({
        platform,
        weekday,
        local_time,
        time_zone: timeZone,
        why: telling(weekday)
          ? `${REASONS[habit]}; ${telling(weekday)} ${platform} drafts of this brand were approved on this weekday`
          : REASONS[habit],
      }))
  })
}

const REASONS: Record<Habit, string> = {
  'working day': 'people at work read around breaks and the way home',
  'family evening': 'families read when children sleep and on weekend mornings',
  student: 'students read after classes',
  general: 'a time of day when most people look at their phone',
}
