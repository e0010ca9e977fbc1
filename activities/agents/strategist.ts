import { Strategy } from '../../domain/strategy.ts'
import { strategyDoubts, strategyProblems } from '../grounding.ts'
import { leaksIn } from '../hygiene.ts'
import type { AgentTask } from '../models/port.ts'
import { STRATEGIST_PROMPT, strategistPrompt } from '../prompts/strategist.ts'
import { TOOLS } from '../tools/index.ts'
import type { Agent } from './run.ts'

type Task = Extract<AgentTask, { agent: 'strategist' }>

/** Decides what is said, to whom and why, once for all platforms. */
export const strategist: Agent<Task, Strategy> = {
  name: 'strategist',
  promptVersion: STRATEGIST_PROMPT,
  tools: TOOLS.strategist,
  outputName: 'strategy',
  schemaFor: () => Strategy,
  prompt: strategistPrompt,
  maxOutputTokens: 2_000,
  problems: (strategy, task) => [...slotProblems(strategy, task), ...strategyProblems(strategy, task), ...leaked(strategy)],
  doubts: strategyDoubts,
}

function slotProblems({ suggested_slots }: Strategy, { platforms, timeZone }: Task): string[] {
  return [
    ...suggested_slots.flatMap(({ platform }, i) =>
      platform === 'any' || platforms.includes(platform)
        ? []
        : [`suggested_slots.${i}.platform: the request is for ${platforms.join(', ')}`],
    ),
    ...suggested_slots.flatMap(({ time_zone }, i) =>
      time_zone === '' || time_zone === timeZone ? [] : [`suggested_slots.${i}.time_zone: must be ${timeZone}`],
    ),
  ]
}

function leaked({ suggested_slots: _, ...strategy }: Strategy): string[] {
  return leaksIn(Object.values(strategy).flat()).map((run) => `"${run}" belongs to your task and not to a strategy: take it out.`)
}
