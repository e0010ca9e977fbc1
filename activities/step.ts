import { ApplicationFailure, Context } from '@temporalio/activity'
import type { Outbound } from '../adapters/outbound.ts'
import { storeAttempt } from '../db/attempts.ts'
import { claimStep, type WorkRow } from '../db/claims.ts'
import { type Db, type Pool, tenant } from '../db/knex.ts'
import { concludeStep, failStep, type PaidCall, type StepKey, storeCall, storedCalls } from '../db/steps.ts'
import type { PermanentFailure } from '../domain/errors.ts'
import type { BrandHistory } from '../domain/history.ts'
import { type Agent, type AgentResult, type Journal, runAgent } from './agents/run.ts'
import type { Recaller } from './memory.ts'
import { type AgentTask, type Model, type ModelAnswer, ModelFailure, type Progress } from './models/port.ts'
import { emptyContext } from './tools/port.ts'

const HEARTBEAT_MS = 1_000

/** What the metrics hear of each step. */
export interface StepObserver {
  step(done: {
    agent: StepKey['agent']
    outcome: 'done' | 'failed' | 'stored' | 'overtaken'
    tookMs: number
    costMicros: number
    model: string
  }): void
}

export interface StepDeps {
  pool: Pool
  /** Something was written of this request: event streams may look. */
  announce(requestId: string): void
  model: Model
  /** The way to the pages that brands name. */
  outbound: Outbound
  /** What the brand's memory knows to say of a draft. */
  recall: Recaller
  observe: StepObserver
}

/** One agent's work, claimed before it is done and stored before it is reported: however often it is tried, it is paid for once. */
export async function runStep<T extends AgentTask, O, R = O>(
  { pool, model, outbound, observe, announce }: StepDeps,
  key: StepKey,
  agent: Agent<T, O>,
  plan: {
    task(work: WorkRow): T | Promise<T>
    /** What the agent's tools may know of the past, read with the step's work; nothing when left out. */
    history?(db: Db, task: T): Promise<BrandHistory>
    /** What is stored and reported in place of the model's value. What it writes is idempotent: another attempt may write it again. */
    conclude?(value: O, answer: ModelAnswer, task: T): Promise<R>
  },
): Promise<R> {
  const startedAt = performance.now()
  const seen = (outcome: Parameters<StepObserver['step']>[0]['outcome'], costMicros = 0) =>
    observe.step({ agent: key.agent, outcome, tookMs: performance.now() - startedAt, costMicros, model: model.label.name })

  const db = tenant(pool, key.organizationId)
  const claim = await claimStep(db, key)
  if (!claim) throw permanent('RequestGone', 'the request no longer exists')
  if (!claim.won) {
    seen('stored')
    return claim.answer as R
  }
  announce(key.requestId)
  const { beatWith, stopBeating } = heartbeat()
  try {
    const task = await plan.task(claim.work)
    const journal = await journalOf(db, key, claim)
    const signal = Context.current().cancellationSignal
    const context = { ...emptyContext(signal), outbound, ...(plan.history && { history: await plan.history(db, task) }) }
    const result = await runAgent(agent, task, { model, signal, journal, context, progress: beatWith })

    const done = { promptVersion: agent.promptVersion, ...paidBy(result), tookMs: performance.now() - startedAt }
    const answer = (await plan.conclude?.(result.value, result.answer, task)) ?? (result.value as unknown as R)
    if (!(await concludeStep(db, key, claim, { ...done, answer }))) {
      seen('overtaken')
      throw new Error('another attempt has taken this step over; its answer counts')
    }
    seen('done', result.costMicros)
    return answer
  } catch (error) {
    const failure = toTemporal(error)
    seen('failed')
    const willRetry = !(failure instanceof ApplicationFailure && failure.nonRetryable)
    await failStep(db, key, claim, messageOf(failure).slice(0, 500), willRetry)
    throw failure
  } finally {
    stopBeating()
    announce(key.requestId)
  }
}

/**
 * Beats every second from now on, so that a dead worker is noticed long before the step's own time is up. Each beat says which model is
 * writing and how far it is: Temporal shows that of a pending activity.
 */
function heartbeat(): { beatWith(progress: Progress): void; stopBeating(): void } {
  const context = Context.current()
  let progress: Progress | undefined
  const timer = setInterval(() => context.heartbeat(progress), HEARTBEAT_MS)
  return {
    beatWith(so) {
      progress = so
    },
    stopBeating: () => clearInterval(timer),
  }
}

/** The first attempt has nothing to recall; one that takes over is given what earlier ones paid for. */
async function journalOf(db: Db, key: StepKey, claim: { id: string; fence: string; claims: number; work: WorkRow }): Promise<Journal> {
  const paid = claim.claims > 1 ? await storedCalls(db, claim.id) : []
  const { work } = claim
  let spent = work.spent_micros
  const requireBudget = () => {
    if (spent >= work.budget_micros)
      throw permanent('BudgetSpent', `the spend budget of this request (${(work.budget_micros / 1e6).toFixed(2)} USD) is used up`)
  }
  return {
    async recall(ordinal, askedHash) {
      const call = paid.find((c) => c.ordinal === ordinal && c.asked_hash === askedHash)
      return call?.answer as ModelAnswer | undefined
    },
    async store(ordinal, askedHash, answer, latencyMs) {
      await storeCall(db, key, claim.id, paidCall({ ordinal, askedHash, answer, latencyMs }))
      spent += answer.costMicros
    },
    async failed(ordinal, { nth, model, failure, latencyMs }) {
      const { kind: outcome, message, retryAfterMs, billed } = failure
      const cost = billed ? { ...billed.usage, costMicros: billed.costMicros, estimated: billed.estimated } : NOTHING
      const { provider, name } = model
      await storeAttempt(db, key, claim, { ordinal, nth, provider, model: name, outcome, message, retryAfterMs, latencyMs, ...cost })
      spent += cost.costMicros
      // A refusal says more than a budget that it has just used up.
      if (cost.costMicros > 0 && outcome !== 'refused') requireBudget()
    },
    beforeCall: async () => requireBudget(),
  }
}

const NOTHING = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0, estimated: false }

const paidBy = <O>(result: AgentResult<O>) => ({ call: paidCall(result), calls: result.calls, totalCostMicros: result.costMicros })

const paidCall = (of: { ordinal: number; askedHash: string; answer: ModelAnswer; latencyMs: number }): PaidCall => ({
  ordinal: of.ordinal,
  askedHash: of.askedHash,
  answer: of.answer,
  provider: of.answer.model.provider,
  model: of.answer.model.name,
  ...of.answer.usage,
  costMicros: of.answer.costMicros,
  latencyMs: of.latencyMs,
})

/** A failure no retry can cure, by a name that histories keep; its message is capped because it lives there. */
export function permanent(type: PermanentFailure, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message: message.slice(0, 2000), nonRetryable: true })
}

/** What a model's failure means to Temporal: refusals and nonsense end the step, a named pause is kept, the rest is tried again. */
function toTemporal(error: unknown): unknown {
  if (!(error instanceof ModelFailure)) return error
  switch (error.kind) {
    case 'refused':
      return permanent('ModelRefused', error.message)
    case 'misconfigured':
      return permanent('ModelMisconfigured', error.message)
    case 'nonsense':
      return permanent('ModelNonsense', error.message)
    case 'rate_limited':
    case 'unavailable':
    case 'timeout':
      return ApplicationFailure.create({
        type: `Model_${error.kind}`,
        message: error.message,
        ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
      })
    default:
      return error.kind satisfies never
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
