import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content, Media, Slide } from '../../domain/content.ts'
import { NO_DISCLOSURE, withDisclosure } from '../../domain/platforms/disclosure.ts'
import { RULE_PACKS, violations } from '../../domain/platforms/index.ts'
import type { Strategy } from '../../domain/strategy.ts'
import type { ContentType, Disclosure, Language, Platform } from '../../domain/words.ts'
import type { ArticlePlan } from '../tools/articleWriter.ts'
import type { CarouselPlan } from '../tools/carouselCreator.ts'
import { makeHashtags } from '../tools/hashtagGenerator.ts'
import type { Outline } from '../tools/professionalPostCreator.ts'
import { type Point, upperFirst } from '../tools/reading.ts'
import type { Shot } from '../tools/scriptWriter.ts'
import type { SoundChoice } from '../tools/soundSelector.ts'
import type { StoryPlan } from '../tools/storyTemplate.ts'
import type { PlannedPost } from '../tools/threadPlanner.ts'
import type { FittingFormat } from '../tools/trendTracker.ts'
import { EMOJI_OF, MANNERS, type Manner } from './offlineManners.ts'
import { ANGLES, type Angle } from './offlinePhraseBook.ts'
import { articleOf, openingOf, plannedGroups, soundOf, stickered, titled, withTrade } from './offlinePlans.ts'
import { threadOf } from './offlineThread.ts'
import { type Words, wordsFor } from './offlineWords.ts'

export interface ComposeInput {
  platform: Platform
  contentType: ContentType
  prompt: string
  brand: BrandSnapshot
  strategy: Strategy | null
  /** What the agent's tools answered; null where one was not asked. */
  hashtags: string[] | null
  outline: Outline | null
  shots: Shot[] | null
  thread: PlannedPost[] | null
  article: ArticlePlan | null
  carousel: CarouselPlan | null
  story: StoryPlan | null
  sound: SoundChoice | null
  /** Ways of telling, best first, and hashtags of the trade; empty where no tool knew any. */
  formats: readonly FittingFormat[]
  trade: readonly string[]
  /** Written where it has to stand; nothing when absent. */
  disclosure?: Disclosure
  language?: Language
  /** Another number gives other sentences. */
  attempt: number
}

export interface Kit extends ComposeInput {
  words: Words
  angle: Angle
  hook: string
  /** The hook as posted: with the brand's emoji where it uses any. */
  opening: string
  tags: string[]
}

/** Writes a draft of the asked form. Every sentence comes from the prompt, the brand, the strategy and the tools' answers. */
export function compose(input: ComposeInput): Content {
  const { platform, contentType, prompt, brand, strategy, hashtags, attempt } = input
  const words = wordsFor({ prompt, brand, language: input.language ?? 'en', strategy, salt: `${platform} ${attempt}` })
  const first = input.outline?.hook.angle ?? words.angle
  const angle = ANGLES[(ANGLES.indexOf(first) + attempt) % ANGLES.length] ?? 'plain'
  const hook = openingOf(input, words, angle)
  const manner = MANNERS[platform]
  const emoji = brand.brand_voice.emoji !== 'none' && manner.emoji ? ` ${EMOJI_OF[words.reading.intent]}` : ''
  const made = manner.tagsByTool ? (hashtags ?? brand.brand_voice.hashtags.slice(0, 1)) : makeHashtags(prompt, brand, manner.hashtags)
  const tags = withTrade(made, input)
  const kit: Kit = { ...input, words, angle, hook, opening: hook + emoji, tags }
  const form = RULE_PACKS[platform].forms[contentType] ?? 'post'
  // A long brief may not fit: then what is least needed goes first, and the last points only when nothing else is left.
  for (let trimmed = 0; ; trimmed++) {
    const content = withDisclosure(
      RULE_PACKS[platform],
      write(form, kit, trimmed),
      input.disclosure ?? NO_DISCLOSURE,
      input.language ?? 'en',
    )
    const tooLong = violations({ platform, contentType, content }, 'draft').some((f) => /_length$/.test(f.rule))
    if (!tooLong || trimmed > 14) return content
  }
}

function write(form: Content['form'], kit: Kit, trimmed: number): Content {
  switch (form) {
    case 'post':
      return {
        form,
        text: POSTS[MANNERS[kit.platform].post](kit, trimmed),
        hashtags: kit.tags,
        media: [picture(kit)],
      }
    case 'carousel':
      return {
        form,
        text: paragraphs([kit.opening, kit.words.audience(), kit.words.body(0), untold(kit), kit.words.call()]),
        hashtags: kit.tags,
        slides: slides(kit, 10),
      }
    case 'story':
      return { form, text: '', hashtags: [], frames: slides(kit, 7) }
    case 'script':
      return script(kit)
    case 'article':
      return { form, text: professional(kit, trimmed), hashtags: kit.tags, ...articleOf(kit), media: [picture(kit)] }
    case 'photo':
      return photo(kit, trimmed)
    case 'thread':
      return { ...threadOf(kit), media: [picture(kit)] }
    default:
      return form satisfies never
  }
}

function caption({ words, opening, hook, brand }: Kit, trimmed: number): string {
  const bullet = brand.brand_voice.emoji === 'many' ? '✅' : '•'
  const extras = [words.audience(), words.body(0), words.question()].slice(0, Math.max(0, 3 - trimmed))
  const [audience = '', body = '', question = ''] = extras
  return paragraphs([
    opening,
    [words.subject(hook), audience, body].filter(Boolean).join(' '),
    told(words, bullet, trimmed - 3),
    words.call(),
    question,
  ])
}

function professional({ words, opening, hook, outline }: Kit, trimmed: number): string {
  const order = outline?.points ?? []
  const points = [...words.points].sort((a, b) => place(order, a) - place(order, b))
  const early = outline?.call_to_action.place === 'before the fold'
  const closing = outline?.closing === 'question' ? words.question() : ''
  const bodies = [words.body(0), words.body(1), words.audience()].slice(0, Math.max(0, 3 - trimmed))
  const [first = '', second = '', audience = ''] = bodies
  return paragraphs([
    opening,
    early ? words.call() : '',
    [words.subject(hook), first, audience].filter(Boolean).join(' '),
    told({ ...words, points }, '→', trimmed - 3),
    second,
    early ? '' : words.call(),
    closing,
  ])
}

/** As somebody tells it: whole sentences, three a paragraph, and no list. */
function news({ words, opening, hook }: Kit, trimmed: number): string {
  const extras = [words.audience(), words.body(0), words.question()].slice(0, Math.max(0, 3 - trimmed))
  const [audience = '', body = '', question = ''] = extras
  const points = words.points.slice(0, words.points.length - Math.max(0, trimmed - 3)).map((point, i) => words.told(point, i))
  const told = grouped(points, Math.ceil(points.length / 3)).map((sentences) => sentences.join(' '))
  return paragraphs([opening, [words.subject(hook), audience, body].filter(Boolean).join(' '), ...told, words.call(), question])
}

/** The subject and the points, then what there is room for besides. */
function brief({ words, opening, hook }: Kit, trimmed: number): string {
  const extras = [words.call(), words.question()].slice(0, Math.max(0, 2 - trimmed))
  const points = words.points.slice(0, words.points.length - Math.max(0, trimmed - 2))
  return paragraphs([opening, words.subject(hook), points.map((point) => `• ${words.item(point)}`).join('\n'), ...extras])
}

const POSTS: Readonly<Record<Manner['post'], (kit: Kit, trimmed: number) => string>> = { caption, professional, told: news, brief }

/** The demanded points: none, one sentence, or a list. */
function told(words: Words, bullet: string, dropped: number): string {
  const points = words.points.slice(0, words.points.length - Math.max(0, dropped))
  const [only] = points
  if (!only) return ''
  if (points.length === 1) return words.note(only, 0)
  return [words.lead(), ...points.map((point) => `${bullet} ${words.item(point)}`)].join('\n')
}

function slides(kit: Kit, most: number): Slide[] {
  const { words, hook, opening, contentType } = kit
  const groups = plannedGroups(kit) ?? grouped(words.points, most - 2)
  const s = words.say('{s}')
  const middle = groups.length
    ? groups.map((group, i) => {
        const [first] = group
        const text = group.map((point) => words.item(point)).join('\n')
        return slide(
          text,
          first && words.points.length === 1 ? words.note(first, i) : '',
          `${upperFirst(s)}: ${group.map((point) => point.text).join('; ')}`,
          words,
        )
      })
    : [slide(words.say('{T}'), words.body(1), words.say(words.book.slides.closeUp), words)]
  const all = [
    slide(contentType === 'story' ? opening : hook, words.subject(hook), words.say(words.book.slides.opening), words),
    ...middle,
    slide(words.call(), words.question(), words.say(words.book.slides.invitation), words),
  ]
  const { carousel, story } = kit
  if (carousel) return all.map((one, i) => titled(one, carousel.slides[Math.min(i, carousel.slides.length - 1)], kit))
  // A sticker is set by a person, and needs a place on the picture.
  return story ? all.map((one, i) => (i === story.sticker.frame - 1 ? stickered(one, story.sticker, words) : one)) : all
}

/** What no slide says is told in the caption. */
function untold(kit: Kit): string {
  if (!kit.carousel) return ''
  const said = new Set(plannedGroups(kit)?.flat())
  const points = kit.words.points.filter((point) => !said.has(point))
  return told({ ...kit.words, points }, '•', 0)
}

function slide(headline: string, body: string, visual: string, { say, book }: Words): Slide {
  return {
    headline: headline.slice(0, 600),
    body: body.slice(0, 600),
    visual: visual.slice(0, 600),
    alt_text: say(book.card, { p: headline.replace(/\s+/g, ' ') }).slice(0, 600),
  }
}

function script(kit: Kit): Content {
  const { words, hook, opening, shots, tags } = kit
  const s = words.say('{s}')
  const plan: Shot[] = shots ?? fallbackShots(words)
  let noted = 0
  const beats = plan.map((shot) => {
    const at = { seconds: shot.seconds, visual: `${shot.framing}: ${shot.role === 'point' ? shot.says : s}`.slice(0, 600) }
    switch (shot.role) {
      case 'hook':
        return { ...at, on_screen_text: upperFirst(s), spoken: hook }
      case 'subject':
        return { ...at, on_screen_text: '', spoken: [words.subject(hook), words.body(0)].filter(Boolean).join(' ') }
      case 'point': {
        const point = words.points[noted]
        const spoken = point ? words.told(point, noted) : shot.says
        noted++
        return { ...at, on_screen_text: point ? words.item(point) : '', spoken }
      }
      case 'call to action':
        return { ...at, on_screen_text: words.question(), spoken: words.call() }
      default:
        return shot.role satisfies never
    }
  })
  // A plan with fewer shots than points must not lose any: the rest is told in the caption.
  const rest = words.points.slice(noted).map((point, i) => words.told(point, noted + i))
  return {
    form: 'script',
    text: paragraphs([opening, rest.join(' '), words.audience(), words.call()]),
    hashtags: tags,
    beats,
    sound: soundOf(kit),
    cover: picture(kit),
  }
}

/** Without a plan from the script tool: an opening and an end, the points left to the caption. */
function fallbackShots(words: Words): Shot[] {
  const topic = words.say('{t}')
  const { framing } = words.book
  return [
    { seconds: 4, role: 'hook', says: topic, framing, max_words: 10 },
    { seconds: 7, role: 'call to action', says: topic, framing, max_words: 17 },
  ]
}

function photo(kit: Kit, trimmed: number): Content {
  const { words, tags } = kit
  const title = words.say('{T}')
  const media = slides(kit, 8).map((s): Media => ({ kind: 'image', brief: s.visual, alt_text: s.alt_text }))
  return {
    form: 'photo',
    title: title.length <= 90 ? title : words.say('{S}').slice(0, 90),
    text: caption(kit, trimmed),
    hashtags: tags,
    media,
    sound: soundOf(kit),
  }
}

function picture({ words }: Kit): Media {
  const { intent, kind } = words.reading
  const ofPeople = intent === 'event' || intent === 'hiring' || intent === 'milestone' || intent === 'story'
  const scenes = words.book.pictures[kind !== 'thing' ? 'words' : ofPeople ? 'people' : 'thing']
  const { brief, alt } = scenes[words.pick('picture', scenes.length)] ?? { brief: '{S}', alt: '{S}' }
  return { kind: 'image', brief: words.say(brief).slice(0, 600), alt_text: words.say(alt).slice(0, 600) }
}

/** Points over at most `room` slides, in order. */
function grouped<T>(points: readonly T[], room: number): T[][] {
  const size = Math.max(1, Math.ceil(points.length / room))
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => points.slice(i * size, (i + 1) * size))
}

function place(order: readonly string[], point: Point): number {
  const at = order.findIndex((text) => text.slice(-20) === point.text.slice(-20))
  return at < 0 ? order.length : at
}

function paragraphs(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n')
}
