import type { BrandVoice } from '../../domain/brand.ts'
import { demandedPoints } from '../../domain/brief.ts'
import { type Content, contentSchema } from '../../domain/content.ts'
import { canonicalJson } from '../../domain/hash.ts'
import { plainText } from '../../domain/hygiene.ts'
import { EARLIER_CHARACTERS, type EarlierDraft, likeness, memoryText, NEAR_DUPLICATE } from '../../domain/memory.ts'
import { NO_DISCLOSURE, withDisclosure } from '../../domain/platforms/disclosure.ts'
import { fits, RULE_PACKS } from '../../domain/platforms/index.ts'
import { audienceTexts } from '../../domain/platforms/measures.ts'
import { rulesFor } from '../../domain/platforms/rules.ts'
import type { QualityReview, Strategy } from '../../domain/strategy.ts'
import { type ContentType, LANGUAGES, type Language, type Platform } from '../../domain/words.ts'
import type { ArticlePlan } from '../tools/articleWriter.ts'
import type { Audience } from '../tools/audienceAnalyzer.ts'
import { boundsOf } from '../tools/bounds.ts'
import type { CarouselPlan } from '../tools/carouselCreator.ts'
import type { Comparison } from '../tools/competitorAnalyzer.ts'
import type { IndustryReport } from '../tools/industryAnalyzer.ts'
import type { Outline } from '../tools/professionalPostCreator.ts'
import { upperFirst } from '../tools/reading.ts'
import type { Shot } from '../tools/scriptWriter.ts'
import type { SoundChoice } from '../tools/soundSelector.ts'
import type { StoryPlan } from '../tools/storyTemplate.ts'
import type { PlannedPost } from '../tools/threadPlanner.ts'
import type { Trend } from '../tools/trends/port.ts'
import type { Tracked } from '../tools/trendTracker.ts'
import { compose } from './offlineCompose.ts'
import { fitted } from './offlineFit.ts'
import { MANNERS } from './offlineManners.ts'
import { ANGLES } from './offlinePhraseBook.ts'
import { editsOf, revise } from './offlineRevise.ts'
import { wordsFor } from './offlineWords.ts'
import type { AgentTask, Bounds, Message, Model, ModelCall, ToolCall } from './port.ts'

type TaskOf<A extends AgentTask['agent']> = Extract<AgentTask, { agent: A }>
type WritingTask = TaskOf<Platform>

/**
 * A model without a language model: it composes drafts by rule from the prompt, the brand, the strategy and what the tools answered, in
 * English and Indonesian. It translates nothing. It costs nothing, needs no account, says in every label that it is offline, and goes the same way as any model: it asks for
 * the agent's tools, then answers with JSON of the asked schema. The same call gets the same answer.
 */
export function offlineModel(): Model {
  const label = { provider: 'offline', name: 'offline-composer-1', offline: true }
  return {
    label,
    languages: LANGUAGES,
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    async complete(call, signal) {
      signal.throwIfAborted()
      const toolCalls = toolsToAsk(call)
      const text = toolCalls.length ? '' : JSON.stringify(answer({ ...call.task, prompt: plainText(call.task.prompt) }, call.messages))
      return { text, toolCalls, model: label, usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }, costMicros: 0 }
    },
  }
}

/** The offered tools that have not been asked yet, each once. */
function toolsToAsk({ tools, messages, task }: ModelCall): ToolCall[] {
  const asked = new Set(messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls.map(({ name }) => name) : [])))
  return tools
    .filter(({ name }) => !asked.has(name))
    .map(({ name }) => ({ id: `offline-${name}`, name, arguments: JSON.stringify(argumentsFor(name, task)) }))
}

function argumentsFor(tool: string, task: AgentTask): Record<string, unknown> {
  switch (tool) {
    case 'hashtag_generator':
      return { count: 4 }
    case 'professional_post_creator':
      return { angle: angleFor(task) }
    case 'article_writer':
      return { words: 600, angle: angleFor(task) }
    case 'script_writer':
      // Only writers are offered it.
      return 'revise' in task ? { seconds: MANNERS[task.agent].videoSeconds } : {}
    case 'carousel_creator':
      // As many as the platform takes: each demanded point gets a slide of its own while there is one.
      return { slides: 40 }
    case 'story_template':
      return { frames: 7 }
    case 'sound_selector':
      return { energy: 'steady' }
    case 'trend_tracker':
      return { days: 30 }
    case 'thread_planner':
      return { posts: 8 }
    case 'tone_detector':
    case 'grammar_checker':
      return { text: 'content' in task ? audienceTexts(task.content).join('\n') : task.prompt }
    case 'trend_detector':
      return { days: 45 }
    case 'competitor_analyzer':
      return { pages: [] }
    case 'compliance_validator':
      return { stage: 'draft' }
    default:
      return {}
  }
}

const angleFor = (task: AgentTask) =>
  wordsFor({
    prompt: task.prompt,
    brand: task.brand,
    language: task.language,
    strategy: 'strategy' in task ? task.strategy : null,
    salt: task.agent,
  }).angle

function answer(task: AgentTask, messages: readonly Message[]): Strategy | Content | QualityReview {
  switch (task.agent) {
    case 'strategist':
      return strategy(task, {
        audience: toolAnswer<Audience>(messages, 'audience_analyzer'),
        trends: toolAnswer<{ trends: Trend[] }>(messages, 'trend_detector')?.trends ?? [],
        competitors: toolAnswer<Comparison>(messages, 'competitor_analyzer')?.pages ?? [],
      })
    case 'brand_voice':
      return voiced(task, messages)
    case 'quality_assurance':
      return review(task)
    default:
      return draft(task satisfies WritingTask, messages)
  }
}

/** What a tool answered, or null when it was not asked or its answer was a complaint. */
function toolAnswer<T>(messages: readonly Message[], name: string): T | null {
  const content = messages.findLast((message) => message.role === 'tool' && message.name === name)?.content
  if (!content?.startsWith('{')) return null
  return JSON.parse(content) as T
}

interface Gathered {
  audience: Audience | null
  trends: Trend[]
  competitors: Comparison['pages']
}

function strategy({ prompt, brand, language }: TaskOf<'strategist'>, { audience, trends, competitors }: Gathered): Strategy {
  const words = wordsFor({ prompt, brand, language, strategy: null, salt: 'strategy' })
  const { calls: callsOf, strategy: said } = words.book
  const calls = callsOf[words.reading.intent]
  const angle = ANGLES[words.pick('angle', ANGLES.length)] ?? 'plain'
  const who = audience?.primary || brand.target_audience.segments[0] || words.say(said.audience)
  // Only days of the calendar that the request itself speaks of: a headline is a stranger's, and a feast that nobody named is none of it.
  const days = trends.filter(({ source, shares }) => source === 'observances' && shares.length > 0).map(({ title }) => title)
  const frequency = audience?.posting_frequency ?? said.frequency
  const pace = Math.max(0, ...competitors.flatMap(({ posts_a_week }) => posts_a_week ?? []))
  const things = words.points.filter((point) => point.kind === 'thing').map((point) => upperFirst(point.text))
  return {
    target_audience: line([upperFirst(who), ...(audience?.locations.length ? [audience.locations.join(said.and)] : [])].join(', ')),
    content_pillars: said.pillars.map((pillar) => line(words.say(pillar))),
    themes: [words.say('{S}'), ...things, ...(audience?.shared_interests ?? []).map(upperFirst), ...days].slice(0, 8).map(line),
    key_points: demandedPoints(prompt).map(line),
    hook_angle: line(words.say(said.angles[angle])),
    call_to_action: line(words.say(calls[words.pick('call', calls.length)] ?? '')),
    posting_frequency: line(pace > 0 ? frequency + words.say(said.pace, { p: String(pace) }) : frequency),
    suggested_slots: audience?.suggested_slots ?? [],
  }
}

function draft(task: WritingTask, messages: readonly Message[]): Content {
  const article = toolAnswer<ArticlePlan>(messages, 'article_writer')
  const outline = toolAnswer<Outline>(messages, 'professional_post_creator') ?? article?.carrying_post ?? null
  const industry = toolAnswer<IndustryReport>(messages, 'industry_analyzer')
  const planned = {
    article,
    carousel: toolAnswer<CarouselPlan>(messages, 'carousel_creator'),
    story: toolAnswer<StoryPlan>(messages, 'story_template'),
    sound: toolAnswer<SoundChoice>(messages, 'sound_selector'),
    formats: toolAnswer<Tracked>(messages, 'trend_tracker')?.formats ?? [],
    trade: industry && 'hashtags' in industry ? industry.hashtags : [],
  }
  const hashtags = toolAnswer<{ hashtags: string[] }>(messages, 'hashtag_generator')?.hashtags ?? null
  const shots = toolAnswer<{ shots: Shot[] }>(messages, 'script_writer')?.shots ?? null
  const thread = toolAnswer<{ posts: PlannedPost[] }>(messages, 'thread_planner')?.posts ?? null
  const { agent: platform, contentType, prompt, brand, language, disclosure = NO_DISCLOSURE } = task
  const composed = (attempt: number) => bounded(task, platform, plain(attempt))
  const plain = (attempt: number) =>
    compose({
      platform,
      contentType,
      prompt,
      brand,
      language,
      disclosure,
      strategy: task.strategy,
      hashtags,
      outline,
      shots,
      thread,
      ...planned,
      attempt,
    })
  if (!task.revise) return unlike(task.earlier ?? [], composed)
  const { content, instructions } = task.revise
  const edits = editsOf(instructions)
  const wishes = edits.flatMap((edit) => (edit.do === 'add' || edit.do === 'lead with' ? edit.what : []))
  // Each attempt opens another way, so one of them differs from the draft at hand.
  for (let attempt = 1; attempt <= 6; attempt++) {
    const revised = bounded(task, platform, revise(content, edits, composed(attempt), language), wishes)
    if (canonicalJson(revised) !== canonicalJson(content)) return revised
  }
  return composed(7)
}

/** The first way of telling it that readers have not seen; the last where they have seen all. */
function unlike(earlier: readonly EarlierDraft[], composed: (attempt: number) => Content): Content {
  for (let attempt = 0; ; attempt++) {
    const content = composed(attempt)
    const text = memoryText(content).slice(0, EARLIER_CHARACTERS)
    if (attempt === 6 || !earlier.some((draft) => likeness(draft.text, text) >= NEAR_DUPLICATE)) return content
  }
}

function voiced(task: TaskOf<'brand_voice'>, messages: readonly Message[]): Content {
  const styled = contentSchema(task.platform, task.contentType)?.safeParse(
    toolAnswer<{ content: unknown }>(messages, 'style_enforcer')?.content,
  )
  const { platform, contentType } = task
  const fitting = (content: Content) => fits({ platform, contentType, content }, boundsOf(task))
  const content = styled?.success && fitting(styled.data) ? styled.data : task.content
  const own = toolAnswer<{ voice: BrandVoice }>(messages, 'brand_analyzer')?.voice ?? task.brand.brand_voice
  const wanting =
    toolAnswer<{ reasons: string[] }>(messages, 'tone_detector')?.reasons.some((reason) => reason.includes("brand's own words")) ?? false
  const tag = own.favourite_words.map(asHashtag).find((word) => word.length > 2 && !content.hashtags.includes(word))
  // A favourite word forced into a sentence reads forced; as a hashtag it belongs to the brand.
  const signed = wanting && tag ? { ...content, hashtags: [...content.hashtags, tag] } : content
  return bounded(task, platform, content.form !== 'story' && content.hashtags.length < 5 && fitting(signed) ? signed : content)
}

/**
 * An edit may take the disclosure out or put something before it: it goes back to where it has to stand. Hashtags are as many as are
 * allowed, and the texts as short; what the request or a client wants said goes last.
 */
function bounded(
  task: Bounds & { prompt: string; contentType: ContentType; language: Language },
  platform: Platform,
  content: Content,
  wishes: readonly string[] = [],
): Content {
  const { prompt, disclosure = NO_DISCLOSURE, house = {}, contentType, language } = task
  const limits = rulesFor(RULE_PACKS[platform], contentType, house).flatMap(({ check, limit }) =>
    check.kind === 'count' && check.of === 'hashtags' && limit !== null ? limit : [],
  )
  const denied = (house.denied?.hashtags ?? []).map((tag) => tag.toLowerCase())
  const hashtags = content.hashtags.filter((tag) => !denied.includes(tag.toLowerCase())).slice(0, Math.min(...limits, 40))
  // A brief may be Markdown; what is composed from it is not.
  const told = withDisclosure(RULE_PACKS[platform], { ...plainly(content), hashtags }, disclosure, language)
  return fitted({ platform, contentType, content: told }, { ...house, disclosure }, [...demandedPoints(prompt), ...wishes])
}

/** Also in what makers are told to show. */
function plainly(content: Content): Content {
  return JSON.parse(JSON.stringify(content, (_key, value: unknown) => (typeof value === 'string' ? plainText(value) : value))) as Content
}

function asHashtag(words: string): string {
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).map(upperFirst).join('')
}

/** A deterministic stand-in for an opinion. Callers do not count it: the label says offline. */
function review({ findings }: TaskOf<'quality_assurance'>): QualityReview {
  const worth = findings.filter(({ severity }) => severity !== 'INFO')
  return {
    opinion: Math.max(0, Math.round((1 - worth.length * 0.15) * 100) / 100),
    suggestions: worth.slice(0, 8).map(({ message }) => message.slice(0, 400)),
  }
}

function line(text: string): string {
  return text.slice(0, 600)
}
