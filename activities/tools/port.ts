import type { z } from 'zod'
import { NO_OUTBOUND, type Outbound } from '../../adapters/outbound.ts'
import { type BrandHistory, NO_HISTORY } from '../../domain/history.ts'
import type { ContentType } from '../../domain/words.ts'
import type { AgentTask } from '../models/port.ts'

/** What a tool may know besides its arguments and its task, read before by the activity for this organization and this brand alone. */
export interface ToolContext {
  history: BrandHistory
  /** The guarded way to the addresses that the brand names. A tool has no other way out. */
  outbound: Outbound
  now: Date
  signal: AbortSignal
}

/** A context of nothing: no past, no way out. */
export const emptyContext = (signal: AbortSignal, now = new Date()): ToolContext => ({
  history: NO_HISTORY,
  outbound: NO_OUTBOUND,
  now,
  signal,
})

/**
 * What an agent may call: code, reading only its arguments, the task it serves and its context; the same of them gives the same answer,
 * but for pages, which others may change. No tool writes, approves, sends or reads another organization.
 */
export interface Tool<A = unknown> {
  name: string
  description: string
  /** Parses the model's arguments; its JSON Schema is what the provider is shown. */
  parameters: z.ZodType<A>
  /** What it is of use for; absent for everything its agent writes. A model is not shown, and does not pay for, what cannot help. */
  contentTypes?: readonly ContentType[]
  /**
   * Returns JSON-serialisable facts, or a promise of them. A page that could not be read is such a fact. Throws only for a bug and when the
   * signal says to stop.
   */
  run(args: A, task: AgentTask, context: ToolContext): unknown
}

/** The tools that fit a task, in their own order: the same of them for every request of a platform's content type, so that a prefix that was read is read again. */
export const toolsFor = (tools: readonly Tool[], task: AgentTask): Tool[] =>
  tools.filter(({ contentTypes }) => !contentTypes || !('contentType' in task) || contentTypes.includes(task.contentType))
