import { contentWords } from '../../domain/brief.ts'
import type { ApprovedDraft, BrandHistory } from '../../domain/history.ts'
import { WEEKDAYS, type Weekday } from '../../domain/strategy.ts'
import type { Platform } from '../../domain/words.ts'
import { fence } from '../prompts/shared.ts'

/** What the approved drafts of a brand have in common, as figures. */
export interface Approvals {
  drafts: number
  by_platform: Partial<Record<Platform, number>>
  by_content_type: Record<string, number>
  /** Used in two or more approved drafts, most used first; at most 8. */
  hashtags: string[]
  /** Words of two or more approved openings, most used first; at most 8. */
  topics: string[]
  /** The weekdays and hours of the organization's zone on which most was approved; at most 3. */
  decided_most: { weekday: Weekday; hour: number; drafts: number }[]
}

const MOST = 8

export function approvalsOf({ approved }: BrandHistory): Approvals {
  const moments = counted(approved.map(({ decided_on, decided_hour }) => `${decided_on} ${decided_hour}`))
  return {
    drafts: approved.length,
    by_platform: Object.fromEntries(counted(approved.map(({ platform }) => platform))),
    by_content_type: Object.fromEntries(counted(approved.map(({ content_type }) => content_type))),
    hashtags: repeated(approved.flatMap(({ hashtags }) => [...new Set(hashtags)])),
    topics: repeated(approved.flatMap(({ first_line }) => [...new Set(topicWords(first_line))])),
    decided_most: moments.slice(0, 3).map(([moment, drafts]) => {
      const [weekday, hour] = moment.split(' ')
      return { weekday: WEEKDAYS.find((day) => day === weekday) ?? 'Mon', hour: Number(hour), drafts }
    }),
  }
}

/** What clients of this brand asked to be changed, as data between marks; empty when nobody asked. */
export function askedChanges({ asked_changes }: BrandHistory): string {
  const lines = asked_changes.slice(0, 5).map(({ platform, comment }) => `- ${platform}: ${comment.replace(/\s+/g, ' ').slice(0, 200)}`)
  return lines.length ? fence('COMMENTS', lines.join('\n')) : ''
}

/** The words of a draft's opening and of its hashtags, which are written without spaces. */
export function wordsOfDraft({ first_line, hashtags }: ApprovedDraft): ReadonlySet<string> {
  return new Set(contentWords([first_line, ...hashtags.map((tag) => tag.replace(/(?<=\p{Ll})(?=\p{Lu})|_/gu, ' '))].join(' ')))
}

/** Words of a text that can be a subject: no figures, no short ones, as written but in lower case. */
export function topicWords(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{4,24}/gu) ?? []).filter((word) => contentWords(word).length > 0)
}

/** Each value with how often it occurs, most frequent first, then in the order of the alphabet. */
export function counted<T extends string>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

const repeated = (values: readonly string[]) =>
  counted(values)
    .filter(([, times]) => times > 1)
    .slice(0, MOST)
    .map(([value]) => value)
