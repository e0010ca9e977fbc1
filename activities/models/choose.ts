import { offlineModel } from './offline.ts'
import { openaiModel } from './openai.ts'
import type { Model } from './port.ts'

/** The settings that decide which model writes; a loaded configuration has them all. */
export interface ModelSettings {
  MODEL: 'offline' | 'openai'
  OPENAI_API_KEY?: string | undefined
  OPENAI_BASE_URL?: string | undefined
  OPENAI_MODEL: string
  OPENAI_SMALL_MODEL: string
  MODEL_DEADLINE_MS: number
}

/** The one model this process uses, as the settings say. Nothing but `MODEL=openai` spends money: a key alone does not. */
export function chooseModel(settings: ModelSettings): Model {
  switch (settings.MODEL) {
    case 'offline':
      return offlineModel()
    case 'openai': {
      if (!settings.OPENAI_API_KEY) throw new Error('OPENAI_API_KEY is required when MODEL=openai')
      return openaiModel({
        apiKey: settings.OPENAI_API_KEY,
        baseUrl: settings.OPENAI_BASE_URL,
        model: settings.OPENAI_MODEL,
        smallModel: settings.OPENAI_SMALL_MODEL,
        deadlineMs: settings.MODEL_DEADLINE_MS,
      })
    }
    default:
      return settings.MODEL satisfies never
  }
}
