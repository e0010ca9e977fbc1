import type { Config } from '../config/env.ts'
import { LANGUAGES, type Language } from '../domain/words.ts'

/** What each model can write. The API may not import the models; a test holds this against their own lists. */
export const MODEL_LANGUAGES: Readonly<Record<Config['MODEL'], readonly Language[]>> = {
  offline: LANGUAGES,
  openai: LANGUAGES,
  anthropic: LANGUAGES,
  gemini: LANGUAGES,
}
