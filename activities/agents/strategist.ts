import { Strategy } from '../../domain/strategy.ts'
import type { AgentTask } from '../models/port.ts'
import { STRATEGIST_PROMPT, strategistPrompt } from '../prompts/strategist.ts'
import { TOOLS } from '../tools/index.ts'
import type { Agent } from './run.ts'

/** Decides what is said, to whom and why, once for all platforms. */
export const strategist: Agent<Extract<AgentTask, { agent: 'strategist' }>, Strategy> = {
  name: 'strategist',
  promptVersion: STRATEGIST_PROMPT,
  tools: TOOLS.strategist,
  outputName: 'strategy',
  schemaFor: () => Strategy,
  prompt: strategistPrompt,
  maxOutputTokens: 2_000,
}
