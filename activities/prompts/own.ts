import { BrandSnapshot } from '../../domain/brand.ts'
import { wordsOf } from '../../domain/grounding/quotations.ts'
import { CONTENT_TYPES, type ContentType, PLATFORMS, type Platform } from '../../domain/words.ts'
import { brandVoicePrompt } from './brandVoice.ts'
import { type PlatformCraft, platformPrompt } from './platform.ts'
import { qualityAssurancePrompt } from './qualityAssurance.ts'
import type { PromptText } from './shared.ts'
import { strategistPrompt } from './strategist.ts'

/** So many words of our own in a row are no coincidence. */
export const RUN_WORDS = 7

let shared: ReadonlySet<string> | undefined
const ofCrafts = new WeakMap<PlatformCraft, ReadonlySet<string>>()

/** Whether this run of seven words is said by our prompts themselves, whatever they are told: a draft that has it leaked it. */
export function isOwnRun(run: string, craft?: PlatformCraft): boolean {
  shared ??= new Set(sharedTexts().flatMap(runsOfLines))
  if (shared.has(run)) return true
  if (!craft) return false
  const own = ofCrafts.get(craft) ?? new Set([craft.role, ...craft.craft].flatMap(runsOfLines))
  ofCrafts.set(craft, own)
  return own.has(run)
}

const runsOfLines = (text: string) => text.split(/\n+/).flatMap(runsOf)

/** The runs of a text, in order. */
export function runsOf(text: string): string[] {
  const words = wordsOf(text)
  return words.length < RUN_WORDS ? [] : words.slice(RUN_WORDS - 1).map((_word, i) => words.slice(i, i + RUN_WORDS).join(' '))
}

/** What all writers are told alike, and the other agents: each prompt with nothing in it but our words. */
function sharedTexts(): string[] {
  const at = new Date()
  const brand = BrandSnapshot.parse({ id: '', brand_name: '-', brand_voice: {}, brand_guidelines: '', target_audience: {} })
  const base = { prompt: '', brand, language: 'en' as const, strategy: null }
  const content = { form: 'post' as const, text: '-', hashtags: [], media: [] }
  const craft = { version: '', role: '', craft: [] }
  const forms = PLATFORMS.flatMap((platform) =>
    CONTENT_TYPES[platform].map((contentType): [Platform, ContentType] => [platform, contentType]),
  )
  const disclosure = { connection: 'paid' as const, sponsor: '', countries: [] }
  const prompts: PromptText[] = [
    strategistPrompt({ agent: 'strategist', prompt: '', brand, language: 'en', platforms: [], timeZone: 'UTC' }),
    ...forms.flatMap(([platform, contentType]) => {
      const about = { ...base, platform, contentType, content, disclosure }
      const revise = { content, instructions: [] }
      return [
        platformPrompt({ ...base, agent: platform, contentType, disclosure, revise }, craft, at),
        brandVoicePrompt({ agent: 'brand_voice', ...about }, at),
        qualityAssurancePrompt({ agent: 'quality_assurance', findings: [], ...about }, at),
      ]
    }),
  ]
  return prompts.flatMap(({ shared = '', system, user }) => [shared, system, user]).map((text) => text.replace(/<<<[\s\S]*?>>>/g, '\n'))
}
