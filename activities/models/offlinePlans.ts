import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content, Slide } from '../../domain/content.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { Language } from '../../domain/words.ts'
import { paragraphs } from '../prompts/shared.ts'
import type { PlannedSection } from '../tools/articleWriter.ts'
import type { PlannedSlide } from '../tools/carouselCreator.ts'
import type { Point } from '../tools/reading.ts'
import type { StoryPlan } from '../tools/storyTemplate.ts'
import type { ComposeInput, Kit } from './offlineCompose.ts'
import { addressed } from './offlineEdits.id.ts'
import { splitTo } from './offlineFit.ts'
import type { Angle } from './offlinePhraseBook.ts'
import { inPerson, type Words, youIn } from './offlineWords.ts'

/** How a draft follows what the tools of its agent planned; without a plan, as if there were none. */

/** Of a video the format's own first words, each in its turn, then an opening as everywhere. */
export function openingOf({ formats, platform, brand, attempt, language = 'en' }: ComposeInput, words: Words, angle: Angle): string {
  const most = RULE_PACKS[platform].fold - 4
  // A label ("Behind the scenes") and a thank-you have openings of their own, which say so.
  const free = words.reading.label || words.reading.thanks ? [] : formats
  const openings = free.map(({ opening }) => asBrand(opening, brand, language)).filter((opening) => opening.length <= most)
  const turn = openings.length ? (words.pick('format', openings.length) + attempt) % (openings.length + 1) : 0
  return openings[turn] ?? words.hook(angle, most)
}

/** What a tool planned in the language of the draft, as the brand speaks of itself and calls its reader. */
const asBrand = (text: string, brand: BrandSnapshot, language: Language) => {
  const own = inPerson(text, brand, language)
  return language === 'id' ? addressed(own, youIn(brand, language) === 'kamu' ? 'kamu' : 'Anda') : own
}

/** One hashtag of the trade, before the more exact ones: people of a trade follow it. None that the brand does not say. */
export function withTrade(tags: string[], { trade, brand }: ComposeInput): string[] {
  const banned = brand.brand_voice.banned_words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  const known = new Set(tags.map((tag) => tag.toLowerCase()))
  const [tag] = trade.filter((of) => !known.has(of.toLowerCase()) && !banned.some((word) => word && of.toLowerCase().includes(word)))
  return tag ? [tag, ...tags] : tags
}

/** The points as the tool dealt them out, by their numbers; undefined without a plan. A story has no caption for those that it left out. */
export function plannedGroups({ words, carousel, story }: Kit): Point[][] | undefined {
  const numbers = carousel?.slides.flatMap(({ point }) => (point === null ? [] : [[point]])) ?? story?.frames.map(({ points }) => points)
  if (!numbers) return undefined
  const groups = numbers.map((of) => of.flatMap((n) => words.points[n - 1] ?? [])).filter((group) => group.length > 0)
  const said = new Set(groups.flat())
  const left = story ? words.points.filter((point) => !said.has(point)) : []
  return left.length ? [...groups.slice(0, -1), [...(groups.at(-1) ?? []), ...left]] : groups
}

/** A headline that the templates can set, the rest of it below; and an alternative text that names what the plan wants named. */
export function titled(
  { headline, body, visual, alt_text }: Slide,
  plan: PlannedSlide | undefined,
  { brand, words, language = 'en' }: Kit,
): Slide {
  if (!plan) return { headline, body, visual, alt_text }
  const [first = '', ...rest] = splitTo(headline, plan.headline_most_characters, (text) => [...text].length)
  const alt = words.say(words.book.about, { p: alt_text, s: asBrand(plan.alt_text.names[0] ?? '', brand, language) })
  return {
    headline: first,
    body: [rest.join(' '), body].filter(Boolean).join('\n'),
    visual,
    alt_text: alt.slice(0, plan.alt_text.most_characters ?? 600),
  }
}

export const stickered = (one: Slide, { kind, text, options }: StoryPlan['sticker'], { say, book }: Words): Slide => ({
  ...one,
  visual: `${one.visual}; ${say(book.stickers[kind], { p: [text, ...options].join(' / ') })}`.slice(0, 600),
})

/** One of the moods from a library that the content may use; without the tool, that of its intent. */
export function soundOf({ words, sound }: Kit): string {
  const moods = sound?.moods.filter(({ licence_class }) => licence_class === 'commercial_library') ?? []
  return moods[words.pick('sound', Math.max(1, moods.length))]?.line ?? words.book.sounds[words.reading.intent]
}

/** Headline and sections of an article, in the order and under the headings of its outline. */
export function articleOf(kit: Kit): Pick<Extract<Content, { form: 'article' }>, 'headline' | 'sections'> {
  const { words, hook, brand, language = 'en' } = kit
  const plan = kit.article?.sections
  const groups = plan?.map(({ points }) => points.flatMap((n) => words.points[n - 1] ?? [])).filter((group) => group.length > 0)
  const planned = new Set(groups?.flat())
  const bodies = [...(groups ?? []), ...words.points.filter((point) => !planned.has(point)).map((point) => [point])]
  const own = (role: PlannedSection['role'], otherwise: string) =>
    asBrand(plan?.find((section) => section.role === role)?.heading ?? otherwise, brand, language)
  const sections = [
    { heading: own('opening', words.say('{S}')), body: [words.subject(hook), words.body(0), words.audience()].filter(Boolean).join(' ') },
    ...bodies.flatMap((group) => {
      const [first] = group
      return first ? { heading: words.item(first).slice(0, 600), body: group.map((point, i) => words.note(point, i)).join(' ') } : []
    }),
    { heading: own('closing', words.question()), body: paragraphs(`${words.body(1)} ${words.call()}`, plan ? words.question() : '') },
  ]
  const headlines = kit.article?.headlines ?? []
  const headline = headlines[words.pick('headline', Math.max(1, headlines.length))]
  return { headline: headline ? asBrand(headline, brand, language) : words.say('{S}'), sections }
}
