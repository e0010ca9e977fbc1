import { QualityReview } from '../../domain/strategy.ts'
import type { AgentTask } from '../models/port.ts'
import { QUALITY_ASSURANCE_PROMPT, qualityAssurancePrompt } from '../prompts/qualityAssurance.ts'
import { TOOLS } from '../tools/index.ts'
import type { Agent } from './run.ts'

/** Gives an opinion of a draft and says what to mend. */
export const qualityAssurance: Agent<Extract<AgentTask, { agent: 'quality_assurance' }>, QualityReview> = {
  name: 'quality_assurance',
  promptVersion: QUALITY_ASSURANCE_PROMPT,
  tools: TOOLS.quality_assurance,
  outputName: 'quality_review',
  schemaFor: () => QualityReview,
  prompt: (task) => qualityAssurancePrompt(task, new Date()),
  maxOutputTokens: 1_500,
}
