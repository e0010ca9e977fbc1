import type { Content } from '../content.ts'
import type { ImageFile } from '../images.ts'
import type { ContentType, Finding, Platform, Stage, ToAttach, ToSetByHand } from '../words.ts'
import { altTextsIn, fieldsToPasteIn, type Made, toAttachIn } from './attach.ts'
import { FACEBOOK } from './facebook.ts'
import { INSTAGRAM } from './instagram.ts'
import { LINKEDIN } from './linkedin.ts'
import { littleCommentary } from './little.ts'
import { publishedTextOf } from './measures.ts'
import {
  type CheckOptions,
  type CountedItem,
  type DraftToCheck,
  type HouseRules,
  type PackOf,
  type RulePack,
  rulesFor,
  type TextField,
  violationsOf,
} from './rules.ts'
import { TIKTOK } from './tiktok.ts'
import { X } from './x.ts'

/** The one map from a platform to its rules. */
export const RULE_PACKS: { readonly [P in Platform]: RulePack & Pick<PackOf<P>, 'platform'> } = {
  instagram: INSTAGRAM,
  linkedin: LINKEDIN,
  tiktok: TIKTOK,
  facebook: FACEBOOK,
  x: X,
}

/** Every rule the draft breaks at this stage or an earlier one, as sentences to act on. The same at generation, approval and export. */
export function violations(draft: DraftToCheck, stage: Stage, options: CheckOptions = {}): Finding[] {
  return violationsOf(RULE_PACKS[draft.platform], draft, stage, options)
}

/** Whether every text of a draft is as short as its platform takes it. */
export function fits(draft: DraftToCheck, options: CheckOptions = {}): boolean {
  const pack = RULE_PACKS[draft.platform]
  const lengths = { ...pack, rules: pack.rules.filter(({ check }) => check.kind === 'length') }
  return violationsOf(lengths, draft, 'draft', options).every(({ severity }) => severity !== 'BLOCK')
}

/** The most that a text of this field may have, counted as the platform counts; infinite where no rule says. */
export function mostOf(platform: Platform, contentType: ContentType, of: TextField, options: CheckOptions = {}): number {
  const limits = rulesFor(RULE_PACKS[platform], contentType, options).flatMap(({ check, limit, severity }) =>
    check.kind === 'length' && check.of === of && limit !== null && severity === 'BLOCK' ? limit : [],
  )
  return Math.min(...limits, Number.POSITIVE_INFINITY)
}

/** The shortest length that any rule in force asks of this field, whatever a longer one would mean; null where no rule does. */
export function advisedMost(platform: Platform, contentType: ContentType, of: TextField, options: CheckOptions = {}): number | null {
  const limits = rulesFor(RULE_PACKS[platform], contentType, options).flatMap(({ check, limit }) =>
    check.kind === 'length' && check.of === of && limit !== null ? limit : [],
  )
  return limits.length ? Math.min(...limits) : null
}

/** How many of these the rules in force want; infinite where no rule says. */
export function countsOf(
  platform: Platform,
  contentType: ContentType,
  of: CountedItem,
  options: CheckOptions = {},
): { least: number; most: number } {
  const rules = rulesFor(RULE_PACKS[platform], contentType, options).flatMap(({ check, limit }) =>
    check.kind === 'count' && check.of === of ? { least: check.least ?? 0, most: limit ?? Number.POSITIVE_INFINITY } : [],
  )
  return {
    least: Math.max(0, ...rules.map(({ least }) => least)),
    most: Math.min(Number.POSITIVE_INFINITY, ...rules.map(({ most }) => most)),
  }
}

/** Text and hashtags as a person pastes them into the platform's main field; empty for a story without hashtags. */
export function publishedText(platform: Platform, _contentType: ContentType, content: Content): string {
  return publishedTextOf(RULE_PACKS[platform], content)
}

/** Which facts a draft was checked against, such as `instagram@2026-11-25`, and after a + in which state of the organization's own rules. */
export function rulePackVersion(platform: Platform, house: HouseRules = {}): string {
  return [RULE_PACKS[platform].version, house.version].filter(Boolean).join('+')
}

/** The published text as the platform's API takes it; null where that is the text itself. */
export function apiText(platform: Platform, content: Content): string | null {
  return RULE_PACKS[platform].escapes === 'little' ? littleCommentary(content.form === 'story' ? '' : content.text, content.hashtags) : null
}

/** The switches a person has to set in the platform's own form when publishing this draft. */
export function toSetByHand(platform: Platform, contentType: ContentType, options: CheckOptions = {}): ToSetByHand[] {
  return rulesFor(RULE_PACKS[platform], contentType, options).flatMap(({ id, check }) =>
    check.kind === 'toggle' && !options.setByHand?.includes(id)
      ? [{ rule: id, where: check.where, what: check.what, only_if: check.onlyIf ?? '' }]
      : [],
  )
}

/** What a person still has to add before this draft can be published: media exists only as a brief until it is made. */
export function toAttach(platform: Platform, contentType: ContentType, content: Content, made: Made = []): ToAttach[] {
  return toAttachIn(RULE_PACKS[platform], contentType, content, made)
}

/** Everything a person copies, field by field and plain: the caption first, then what the form has besides. */
export function fieldsToPaste(platform: Platform, content: Content, images: readonly ImageFile[] = []): { field: string; text: string }[] {
  return fieldsToPasteIn(RULE_PACKS[platform], content, images)
}

/** The alt text of every picture of a draft, in order. */
export const altTexts = altTextsIn
