import { z } from 'zod'

/** Where drafts can come from; `offline` composes without a language model and costs nothing. */
export const MODEL_PROVIDERS = ['offline', 'openai', 'anthropic', 'gemini'] as const
export type ModelProvider = (typeof MODEL_PROVIDERS)[number]

export interface AgentModel {
  provider: ModelProvider
  /** Undefined for the offline model, which has but one. */
  model: string | undefined
}

const parts = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** `anthropic,gemini`: who is asked when the provider before is down, in this order. */
export const modelFallback = z
  .string()
  .default('')
  .transform((text, ctx): readonly ModelProvider[] => {
    const named = parts(text)
    const unknown = named.filter((name) => !(MODEL_PROVIDERS as readonly string[]).includes(name))
    if (unknown.length)
      ctx.addIssue({ code: 'custom', message: `has no provider ${unknown.join(', ')}; there are ${MODEL_PROVIDERS.join(', ')}` })
    if (new Set(named).size < named.length) ctx.addIssue({ code: 'custom', message: 'names a provider twice' })
    return named as ModelProvider[]
  })

/** `strategist=anthropic/claude-opus-5-5,brand_voice=offline`: agents with a model of their own, which is asked first for them. */
export const modelAgents = z
  .string()
  .default('')
  .transform((text, ctx): Readonly<Record<string, AgentModel>> => {
    const agents: Record<string, AgentModel> = {}
    for (const part of parts(text)) {
      const [, agent, provider, model] = /^([a-z_]+)=(openai|anthropic|gemini|offline)(?:\/(\S+))?$/.exec(part) ?? []
      if (!agent || !provider || (provider === 'offline') !== (model === undefined))
        ctx.addIssue({ code: 'custom', message: `has "${part}", which is not agent=provider/model (or agent=offline)` })
      else if (Object.hasOwn(agents, agent)) ctx.addIssue({ code: 'custom', message: `names ${agent} twice` })
      else agents[agent] = { provider: provider as ModelProvider, model }
    }
    return agents
  })

/** What is in use, and by which setting. Only that is ever asked: an exported key alone spends nothing. */
export function providersInUse(env: {
  MODEL: ModelProvider
  MODEL_FALLBACK: readonly ModelProvider[]
  MODEL_AGENTS: Readonly<Record<string, AgentModel>>
}): ReadonlyMap<ModelProvider, string> {
  const used = new Map<ModelProvider, string>([[env.MODEL, `when MODEL=${env.MODEL}`]])
  const add = (provider: ModelProvider, why: string) => used.has(provider) || used.set(provider, why)
  for (const provider of env.MODEL_FALLBACK) add(provider, `because MODEL_FALLBACK names ${provider}`)
  for (const [agent, { provider }] of Object.entries(env.MODEL_AGENTS)) add(provider, `because MODEL_AGENTS gives ${agent} to ${provider}`)
  return used
}
