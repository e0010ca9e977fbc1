import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Language } from '../../domain/words.ts'
import { INDUSTRIES, type Industry } from './industries.ts'
import type { Tool } from './port.ts'

/** Which trade a request is of, with the words that say so; none where they do not. */
export const industryAnalyzer: Tool<Record<string, never>> = {
  name: 'industry_analyzer',
  description:
    'Says which trade the brand and the request are in, with the words that gave it away, what people of that trade care about, jargon they are tired of, hashtags and questions. Says unknown where the words do not tell.',
  contentTypes: ['post', 'article'],
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run: (_args, { prompt, brand, language }) => analyseIndustry(prompt, brand, language),
}

export interface Evidence {
  /** As it is written where it was found. */
  word: string
  found_in: 'request' | 'brand'
  /** It is hardly ever said in another trade. */
  sure: boolean
}

export type IndustryReport =
  | {
      trade: string
      name: string
      evidence: Evidence[]
      cares_about: readonly string[]
      jargon_to_avoid: readonly string[]
      hashtags: readonly string[]
      questions: readonly string[]
    }
  /** `evidence` is what was found and is not enough; `between` the trades that it speaks for alike. */
  | { trade: 'unknown'; evidence: Evidence[]; between: string[] }

/** A sure word is enough, and so are two hints; one hint alone is a word like any other. */
const SURE = 2
const HINT = 1
const ENOUGH = 2

export function analyseIndustry(prompt: string, brand: BrandSnapshot, language: Language): IndustryReport {
  const { brand_name, brand_guidelines, target_audience: audience, brand_voice: voice } = brand
  const own = [brand_name, brand_guidelines, audience.description, ...audience.segments, ...audience.interests, voice.tagline].join('\n')
  const ranked = INDUSTRIES.map((industry) => ({ industry, evidence: evidenceFor(industry, prompt, own) }))
    .map((one) => ({ ...one, weight: one.evidence.reduce((sum, { sure }) => sum + (sure ? SURE : HINT), 0) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const [first, second] = ranked
  if (!first || first.weight < ENOUGH) return { trade: 'unknown', evidence: ranked.flatMap(({ evidence }) => evidence), between: [] }
  if (second?.weight === first.weight) {
    const alike = ranked.filter(({ weight }) => weight === first.weight)
    return {
      trade: 'unknown',
      evidence: alike.flatMap(({ evidence }) => evidence),
      between: alike.map(({ industry }) => industry.name[language]),
    }
  }
  const { id, name, cares, jargon, hashtags, questions } = first.industry
  return {
    trade: id,
    name: name[language],
    evidence: first.evidence,
    cares_about: cares[language],
    jargon_to_avoid: jargon[language],
    hashtags: hashtags[language],
    questions: questions[language],
  }
}

/** Sure words first, and what they say is taken out: "coffee" within "coffee shop" is one sign and not two. */
function evidenceFor(industry: Industry, prompt: string, own: string): Evidence[] {
  const { sure, hints } = patternsOf(industry)
  const seen = new Set<string>()
  const found = (text: string, from: Evidence['found_in'], isSure: boolean) =>
    [...text.matchAll(isSure ? sure : hints)].flatMap(([word]): Evidence[] => {
      const key = word.toLowerCase()
      if (seen.has(key)) return []
      seen.add(key)
      return [{ word, found_in: from, sure: isSure }]
    })
  const without = (text: string) => text.replace(sure, '\n')
  return [
    ...found(prompt, 'request', true),
    ...found(own, 'brand', true),
    ...found(without(prompt), 'request', false),
    ...found(without(own), 'brand', false),
  ]
}

const patterns = new Map<string, { sure: RegExp; hints: RegExp }>()

/** Made with the first question: four hundred words take longer to compile than to find. */
function patternsOf({ id, sure, hints }: Industry): { sure: RegExp; hints: RegExp } {
  const made = patterns.get(id) ?? { sure: anyOf(sure), hints: anyOf(hints) }
  patterns.set(id, made)
  return made
}

/** Any of these as a whole word, the longest first. */
const anyOf = (words: readonly string[]) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
