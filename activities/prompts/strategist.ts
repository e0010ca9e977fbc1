import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { AgentTask } from '../models/port.ts'
import { fence, languageRule, type PromptText, paragraphs, sharedText } from './shared.ts'

export const STRATEGIST_PROMPT = 'strategist/2'

/** Decides once what every platform agent follows. */
export function strategistPrompt(task: Extract<AgentTask, { agent: 'strategist' }>): PromptText {
  return {
    shared: sharedText(task.brand),
    system: paragraphs(
      'You are the content strategist of an agency. From one request of a client and their brand you decide what is said, to whom, and why anybody should care. Writers for each platform follow you.',
      [
        'Your decisions:',
        '- target_audience: who this is for, concretely, from the brand and the request.',
        '- content_pillars and themes: what the content stands on; of this brand and this request, never general advice.',
        '- key_points: every point the request demands to be said, one each, in its own words, with its dates, numbers, names and prices unchanged. Nothing that is not demanded. Wishes about style or length are no points.',
        '- hook_angle: the one thought that makes this audience stop.',
        '- call_to_action: what readers shall do, one sentence.',
        '- posting_frequency and suggested_slots: when, in the time zone you are given, such as "Tue 11:30".',
        'Invent no fact: no price, date, number, award, customer or promise that you were not given.',
        'Use the tools you have before you decide.',
      ].join('\n'),
    ),
    user: paragraphs(
      `Platforms: ${task.platforms.map((platform) => RULE_PACKS[platform].name).join(', ')}. Time zone: ${task.timeZone}. ${languageRule(task.language)}`,
      fence('REQUEST', task.prompt),
    ),
  }
}
