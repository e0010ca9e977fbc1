import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { BrandVoice, TargetAudience } from '../../domain/brand.ts'
import { DisclosureSchema } from '../../domain/disclosure.ts'
import { CONTENT_TYPES, type ContentType, LANGUAGES, PLATFORMS, type Platform } from '../../domain/words.ts'

/** Briefs as data: what a stranger may write into a file of their own and give to `npm run eval -- --briefs`. */

const Brand = z.strictObject({
  brand_name: z.string().min(1).max(255),
  brand_guidelines: z.string().max(20_000).default(''),
  brand_voice: BrandVoice.default(() => BrandVoice.parse({})),
  target_audience: TargetAudience.default(() => TargetAudience.parse({})),
})

const Brief = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower case letters, digits and dashes'),
  /** The name of a brand of the same file, or a brand. */
  brand: z.union([z.string(), Brand]),
  language: z.enum(LANGUAGES),
  prompt: z.string().min(1).max(10_000),
  disclosure: DisclosureSchema.default(() => DisclosureSchema.parse({})),
  /** By platform; chosen in turn where left out, so that all forms are seen. */
  content_types: z.record(z.string(), z.string()).default({}),
  /** What a draft has to say, by hand: of each point any one of its wordings. */
  must_say: z.array(z.array(z.string().min(1)).min(1)).min(1),
})

export const BriefFile = z
  .strictObject({ brands: z.record(z.string(), Brand).default({}), briefs: z.array(Brief).min(1) })
  .superRefine(({ brands, briefs }, ctx) => {
    briefs.forEach(({ id, brand }, i) => {
      if (typeof brand === 'string' && !Object.hasOwn(brands, brand))
        ctx.addIssue({ code: 'custom', path: ['briefs', i, 'brand'], message: `there is no brand "${brand}" in this file` })
      if (briefs.findIndex((other) => other.id === id) !== i)
        ctx.addIssue({ code: 'custom', path: ['briefs', i, 'id'], message: `${id} is used twice` })
    })
  })

export type Brief = Omit<z.infer<typeof Brief>, 'brand' | 'content_types'> & {
  brand: z.infer<typeof Brand>
  contentTypes: Record<Platform, ContentType>
}

/** The briefs that come with the project. */
export const OWN_BRIEFS = ['en', 'id'].map((name) => new URL(`./briefs/${name}.json`, import.meta.url).pathname)

/** Reads brief files, or throws with every fault of them. */
export function readBriefs(files: readonly string[]): Brief[] {
  return files.flatMap((file) => {
    const parsed = BriefFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`)
    const { brands, briefs } = parsed.data
    return briefs.map(({ brand, content_types, ...brief }, i) => ({
      ...brief,
      brand: typeof brand === 'string' ? (brands[brand] as z.infer<typeof Brand>) : brand,
      contentTypes: Object.fromEntries(PLATFORMS.map((platform) => [platform, typeFor(platform, content_types[platform], i)])) as Record<
        Platform,
        ContentType
      >,
    }))
  })
}

function typeFor(platform: Platform, asked: string | undefined, i: number): ContentType {
  const types: readonly ContentType[] = CONTENT_TYPES[platform]
  const found = asked === undefined ? types[i % types.length] : types.find((type) => type === asked)
  if (!found) throw new Error(`${platform} has no content type ${asked}; there are ${types.join(', ')}`)
  return found
}
