import type { Content } from '../../domain/content.ts'
import type { EarlierDraft } from '../../domain/memory.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import type { AgentTask } from '../models/port.ts'
import { disclosureText, rulesText } from './rules.ts'
import { fence, languageRule, type PromptText, paragraphs, sharedText } from './shared.ts'

export type PlatformTask = Extract<AgentTask, { agent: Platform }>

/** What a specialist of each platform knows and the others do not. */
export interface PlatformCraft {
  version: string
  role: string
  /** One habit of the trade a line. */
  craft: string[]
}

/** One platform's draft, or its next version. Only role and craft differ between platforms. */
export function platformPrompt(task: PlatformTask, { role, craft }: PlatformCraft, at: Date): PromptText {
  return {
    shared: sharedText(task.brand, task.strategy),
    system: paragraphs(
      rulesText(task.agent, task.contentType, at, task.house),
      role,
      [
        'How you work:',
        ...craft.map((habit) => `- ${habit}`),
        '- Say every point that has to be said, with its dates, numbers, names and prices unchanged.',
        '- Invent no fact, no customer, no quotation, no statistic, no price and no link.',
        '- Hashtags go into their own field, without #, and not into the text.',
        '- Pictures and videos do not exist yet: brief them so that somebody can make them, and describe each for people who cannot see it.',
        '- Use the tools you have before you write.',
      ].join('\n'),
    ),
    user: paragraphs(
      `Make one ${RULE_PACKS[task.agent].name} ${task.contentType}. ${languageRule(task.language)} ${FORM_WORDS[task.contentType]}`,
      fence('REQUEST', task.prompt),
      disclosureText(task, task.agent),
      task.earlier?.length ? earlierText(task.earlier) : '',
      task.revise ? reviseText(task.revise) : '',
    ),
  }
}

const FORM_WORDS: Record<ContentType, string> = {
  post: 'The text is what readers see; media briefs what is shown with it.',
  carousel: 'Each slide carries one thought, the first one stops the thumb, the last one asks for something; text is the caption.',
  reel: 'Beats are the shots in order with their seconds; sound is a mood and a licence class, never a track; text is the caption.',
  story: 'Each frame is read in five seconds; text stays an empty string, for stories have no caption.',
  article: 'The sections are the article; text is the post that carries it.',
  script:
    'Beats are the shots in order with their seconds, the first one hooks; sound is a mood and a licence class, never a track; text is the caption.',
  thread: 'Text is the first post, with the hashtags behind it; replies are the posts that follow, one point each; media may stay empty.',
  photo: 'Media are the pictures in order; title is short; text is the description; sound is a mood and a licence class, never a track.',
}

function earlierText(earlier: readonly EarlierDraft[]): string {
  return paragraphs(
    'The client approved the texts below before. Sound like them; open otherwise, tell it otherwise, and take no fact from them.',
    ...earlier.map(({ approved_on, text }) => fence('EARLIER', `Approved on ${approved_on}:\n${text}`)),
  )
}

function reviseText({ content, instructions }: { content: Content; instructions: string[] }): string {
  return paragraphs(
    'A draft exists. Mend in it what is asked below and keep the rest as it is, word for word where you can.',
    fence('DRAFT', JSON.stringify(content)),
    fence('MEND', instructions.map((instruction) => `- ${instruction}`).join('\n')),
  )
}
