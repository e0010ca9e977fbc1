import { z } from 'zod'
import { localOf } from '../../domain/calendar.ts'
import type { ContentType, Language } from '../../domain/words.ts'
import type { Tool } from './port.ts'
import { readPrompt } from './reading.ts'
import { askSources, type ShownTrend, SOURCES } from './trendDetector.ts'
import { FORMATS, type VideoFormat } from './trends/formats.ts'
import type { TrendSource } from './trends/port.ts'

const parameters = z.object({
  days: z.number().int().min(1).max(90).describe('How many days ahead to look for dated observances; 30 is usual.'),
})

/** Which ways of telling suit the request, and what is of the moment that it itself speaks of. What no table, feed or approval says is not said. */
export const trendTracker: Tool<z.infer<typeof parameters>> = trendTrackerOver(SOURCES)

/** The tool over other sources. */
export function trendTrackerOver(sources: readonly TrendSource[]): Tool<z.infer<typeof parameters>> {
  return {
    name: 'trend_tracker',
    description:
      'Lists formats that work for this request, from a dated table, with their shots and first words; and what is of the moment in observances, the brand’s feeds and its approved drafts, as far as the request shares words with it.',
    contentTypes: ['script', 'photo'],
    parameters,
    async run({ days }, task, context) {
      if (!('contentType' in task)) throw new Error(`trend_tracker serves agents that write, not ${task.agent}`)
      const today = localOf(context.now, 'UTC').date
      const found = await askSources(sources, task, days, context)
      return {
        as_of: today,
        formats: fittingFormats(task.prompt, task.contentType, task.language, today),
        of_the_moment: found.trends.filter(({ shares }) => shares.length > 0),
        unread: found.sources.flatMap(({ unread }) => unread),
      } satisfies Tracked
    },
  }
}

export interface Tracked {
  as_of: string
  formats: FittingFormat[]
  /** Only what shares words with the request. */
  of_the_moment: ShownTrend[]
  /** What could not be read, in words. */
  unread: string[]
}

export interface FittingFormat {
  id: string
  name: string
  shape: readonly string[]
  /** The first words, about the request's own subject. */
  opening: string
  since: string
  checked: string
}

const MOST = 3

/** The formats of the table that suit a request on a day, in the table's order; none where none does. */
export function fittingFormats(
  prompt: string,
  contentType: ContentType,
  language: Language,
  today: string,
  table: readonly VideoFormat[] = FORMATS,
): FittingFormat[] {
  const { intent, short, theShort, kind, points } = readPrompt(prompt, language)
  const subject = language === 'en' ? theShort : short
  // The first words speak of a thing; a run of pictures has no camera that could be a guest.
  if (kind !== 'thing') return []
  return table
    .filter(({ suits, leastPoints, effectiveFrom }) => suits.includes(intent) && points.length >= leastPoints && effectiveFrom <= today)
    .filter(({ id }) => contentType !== 'photo' || id !== 'pov')
    .slice(0, MOST)
    .map(({ id, name, shape, opening, effectiveFrom, checked }) => ({
      id,
      name: name[language],
      shape: shape[language],
      opening: opening[language].replace('{s}', subject),
      since: effectiveFrom,
      checked,
    }))
}
