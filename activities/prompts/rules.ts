import { disclosureLine } from '../../domain/platforms/disclosure.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { ITEM_WORDS } from '../../domain/platforms/measures.ts'
import { asKept, type HouseRules, type Rule, type RulePack, rulesInForce, type TextField } from '../../domain/platforms/rules.ts'
import type { ContentType, Language, Platform } from '../../domain/words.ts'
import type { Bounds } from '../models/port.ts'
import { fence } from './shared.ts'

/**
 * The rules of a platform as sentences for a writer, one a line, from the rule pack in force on that day and as the organization keeps it: no
 * limit is written in a prompt. What depends on the request (paid, countries) is not here, so that this part stays the same for a brand.
 */
export function rulesText(platform: Platform, contentType: ContentType, at: Date, house: HouseRules = {}): string {
  const pack = RULE_PACKS[platform]
  const rules = rulesInForce(pack, at)
    .filter((rule) => rule.stage !== 'export' && (!rule.contentTypes || rule.contentTypes.includes(contentType)))
    .filter((rule) => !rule.connections || rule.connections.includes('none'))
    .flatMap((rule) => asKept(rule, house.overrides?.[rule.id]) ?? [])
  const sentences = rules.filter((rule) => !rules.some((other) => isStricter(other, rule))).flatMap((rule) => sentence(pack, rule) ?? [])
  return `Rules of ${pack.name} for a ${contentType}:\n${sentences.map((text) => `- ${text}`).join('\n')}${deniedText(house)}`
}

/** The organization's own lists, as data. */
function deniedText({ denied }: HouseRules): string {
  const words = [...(denied?.terms ?? []), ...(denied?.hashtags ?? []).map((tag) => `#${tag}`)]
  return words.length ? `\n- None of these words and hashtags:\n${fence('DENIED', words.join('\n'))}` : ''
}

/** What this draft has to disclose and where; empty where nothing is. Who pays was typed by somebody, so the line is data. */
export function disclosureText({ disclosure, language }: Bounds & { language: Language }, platform: Platform): string {
  const line = disclosure ? disclosureLine(disclosure, language) : ''
  if (!line) return ''
  return [
    `This content is ${disclosure?.connection} and has to say so, as ${RULE_PACKS[platform].name} readers see it first: the line below (or one as clear) opens the text, outside the hashtags.`,
    'In a video it is also the first on-screen text and the first spoken words; in a story it is on the first frame; in an article it also opens the first section.',
    fence('DISCLOSURE', line),
  ].join('\n')
}

/** Of a warning at 3 and a refusal at 20 a writer needs only the first. */
function isStricter(one: Rule, other: Rule): boolean {
  const [a, b] = [one.check, other.check]
  const alike =
    (a.kind === 'count' && b.kind === 'count' && a.of === b.of && !b.least) || (a.kind === 'length' && b.kind === 'length' && a.of === b.of)
  return alike && one.limit !== null && one.limit < (other.limit ?? Infinity)
}

const FIELD_WORDS: Record<Exclude<TextField, 'published' | 'text'>, string> = {
  posts: 'Each post, the first one together with its hashtags,',
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
      return `${nameOf(pack, check.of)} has at most ${number(limit)} ${unitOf(pack, check.of)}.`
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
    case 'only_media':
    case 'unmixed_media':
      return check.advice
    case 'form':
    case 'declared':
    case 'declared_first':
    case 'denied':
    case 'denied_fresh':
    case 'reserved_characters':
    case 'attached':
    case 'files':
    case 'same_shape':
    case 'reminder':
    case 'toggle':
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

function unitOf(pack: RulePack, field: TextField): string {
  if (pack.counts === 'utf16') return 'UTF-16 units (most emoji count as 2)'
  if (pack.counts === 'weighted' && field === 'posts')
    return 'characters (an emoji and a letter of Chinese, Japanese or Korean count as 2, a link as 23)'
  return pack.escapes === 'little' && field === 'published'
    ? 'characters (each of \\ | { } @ [ ] ( ) < > # * _ ~ counts as 2)'
    : 'characters'
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const number = (n: number | null) => (n === null ? 'any number of' : n.toLocaleString('en-US'))
