import { z } from 'zod'
import type { Content } from '../../domain/content.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { audienceTexts, items, length, postsOf } from '../../domain/platforms/measures.ts'
import type { PartScore } from '../../domain/score.ts'
import type { Platform } from '../../domain/words.ts'
import type { Tool } from './port.ts'

/** How likely a draft is to be read to its end and answered, with what to improve. */
export const engagementOptimizer: Tool<Record<string, never>> = {
  name: 'engagement_optimizer',
  description:
    'Judges the draft for its opening, call to action, length, hashtags and ease of reading. Gives a score from 0 to 1 and what to improve.',
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run(_args, task) {
    if (!('platform' in task)) throw new Error(`engagement_optimizer serves agents that have a draft, not ${task.agent}`)
    return judgeEngagement(task.platform, task.content)
  },
}

/** Verbs that ask a reader for something, English and Indonesian. */
export const ASKS =
  /\b(?:apply|ask|book|bring|browse|call|choose|click|come|comment|contact|discover|dm|download|drop|explore|find|follow|get in touch|grab|join|learn more|let us know|link in bio|meet|message|order|pick|pre-?order|read|register|reply|reserve|rsvp|save|see|send|share|shop|sign up|stop by|subscribe|swing by|tag|take|tap|tell|try|visit|vote|watch|write|ajak|amankan|baca|bagikan|balas|bawa|belanja|beli|beri tahu|cari tahu|catat|cek|ceritakan|coba|daftar|datang|dapatkan|gabung|hadir|hubungi|ikut|ikuti|intip|jawab|kabari|kenali|kirim(?:kan)?|klik|komentar|kunjungi|lamar|lihat|luangkan|mampir|pesan|pilih|rayakan|sampaikan|simak|simpan|tandai|tanya(?:kan)?|temui|temukan|tonton|tulis|unduh|yuk)\b/iu

/** Characters of the published text that read well; a script is measured in seconds instead. */
const GOOD_LENGTH: Record<Content['form'], readonly [number, number]> = {
  post: [120, 1800],
  carousel: [60, 1500],
  script: [10, 120],
  story: [0, 120],
  article: [120, 2200],
  photo: [60, 1500],
  thread: [200, 2500],
}

const WEIGHTS = { opening: 0.25, ask: 0.25, length: 0.15, hashtags: 0.1, reading: 0.25 } as const

/** Engagement of a draft, 0 to 1, one reason for each thing to improve. */
export function judgeEngagement(platform: Platform, content: Content): PartScore & { score: number } {
  const pack = RULE_PACKS[platform]
  const texts = audienceTexts(content)
  const all = texts.join('\n')
  const costs: [number, string][] = []
  const opening =
    (content.form === 'story' ? (texts[0] ?? '') : content.text)
      .trim()
      .match(/^.*?(?:[.!?…](?=\s|$)|\n|$)/su)?.[0]
      .trim() ?? ''

  if (length(pack, opening) > pack.fold)
    costs.push([WEIGHTS.opening, `Open with a sentence under ${pack.fold} characters: the rest is folded away.`])
  else if (
    /^(?:hi|hello|hey|dear|welcome|we are (?:very |so )?(?:excited|happy|pleased|proud|thrilled)|in today's|are you (?:ready|looking)|halo|hai|selamat (?:datang|pagi|siang|sore|malam)|kami (?:sangat |dengan )?(?:senang|bangga|gembira|bersemangat)|di era|di zaman|apakah (?:anda|kamu) (?:siap|sedang mencari))\b/i.test(
      opening,
    )
  )
    costs.push([WEIGHTS.opening * 0.8, 'Open with the subject: this opening could stand before anything.'])
  else if (opening.split(/\s+/).length < 3) costs.push([WEIGHTS.opening * 0.6, 'Give the opening more than a word or two.'])

  const end = texts.length > 1 ? all : content.form === 'story' ? all : content.text.slice(-400)
  if (!ASKS.test(end) && !end.includes('?'))
    costs.push([WEIGHTS.ask, 'Ask the reader for something at the end: a question, a visit, a reply.'])

  const [least, most] = GOOD_LENGTH[content.form]
  const size =
    content.form === 'script'
      ? content.beats.reduce((sum, beat) => sum + beat.seconds, 0)
      : postsOf(pack, content).reduce((sum, text) => sum + length(pack, text), 0)
  const unit = content.form === 'script' ? 'seconds' : 'characters'
  if (size < least) costs.push([WEIGHTS.length, `Say more: ${Math.round(size)} ${unit}, ${least} or more read better.`])
  if (size > most) costs.push([WEIGHTS.length * 0.7, `Say less: ${Math.round(size)} ${unit}, up to ${most} read better.`])

  const tags = items(pack, content, 'hashtags').length
  if (content.form !== 'story' && (tags === 0 || tags > 5))
    costs.push([WEIGHTS.hashtags, tags ? 'Keep to five hashtags.' : 'Add one to five hashtags that name the subject.'])

  const reading = reads(all)
  if (reading) costs.push([WEIGHTS.reading * reading.share, reading.reason])
  return { score: Math.max(0, 1 - costs.reduce((sum, [cost]) => sum + cost, 0)), reasons: costs.map(([, reason]) => reason) }
}

function reads(text: string): { share: number; reason: string } | null {
  const sentences = text.split(/(?<=[.!?…])\s+|\n+/).filter((s) => /\p{L}/u.test(s))
  const longest = Math.max(0, ...sentences.map((s) => s.split(/\s+/).length))
  const block = Math.max(0, ...text.split(/\n+/).map((p) => p.length))
  const distinct = new Set(sentences.map((s) => s.trim().toLowerCase())).size
  if (sentences.length - distinct > Math.max(1, sentences.length / 4)) return { share: 1, reason: 'Sentences repeat: say each thing once.' }
  if (longest > 45) return { share: 1, reason: `One sentence has ${longest} words: split it.` }
  if (longest > 32) return { share: 0.4, reason: `One sentence has ${longest} words: split it.` }
  return block > 700 ? { share: 0.4, reason: 'Break the long paragraph: nobody reads a wall.' } : null
}
