import type { AgentName } from '../domain/words.ts'
import type { Db } from './knex.ts'
import type { StepKey } from './steps.ts'

/** A provider that was asked and gave no answer. */
export interface LostAttempt {
  /** The call of the step, as in `model_calls`. */
  ordinal: number
  /** 1 for the provider that was asked first. */
  nth: number
  provider: string
  model: string
  outcome: string
  message: string
  retryAfterMs: number | undefined
  inputTokens: number
  cachedInputTokens: number
  cacheWriteTokens?: number
  outputTokens: number
  costMicros: number
  /** The provider had not counted, so we did. */
  estimated: boolean
  latencyMs: number
}

/** Keeps a failed attempt and counts what it cost, once: the same attempt of the same claim is stored a single time. */
export async function storeAttempt(db: Db, key: StepKey, claim: { id: string; fence: string }, lost: LostAttempt): Promise<void> {
  const row = {
    organization_id: key.organizationId,
    request_id: key.requestId,
    step_id: claim.id,
    fence: claim.fence,
    ordinal: lost.ordinal,
    nth: lost.nth,
    agent: key.agent,
    provider: lost.provider,
    model: lost.model,
    outcome: lost.outcome,
    message: lost.message.slice(0, 500),
    retry_after_ms: lost.retryAfterMs ?? null,
    input_tokens: lost.inputTokens,
    cached_input_tokens: lost.cachedInputTokens,
    cache_write_tokens: lost.cacheWriteTokens ?? 0,
    output_tokens: lost.outputTokens,
    cost_micros: lost.costMicros,
    estimated: lost.estimated,
    latency_ms: lost.latencyMs,
  }
  const columns = Object.keys(row)
  await db.raw(
    `with lost as (
       insert into model_attempts (${columns.join(', ')}) values (${columns.map((c) => `:${c}`).join(', ')})
       on conflict (step_id, fence, ordinal, nth) do nothing returning request_id, cost_micros
     )
     update content_requests r set spent_micros = spent_micros + lost.cost_micros from lost where r.id = lost.request_id and lost.cost_micros > 0`,
    row,
  )
}

export interface AttemptRow {
  step: string
  version: number
  pass: number
  ordinal: number
  agent: AgentName
  provider: string
  model: string
  /** `answered`, or how it failed. */
  outcome: string
  message: string | null
  input_tokens: number
  cached_input_tokens: number
  cache_write_tokens: number
  output_tokens: number
  cost_micros: number
  estimated: boolean
  latency_ms: number
  created_at: Date
}

/** Every attempt at a model that a request took, failed or answered, in the order they ended. */
export async function attemptsOf(db: Db, requestId: string): Promise<AttemptRow[]> {
  const counts = 'input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, cost_micros'
  const { rows } = await db.raw<{ rows: AttemptRow[] }>(
    `with attempts as (
       select step_id, ordinal, agent, provider, model, outcome, message, ${counts}, estimated, latency_ms, created_at
         from model_attempts where request_id = :request
       union all
       select step_id, ordinal, agent, provider, model, 'answered', null, ${counts}, false, latency_ms, created_at
         from model_calls where request_id = :request
     )
     select s.step, s.version, s.pass, a.ordinal, a.agent, a.provider, a.model, a.outcome, a.message, a.input_tokens, a.cached_input_tokens,
            a.cache_write_tokens, a.output_tokens, a.cost_micros, a.estimated, a.latency_ms, a.created_at
       from attempts a join agent_steps s on s.id = a.step_id
      order by a.created_at, a.ordinal`,
    { request: requestId },
  )
  return rows
}
