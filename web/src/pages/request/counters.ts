import type { Content } from '../../../../domain/content.ts'
import { advisedMost, countsOf, mostOf, RULE_PACKS } from '../../../../domain/platforms/index.ts'
import { items, sentLength, texts } from '../../../../domain/platforms/measures.ts'
import type { CheckOptions, CountedItem, TextField } from '../../../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../../../domain/words.ts'

export interface Counter {
  /** As a person knows it: "Caption", "Hashtags". */
  label: string
  now: number
  most: number
  /** Shorter than the platform's limit, where a rule advises so. */
  advised: number | null
}

const FIELDS: readonly TextField[] = ['published', 'posts', 'title', 'headline', 'article']
const COUNTED: readonly CountedItem[] = ['hashtags', 'slides', 'frames', 'posts']

/** How much there is of what the platform limits, counted as it counts, beside the limit of its rules. */
export function countersOf(platform: Platform, contentType: ContentType, content: Content, options: CheckOptions): Counter[] {
  const pack = RULE_PACKS[platform]
  const lengths = FIELDS.flatMap((field) => {
    const most = mostOf(platform, contentType, field, options)
    if (!Number.isFinite(most)) return []
    const advised = advisedMost(platform, contentType, field, options)
    return texts(pack, content, field).map(({ label, text }) => ({
      label,
      now: sentLength(pack, field, text),
      most,
      advised: advised !== null && advised < most ? advised : null,
    }))
  })
  const counts = COUNTED.flatMap((of) => {
    const { most } = countsOf(platform, contentType, of, options)
    const now = items(pack, content, of).length
    return Number.isFinite(most) && (now > 0 || of === 'hashtags') ? [{ label: of, now, most, advised: null }] : []
  })
  return [...lengths, ...counts]
}
