import type { AgentName, Platform } from '../domain/words.ts'
import { type Db, NEED_NOT_LAST, prepared } from './knex.ts'

/** Names one agent's work for ever: never a run id or an attempt number, which change on reset and retry. */
export interface StepKey {
  requestId: string
  organizationId: string
  agent: AgentName
  platform: Platform | null
  version: number
  pass: number
}

/** `strategist`, `instagram/writer`, `instagram/brand_voice`, `instagram/quality_assurance`. */
export function stepName({ agent, platform }: Pick<StepKey, 'agent' | 'platform'>): string {
  if (!platform) return agent
  return `${platform}/${agent === platform ? 'writer' : agent}`
}

/** The stored answer of a step that is done; undefined while it is not. */
export async function stepAnswer(db: Db, key: Omit<StepKey, 'organizationId'>): Promise<unknown> {
  const row = await db('agent_steps')
    .select('answer')
    .where({ request_id: key.requestId, step: stepName(key), version: key.version, pass: key.pass, state: 'done' })
    .first()
  return row?.answer
}

export interface PaidCall {
  ordinal: number
  askedHash: string
  /** The model's answer as the port returned it. */
  answer: unknown
  provider: string
  model: string
  inputTokens: number
  cachedInputTokens: number
  cacheWriteTokens?: number
  outputTokens: number
  costMicros: number
  latencyMs: number
}

const CALL_COLUMNS = `(organization_id, request_id, step_id, ordinal, agent, provider, model, asked_hash, answer,
  input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, cost_micros, latency_ms)`
const callValues = (agent: AgentName, c: PaidCall) => [
  c.ordinal,
  agent,
  c.provider,
  c.model,
  c.askedHash,
  JSON.stringify(c.answer),
  c.inputTokens,
  c.cachedInputTokens,
  c.cacheWriteTokens ?? 0,
  c.outputTokens,
  c.costMicros,
  c.latencyMs,
]

/** Stores a paid answer that is not yet the last of its step. Its cost counts even when another attempt has taken the step over. */
export async function storeCall(db: Db, key: StepKey, stepId: string, call: PaidCall): Promise<void> {
  await db.raw(
    `with call as (
       insert into model_calls ${CALL_COLUMNS} values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (step_id, ordinal) do nothing returning cost_micros
     )
     update content_requests set spent_micros = spent_micros + call.cost_micros from call where id = ?`,
    [key.organizationId, key.requestId, stepId, ...callValues(key.agent, call), key.requestId],
  )
}

/** Answers stored by earlier attempts of a step, by ordinal. */
export async function storedCalls(db: Db, stepId: string): Promise<{ ordinal: number; asked_hash: string; answer: unknown }[]> {
  return db('model_calls').select('ordinal', 'asked_hash', 'answer').where({ step_id: stepId }).orderBy('ordinal')
}

/**
 * Writes a step's answer, the last paid call, its cost and the event of it in one statement, if this attempt still holds the fence.
 * False when another attempt has taken the step over: then nothing was written.
 */
export async function concludeStep(
  db: Db,
  key: StepKey,
  claim: { id: string; fence: string },
  done: { answer: unknown; promptVersion: string; call: PaidCall; calls: number; totalCostMicros: number; tookMs: number },
): Promise<boolean> {
  const event = {
    agent: key.agent,
    platform: key.platform,
    version: key.version,
    pass: key.pass,
    model: `${done.call.provider}/${done.call.model}`,
    calls: done.calls,
    cost_micros: done.totalCostMicros,
    took_ms: Math.round(done.tookMs),
  }
  const { rows } = await db
    .raw<{ rows: unknown[] }>(
      `with done as (
       update agent_steps set state = 'done', answer = ?, prompt_version = ?, done_at = now()
        where id = ? and fence = ? and state = 'claimed'
       returning id, organization_id, request_id
     ), call as (
       insert into model_calls ${CALL_COLUMNS}
       select organization_id, request_id, id, ?::int, ?, ?, ?, ?, ?::jsonb, ?::int, ?::int, ?::int, ?::int, ?::bigint, ?::int from done
       on conflict (step_id, ordinal) do nothing
       returning cost_micros
     )
     select append_event(done.request_id, 'agent.finished', ?::jsonb, coalesce((select cost_micros from call), 0)) from done`,
      [JSON.stringify(done.answer), done.promptVersion, claim.id, claim.fence, ...callValues(key.agent, done.call), JSON.stringify(event)],
    )
    .options(prepared('conclude'))
  return rows.length > 0
}

/** Marks an attempt as failed, so that people see why; the next attempt claims the step again. */
export async function failStep(
  db: Db,
  key: StepKey,
  claim: { id: string; fence: string },
  error: string,
  willRetry: boolean,
): Promise<void> {
  const event = { agent: key.agent, platform: key.platform, version: key.version, pass: key.pass, error, will_retry: willRetry }
  await db.raw(
    `with failed as (
       update agent_steps set state = 'failed', error = ? where id = ? and fence = ? and state = 'claimed' returning request_id
     ) select append_event(request_id, 'agent.failed', ?::jsonb), ${NEED_NOT_LAST} from failed`,
    [error, claim.id, claim.fence, JSON.stringify(event)],
  )
}
