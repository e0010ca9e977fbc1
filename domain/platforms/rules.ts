import type { Content, Form } from '../content.ts'
import type { ImageFile } from '../images.ts'
import type { ContentType, Finding, Platform, Severity, Stage } from '../words.ts'
import { audienceTexts, ITEM_WORDS, items, length, publishedTextOf, texts } from './measures.ts'

/**
 * What platforms accept and the law asks, as dated data, and the one function that reads it. Platforms change their rules several
 * times a year (Instagram went from 30 hashtags to 5 in December 2025), so a limit is never a constant in code or a sentence in a prompt.
 */

/** What a rule looks at. Each kind is one line of the engine below. */
export type Check =
  /** The form has this content type, and the platform knows it. */
  | { kind: 'form' }
  /** No text of this field is longer than `limit`. */
  | { kind: 'length'; of: TextField }
  /** At least `least` and at most `limit` of these. */
  | { kind: 'count'; of: CountedItem; least?: number }
  /** A script lasts at least `least` and at most `limit` seconds. */
  | { kind: 'duration'; least: number }
  /** Texts that have to be there are there. */
  | { kind: 'filled'; of: TextField }
  | { kind: 'repeated_hashtags' }
  /** The opening sentence ends before the platform folds the text. */
  | { kind: 'hook_before_fold' }
  /** None of these expressions appears. `{found}` in the advice is what was found. */
  | { kind: 'phrases'; patterns: readonly RegExp[]; unless?: readonly RegExp[]; advice: string }
  /** None of these hashtags, lower case and without #. */
  | { kind: 'hashtags_among'; tags: readonly string[]; advice: string }
  /** Where one of these appears, a clear disclosure has to stand before the fold. */
  | { kind: 'disclosed'; when: readonly RegExp[]; by: readonly RegExp[]; advice: string }
  /** Files exist for what the draft only describes; `attached` of the options counts them. */
  | { kind: 'attached'; advice: string }
  /** Each image that exists is of a format, size and shape that the platform takes; `limit` is the most bytes. */
  | { kind: 'files'; formats: readonly ImageFile['format'][]; shape: FileShape }
  /** Every image that exists has the shape of the first. */
  | { kind: 'same_shape'; advice: string }
  /** Something only a person can do in the platform's own form. */
  | { kind: 'reminder'; advice: string }

/** In pixels; ratio is width through height. Absent is any. */
export interface FileShape {
  width?: readonly [least: number, most: number]
  height?: readonly [least: number, most: number]
  ratio?: readonly [least: number, most: number]
  /** Width times height, at most. */
  pixels?: number
}

/** The texts of a draft that have a limit of their own. `published` is text and hashtags as pasted. */
export type TextField = 'published' | 'text' | 'title' | 'headline' | 'article' | 'alt_text' | 'frame_text'
export type CountedItem = 'hashtags' | 'mentions' | 'images' | 'slides' | 'frames' | 'beats'

export interface Rule {
  /** Stable for ever: findings, overrides and audits refer to it. Of two rules with one id the younger one in force counts. */
  id: string
  severity: Severity
  /** From which stage it bites. */
  stage: Stage
  /** First day it applies, `YYYY-MM-DD`, UTC. */
  effectiveFrom: string
  source: string
  /** How sure we are. What is not `high` can be overridden per tenant. */
  confidence: 'high' | 'medium' | 'low'
  /** Content types it concerns; absent for all. */
  contentTypes?: readonly ContentType[]
  /** Characters, pieces or seconds, by the kind of check; null where there is nothing to count. */
  limit: number | null
  check: Check
}

export interface RulePack {
  platform: Platform
  /** `<platform>@<date of the facts>`; stored with each draft. */
  version: string
  name: string
  /** What each content type is made of. */
  forms: Readonly<Partial<Record<ContentType, Form>>>
  /** What people call the main text there. */
  textLabel: string
  /** How the platform counts text: UTF-16 units where its documents say so, else code points. */
  counts: 'utf16' | 'code_points'
  /** Between the text and the hashtags when pasted. */
  beforeHashtags: string
  /** Characters shown before "more". */
  fold: number
  rules: readonly Rule[]
}

export interface DraftToCheck {
  platform: Platform
  contentType: ContentType
  content: Content
}

export interface CheckOptions {
  /** The day whose rules count; now when absent. */
  at?: Date
  /** A tenant's own limits by rule id. Ignored for rules whose confidence is high. */
  overrides?: Readonly<Record<string, { limit: number }>>
  /** Media files that exist already; as many as there are images when absent. */
  attached?: number
  /** The images among them, as their own bytes say. */
  images?: readonly ImageFile[]
}

const ORDER: Record<Stage, number> = { draft: 0, approval: 1, export: 2 }

/** The rules of a pack that count on a day: of each id the youngest whose first day has come. */
export function rulesInForce(pack: RulePack, at: Date): Rule[] {
  const day = at.toISOString().slice(0, 10)
  const current = new Map<string, Rule>()
  for (const rule of pack.rules) {
    const rival = current.get(rule.id)
    if (rule.effectiveFrom <= day && (!rival || rival.effectiveFrom < rule.effectiveFrom)) current.set(rule.id, rule)
  }
  return [...current.values()]
}

/** Every rule of the pack that the draft breaks at this stage or an earlier one. */
export function violationsOf(pack: RulePack, draft: DraftToCheck, stage: Stage, options: CheckOptions = {}): Finding[] {
  const form = pack.forms[draft.contentType]
  const findings: Finding[] = []
  for (const rule of rulesInForce(pack, options.at ?? new Date())) {
    if (ORDER[rule.stage] > ORDER[stage] || (rule.contentTypes && !rule.contentTypes.includes(draft.contentType))) continue
    const own = rule.confidence === 'high' ? undefined : options.overrides?.[rule.id]?.limit
    const context = {
      pack,
      form,
      contentType: draft.contentType,
      images: options.images ?? [],
      attached: options.attached ?? options.images?.length ?? 0,
      limit: own ?? rule.limit,
    }
    for (const message of sentences(rule.check, draft.content, context))
      findings.push({ rule: rule.id, severity: rule.severity, stage: rule.stage, message })
  }
  return findings
}

interface Context {
  pack: RulePack
  form: Form | undefined
  contentType: ContentType
  attached: number
  images: readonly ImageFile[]
  limit: number | null
}

function sentences(check: Check, content: Content, { pack, form, contentType, attached, images, limit }: Context): string[] {
  const most = limit ?? Number.POSITIVE_INFINITY
  const published = () => publishedTextOf(pack, content)
  switch (check.kind) {
    case 'form':
      if (form === content.form) return []
      return [
        form
          ? `A ${pack.name} ${contentType} is made of a ${form}, this draft is a ${content.form}: write it as a ${form}.`
          : `${pack.name} has no ${contentType}: choose ${Object.keys(pack.forms).join(', ')}.`,
      ]
    case 'length':
      return texts(pack, content, check.of).flatMap(({ label, text }) => {
        const n = length(pack, text)
        return n > most ? [`${label} is ${number(n)} of ${number(most)} characters: cut ${number(n - most)}.`] : []
      })
    case 'count': {
      const n = items(pack, content, check.of).length
      const least = check.least ?? 0
      const word = (count: number) => ITEM_WORDS[check.of][count === 1 ? 0 : 1]
      if (n > most) return [`${number(n)} ${word(n)}, ${number(most)} allowed: remove ${number(n - most)}.`]
      return n < least ? [`${number(n)} ${word(n)}, at least ${number(least)} needed: add ${number(least - n)}.`] : []
    }
    case 'duration': {
      if (content.form !== 'script') return []
      const total = content.beats.reduce((sum, beat) => sum + beat.seconds, 0)
      if (total > most) return [`The script runs ${seconds(total)}, ${seconds(most)} at most: cut ${seconds(total - most)}.`]
      return total < check.least
        ? [`The script runs ${seconds(total)}, at least ${seconds(check.least)} needed: add ${seconds(check.least - total)}.`]
        : []
    }
    case 'filled':
      return texts(pack, content, check.of).flatMap(({ label, text, advice }) => (text.trim() ? [] : [`${label} is empty: ${advice}.`]))
    case 'repeated_hashtags': {
      const tags = items(pack, content, 'hashtags').map((tag) => tag.toLowerCase())
      const repeated = [...new Set(tags.filter((tag, i) => tags.indexOf(tag) !== i))]
      return repeated.length ? [`Hashtags repeat (${repeated.map((tag) => `#${tag}`).join(', ')}): keep each once.`] : []
    }
    case 'hook_before_fold': {
      const opening = published().match(/^.*?(?:[.!?…](?=\s|$)|\n|$)/su)?.[0] ?? ''
      const n = length(pack, opening.trim())
      return n > pack.fold
        ? [`The opening sentence is ${number(n)} characters, ${pack.name} shows about ${pack.fold} before "more": shorten it to that.`]
        : []
    }
    case 'phrases': {
      const all = [published(), ...audienceTexts(content)].join('\n')
      if (check.unless?.some((pattern) => pattern.test(all))) return []
      const found = check.patterns.flatMap((pattern) => all.match(pattern)?.[0].trim() ?? [])
      return [...new Set(found)].map((phrase) => check.advice.replace('{found}', () => phrase.replace(/["“”]/g, '')))
    }
    case 'hashtags_among':
      return items(pack, content, 'hashtags')
        .filter((tag) => check.tags.includes(tag.toLowerCase()))
        .map((tag) => check.advice.replace('{found}', () => `#${tag}`))
    case 'disclosed': {
      const all = [published(), ...audienceTexts(content)].join('\n')
      const cause = check.when.map((pattern) => all.match(pattern)?.[0]).find(Boolean)
      const seen = content.form === 'story' || content.form === 'script' ? all : published().slice(0, pack.fold)
      return cause && !check.by.some((pattern) => pattern.test(seen)) ? [check.advice.replace('{found}', () => cause)] : []
    }
    case 'attached': {
      const needed =
        content.form === 'script' ? 1 : Math.max(1, items(pack, content, content.form === 'story' ? 'frames' : 'images').length)
      return attached < needed ? [check.advice.replace('{missing}', number(needed - attached))] : []
    }
    case 'files':
      return images.flatMap((image, i) => wrongIn(image, check, most).map((what) => `Image ${i + 1} ${what}.`))
    case 'same_shape': {
      const [first] = images
      const others = first ? images.flatMap((image, i) => (sameShape(image, first) ? [] : [i + 1])) : []
      return others.length ? [check.advice.replace('{found}', others.join(', '))] : []
    }
    case 'reminder':
      return [check.advice]
    default:
      return check satisfies never
  }
}

/** What a platform would refuse of an image, as the end of a sentence. */
function wrongIn(image: ImageFile, { formats, shape }: Extract<Check, { kind: 'files' }>, mostBytes: number): string[] {
  const { format, width, height, bytes } = image
  const outside = (n: number, range: readonly [number, number] | undefined) => range && (n < range[0] || n > range[1])
  const wrong: string[] = []
  if (!formats.includes(format)) wrong.push(`is a ${format.toUpperCase()}, ${formats.join(' or ').toUpperCase()} is taken: convert it`)
  if (bytes > mostBytes) wrong.push(`has ${megabytes(bytes)}, ${megabytes(mostBytes)} at most: make it smaller`)
  const { width: widths, height: heights, ratio, pixels } = shape
  if (outside(width, widths)) wrong.push(`is ${number(width)} px wide, ${range(widths)} px are taken: resize it`)
  if (outside(height, heights)) wrong.push(`is ${number(height)} px high, ${range(heights)} px are taken: resize it`)
  // Whole pixels: 1080 x 1920 is 9:16 as nearly as 1081 x 1920.
  if (ratio && outside(width / height, [ratio[0] * 0.998, ratio[1] * 1.002]))
    wrong.push(
      `is ${width} x ${height} px, a shape of ${(width / height).toFixed(2)}; ${ratio.map((r) => r.toFixed(2)).join(' to ')} is taken: crop it`,
    )
  if (pixels !== undefined && width * height > pixels)
    wrong.push(`has ${number(width * height)} pixels, ${number(pixels)} at most: resize it`)
  return wrong
}

const sameShape = (one: ImageFile, other: ImageFile) => Math.abs((one.width * other.height) / (one.height * other.width) - 1) < 0.005
const range = (between: readonly [number, number] | undefined) => (between ? between.map(number).join(' to ') : '')
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`

function number(n: number): string {
  return n.toLocaleString('en-US')
}

function seconds(total: number): string {
  const minutes = Math.floor(total / 60)
  const rest = Math.round((total - minutes * 60) * 10) / 10
  return [minutes && `${minutes} min`, (rest || !minutes) && `${rest} s`].filter(Boolean).join(' ')
}
