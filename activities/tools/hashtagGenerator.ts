import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Tool } from './port.ts'
import { readPrompt } from './reading.ts'

const parameters = z.object({ count: z.number().int().min(1).max(5).describe('How many hashtags to return, five at most.') })

/** Hashtags made of the prompt's and the brand's own words: none says anything that neither of them said. */
export const hashtagGenerator: Tool<z.infer<typeof parameters>> = {
  name: 'hashtag_generator',
  description:
    "Makes hashtags from the words of the request and the brand's own list, most exact first. Never more than five, none generic.",
  contentTypes: ['post', 'carousel', 'reel'],
  parameters,
  run: ({ count }, task) => ({ hashtags: makeHashtags(task.prompt, task.brand, count) }),
}

const LONGEST = 28
/** A date, a quantity or a word that could stand under anything. */
const VAGUE =
  /^(?:\d+(?!st|nd|rd|th)\p{L}*|fitur|produk|layanan|koleksi|promo|acara|cerita|kelas|harga|hari|minggu|feature|product|service|collection|menu|offer|event|news|tips?|story|team|day|week)s?$/iu

export function makeHashtags(prompt: string, { brand_name, brand_voice: voice }: BrandSnapshot, count: number): string[] {
  const { language, short, topic, points } = readPrompt(prompt)
  // "ke-100" without its "ke" would be another figure.
  const meaningful = (text: string) =>
    wordsIn(language === 'id' ? text.replace(/(?<!\p{L})ke-\d+/giu, '') : text).filter((word) => language === 'en' || !SMALL_ID.test(word))
  // What an Indonesian phrase is about stands first in it, an English one's last.
  const main = (text: string, count: number) =>
    joined(language === 'id' ? meaningful(text).slice(0, count) : meaningful(text).slice(-count))
  const words = meaningful(short)
  const places = (
    prompt.match(language === 'id' ? /(?<=\b(?:di|ke) )\p{Lu}\p{L}+/gu : /(?<=\b(?:in|at|near) )\p{Lu}\p{L}+/gu) ?? []
  ).filter((place) => !/^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jalan)$/.test(place))
  const candidates = [
    ...voice.hashtags.slice(0, 2),
    main(short, 4),
    main(short, 3),
    main(short, 2),
    ...places.map((place) => joined([...(language === 'id' ? words.slice(0, 1) : words.slice(-1)), place])),
    joined(meaningful(brand_name)),
    main(topic, 2),
    ...points.filter((point) => point.kind === 'thing').map((point) => main(point.text, 2)),
    ...voice.hashtags.slice(2),
  ]
  const banned = voice.banned_words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  const seen = new Set<string>()
  return candidates
    .filter((tag) => {
      const key = tag.toLowerCase()
      const fits =
        tag.length >= 3 &&
        tag.length <= LONGEST &&
        /\p{L}/u.test(tag) &&
        !VAGUE.test(tag) &&
        !seen.has(key) &&
        !banned.some((word) => word && key.includes(word))
      if (fits) seen.add(key)
      return fits
    })
    .slice(0, count)
}

const SMALL_ID =
  /^(?:kami|kita|saya|yang|dan|di|ke|dari|untuk|dengan|pada|baru|terbaru|ini|itu|atau|semua|setiap|sampai|hingga|mulai|tentang|soal|adalah|akan|sudah|bisa|tanpa|pukul|oleh|juga|agar|saat|tersedia)$/i

function wordsIn(text: string): string[] {
  return (text.replace(/['’]s\b/g, '').match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) =>
      !/^(?:our|my|your|the|a|an|of|for|to|in|on|at|and|or|with|how|why|what|which|we|is|are|off|all|new|until|that|from|by|no|free|them|it)$/i.test(
        word,
      ),
  )
}

function joined(words: readonly string[]): string {
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}
