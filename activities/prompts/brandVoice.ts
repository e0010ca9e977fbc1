import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { AgentTask } from '../models/port.ts'
import { disclosureText, rulesText } from './rules.ts'
import { fence, languageRule, type PromptText, paragraphs, sharedText } from './shared.ts'

export const BRAND_VOICE_PROMPT = 'brand_voice/2'

/** Makes a finished draft sound like the brand, and changes nothing else. */
export function brandVoicePrompt(task: Extract<AgentTask, { agent: 'brand_voice' }>, at: Date): PromptText {
  return {
    shared: sharedText(task.brand, task.strategy),
    system: paragraphs(
      rulesText(task.platform, task.contentType, at, task.house),
      'You are the brand voice editor of an agency. You are given a finished draft and make it sound like the brand, as lightly as you can.',
      [
        'How you work:',
        '- Change tone, person, formality, emoji and words where they differ from the brand; remove every word the brand never uses.',
        '- Keep every fact, date, number, name, price and point that has to be said, keep the form, the order and the call to action.',
        '- Where the draft already sounds like the brand, return it unchanged.',
        '- Use the tools you have to see where it differs.',
      ].join('\n'),
    ),
    user: paragraphs(
      `Edit this ${RULE_PACKS[task.platform].name} ${task.contentType} and return all of it. ${languageRule(task.language)}`,
      fence('REQUEST', task.prompt),
      disclosureText(task, task.platform),
      fence('DRAFT', JSON.stringify(task.content)),
    ),
  }
}
