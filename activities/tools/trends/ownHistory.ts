import { contentWords } from '../../../domain/brief.ts'
import { approvalsOf } from '../approvals.ts'
import type { Trend, TrendSource } from './port.ts'

/** What has gone well with this brand's clients: topics, platforms and moments of what they approved in the last 180 days. */
export const ownHistory: TrendSource = {
  name: 'own_history',
  async find({ prompt }, { history }) {
    const { drafts, topics, hashtags, by_platform, decided_most } = approvalsOf(history)
    if (drafts === 0) return { trends: [], unread: [] }
    const asked = new Set(contentWords(prompt))
    const trend = (title: string, detail: string): Trend => ({
      source: 'own_history',
      title,
      date: null,
      shares: contentWords(title).filter((word) => asked.has(word)),
      detail,
    })
    const platforms = Object.entries(by_platform).map(([platform, count]) => trend(platform, `${count} of ${drafts} approved drafts`))
    const moments = decided_most.map(({ weekday, hour, drafts: count }) =>
      trend(`${weekday} ${hour}:00`, `${count} drafts were approved then`),
    )
    return {
      trends: [
        ...topics.map((topic) => trend(topic, 'a topic of approved drafts')),
        ...hashtags.map((tag) => trend(`#${tag}`, 'a hashtag of approved drafts')),
        ...platforms,
        ...moments,
      ],
      unread: [],
    }
  },
}
