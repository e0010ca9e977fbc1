import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { ITEM_WORDS } from '../../domain/platforms/measures.ts'
import { type Rule, type RulePack, rulesInForce, type TextField } from '../../domain/platforms/rules.ts'
import type { ContentType, Platform } from '../../domain/words.ts'

/** The rules of a platform as sentences for a writer, one a line, from the rule pack in force on that day: no limit is written in a prompt. */
export function rulesText(platform: Platform, contentType: ContentType, at: Date): string {
  const pack = RULE_PACKS[platform]
  const rules = rulesInForce(pack, at).filter(
    (rule) => rule.stage !== 'export' && (!rule.contentTypes || rule.contentTypes.includes(contentType)),
  )
  const sentences = rules.filter((rule) => !rules.some((other) => isStricter(other, rule))).flatMap((rule) => sentence(pack, rule) ?? [])
  return `Rules of ${pack.name} for a ${contentType}:\n${sentences.map((text) => `- ${text}`).join('\n')}`
}

/** Of a warning at 3 and a refusal at 20 a writer needs only the first. */
function isStricter(one: Rule, other: Rule): boolean {
  const [a, b] = [one.check, other.check]
  return (
    a.kind === 'count' && b.kind === 'count' && a.of === b.of && !b.least && one.limit !== null && one.limit < (other.limit ?? Infinity)
  )
}

const FIELD_WORDS: Record<Exclude<TextField, 'published' | 'text'>, string> = {
  title: 'The title',
  headline: 'The headline',
  article: 'The article',
  alt_text: 'Each alternative text',
  frame_text: "Each frame's text",
}

/** Undefined where the answer's schema says it already, or where only a person can act. */
function sentence(pack: RulePack, { check, limit }: Rule): string | undefined {
  switch (check.kind) {
    case 'length':
      return `${nameOf(pack, check.of)} has at most ${number(limit)} ${pack.counts === 'utf16' ? 'UTF-16 units (most emoji count as 2)' : 'characters'}.`
    case 'count': {
      const [, many] = ITEM_WORDS[check.of]
      const least = check.least ? `at least ${check.least}` : ''
      const most = limit === null ? '' : `at most ${number(limit)}`
      return `${capital(many)}: ${[least, most].filter(Boolean).join(', ')}.`
    }
    case 'duration':
      return `All shots together last at least ${check.least} and at most ${number(limit)} seconds.`
    case 'filled':
      return `${nameOf(pack, check.of)} is never empty.`
    case 'repeated_hashtags':
      return 'No hashtag appears twice.'
    case 'hook_before_fold':
      return `The opening sentence ends within ${pack.fold} characters, where ${pack.name} hides the rest behind "more".`
    case 'hashtags_among':
      return `Not these hashtags: ${check.tags.map((tag) => `#${tag}`).join(', ')}.`
    case 'phrases':
    case 'disclosed':
      return `Never earn this remark: ${check.advice.replace('{found}', '…')}`
    case 'form':
    case 'attached':
    case 'files':
    case 'same_shape':
    case 'reminder':
      return undefined
    default:
      return check satisfies never
  }
}

function nameOf(pack: RulePack, field: TextField): string {
  if (field === 'published') return `The ${pack.textLabel.toLowerCase()} together with its hashtags`
  if (field === 'text') return `The ${pack.textLabel.toLowerCase()}`
  return FIELD_WORDS[field]
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const number = (n: number | null) => (n === null ? 'any number of' : n.toLocaleString('en-US'))
