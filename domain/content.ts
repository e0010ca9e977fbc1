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

/** An image or a video that a person (later: a renderer) makes from the brief. */
export const Media = z.object({ kind: z.enum(['image', 'video']), brief: line.min(1), alt_text: line })
export type Media = z.infer<typeof Media>

export const Slide = z.object({ headline: line, body: line, visual: line.min(1), alt_text: line })
export type Slide = z.infer<typeof Slide>

/** One shot of a video. `seconds` is how long it lasts. */
export const Beat = z.object({ seconds: z.number().min(0.5).max(180), visual: line.min(1), on_screen_text: line, spoken: line })
export type Beat = z.infer<typeof Beat>

export const PostContent = z.object({ form: z.literal('post'), text: text.min(1), hashtags, media: z.array(Media).max(20) })
export const CarouselContent = z.object({ form: z.literal('carousel'), text: text.min(1), hashtags, slides: z.array(Slide).min(1).max(20) })
export const ScriptContent = z.object({
  form: z.literal('script'),
  text: text.min(1),
  hashtags,
  beats: z.array(Beat).min(1).max(60),
  /** A mood and a licence class ("upbeat acoustic, commercial library"), never an invented track. */
  sound: line,
  cover: Media,
})
export const StoryContent = z.object({ form: z.literal('story'), text: z.literal(''), hashtags, frames: z.array(Slide).min(1).max(10) })
export const ArticleContent = z.object({
  form: z.literal('article'),
  /** The post that carries the article. */
  text: text.min(1),
  hashtags,
  headline: line.min(1),
  sections: z
    .array(z.object({ heading: line, body: z.string().max(20_000) }))
    .min(1)
    .max(30),
  media: z.array(Media).max(5),
})
export const PhotoContent = z.object({
  form: z.literal('photo'),
  title: line.min(1),
  text: text.min(1),
  hashtags,
  media: z.array(Media).min(1).max(40),
  sound: line,
})

/** Posts that follow one another: `text` and `media` are the first, which a timeline shows; each reply answers the post before it. */
export const ThreadContent = z.object({
  form: z.literal('thread'),
  text: text.min(1),
  hashtags,
  media: z.array(Media).max(10),
  replies: z
    .array(z.object({ text: text.min(1), media: z.array(Media).max(10) }))
    .min(1)
    .max(50),
})

export const Content = z.discriminatedUnion('form', [
  PostContent,
  CarouselContent,
  ScriptContent,
  StoryContent,
  ArticleContent,
  PhotoContent,
  ThreadContent,
])
export type Content = z.infer<typeof Content>
export type Form = Content['form']

const SCHEMAS: { readonly [F in Form]: z.ZodType<Extract<Content, { form: F }>> } = {
  post: PostContent,
  carousel: CarouselContent,
  script: ScriptContent,
  story: StoryContent,
  article: ArticleContent,
  photo: PhotoContent,
  thread: ThreadContent,
}

/** The schema of one platform's content type; undefined where the platform has no such type. */
export function contentSchema(platform: Platform, contentType: ContentType): z.ZodType<Content> | undefined {
  const form = RULE_PACKS[platform].forms[contentType]
  return form && SCHEMAS[form]
}
