import type { CheckOptions } from '../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import type { AgentTask, Bounds } from '../models/port.ts'

/** What binds a draft, as the rules want to hear it. */
export const boundsOf = ({ disclosure, house }: Bounds): CheckOptions => ({ ...house, ...(disclosure && { disclosure }) })

/** What binds the draft that a task is about. Throws where the task is about none: then the tool is wired to the wrong agent. */
export function boundsOfTask(task: AgentTask, tool: string): { platform: Platform; contentType: ContentType; options: CheckOptions } {
  if (!('contentType' in task)) throw new Error(`${tool} serves agents that write, not ${task.agent}`)
  return {
    platform: 'platform' in task ? task.platform : task.agent,
    contentType: task.contentType,
    options: boundsOf(task),
  }
}
