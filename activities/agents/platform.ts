import type { z } from 'zod'
import { type Content, contentSchema } from '../../domain/content.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { type Check, violationsOf } from '../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../domain/words.ts'
import { type PlatformCraft, type PlatformTask, platformPrompt } from '../prompts/platform.ts'
import type { Tool } from '../tools/port.ts'
import type { Agent } from './run.ts'

/** An article may be long: 16,000 tokens are about 60,000 characters, and nobody reads more. */
export const MAX_CONTENT_TOKENS = 16_000

/** The agent of one platform; platforms differ in craft and tools, not in how they work. */
export function platformAgent(platform: Platform, craft: PlatformCraft, tools: Tool[]): Agent<PlatformTask, Content> {
  return {
    name: platform,
    promptVersion: craft.version,
    tools,
    outputName: `${platform}_content`,
    schemaFor: ({ contentType }) => schemaOf(platform, contentType),
    prompt: (task) => platformPrompt(task, craft, new Date()),
    maxOutputTokens: MAX_CONTENT_TOKENS,
    problems: (content, { contentType }) => overLimits(platform, contentType, content),
  }
}

/** The form a platform's content type takes. */
export function schemaOf(platform: Platform, contentType: ContentType): z.ZodType<Content> {
  const schema = contentSchema(platform, contentType)
  if (!schema) throw new Error(`${platform} has no content type ${contentType}`)
  return schema
}

/** The rules a writer can mend by counting; those about words are judged by quality assurance, which can explain itself. */
const COUNTABLE: ReadonlySet<Check['kind']> = new Set(['form', 'length', 'count', 'duration', 'filled'] as const)

/** Limits the platform would refuse, in the writer's own turn: one repair is cheaper than a whole revision. */
export function overLimits(platform: Platform, contentType: ContentType, content: Content): string[] {
  const pack = RULE_PACKS[platform]
  const countable = { ...pack, rules: pack.rules.filter(({ check }) => COUNTABLE.has(check.kind)) }
  return violationsOf(countable, { platform, contentType, content }, 'draft')
    .filter(({ severity }) => severity === 'BLOCK')
    .map(({ message }) => message)
}
