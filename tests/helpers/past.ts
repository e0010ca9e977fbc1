import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/knex.ts'
import { type AgentName, CONTENT_TYPES, type Platform, type RequestStatus } from '../../domain/words.ts'

/** A request as it would be there if it had been made at another time; what became of it is as told. */
export async function pastRequest(
  db: Db,
  of: {
    organizationId: string
    brandId: string
    at: string
    prompt?: string
    platforms?: Platform[]
    status?: RequestStatus
    finishedAt?: string
    spentMicros?: number
    brandName?: string
  },
): Promise<string> {
  const id = randomUUID()
  const platforms = of.platforms ?? ['instagram']
  const status = of.status ?? 'completed'
  await db('content_requests').insert({
    id,
    organization_id: of.organizationId,
    brand_profile_id: of.brandId,
    brand: JSON.stringify({ id: of.brandId, brand_name: of.brandName ?? 'Marlow Linen' }),
    prompt: of.prompt ?? 'Launch our linen summer collection',
    platforms,
    content_types: '{}',
    language: 'en',
    approval: JSON.stringify({ mode: 'none', approvers: [], due_in_hours: 72, remind_before_hours: [] }),
    status,
    budget_micros: 2_000_000,
    spent_micros: of.spentMicros ?? 0,
    created_at: of.at,
    finished_at: of.finishedAt ?? of.at,
  })
  await db('request_platforms').insert(
    platforms.map((platform) => ({
      request_id: id,
      organization_id: of.organizationId,
      platform,
      content_type: CONTENT_TYPES[platform][0],
      status: status === 'completed' ? 'approved' : 'failed',
    })),
  )
  return id
}

/** A paid call, a failed attempt that was billed, or an embedding, of a request at a moment. */
export async function pastCall(
  db: Db,
  of: {
    organizationId: string
    requestId: string
    at: string
    costMicros: number
    kind?: 'call' | 'attempt' | 'embedding'
    agent?: AgentName
    provider?: string
    model?: string
    tokens?: [input: number, output: number]
  },
): Promise<void> {
  const { kind = 'call', agent = 'strategist', provider = 'openai', model = 'gpt-4o', tokens: [input, output] = [100, 10] } = of
  const whose = { organization_id: of.organizationId, request_id: of.requestId }
  const paid = { provider, model, cost_micros: of.costMicros, created_at: of.at }
  if (kind === 'embedding') return void (await db('embedding_calls').insert({ ...whose, ...paid, purpose: 'recall', tokens: input }))
  const step = { ...whose, step: randomUUID(), version: 1, pass: 0, fence: randomUUID() }
  const [{ id: step_id }] = await db('agent_steps').insert(step).returning('id')
  const call = {
    ...whose,
    ...paid,
    step_id,
    agent,
    ordinal: 1,
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: 0,
    latency_ms: 1,
  }
  if (kind === 'attempt') await db('model_attempts').insert({ ...call, fence: step.fence, nth: 1, outcome: 'timeout', message: 'too late' })
  else await db('model_calls').insert({ ...call, asked_hash: 'x', answer: '{}' })
}
