import type { BrandHistory } from '../../domain/history.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { Habit } from '../../domain/platforms/readers.ts'
import type { SuggestedSlot, Weekday } from '../../domain/strategy.ts'
import type { Language, Platform } from '../../domain/words.ts'

export const FREQUENCIES: Record<Language, Record<Habit, string>> = {
  en: {
    'working day': 'three posts a week, on working days',
    'family evening': 'three posts a week, evenings and Saturday morning',
    student: 'four posts a week, after classes',
    general: 'three posts a week',
  },
  id: {
    'working day': 'tiga unggahan seminggu, pada hari kerja',
    'family evening': 'tiga unggahan seminggu, malam hari dan Sabtu pagi',
    student: 'empat unggahan seminggu, setelah jam kuliah',
    general: 'tiga unggahan seminggu',
  },
}

const SLOTS_A_PLATFORM = 2
/** Fewer approvals than this are chance. */
const TELLING = 3

/**
 * Two times for each platform, in the organization's zone. Of the times that suit the readers, those come first that fall on the days on
 * which the brand's drafts are approved: what is approved in the morning can go out the same day.
 */
export function suggestSlots(
  habit: Habit,
  platforms: readonly Platform[],
  timeZone: string,
  history: BrandHistory,
  language: Language = 'en',
): SuggestedSlot[] {
  return platforms.flatMap((platform) => {
    const approvedOn = new Map<Weekday, number>()
    for (const { decided_on, platform: of } of history.approved)
      if (of === platform) approvedOn.set(decided_on, (approvedOn.get(decided_on) ?? 0) + 1)
    const telling = (weekday: Weekday) => ((approvedOn.get(weekday) ?? 0) >= TELLING ? (approvedOn.get(weekday) ?? 0) : 0)
    return RULE_PACKS[platform].readAt[habit]
      .map((moment) => moment.split(' ') as [Weekday, string])
      .sort(([a], [b]) => telling(b) - telling(a))
      .slice(0, SLOTS_A_PLATFORM)
      .map(([weekday, local_time]) => ({
        platform,
        weekday,
        local_time,
        time_zone: timeZone,
        why: telling(weekday) ? `${REASONS[language][habit]}; ${APPROVED[language](telling(weekday), platform)}` : REASONS[language][habit],
      }))
  })
}

const REASONS: Record<Language, Record<Habit, string>> = {
  en: {
    'working day': 'people at work read around breaks and the way home',
    'family evening': 'families read when children sleep and on weekend mornings',
    student: 'students read after classes',
    general: 'a time of day when most people look at their phone',
  },
  id: {
    'working day': 'pekerja membaca di sela istirahat dan dalam perjalanan pulang',
    'family evening': 'keluarga membaca saat anak tidur dan pada pagi akhir pekan',
    student: 'mahasiswa membaca setelah kuliah',
    general: 'waktu ketika kebanyakan orang melihat ponsel',
  },
}

const APPROVED: Record<Language, (drafts: number, platform: Platform) => string> = {
  en: (drafts, platform) => `${drafts} ${platform} drafts of this brand were approved on this weekday`,
  id: (drafts, platform) => `${drafts} draf ${platform} merek ini disetujui pada hari ini dalam minggu`,
}
