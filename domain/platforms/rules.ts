import type { Content, Form } from '../content.ts'
import type { Canvas, ImageFile } from '../images.ts'
import type { CONTENT_TYPES, Connection, ContentType, Disclosure, Finding, Platform, Severity, Stage } from '../words.ts'
import { deniedIn, readable } from './denied.ts'
import { isUpfront, NO_DISCLOSURE, undisclosed } from './disclosure.ts'
import { reservedIn } from './little.ts'
import {
  audienceTexts,
  ITEM_WORDS,
  items,
  lengthIn,
  mediaOf,
  publishedTextOf,
  sentLength,
  texts,
  type Unit,
  visualTexts,
} from './measures.ts'
import type { ReadingTimes } from './readers.ts'

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
  /** None of these expressions appears. `{found}` in the advice is what was found. With `pictures`, nor in what is to be shown. */
  | { kind: 'phrases'; patterns: readonly RegExp[]; unless?: readonly RegExp[]; pictures?: true; advice: string }
  /** None of these hashtags, lower case and without #. */
  | { kind: 'hashtags_among'; tags: readonly string[]; advice: string }
  /** Where one of these appears, a clear disclosure has to stand where people see it first. */
  | { kind: 'disclosed'; when: readonly RegExp[]; advice: string }
  /** A clear disclosure stands somewhere in the draft. */
  | { kind: 'declared'; advice: string }
  /** One that is there stands where people see it first; with a limit, within so many characters. `{where}` is where it is missing. */
  | { kind: 'declared_first'; advice: string }
  /** None of the words or hashtags on the organization's own list. */
  | { kind: 'denied'; of: 'terms' | 'hashtags'; advice: string }
  /** The organization's own list was looked through in the last `limit` days. */
  | { kind: 'denied_fresh'; advice: string }
  /** Every picture or video that the form lists is of this kind. */
  | { kind: 'only_media'; of: 'image' | 'video'; advice: string }
  /** One post holds pictures or one video, never both. */
  | { kind: 'unmixed_media'; advice: string }
  /** The published text holds characters that the platform's API reserves. */
  | { kind: 'reserved_characters'; advice: string }
  /** Files exist for what the draft only describes; `attached` of the options counts them. */
  | { kind: 'attached'; advice: string }
  /** Each image that exists is of a format, size and shape that the platform takes; `limit` is the most bytes. */
  | { kind: 'files'; formats: readonly ImageFile['format'][]; shape: FileShape }
  /** Every image that exists has the shape of the first. */
  | { kind: 'same_shape'; advice: string }
  /** Something to know before publishing; `{limit}` in the advice is the limit. With `of`, only where the draft lists such a medium. */
  | { kind: 'reminder'; of?: 'image' | 'video'; advice: string }
  /** A switch in the platform's own form that only a person can set; found until `setByHand` of the options names the rule. */
  | { kind: 'toggle'; where: string; what: string; onlyIf?: string }

/** In pixels; ratio is width through height. Absent is any. */
export interface FileShape {
  width?: readonly [least: number, most: number]
  height?: readonly [least: number, most: number]
  ratio?: readonly [least: number, most: number]
  /** Width times height, at most. */
  pixels?: number
}

/** The texts of a draft that have a limit of their own. `published` is text and hashtags as pasted, `posts` each post of a thread so. */
export type TextField = 'published' | 'posts' | 'text' | 'title' | 'headline' | 'article' | 'alt_text' | 'frame_text'
export type CountedItem = 'hashtags' | 'mentions' | 'images' | 'slides' | 'frames' | 'beats' | 'posts' | 'media_of_a_post'

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
  /** Connections it concerns; absent for all. */
  connections?: readonly Connection[]
  /** It concerns only what is seen in one of these countries. */
  countries?: readonly string[]
  /** It binds a program that publishes through the platform's API, and nobody who pastes by hand. */
  through?: 'api'
  /** Characters, pieces or seconds, by the kind of check; null where there is nothing to count. */
  limit: number | null
  check: Check
}

/** Things that only some platforms have. */
export type Feature = 'bio_link' | 'swipe_up' | 'retweet' | 'duet'

export interface RulePack {
  platform: Platform
  /** `<platform>@<date of the facts>`; stored with each draft. */
  version: string
  name: string
  /** What each content type is made of. */
  forms: Readonly<Partial<Record<ContentType, Form>>>
  /** The images that can be drawn for it; absent where none can. */
  canvases: Readonly<Partial<Record<ContentType, Canvas>>>
  readAt: ReadingTimes
  /** What readers can do or find there and not everywhere: a draft that sends them to it is right. */
  has: readonly Feature[]
  /** Where sound for commercial use comes from; absent where nothing has sound, or nobody says. */
  soundLibrary?: { name: string; source: string; checked: string }
  /** What people call the main text there. */
  textLabel: string
  /** How the platform counts text: as its documents say, else in code points, which are never fewer than graphemes. */
  counts: Unit
  /** How its API wants the published text escaped: escapes count. */
  escapes?: 'little'
  /** Between the text and the hashtags when pasted. */
  beforeHashtags: string
  /** Characters shown before "more": graphemes, for a screen shows those. */
  fold: number
  rules: readonly Rule[]
}

/** The pack of one platform: it knows a form for each content type that the platform is offered with. */
export type PackOf<P extends Platform> = RulePack & {
  platform: P
  version: `${P}@${string}`
  forms: Readonly<Record<(typeof CONTENT_TYPES)[P][number], Form>>
}

export interface DraftToCheck {
  platform: Platform
  contentType: ContentType
  content: Content
}

/** What an organization decided about one rule. */
export interface Override {
  limit: number | null
  severity: Severity | 'off' | null
}

/** What an organization never says. */
export interface Denied {
  terms: readonly string[]
  hashtags: readonly string[]
  /** Day on which somebody last looked through the lists, `YYYY-MM-DD`. */
  checkedOn: string
}

/** The rules as one organization keeps them. */
export interface HouseRules {
  /** By rule id. Ignored for rules whose confidence is high. */
  overrides?: Readonly<Record<string, Partial<Override>>>
  denied?: Denied | undefined
  /** Names this state of them; null while they are untouched. */
  version?: string | null
}

export interface CheckOptions extends HouseRules {
  /** The day whose rules count; now when absent. */
  at?: Date
  /** Media files that exist already; as many as there are images when absent. */
  attached?: number
  /** The images among them, as their own bytes say. */
  images?: readonly ImageFile[]
  /** What the request said of money, gifts and countries; nothing when absent. */
  disclosure?: Disclosure
  /** Rules whose switch a person has set. */
  setByHand?: readonly string[]
  /** How the draft is published; by hand when absent. */
  through?: 'hand' | 'api'
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

/** The rules of a pack that concern this draft, each as the organization keeps it. */
export function rulesFor(pack: RulePack, contentType: ContentType, options: CheckOptions = {}): Rule[] {
  const { connection, countries } = options.disclosure ?? NO_DISCLOSURE
  return rulesInForce(pack, options.at ?? new Date())
    .filter(
      (rule) =>
        (!rule.contentTypes || rule.contentTypes.includes(contentType)) &&
        (!rule.connections || rule.connections.includes(connection)) &&
        (!rule.countries || rule.countries.some((country) => countries.includes(country))) &&
        (!rule.through || rule.through === options.through),
    )
    .flatMap((rule) => asKept(rule, options.overrides?.[rule.id]) ?? [])
}

/** A rule with an organization's override; undefined when it is off. What is sure stays as it is. */
export function asKept(rule: Rule, own: Partial<Override> | undefined): Rule | undefined {
  if (!own || rule.confidence === 'high') return rule
  if (own.severity === 'off') return undefined
  return { ...rule, limit: rule.limit === null ? null : (own.limit ?? rule.limit), severity: own.severity ?? rule.severity }
}

/** Every rule of the pack that the draft breaks at this stage or an earlier one. */
export function violationsOf(pack: RulePack, draft: DraftToCheck, stage: Stage, options: CheckOptions = {}): Finding[] {
  const form = pack.forms[draft.contentType]
  const findings: Finding[] = []
  for (const rule of rulesFor(pack, draft.contentType, options)) {
    if (ORDER[rule.stage] > ORDER[stage]) continue
    const context = { pack, form, contentType: draft.contentType, rule, options }
    for (const message of sentences(rule.check, draft.content, context))
      findings.push({ rule: rule.id, severity: rule.severity, stage: rule.stage, message })
  }
  return findings
}

interface Context {
  pack: RulePack
  form: Form | undefined
  contentType: ContentType
  rule: Rule
  options: CheckOptions
}

function sentences(check: Check, content: Content, { pack, form, contentType, rule, options }: Context): string[] {
  const { limit } = rule
  const { images = [] } = options
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
        const n = sentLength(pack, check.of, text)
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
      const n = lengthIn('graphemes', opening.trim())
      return n > pack.fold
        ? [`The opening sentence is ${number(n)} characters, ${pack.name} shows about ${pack.fold} before "more": shorten it to that.`]
        : []
    }
    case 'phrases': {
      const shown = check.pictures ? visualTexts(content) : []
      const all = readable([published(), ...audienceTexts(content), ...shown])
      if (check.unless?.some((pattern) => pattern.test(all))) return []
      const found = check.patterns.flatMap((pattern) => all.match(pattern)?.[0].trim() ?? [])
      return [...new Set(found)].map((phrase) =>
        check.advice.replace('{found}', () => phrase.replace(/["“”]/g, '')).replace('{limit}', number(most)),
      )
    }
    case 'hashtags_among':
      return items(pack, content, 'hashtags')
        .filter((tag) => check.tags.includes(tag.toLowerCase()))
        .map((tag) => check.advice.replace('{found}', () => `#${tag}`))
    case 'disclosed': {
      const all = readable([published(), ...audienceTexts(content)])
      const cause = check.when.map((pattern) => all.match(pattern)?.[0]).find(Boolean)
      return cause && undisclosed(pack, content).missing.length ? [check.advice.replace('{found}', () => cause)] : []
    }
    case 'declared':
      return undisclosed(pack, content).anywhere ? [] : [check.advice]
    case 'declared_first': {
      const { anywhere, missing } = undisclosed(pack, content)
      if (!anywhere) return []
      if (limit !== null) return isUpfront(pack, content, limit) ? [] : [check.advice]
      return missing.map(({ where }) => check.advice.replace('{where}', () => where))
    }
    case 'denied':
      return deniedIn(pack, content, check.of, options.denied).map((found) => check.advice.replace('{found}', () => found))
    case 'denied_fresh': {
      const { denied, at = new Date() } = options
      if (!denied || denied.terms.length + denied.hashtags.length === 0) return []
      const days = Math.floor((at.getTime() - Date.parse(denied.checkedOn)) / DAY_MS)
      return days > most ? [check.advice.replace('{days}', number(days))] : []
    }
    case 'only_media': {
      const others = 'media' in content ? content.media.filter((media) => media.kind !== check.of) : []
      return others.length ? [check.advice] : []
    }
    case 'unmixed_media': {
      const mixed = mediaOf(content).some((media) => media.length > 1 && media.some(({ kind }) => kind === 'video'))
      return mixed ? [check.advice] : []
    }
    case 'reserved_characters': {
      const reserved = reservedIn(published())
      return reserved.length ? [check.advice.replace('{found}', () => reserved.join(' '))] : []
    }
    case 'attached': {
      const needed =
        content.form === 'script' ? 1 : Math.max(1, items(pack, content, content.form === 'story' ? 'frames' : 'images').length)
      const { attached = images.length } = options
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
      if (
        check.of &&
        !mediaOf(content)
          .flat()
          .some(({ kind }) => kind === check.of)
      )
        return []
      return [check.advice.replace('{limit}', number(most))]
    case 'toggle':
      if (options.setByHand?.includes(rule.id)) return []
      return [`Set by hand in ${check.where}${check.onlyIf ? `, if ${check.onlyIf}` : ''}: ${check.what}.`]
    default:
      return check satisfies never
  }
}

const DAY_MS = 86_400_000
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
