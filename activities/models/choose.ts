import { AGENTS, type AgentName, type Language, PLATFORMS } from '../../domain/words.ts'
import { anthropicModel } from './anthropic.ts'
import { estimateOf, nameFor } from './estimate.ts'
import { geminiModel } from './gemini.ts'
import { offlineModel } from './offline.ts'
import { openaiModel } from './openai.ts'
import type { Model } from './port.ts'
import { routedModel } from './router.ts'

type Provider = 'offline' | 'openai' | 'anthropic' | 'gemini'
type Paid = Exclude<Provider, 'offline'>

/** The settings that decide which models write; a loaded configuration has them all. */
export interface ModelSettings {
  MODEL: Provider
  /** Who is asked when the provider before is down. */
  MODEL_FALLBACK: readonly Provider[]
  /** Agents with a model of their own. */
  MODEL_AGENTS: Readonly<Record<string, { provider: Provider; model: string | undefined }>>
  OPENAI_API_KEY?: string | undefined
  OPENAI_BASE_URL?: string | undefined
  OPENAI_MODEL: string
  OPENAI_SMALL_MODEL: string
  ANTHROPIC_API_KEY?: string | undefined
  ANTHROPIC_BASE_URL?: string | undefined
  ANTHROPIC_MODEL: string
  ANTHROPIC_SMALL_MODEL: string
  GEMINI_API_KEY?: string | undefined
  GEMINI_BASE_URL?: string | undefined
  GEMINI_MODEL: string
  GEMINI_SMALL_MODEL: string
  MODEL_DEADLINE_MS: number
}

const OPEN = { openai: openaiModel, anthropic: anthropicModel, gemini: geminiModel }
const PREFIX = { openai: 'OPENAI', anthropic: 'ANTHROPIC', gemini: 'GEMINI' } as const
const ALL_LANGUAGES: readonly Language[] = ['en', 'id']

/**
 * The one model this process uses, as the settings say: offline by itself, else a router over those that are named. Nothing but MODEL,
 * MODEL_FALLBACK and MODEL_AGENTS spends money: a key alone does not.
 */
export function chooseModel(settings: ModelSettings): Model {
  const own = ownModels(settings)
  const used = [...new Set([settings.MODEL, ...settings.MODEL_FALLBACK, ...Object.values(own).map(({ provider }) => provider)])]
  if (used.every((provider) => provider === 'offline')) return offlineModel()
  const models = new Map(used.map((provider) => [provider, provider === 'offline' ? offlineModel() : open(provider, settings)]))
  const order = (agent: AgentName): Provider[] => {
    const first = own[agent]?.provider
    return [...new Set([...(first ? [first] : []), settings.MODEL, ...settings.MODEL_FALLBACK])]
  }
  return routedModel({
    label: (models.get(settings.MODEL) ?? offlineModel()).label,
    languages: settings.MODEL === 'offline' ? offlineModel().languages : ALL_LANGUAGES,
    order: (agent) => order(agent).flatMap((provider) => models.get(provider) ?? []),
    estimate: (platforms) =>
      estimateOf(platforms, (kind) => {
        const named = (kind === 'writer' ? PLATFORMS : [kind]).map((agent) =>
          order(agent).map((provider) => priced(settings, provider, agent)),
        )
        return { first: named.map(([first]) => first ?? null), others: named.flat() }
      }),
  })
}

/** The names of every model that may be asked and paid for, to look their prices up. */
export function modelNames(settings: ModelSettings): string[] {
  const own = ownModels(settings)
  const providers = (agent: AgentName) => [own[agent]?.provider ?? settings.MODEL, settings.MODEL, ...settings.MODEL_FALLBACK]
  const names = AGENTS.flatMap((agent) => providers(agent).map((provider) => priced(settings, provider, agent)))
  return [...new Set(names)].filter((name) => name !== null)
}

/** The name a price is looked up by; null for the offline model, which has none. */
function priced(settings: ModelSettings, provider: Provider, agent: AgentName): string | null {
  return provider === 'offline' ? null : nameFor(namesOf(provider, settings), agent)
}

function open(provider: Paid, settings: ModelSettings): Model {
  const prefix = PREFIX[provider]
  const apiKey = settings[`${prefix}_API_KEY`]
  if (!apiKey) throw new Error(`${prefix}_API_KEY is required when ${provider} is used`)
  return OPEN[provider]({
    apiKey,
    baseUrl: settings[`${prefix}_BASE_URL`],
    deadlineMs: settings.MODEL_DEADLINE_MS,
    ...namesOf(provider, settings),
  })
}

function namesOf(provider: Paid, settings: ModelSettings) {
  const prefix = PREFIX[provider]
  const own = Object.entries(ownModels(settings)).filter(([, model]) => model.provider === provider)
  return {
    model: settings[`${prefix}_MODEL`],
    smallModel: settings[`${prefix}_SMALL_MODEL`],
    agents: Object.fromEntries(own.flatMap(([agent, { model }]) => (model ? [[agent, model]] : []))),
  }
}

function ownModels({ MODEL_AGENTS }: ModelSettings): Partial<Record<AgentName, { provider: Provider; model: string | undefined }>> {
  const unknown = Object.keys(MODEL_AGENTS).filter((name) => !(AGENTS as readonly string[]).includes(name))
  if (unknown.length) throw new Error(`MODEL_AGENTS names ${unknown.join(', ')}, which is no agent: there are ${AGENTS.join(', ')}`)
  return MODEL_AGENTS
}
