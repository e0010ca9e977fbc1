import type { Model, ModelAnswer, ModelCall } from '../../activities/models/port.ts'
import type { AgentName } from '../../domain/words.ts'

/** Answers in place of the model, or throws; undefined lets the model answer. `nth` counts this agent's calls from 1. */
export type Fault = (call: ModelCall, nth: number, signal: AbortSignal) => ModelAnswer | undefined | Promise<ModelAnswer | undefined>

export interface FaultyModel extends Model {
  /** Every call, in order. */
  readonly asked: ModelCall[]
  /** Until the next `inject` for the same agent. */
  inject(agent: AgentName, fault: Fault): void
  heal(): void
}

/** A real model whose calls a test can watch and spoil. */
export function withFaults(model: Model): FaultyModel {
  const faults = new Map<AgentName, Fault>()
  const asked: ModelCall[] = []
  return {
    label: model.label,
    languages: model.languages,
    asked,
    estimate: (platforms) => model.estimate(platforms),
    inject: (agent, fault) => void faults.set(agent, fault),
    heal: () => faults.clear(),
    async complete(call, signal) {
      asked.push(call)
      const nth = asked.filter((c) => c.agent === call.agent).length
      return (await faults.get(call.agent)?.(call, nth, signal)) ?? model.complete(call, signal)
    },
  }
}

/** An answer with this value, as a model that costs something would give it. */
export function answerOf(value: unknown, costMicros = 1_000): ModelAnswer {
  return {
    text: typeof value === 'string' ? value : JSON.stringify(value),
    toolCalls: [],
    model: { provider: 'test', name: 'scripted', offline: false },
    usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 50 },
    costMicros,
  }
}
