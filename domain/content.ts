import { z } from 'zod'
import { RULE_PACKS } from './platforms/index.ts'
import type { ContentType, Platform } from './words.ts'

/**
 * What a draft contains, one schema per form. The same schema parses a model's answer, the JSON column and, later, a person's edit.
 * Every field is required: providers' strict JSON-schema output wants it so, and an absent field is a question nobody answered.
 * Every form has `text` (what is pasted into the platform's main field; empty where the platform has none) and `hashtags` (without `#`).
 */
const text = z.string().max(130_000)
const line = z.string().max(600)
const hashtags = z
  .array(
    z
      .string()
      .regex(/^[\p{L}\p{N}_]+$/u, 'letters, digits and _ only, without #')
      .max(100),
  )
  .max(40)

/** Every form, of objects that drop a field they do not know, or that refuse it. */
function formsOf(object: typeof z.object) {
  /** An image or a video that a person (later: a renderer) makes from the brief. */
  const Media = object({ kind: z.enum(['image', 'video']), brief: line.min(1), alt_text: line })
  const Slide = object({ headline: line, body: line, visual: line.min(1), alt_text: line })
  /** One shot of a video. `seconds` is how long it lasts. */
  const Beat = object({ seconds: z.number().min(0.5).max(180), visual: line.min(1), on_screen_text: line, spoken: line })
  const post = object({ form: z.literal('post'), text: text.min(1), hashtags, media: z.array(Media).max(20) })
  const carousel = object({ form: z.literal('carousel'), text: text.min(1), hashtags, slides: z.array(Slide).min(1).max(20) })
  const script = object({
    form: z.literal('script'),
    text: text.min(1),
    hashtags,
    beats: z.array(Beat).min(1).max(60),
    /** A mood and a licence class ("upbeat acoustic, commercial library"), never an invented track. */
    sound: line,
    cover: Media,
  })
  const story = object({ form: z.literal('story'), text: z.literal(''), hashtags, frames: z.array(Slide).min(1).max(10) })
  const article = object({
    form: z.literal('article'),
    /** The post that carries the article. */
    text: text.min(1),
    hashtags,
    headline: line.min(1),
    sections: z
      .array(object({ heading: line, body: z.string().max(20_000) }))
      .min(1)
      .max(30),
    media: z.array(Media).max(5),
  })
  const photo = object({
    form: z.literal('photo'),
    title: line.min(1),
    text: text.min(1),
    hashtags,
    media: z.array(Media).min(1).max(40),
    sound: line,
  })
  /** Posts that follow one another: `text` and `media` are the first, which a timeline shows; each reply answers the post before it. */
  const thread = object({
    form: z.literal('thread'),
    text: text.min(1),
    hashtags,
    media: z.array(Media).max(10),
    replies: z
      .array(object({ text: text.min(1), media: z.array(Media).max(10) }))
      .min(1)
      .max(50),
  })
  const any = z.discriminatedUnion('form', [post, carousel, script, story, article, photo, thread])
  return { any, byForm: { post, carousel, script, story, article, photo, thread }, Media, Slide, Beat }
}

const lenient = formsOf(z.object)
export type Media = z.infer<typeof lenient.Media>
export type Slide = z.infer<typeof lenient.Slide>
export type Beat = z.infer<typeof lenient.Beat>

/** As a model answers and as it is stored. */
export const Content = lenient.any
/** As a person sends it: a field that nobody knows is a mistake, and is named. */
export const EditedContent = formsOf(z.strictObject as unknown as typeof z.object).any
export type Content = z.infer<typeof Content>
export type Form = Content['form']

const SCHEMAS: { readonly [F in Form]: z.ZodType<Extract<Content, { form: F }>> } = lenient.byForm

/** The schema of one platform's content type; undefined where the platform has no such type. */
export function contentSchema(platform: Platform, contentType: ContentType): z.ZodType<Content> | undefined {
  const form = RULE_PACKS[platform].forms[contentType]
  return form && SCHEMAS[form]
}
