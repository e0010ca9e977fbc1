import type { Content } from '../../domain/content.ts'
import { violations } from '../../domain/platforms/index.ts'
import { groundingDoubts, groundingProblems } from '../grounding.ts'
import { hygieneDoubts, hygieneProblems } from '../hygiene.ts'
import { languageProblems } from '../language.ts'
import type { AgentTask } from '../models/port.ts'
import { BRAND_VOICE_PROMPT, brandVoicePrompt } from '../prompts/brandVoice.ts'
import { boundsOf } from '../tools/bounds.ts'
import { TOOLS } from '../tools/index.ts'
import { MAX_CONTENT_TOKENS, overLimits, schemaOf } from './platform.ts'
import type { Agent } from './run.ts'
import { WRITERS } from './writers.ts'

type Task = Extract<AgentTask, { agent: 'brand_voice' }>

/** Makes a finished draft sound like its brand. */
export const brandVoice: Agent<Task, Content> = {
  name: 'brand_voice',
  promptVersion: BRAND_VOICE_PROMPT,
  tools: TOOLS.brand_voice,
  outputName: 'brand_voice_content',
  schemaFor: ({ platform, contentType }) => schemaOf(platform, contentType),
  prompt: (task) => brandVoicePrompt(task, new Date()),
  maxOutputTokens: MAX_CONTENT_TOKENS,
  problems: (content, task) => [
    ...overLimits(task.platform, task.contentType, content, boundsOf(task)),
    ...languageProblems(content, task),
    ...groundingProblems(content, task),
    ...hygieneProblems(task.platform, WRITERS[task.platform].craft, content, task),
    ...broughtIn(content, task),
  ],
  // What the writer kept although it was asked stays: only what this editor brought in is in doubt.
  doubts: (content, task) =>
    added(content, task.content, (of) => [
      ...groundingDoubts(of, task),
      ...hygieneDoubts(task.platform, WRITERS[task.platform].craft, of, task),
    ]),
}

function added(content: Content, before: Content, doubtsOf: (of: Content) => string[]): string[] {
  const doubts = doubtsOf(content)
  const old = doubts.length ? new Set(doubtsOf(before)) : undefined
  return doubts.filter((doubt) => !old?.has(doubt))
}

/** Rules that block a draft, which the one at hand kept: on the next pass the writer would be told of them, and the editor never. */
function broughtIn(content: Content, { platform, contentType, content: before, ...bounds }: Task): string[] {
  const blocking = (of: Content) =>
    violations({ platform, contentType, content: of }, 'draft', boundsOf(bounds)).filter(({ severity }) => severity === 'BLOCK')
  const known = new Set(overLimits(platform, contentType, content, boundsOf(bounds)))
  const old = new Set(blocking(before).map(({ rule }) => rule))
  return blocking(content).flatMap(({ rule, message }) => (old.has(rule) || known.has(message) ? [] : [message]))
}
