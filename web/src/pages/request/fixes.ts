import type { Content } from '../../../../domain/content.ts'
import { withDisclosure } from '../../../../domain/platforms/disclosure.ts'
import { RULE_PACKS } from '../../../../domain/platforms/index.ts'
import { publishedTextOf, sentLength } from '../../../../domain/platforms/measures.ts'
import { type CheckOptions, rulesFor } from '../../../../domain/platforms/rules.ts'
import type { ContentType, Finding, Language, Platform } from '../../../../domain/words.ts'

export interface Draft {
  platform: Platform
  contentType: ContentType
  content: Content
}

/** A finding's repair that needs no writer: it takes something away, or puts in what the law wants. Undefined where a person or an agent has to. */
export function fixOf(draft: Draft, finding: Finding, options: CheckOptions, language: Language): Content | undefined {
  const { platform, contentType, content } = draft
  const pack = RULE_PACKS[platform]
  const rule = rulesFor(pack, contentType, options).find(({ id }) => id === finding.rule)
  if (!rule) return undefined
  const { check, limit } = rule
  const fixed = (): Content | undefined => {
    switch (check.kind) {
      case 'count':
        return check.of === 'hashtags' && limit !== null && content.hashtags.length > limit
          ? { ...content, hashtags: content.hashtags.slice(0, limit) }
          : undefined
      case 'repeated_hashtags': {
        const seen = new Set<string>()
        return { ...content, hashtags: content.hashtags.filter((tag) => !seen.has(tag.toLowerCase()) && seen.add(tag.toLowerCase())) }
      }
      case 'hashtags_among':
        return { ...content, hashtags: content.hashtags.filter((tag) => !check.tags.includes(tag.toLowerCase())) }
      case 'denied': {
        const denied = (options.denied?.hashtags ?? []).map((tag) => tag.toLowerCase())
        return check.of === 'hashtags'
          ? { ...content, hashtags: content.hashtags.filter((tag) => !denied.includes(tag.toLowerCase())) }
          : undefined
      }
      case 'declared':
      case 'declared_first':
        return options.disclosure ? withDisclosure(pack, content, options.disclosure, language) : undefined
      case 'length':
        return check.of === 'published' && limit !== null ? shorter(draft, limit) : undefined
      default:
        return undefined
    }
  }
  const after = fixed()
  return after && JSON.stringify(after) !== JSON.stringify(content) ? after : undefined
}

/** Whole sentences are taken off the end of the text until what is pasted fits; hashtags stay. */
function shorter({ platform, content }: Draft, limit: number): Content | undefined {
  if (content.form === 'story') return undefined
  const pack = RULE_PACKS[platform]
  let { text } = content
  const fits = () => sentLength(pack, 'published', publishedTextOf(pack, { ...content, text } as Content)) <= limit
  while (!fits()) {
    const at = Math.max(
      text
        .trimEnd()
        .slice(0, -1)
        .search(/[.!?…]\s[^.!?…]*$/),
      text.lastIndexOf('\n'),
    )
    if (at <= 0) return undefined
    text = text.slice(0, at + 1).trimEnd()
  }
  return { ...content, text } as Content
}
