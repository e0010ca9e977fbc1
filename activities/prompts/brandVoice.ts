import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { AgentTask } from '../models/port.ts'
import { disclosureText, rulesText } from './rules.ts'
import { brandText, DATA_NOTICE, fence, languageRule, type PromptText, paragraphs, strategyText } from './shared.ts'

export const BRAND_VOICE_PROMPT = 'brand_voice/2'

/** Makes a finished draft sound like the brand, and changes nothing else. */
export function brandVoicePrompt(task: Extract<AgentTask, { agent: 'brand_voice' }>, at: Date): PromptText {
  return {
    system: paragraphs(
      'You are the brand voice editor of an agency. You are given a finished draft and make it sound like the brand, as lightly as you can.',
      DATA_NOTICE,
      [
        'How you work:',
        '- Change tone, person, formality, emoji and words where they differ from the brand; remove every word the brand never uses.',
        '- Keep every fact, date, number, name, price and point that has to be said, keep the form, the order and the call to action.',
        '- Where the draft already sounds like the brand, return it unchanged.',
        '- Use the tools you have to see where it differs.',
      ].join('\n'),
      rulesText(task.platform, task.contentType, at, task.house),
      brandText(task.brand),
    ),
    user: paragraphs(
      `Edit this ${RULE_PACKS[task.platform].name} ${task.contentType} and return all of it. ${languageRule(task.language)}`,
      strategyText(task.strategy),
      fence('REQUEST', task.prompt),
      disclosureText(task, task.platform),
      fence('DRAFT', JSON.stringify(task.content)),
    ),
  }
}
