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
const VAGUE = /^(?:\d+(?!st|nd|rd|th)\p{L}*|feature|product|service|collection|menu|offer|event|news|tips?|story|team|day|week)s?$/iu

export function makeHashtags(prompt: string, { brand_name, brand_voice: voice }: BrandSnapshot, count: number): string[] {
  const { short, topic, points } = readPrompt(prompt)
  const words = meaningful(short)
  const places = (prompt.match(/(?<=\b(?:in|at|near) )\p{Lu}\p{L}+/gu) ?? []).filter(
    (place) => !/^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/.test(place),
  )
  const candidates = [
    ...voice.hashtags.slice(0, 2),
    joined(words.slice(-4)),
    joined(words.slice(-3)),
    joined(words.slice(-2)),
    ...places.map((place) => joined([...words.slice(-1), place])),
    joined(meaningful(brand_name)),
    joined(meaningful(topic).slice(-2)),
    ...points.filter((point) => point.kind === 'thing').map((point) => joined(meaningful(point.text).slice(-2))),
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

function meaningful(text: string): string[] {
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
