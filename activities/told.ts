import type { BrandSnapshot } from '../domain/brand.ts'
import type { Content } from '../domain/content.ts'
import { disclosureLine } from '../domain/platforms/disclosure.ts'
import type { Strategy } from '../domain/strategy.ts'
import type { Disclosure, Language } from '../domain/words.ts'

/** What an agent was told, as far as facts come from it. */
export interface Told {
  prompt: string
  brand: BrandSnapshot
  language: Language
  disclosure?: Disclosure
  strategy?: Strategy | null
  /** What the client said of earlier versions. */
  comments?: readonly string[]
}

/** What people said of the brand and this content; where its competitors and feeds are is no fact of the brand. */
export function saidIn({ prompt, brand, language, disclosure, comments = [] }: Told): string[] {
  const { brand_name, brand_guidelines, brand_voice, target_audience } = brand
  const listed = (value: unknown): string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(listed) : [])
  const tags = brand_voice.hashtags.map((tag) => `#${tag}`)
  const line = disclosure ? [disclosureLine(disclosure, language), disclosure.sponsor] : []
  const own = [...Object.values(brand_voice).flatMap(listed), ...tags, ...Object.values(target_audience).flatMap(listed)]
  return [prompt, brand_name, brand_guidelines, ...own, ...line, ...comments].filter(Boolean)
}

/** A draft is asked for its faults and its doubts, and again for its findings: read once, because reading takes half a millisecond. */
export function remembering<R>(read: (content: Content, told: Told) => R): (content: Content, told: Told) => R {
  const last = new WeakMap<Content, { told: Told; result: R }>()
  return (content, told) => {
    const known = last.get(content)
    if (known && KEYS.every((key) => known.told[key] === told[key])) return known.result
    const result = read(content, told)
    last.set(content, { told, result })
    return result
  }
}

const KEYS = ['prompt', 'brand', 'language', 'disclosure', 'strategy', 'comments'] as const satisfies (keyof Told)[]
