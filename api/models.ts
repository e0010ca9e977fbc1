import type { Config } from '../config/env.ts'
import { providersInUse } from '../config/models.ts'

type ModelSettings = Pick<Config, 'MODEL' | 'MODEL_FALLBACK' | 'MODEL_AGENTS'> &
  Record<`${'OPENAI' | 'ANTHROPIC' | 'GEMINI'}_${'MODEL' | 'SMALL_MODEL'}`, string>

const PREFIX = { openai: 'OPENAI', anthropic: 'ANTHROPIC', gemini: 'GEMINI' } as const

/** Every model that may be asked by these settings, each as `provider/model`. The API may not import the models; a test holds this against them. */
export function modelsInUse(settings: ModelSettings): string[] {
  const own = Object.values(settings.MODEL_AGENTS)
  const names = [...providersInUse(settings).keys()].flatMap((provider) => {
    if (provider === 'offline') return ['offline/offline-composer-1']
    const theirs = own.flatMap(({ provider: of, model }) => (of === provider && model ? [model] : []))
    return [settings[`${PREFIX[provider]}_MODEL`], settings[`${PREFIX[provider]}_SMALL_MODEL`], ...theirs].map(
      (model) => `${provider}/${model}`,
    )
  })
  return [...new Set(names)]
}
