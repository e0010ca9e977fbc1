import { z } from 'zod'
import { advisedMost, RULE_PACKS } from '../../domain/platforms/index.ts'
import { length } from '../../domain/platforms/measures.ts'
import type { Language } from '../../domain/words.ts'
import { boundsOfTask } from './bounds.ts'
import type { Tool } from './port.ts'
import { type Outline, outlinePost } from './professionalPostCreator.ts'
import { type Reading, readPrompt, upperFirst } from './reading.ts'

const parameters = z.object({
  words: z.number().int().min(150).max(3000).describe('About how many words the article should have.'),
  angle: z
    .enum(['question', 'plain', 'scene'])
    .describe('How the post that carries the article opens: with a question, plainly, or with a scene.'),
})

/** The outline of an article and of the post that carries it. */
export const articleWriter: Tool<z.infer<typeof parameters>> = {
  name: 'article_writer',
  description:
    'Outlines an article: headlines that fit, sections with the demanded points that each carries and how many words it gets, opening and closing, and what the carrying post says before the fold.',
  contentTypes: ['article'],
  parameters,
  run({ words, angle }, task) {
    const { platform, contentType, options } = boundsOfTask(task, 'article_writer')
    const pack = RULE_PACKS[platform]
    return {
      ...outlineArticle(task.prompt, words, task.language, {
        most: advisedMost(platform, contentType, 'headline', options),
        measure: (text) => length(pack, text),
      }),
      carrying_post: outlinePost(task.prompt, angle),
    }
  },
}

export interface PlannedSection {
  role: 'opening' | 'body' | 'closing'
  heading: string
  /** The demanded points that it carries, and which these are, counted from 1 behind the subject. */
  says: string[]
  points: number[]
  target_words: number
}

export interface ArticleOutline {
  headlines: string[]
  headline_most_characters: number | null
  sections: PlannedSection[]
}
export type ArticlePlan = ArticleOutline & { carrying_post: Outline }

interface Room {
  most: number | null
  measure: (text: string) => number
}

/** More sections than this make a list of an article. */
const BODIES_MOST = 8
/** Of the words: the opening says why, the closing what now. */
const OPENING = 0.15
const CLOSING = 0.15

/** {S} is the subject as it stands in a sentence. No number: a count that nobody gave is one that a reader may check. */
const HEADLINES: Readonly<Record<Language, readonly string[]>> = {
  en: ['What to know about {s}', '{S}, point by point', '{S} in plain words', '{S}'],
  id: ['Yang perlu diketahui tentang {s}', '{S}, poin demi poin', 'Mengenal {s} lebih dekat', '{S}'],
}
const CLOSINGS: Readonly<Record<Language, string>> = { en: 'What comes next for {s}', id: 'Langkah berikutnya untuk {s}' }

export function outlineArticle(prompt: string, words: number, language: Language, { most, measure }: Room): ArticleOutline {
  const reading = readPrompt(prompt, language)
  const { points } = reading
  const fill = filled(reading, language)
  const fits = (text: string) => most === null || measure(text) <= most
  const headlines = HEADLINES[language].map(fill).filter(fits)
  const size = Math.max(1, Math.ceil(points.length / BODIES_MOST))
  const groups = Array.from({ length: Math.ceil(points.length / size) }, (_, i) => points.slice(i * size, (i + 1) * size))
  const share = (part: number) => Math.max(20, Math.round((words * part) / 10) * 10)
  // Sections share what opening and closing leave, those with more to say the more of it.
  const each = (count: number) => share(((1 - OPENING - CLOSING) * count) / points.length)
  return {
    headlines: headlines.length ? headlines : [cut(fill('{S}'), fits)],
    headline_most_characters: most,
    sections: [
      {
        role: 'opening',
        heading: fill('{S}'),
        says: [reading.topic],
        points: [],
        target_words: share(points.length ? OPENING : 1 - CLOSING),
      },
      ...groups.map(
        (group, i): PlannedSection => ({
          role: 'body',
          heading: upperFirst(group[0]?.text ?? ''),
          says: group.map(({ text }) => text),
          points: group.map((_point, at) => i * size + at + 1),
          target_words: each(group.length),
        }),
      ),
      { role: 'closing', heading: fill(CLOSINGS[language]), says: [reading.topic], points: [], target_words: share(CLOSING) },
    ],
  }
}

/** A phrase about the subject: in English with its article, which Indonesian has none of. */
const filled = ({ short, theShort }: Reading, language: Language) => {
  const subject = language === 'en' ? theShort : short
  return (phrase: string) => phrase.replaceAll('{s}', subject).replaceAll('{S}', upperFirst(subject))
}

/** Whole words of a text that is too long; one word is better than none. */
function cut(text: string, fits: (text: string) => boolean): string {
  const words = text.split(/\s+/)
  while (words.length > 1 && !fits(words.join(' '))) words.pop()
  return words.join(' ')
}
