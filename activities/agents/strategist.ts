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
  problems: ({ suggested_slots }, { platforms, timeZone }) => [
    ...suggested_slots.flatMap(({ platform }, i) =>
      platform === 'any' || platforms.includes(platform)
        ? []
        : [`suggested_slots.${i}.platform: the request is for ${platforms.join(', ')}`],
    ),
    ...suggested_slots.flatMap(({ time_zone }, i) =>
      time_zone === '' || time_zone === timeZone ? [] : [`suggested_slots.${i}.time_zone: must be ${timeZone}`],
    ),
  ],
}
