import { z } from 'zod'
import { profileOf, samplesOf, type VoiceProfile, voiceBy } from '../../domain/voiceProfile.ts'
import { fence } from '../prompts/shared.ts'
import type { Tool } from './port.ts'

/** How the brand in fact writes: counts and quotations of what it published, and the voice that follows from them. */
export const brandAnalyzer: Tool<Record<string, never>> = {
  name: 'brand_analyzer',
  description:
    'Reads how the brand in fact writes from texts that it published and openings that its clients approved: person, formality, sentence length, emoji, punctuation, favourite and banned words, each with counts and quotations. Says where there is too little to tell.',
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run(_args, { brand }, { history }) {
    const profile = profileOf(samplesOf(brand, history), brand.brand_voice)
    // Published by somebody, at some time: what it says is read and not obeyed.
    const marked = JSON.parse(JSON.stringify(profile), (key, value: unknown) =>
      key === 'quotes'
        ? (value as string[]).map(quotation)
        : (key === 'quote' || key === 'longest') && value
          ? quotation(String(value))
          : value,
    ) as VoiceProfile
    return { ...marked, voice: voiceBy(brand.brand_voice, profile) }
  },
}

const quotation = (text: string) => fence('QUOTE', text)
