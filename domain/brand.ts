import { z } from 'zod'

/** How a brand speaks. Everything is optional for a person who just starts: an absent field asks for nothing. */
export const BrandVoice = z.strictObject({
  tone: z.array(z.string().min(1).max(60)).max(12).default([]),
  formality: z.enum(['casual', 'neutral', 'formal']).default('neutral'),
  person: z.enum(['we', 'I', 'they']).default('we'),
  emoji: z.enum(['none', 'some', 'many']).default('some'),
  favourite_words: z.array(z.string().min(1).max(60)).max(50).default([]),
  banned_words: z.array(z.string().min(1).max(60)).max(200).default([]),
  hashtags: z
    .array(
      z
        .string()
        .regex(/^[\p{L}\p{N}_]+$/u, 'letters, digits and _ only, without #')
        .max(100),
    )
    .max(20)
    .default([]),
  tagline: z.string().max(200).default(''),
})
export type BrandVoice = z.infer<typeof BrandVoice>

export const TargetAudience = z.strictObject({
  description: z.string().max(2000).default(''),
  segments: z.array(z.string().min(1).max(200)).max(20).default([]),
  interests: z.array(z.string().min(1).max(100)).max(50).default([]),
  locations: z.array(z.string().min(1).max(100)).max(50).default([]),
})
export type TargetAudience = z.infer<typeof TargetAudience>

/** Where a brand's strategist may look, as a person gives it: https addresses of pages and feeds, and ISO 3166-1 alpha-2 codes. */
export const MAX_COMPETITORS = 10
export const MAX_FEEDS = 5
export const MAX_COUNTRIES = 10
export const KIT_FONTS = ['sans', 'serif'] as const
export type KitFont = (typeof KIT_FONTS)[number]
export const KIT_TEMPLATES = ['editorial', 'poster', 'numeral'] as const
export type KitTemplate = (typeof KIT_TEMPLATES)[number]

/** Only this spelling gets through, so a colour can be written into an image's markup as it is. */
const Colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1a4fd6')
  .nullable()
  .default(null)

/** How a brand looks in the images that are drawn for it. Null colours are chosen to suit the others, or the brand's name. */
export const BrandKit = z.strictObject({
  colours: z.strictObject({ primary: Colour, background: Colour, ink: Colour }).default({ primary: null, background: null, ink: null }),
  font: z.enum(KIT_FONTS).default('sans'),
  template: z.enum(['auto', ...KIT_TEMPLATES]).default('auto'),
  /** Whether a post without a picture gets its opening words as one. Off by default: a photograph does better. */
  text_cards: z.boolean().default(false),
})
export type BrandKit = z.infer<typeof BrandKit>

export const RULE_KINDS = ['never_say', 'say_instead', 'first_line', 'no_emoji', 'no_exclamation', 'hashtags'] as const

/** A rule of voice that people's changes suggested and a person accepted. */
export const LearnedRule = z.object({
  kind: z.enum(RULE_KINDS),
  /** `word`; `from` and `to`; `most`: as the kind has it. */
  value: z.record(z.string(), z.union([z.string(), z.number()])),
  sentence: z.string(),
})
export type LearnedRule = z.infer<typeof LearnedRule>

/** The brand as a request froze it when it was accepted: later edits of the brand change nothing that is under way. */
export const BrandSnapshot = z.object({
  id: z.string(),
  brand_name: z.string().min(1).max(255),
  brand_voice: BrandVoice,
  brand_guidelines: z.string().max(20_000),
  target_audience: TargetAudience,
  // Requests that were accepted before brands had sources froze none. What may be read is decided when it is read, not here.
  competitors: z.array(z.string()).default([]),
  feeds: z.array(z.string()).default([]),
  countries: z.array(z.string()).default([]),
  /** Texts that the brand published, as it wrote them; none in what was frozen before brands had any. */
  samples: z.array(z.string()).default([]),
  /** Absent in what was frozen before brands had one. */
  kit: BrandKit.optional(),
  /** Counts every change of the brand and of its learned rules; absent in what was frozen before it was counted. */
  version: z.number().int().optional(),
  rules: z.array(LearnedRule).optional(),
})
export type BrandSnapshot = z.infer<typeof BrandSnapshot>

/** The kit of a brand, with what it leaves open filled in. */
export const kitOf = ({ kit }: Pick<BrandSnapshot, 'kit'>): BrandKit => kit ?? BrandKit.parse({})

/** The brand with its learned rules in its voice, where the voice has a place for them: whoever enforces the voice then enforces these. */
export function withRules(brand: BrandSnapshot): BrandSnapshot {
  if (!brand.rules?.length) return brand
  const words = brand.rules.flatMap(({ kind, value }) =>
    kind === 'never_say' ? [String(value.word)] : kind === 'say_instead' ? [String(value.from)] : [],
  )
  const voice = brand.brand_voice
  const known = new Set(voice.banned_words.map((word) => word.toLowerCase()))
  return {
    ...brand,
    brand_voice: {
      ...voice,
      banned_words: [...voice.banned_words, ...words.filter((word) => !known.has(word.toLowerCase()))],
      ...(brand.rules.some(({ kind }) => kind === 'no_emoji') && { emoji: 'none' as const }),
    },
  }
}
