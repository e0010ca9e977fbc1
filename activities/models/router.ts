import type { AgentName } from '../../domain/words.ts'
import { createCircuit } from './circuit.ts'
import { type CallHooks, type Model, type ModelAnswer, type ModelCall, ModelFailure } from './port.ts'

export interface RouterOptions extends Pick<Model, 'label' | 'languages' | 'estimate'> {
  /** Who is asked for an agent, in order; one model a provider, at least one. */
  order(agent: AgentName): readonly Model[]
  now?: () => number
}

/** A wait up to this is left to Temporal, which comes back to the same provider; for a longer one another provider is asked now. */
export const SHORT_WAIT_MS = 10_000

/**
 * Several providers as one model. When one is down the next is asked; each at most once a call, because retries are Temporal's (three attempts
 * at each of three providers would be twenty-seven paid calls a step). Nobody else is asked after a refusal, which another provider must not
 * be used to get round; after nonsense, which the agent's loop mends; or after a misconfiguration, which a fallback would hide.
 */
export function routedModel({ order, now = Date.now, ...rest }: RouterOptions): Model {
  const circuit = createCircuit(now)

  /** Whether the next provider is to be asked after this failure. Remembers it for the calls to come. A stand-in's short wait is nobody's to wait for. */
  function isOutage(provider: string, failure: ModelFailure, stoodIn: boolean): boolean {
    switch (failure.kind) {
      case 'unavailable':
      case 'timeout':
        circuit.open(provider)
        return true
      case 'rate_limited': {
        const repeated = circuit.limited(provider)
        const long = (failure.retryAfterMs ?? 0) > SHORT_WAIT_MS
        if (repeated || long) circuit.open(provider, failure.retryAfterMs)
        return repeated || long || stoodIn
      }
      case 'refused':
      case 'misconfigured':
      case 'nonsense':
        return false
      default:
        return failure.kind satisfies never
    }
  }

  return {
    ...rest,
    async complete(call, signal, hooks) {
      const failures: { provider: string; failure: ModelFailure }[] = []
      for (const model of circuit.closedFirst(candidates(order(call.agent), call))) {
        const { provider } = model.label
        const outcome = await once(model, { call, signal, hooks, nth: failures.length + 1 })
        if (outcome.answer) {
          circuit.close(provider)
          return outcome.answer
        }
        failures.push({ provider, failure: outcome.failure })
        if (!isOutage(provider, outcome.failure, failures.length > 1)) break
      }
      throw inOne(failures)
    },
  }
}

/** A model that does not write the language of the request is no help. When none does, the first says so itself. */
function candidates(models: readonly Model[], { task }: ModelCall): readonly Model[] {
  const able = models.filter(({ languages }) => languages.includes(task.language))
  return able.length ? able : models.slice(0, 1)
}

type Outcome = { answer: ModelAnswer; failure?: never } | { answer?: never; failure: ModelFailure }

/** Asks one provider once, and tells of it when it fails. What is no failure of a model (a cancelled activity) is thrown on. */
async function once(
  model: Model,
  { call, signal, hooks, nth }: { call: ModelCall; signal: AbortSignal; hooks: CallHooks | undefined; nth: number },
): Promise<Outcome> {
  const startedAt = performance.now()
  try {
    return { answer: await model.complete(call, signal, hooks) }
  } catch (failure) {
    if (!(failure instanceof ModelFailure)) throw failure
    const name = failure.model ?? model.label.name
    await hooks?.failed?.({
      nth,
      model: { ...model.label, name },
      failure,
      latencyMs: Math.round(performance.now() - startedAt),
    })
    return { failure }
  }
}

/**
 * What the whole call came to. A refusal is final, whoever refused. A misconfigured provider is final only where it is the one to be asked
 * first: else the outage before it may pass, and its fault is said beside it.
 */
function inOne(failures: readonly { provider: string; failure: ModelFailure }[]): ModelFailure {
  const [first] = failures
  const last = failures.at(-1)
  if (!first || !last) return new ModelFailure('misconfigured', 'No model is configured for this agent.')
  if (failures.length === 1 || last.failure.kind === 'refused' || last.failure.kind === 'nonsense') return last.failure
  const waits = failures.map(({ failure }) => failure.retryAfterMs)
  const known = waits.filter((ms) => ms !== undefined)
  return new ModelFailure(first.failure.kind, failures.map(({ provider, failure }) => `${provider}: ${failure.message}`).join(' '), {
    cause: first.failure,
    // The next attempt is due when the first of them can be asked again; when one did not say, as soon as Temporal thinks fit.
    retryAfterMs: known.length === waits.length ? Math.min(...known) : undefined,
  })
}
