import type { Content } from '../../domain/content.ts'
import type { AgentTask } from '../models/port.ts'
import { BRAND_VOICE_PROMPT, brandVoicePrompt } from '../prompts/brandVoice.ts'
import { TOOLS } from '../tools/index.ts'
import { boundsOf, MAX_CONTENT_TOKENS, overLimits, schemaOf } from './platform.ts'
import type { Agent } from './run.ts'

/** Makes a finished draft sound like its brand. */
export const brandVoice: Agent<Extract<AgentTask, { agent: 'brand_voice' }>, Content> = {
  name: 'brand_voice',
  promptVersion: BRAND_VOICE_PROMPT,
  tools: TOOLS.brand_voice,
  outputName: 'brand_voice_content',
  schemaFor: ({ platform, contentType }) => schemaOf(platform, contentType),
  prompt: (task) => brandVoicePrompt(task, new Date()),
  maxOutputTokens: MAX_CONTENT_TOKENS,
  problems: (content, task) => overLimits(task.platform, task.contentType, content, boundsOf(task)),
}
