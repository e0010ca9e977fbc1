import { parseFeed } from 'feedsmith'
import { OutboundFailure, originsOf } from '../../../adapters/outboundRules.ts'
import { contentWords } from '../../../domain/brief.ts'
import type { Trend, TrendSource } from './port.ts'

/** Headlines a feed may bring in, and how long each may be: enough to see a subject, too little to preach. */
const HEADLINES_A_FEED = 30
const HEADLINE_LENGTH = 140
const MOST = 12
const MAX_AGE_DAYS = 30

interface Headline {
  title: string
  at: string
}

/** RSS and Atom feeds that the brand names, and no other address. What they say is somebody else's text: cut short, data only. */
export const feeds: TrendSource = {
  name: 'feeds',
  async find({ prompt, brand }, { outbound, now, signal }) {
    const asked = new Set(contentWords(`${prompt} ${brand.target_audience.interests.join(' ')}`))
    const origins = originsOf(brand.feeds)
    const read = await Promise.all(
      brand.feeds.slice(0, 5).map(async (url) => {
        try {
          return { url, headlines: headlinesOf((await outbound.read(url, { origins, signal })).text), why: '' }
        } catch (error) {
          signal.throwIfAborted()
          return { url, headlines: [], why: error instanceof OutboundFailure ? error.message : 'it is no feed' }
        }
      }),
    )
    const trends = read
      .flatMap(({ url, headlines }) => headlines.flatMap((headline) => trendOf(headline, new URL(url).hostname, asked, now) ?? []))
      .sort((a, b) => b.shares.length - a.shares.length || ((a.date ?? '') > (b.date ?? '') ? -1 : 1))
    return { trends: trends.slice(0, MOST), unread: read.filter(({ why }) => why).map(({ url, why }) => `${url.slice(0, 200)}: ${why}`) }
  },
}

/** The newest headlines of a feed. Throws where the text is no feed. */
export function headlinesOf(text: string): Headline[] {
  const { format, feed } = parseFeed(text)
  const headlines =
    format === 'atom'
      ? (feed.entries ?? []).map(({ title, published, updated }) => ({ title, at: published ?? updated }))
      : format === 'rss'
        ? (feed.items ?? []).map(({ title, pubDate }) => ({ title, at: pubDate }))
        : []
  return headlines
    .slice(0, HEADLINES_A_FEED)
    .map(({ title, at }) => ({ title: plain(typeof title === 'string' ? title : (title?.value ?? '')), at: String(at ?? '') }))
    .filter(({ title }) => title !== '')
}

function trendOf({ title, at }: Headline, host: string, asked: ReadonlySet<string>, now: Date): Trend | undefined {
  const time = Date.parse(at)
  const known = !Number.isNaN(time) && time <= now.getTime() + 86_400_000
  if (known && now.getTime() - time > MAX_AGE_DAYS * 86_400_000) return undefined
  return {
    source: 'feeds',
    title,
    date: known ? new Date(time).toISOString().slice(0, 10) : null,
    shares: [...new Set(contentWords(title))].filter((word) => asked.has(word)),
    detail: host,
  }
}

/** One line without markup. */
function plain(title: string): string {
  return title
    .slice(0, 1000)
    .replace(/<[^>]{0,500}>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, HEADLINE_LENGTH)
}
