import type { CheckOptions } from '../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import type { AgentTask } from '../models/port.ts'

/** What binds the draft that a task is about. Throws where the task is about none: then the tool is wired to the wrong agent. */
export function boundsOfTask(task: AgentTask, tool: string): { platform: Platform; contentType: ContentType; options: CheckOptions } {
  if (!('contentType' in task)) throw new Error(`${tool} serves agents that write, not ${task.agent}`)
  const { contentType, disclosure, house } = task
  return {
    platform: 'platform' in task ? task.platform : task.agent,
    contentType,
    options: { ...house, ...(disclosure && { disclosure }) },
  }
}
