import type { z } from 'zod'
import type { AgentTask } from '../models/port.ts'

/**
 * What an agent may call: code, deterministic, reading only its arguments and the task it serves. No tool writes, approves, sends or
 * reads another organization.
 */
export interface Tool<A = unknown> {
  name: string
  description: string
  /** Parses the model's arguments; its JSON Schema is what the provider is shown. */
  parameters: z.ZodType<A>
  /** Returns JSON-serialisable facts. Throws only for a bug. */
  run(args: A, task: AgentTask): unknown
}
