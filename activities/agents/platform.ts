import type { z } from 'zod'
import { type Content, contentSchema } from '../../domain/content.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { type Check, type CheckOptions, violationsOf } from '../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import { groundingDoubts, groundingProblems } from '../grounding.ts'
import { hygieneDoubts, hygieneProblems } from '../hygiene.ts'
import { languageProblems } from '../language.ts'
import { type PlatformCraft, type PlatformTask, platformPrompt } from '../prompts/platform.ts'
import { boundsOf } from '../tools/bounds.ts'
import type { Tool } from '../tools/port.ts'
import type { Agent } from './run.ts'

/** An article may be long: 16,000 tokens are about 60,000 characters, and nobody reads more. */
export const MAX_CONTENT_TOKENS = 16_000

/** Writes for one platform; `craft` is what it knows that the others do not. */
export interface PlatformAgent extends Agent<PlatformTask, Content> {
  craft: PlatformCraft
}

/** The agent of one platform; platforms differ in craft and tools, not in how they work. */
export function platformAgent(platform: Platform, craft: PlatformCraft, tools: Tool[]): PlatformAgent {
  return {
    name: platform,
    craft,
    promptVersion: craft.version,
    tools,
    outputName: `${platform}_content`,
    schemaFor: ({ contentType }) => schemaOf(platform, contentType),
    prompt: (task) => platformPrompt(task, craft, new Date()),
    maxOutputTokens: MAX_CONTENT_TOKENS,
    problems: (content, task) => [
      ...overLimits(platform, task.contentType, content, boundsOf(task)),
      ...languageProblems(content, task),
      ...groundingProblems(content, task),
      ...hygieneProblems(platform, craft, content, task),
    ],
    doubts: (content, task) => [...groundingDoubts(content, task), ...hygieneDoubts(platform, craft, content, task)],
  }
}

/** The form a platform's content type takes. */
export function schemaOf(platform: Platform, contentType: ContentType): z.ZodType<Content> {
  const schema = contentSchema(platform, contentType)
  if (!schema) throw new Error(`${platform} has no content type ${contentType}`)
  return schema
}

/** The rules a writer can mend by counting or by putting a line first; those about words are judged by quality assurance, which can explain itself. */
const MENDABLE: ReadonlySet<Check['kind']> = new Set([
  'form',
  'length',
  'count',
  'duration',
  'filled',
  'declared',
  'declared_first',
] as const)

/**
 * What the platform or the law would refuse, in the writer's own turn: one repair is cheaper than a whole revision. A limit that only the
 * organization made tighter is not among it: it is in the prompt and found by quality assurance, and must not end a request.
 */
export function overLimits(platform: Platform, contentType: ContentType, content: Content, options: CheckOptions = {}): string[] {
  const pack = RULE_PACKS[platform]
  const mendable = { ...pack, rules: pack.rules.filter(({ check }) => MENDABLE.has(check.kind)) }
  const blocking = (kept: CheckOptions) =>
    violationsOf(mendable, { platform, contentType, content }, 'approval', kept).filter(({ severity }) => severity === 'BLOCK')
  const refused = new Set(blocking({ ...options, overrides: {} }).map(({ rule }) => rule))
  return blocking(options)
    .filter(({ rule }) => refused.has(rule))
    .map(({ message }) => message)
}
