import type { AgentTask } from '../../activities/models/port.ts'
import type { PlatformTask } from '../../activities/prompts/platform.ts'
import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content } from '../../domain/content.ts'
import type { Strategy } from '../../domain/strategy.ts'

/** A brand that has an opinion on everything a brand can have one on. */
export const BRAND: BrandSnapshot = {
  id: '00000000-0000-4000-8000-000000000001',
  brand_name: 'Casa Lino',
  brand_voice: {
    tone: ['warm', 'calm'],
    formality: 'neutral',
    person: 'we',
    emoji: 'none',
    favourite_words: ['linen', 'slow'],
    banned_words: ['cheap'],
    hashtags: ['CasaLino'],
    tagline: 'Wear the weather',
  },
  brand_guidelines: 'Plain words. Never promise delivery dates.',
  target_audience: {
    description: 'Women of 30 to 50 who buy few and good things',
    segments: ['city professionals'],
    interests: ['slow fashion'],
    locations: ['Lisbon'],
  },
  competitors: [],
  feeds: [],
  countries: ['PT'],
  samples: [],
}

export const PROMPT =
  'Launch our linen summer collection: breathable fabric, made in Portugal, sizes XS to 4XL. Mention free shipping this week.'

export const STRATEGY: Strategy = {
  target_audience: 'Women of 30 to 50 in warm cities',
  content_pillars: ['Fabric', 'Origin'],
  themes: ['Heat', 'Few good things'],
  key_points: ['linen summer collection', 'breathable fabric', 'made in Portugal', 'sizes XS to 4XL', 'free shipping this week'],
  hook_angle: 'Dressed for the heat',
  call_to_action: 'Try it on in the store',
  posting_frequency: 'Twice a week',
  suggested_slots: [{ platform: 'instagram', weekday: 'Tue', local_time: '11:30', time_zone: 'Europe/Lisbon', why: 'a quiet hour' }],
}

export const POST: Content = {
  form: 'post',
  text: 'Dressed for the heat.\nOur linen summer collection is here.',
  hashtags: ['linen'],
  media: [{ kind: 'image', brief: 'A linen shirt on a line', alt_text: 'A shirt drying in the sun' }],
}

type Of<A extends AgentTask['agent']> = Extract<AgentTask, { agent: A }>

export const strategistTask = (change: Partial<Of<'strategist'>> = {}): Of<'strategist'> => ({
  agent: 'strategist',
  prompt: PROMPT,
  brand: BRAND,
  platforms: ['instagram', 'linkedin', 'tiktok'],
  language: 'en',
  timeZone: 'Europe/Lisbon',
  ...change,
})

export const platformTask = (change: Partial<PlatformTask> = {}): PlatformTask => ({
  agent: 'instagram',
  prompt: PROMPT,
  brand: BRAND,
  strategy: STRATEGY,
  contentType: 'post',
  language: 'en',
  revise: null,
  ...change,
})

export const brandVoiceTask = (change: Partial<Of<'brand_voice'>> = {}): Of<'brand_voice'> => ({
  agent: 'brand_voice',
  platform: 'instagram',
  contentType: 'post',
  language: 'en',
  prompt: PROMPT,
  brand: BRAND,
  strategy: STRATEGY,
  content: POST,
  ...change,
})

export const qualityTask = (change: Partial<Of<'quality_assurance'>> = {}): Of<'quality_assurance'> => ({
  agent: 'quality_assurance',
  platform: 'instagram',
  contentType: 'post',
  language: 'en',
  prompt: PROMPT,
  brand: BRAND,
  strategy: STRATEGY,
  content: POST,
  findings: [],
  ...change,
})
