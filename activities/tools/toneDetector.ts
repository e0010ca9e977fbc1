import { z } from 'zod'
import { judgeVoice, profileWith } from '../../domain/voice.ts'
import type { Tool } from './port.ts'

const parameters = z.object({ text: z.string().max(130_000).describe('The text whose voice to judge, without hashtags.') })

/** How near a text is to the brand's voice, with what to change. */
export const toneDetector: Tool<z.infer<typeof parameters>> = {
  name: 'tone_detector',
  description:
    "Compares a text with the brand's voice, as it stated it and as its own texts show it where it stated nothing: banned and favourite words, emoji, formality, person, loudness, length of sentences. Gives a score from 0 to 1 and reasons.",
  parameters,
  run: ({ text }, { brand, language, prompt }, { history }) => judgeVoice([text], brand, language, prompt, profileWith(brand, history)),
}
