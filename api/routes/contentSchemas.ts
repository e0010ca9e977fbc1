import { z } from 'zod'
import { Content } from '../../domain/content.ts'
import { DisclosureSchema } from '../../domain/disclosure.ts'
import { IMAGE_KINDS } from '../../domain/images.ts'
import {
  AGENTS,
  CONNECTIONS,
  CONTENT_TYPES,
  type ContentType,
  LANGUAGES,
  PLATFORM_STATUSES,
  PLATFORMS,
  type Platform as PlatformName,
  REQUEST_STATUSES,
  SCORE_PARTS,
  SEVERITIES,
  STAGES,
  VERDICTS,
} from '../../domain/words.ts'
import { Approval, LevelView } from '../approvalSchemas.ts'
import type { Picture } from '../files.ts'
import { RequestLinks } from '../links.ts'
import { Id, Timestamp, typed } from '../schemas.ts'

/** What a request is made of, in and out. */

const ALL_CONTENT_TYPES = Object.values(CONTENT_TYPES).flat() as [ContentType, ...ContentType[]]
const Platform = z.enum(PLATFORMS)
export const AnyContentType = z.enum(ALL_CONTENT_TYPES)
const typesOf = (platform: PlatformName) => z.enum(CONTENT_TYPES[platform] as readonly ContentType[]).optional()
/** A platform's own content types, under its name. */
const typesByPlatform = Object.fromEntries(PLATFORMS.map((platform) => [platform, typesOf(platform)])) as Record<
  PlatformName,
  ReturnType<typeof typesOf>
>
const PlatformStatus = z.enum(PLATFORM_STATUSES)
const RequestStatus = z.enum(REQUEST_STATUSES)

const ASKED = {
  platforms: z.array(Platform).min(1).max(PLATFORMS.length).meta({ uniqueItems: true }),
  brand_profile_id: Id.optional().meta({ description: 'The organization’s default brand when absent.' }),
  content_types: z.strictObject(typesByPlatform).default({}),
  language: z.enum(LANGUAGES).default('en'),
  disclosure: DisclosureSchema.default(() => DisclosureSchema.parse({})),
  approval: Approval.default(() => Approval.parse({})),
} as const
type Platforms = { platforms: PlatformName[]; content_types: Partial<Record<PlatformName, unknown>> }

function checkPlatforms({ platforms, content_types }: Platforms, ctx: z.RefinementCtx): void {
  platforms.forEach((platform, i) => {
    if (platforms.indexOf(platform) !== i) ctx.addIssue({ code: 'custom', path: ['platforms', i], message: `${platform} is named twice` })
  })
  for (const platform of Object.keys(content_types) as PlatformName[])
    if (!platforms.includes(platform))
      ctx.addIssue({ code: 'custom', path: ['content_types', platform], message: `${platform} is not among the platforms` })
}

const prompt = typed(1, 10_000)

/** The body of POST /api/v1/content/generate. */
export const Generate = z
  .strictObject({ prompt, ...ASKED })
  .superRefine(checkPlatforms)
  .meta({
    id: 'Generate',
    example: {
      prompt: 'Launch our linen summer collection',
      platforms: ['instagram', 'linkedin'],
      approval: { approvers: [{ email: 'ana@client.example', name: 'Ana' }], due_in_hours: 48 },
    },
  })

/** The body of POST /api/v1/content/estimate: the same, whose prompt may still be missing. */
export const Estimate = z
  .strictObject({ prompt: prompt.optional().meta({ description: 'Changes nothing in the estimate.' }), ...ASKED })
  .superRefine(checkPlatforms)
  .meta({ id: 'Estimate', example: { platforms: ['instagram', 'linkedin'] } })

const PlatformView = z.object({
  platform: Platform,
  content_type: AnyContentType,
  status: PlatformStatus,
  reason: z.string(),
  version: z.number().int(),
})

const APPROVAL = {
  mode: z.enum(['required', 'none']),
  due_in_hours: z.number(),
  remind_before_hours: z.array(z.number()),
  approvers: z.array(z.object({ email: z.string(), name: z.string() })).meta({ description: 'Of the first level.' }),
  tracks: z
    .array(
      z.object({ platforms: z.array(Platform), policy: z.object({ id: Id, name: z.string() }).nullable(), levels: z.array(LevelView) }),
    )
    .meta({ description: 'Which platforms go through which levels.' }),
} as const
/** Who is asked, and when. */
export const ApprovalView = z.object(APPROVAL).meta({ id: 'RequestApproval' })

const DisclosureView = z
  .object({ connection: z.enum(CONNECTIONS), sponsor: z.string(), countries: z.array(z.string()).readonly() })
  .meta({ id: 'Disclosure' })

const shared = {
  id: Id,
  status: RequestStatus,
  next_step: z.string().meta({ description: 'What happens next, or what a person can do.' }),
  prompt: z.string(),
  brand: z.object({ id: Id, name: z.string() }),
  language: z.enum(LANGUAGES),
  disclosure: DisclosureView,
  platforms: z.array(PlatformView),
  links: RequestLinks,
}

export const AcceptedRequest = z.object({ ...shared, approval: ApprovalView }).meta({ id: 'AcceptedRequest' })
export type AcceptedRequest = z.input<typeof AcceptedRequest>

export const Finding = z
  .object({ rule: z.string(), severity: z.enum(SEVERITIES), stage: z.enum(STAGES), message: z.string() })
  .meta({ id: 'Finding' })
/** Switches that only a person can set, in the platform's own form. */
export const ToSetByHand = z
  .object({ rule: z.string(), where: z.string(), what: z.string(), only_if: z.string().meta({ description: 'Empty: always.' }) })
  .meta({ id: 'ToSetByHand' })
export const ToAttach = z.object({ what: z.string(), why: z.string() }).meta({ id: 'ToAttach' })

/** An image as its file is. */
export const Image = z
  .object({
    position: z.number().int(),
    item: z.number().int().meta({ description: 'The slide, frame or medium that it shows, from 0.' }),
    kind: z.enum(IMAGE_KINDS).meta({ description: 'A `card` stands in, with words, for a picture that is still to be made.' }),
    url: z.string().meta({ description: 'Readable without a token until it ends, in some hours; each answer has new ones.' }),
    type: z.enum(['image/jpeg', 'image/png']),
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
    sha256: z.string(),
    alt_text: z.string(),
    template: z.string(),
  })
  .meta({ id: 'Image' })

export const imageView = ({
  position,
  item,
  kind,
  url,
  format,
  width,
  height,
  bytes,
  sha256,
  alt_text,
  template,
}: Picture): z.input<typeof Image> => ({
  position,
  item,
  kind,
  url,
  type: `image/${format}`,
  width,
  height,
  bytes,
  sha256,
  alt_text,
  template,
})

const Draft = z
  .object({
    platform: Platform,
    content_type: AnyContentType,
    version: z.number().int(),
    content_hash: z.string(),
    content_data: Content,
    quality_score: z.number().nullable(),
    score_parts: z.record(z.string(), z.unknown()).meta({ description: `Of ${SCORE_PARTS.join(', ')}.` }),
    findings: z.array(Finding),
    to_attach: z.array(ToAttach),
    images: z.array(Image),
    model: z.object({ provider: z.string(), name: z.string(), offline: z.boolean() }),
  })
  .meta({ id: 'Draft' })

export const LINK_STATES = [
  'queued',
  'sending',
  'sent',
  'used',
  'decided',
  'revoked',
  'expired',
  'closed',
  'unknown',
  'failed',
  'withdrawn',
  'bounced',
  'dropped',
] as const
export const LinkView = z.object({
  email: z.string(),
  name: z.string(),
  state: z.enum(LINK_STATES).meta({
    description:
      '`decided`: another approver was first. `unknown`: nobody knows whether the mail went out. `bounced`, `dropped`: it did not arrive.',
  }),
  mail_state: z.string(),
})

const DecisionView = z.object({
  platform: Platform,
  version: z.number().int(),
  verdict: z.enum(VERDICTS),
  comment: z.string(),
  by: z.object({ email: z.string(), name: z.string() }),
  at: Timestamp,
  round: z.number().int(),
})

/** What GET /api/v1/content/requests/:id answers. */
export const RequestView = z
  .object({
    ...shared,
    reason: z.string(),
    drafts: z.array(Draft).meta({ description: 'The latest version of each platform.' }),
    approval: z
      .object({
        ...APPROVAL,
        round: z.number().int().nullable(),
        round_id: Id.nullable(),
        state: z.enum(['open', 'decided', 'expired', 'closed']).nullable(),
        due_at: Timestamp.nullable(),
        links: z.array(LinkView),
      })
      .meta({ id: 'RequestReview' }),
    decisions: z.array(DecisionView),
    outdated: z
      .array(
        z.object({ platform: Platform, version: z.number().int(), rule_pack: z.string(), findings: z.array(Finding), found_at: Timestamp }),
      )
      .meta({ description: 'Approved drafts that break a rule which has changed since; looked for every night.' }),
    units: z.object({ reserved: z.number().int(), committed: z.number().int(), released: z.number().int() }),
    cost: z.object({
      spent_usd: z.number(),
      budget_usd: z.number(),
      by_agent: z.array(
        z.object({
          agent: z.enum([...AGENTS, 'memory']).meta({ description: '`memory`: embeddings, where a provider is paid for them.' }),
          calls: z.number().int(),
          input_tokens: z.number().int(),
          output_tokens: z.number().int(),
          cost_usd: z.number(),
        }),
      ),
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
    finished_at: Timestamp.nullable(),
    run: z.number().int(),
    workflow_id: z.string(),
  })
  .meta({ id: 'Request' })
