import { z } from 'zod'
import type { AgentTask } from '../models/port.ts'
import { fence } from '../prompts/shared.ts'
import type { Tool, ToolContext } from './port.ts'
import { feeds } from './trends/feeds.ts'
import { observances } from './trends/observances.ts'
import { ownHistory } from './trends/ownHistory.ts'
import type { Trend, TrendAsk, TrendSource } from './trends/port.ts'

const parameters = z.object({
  days: z.number().int().min(1).max(90).describe('How many days ahead to look for dated observances; 45 is usual.'),
})

/** Where trends are looked for; another source is another line here. */
export const SOURCES: readonly TrendSource[] = [observances, feeds, ownHistory]

/** What is of the moment for this brand: from tables, from feeds that it names and from its own past. Nothing is invented. */
export const trendDetector: Tool<z.infer<typeof parameters>> = trendDetectorOver(SOURCES)

/** The tool over other sources. */
export function trendDetectorOver(sources: readonly TrendSource[]): Tool<z.infer<typeof parameters>> {
  return {
    name: 'trend_detector',
    description:
      "Lists what is of the moment: dated observances of the brand's countries, headlines of feeds that the brand names, and what its clients approved. Says which words of the request each shares.",
    parameters,
    run: ({ days }, task, context) => askSources(sources, task, days, context),
  }
}

/** What the sources found for a task, in their order. */
export async function askSources(sources: readonly TrendSource[], task: AgentTask, days: number, context: ToolContext) {
  const { prompt, brand, language } = task
  const ask: TrendAsk = { prompt, brand, language, days, timeZone: task.agent === 'strategist' ? task.timeZone : 'UTC' }
  const found = await Promise.all(sources.map(async (source) => ({ source: source.name, ...(await source.find(ask, context)) })))
  return {
    sources: found.map(({ source, trends, unread }) => ({ source, found: trends.length, unread })),
    // Everything a stranger can have written stands between marks; what the figures say of it stands beside.
    trends: found.flatMap(({ trends }) => trends.map(shown)),
  }
}

export interface ShownTrend extends Trend {
  /** The title between marks where a stranger wrote it. */
  title: string
}

function shown(trend: Trend): ShownTrend {
  return trend.source === 'feeds' ? { ...trend, title: fence('HEADLINE', trend.title) } : trend
}
