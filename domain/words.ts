/**
 * Terminology. One word for one thing, in code, in the API and on the screen.
 *
 * - **organization**: the tenant; an agency. Everything belongs to exactly one.
 * - **brand**: whose voice a request speaks in. A request freezes the brand as it was when it was accepted.
 * - **request**: one ask for content: a prompt, a brand, platforms. One Temporal workflow runs it.
 * - **run**: one workflow execution of a request; the first is 1, each retry of failed platforms is the next.
 * - **platform**: where a draft will be published. **content type**: which form it takes there.
 * - **draft**: the content of one platform in one **version**; version 1 is what the first review shows, a change round makes the next.
 * - **pass**: a try inside one version, before anybody sees it (0, then at most 2 revisions that quality assurance asks for).
 * - **step**: one agent's work on one (platform, version, pass). Its claim row is the deduplication of that work.
 * - **finding**: one broken rule in a draft, with **severity** and the **stage** from which it bites.
 * - **house rules**: what an organization decided about the rules for itself: **overrides** of limit or severity, **denied** words and hashtags.
 * - **round**: one review sent out: the drafts in it, its approvers, its due date. **Link**: one approver's signed way into a round.
 * - **decision**: approve, request changes or reject, of one draft version, bound to its content hash.
 * - **unit**: what quota counts; one platform's draft. Reserved when accepted, committed when a review containing it opens.
 * - **cost**: what model calls cost in US dollars, kept in **micros** (millionths of a dollar) so that sums stay exact.
 */

export const PLATFORMS = ['instagram', 'linkedin', 'tiktok', 'facebook', 'x'] as const
export type Platform = (typeof PLATFORMS)[number]

/** What each platform can be asked for; the first is the default. */
export const CONTENT_TYPES = {
  instagram: ['post', 'carousel', 'reel', 'story'],
  linkedin: ['post', 'article'],
  tiktok: ['script', 'photo'],
  facebook: ['post', 'reel'],
  x: ['thread', 'post'],
} as const satisfies Record<Platform, readonly string[]>
export type ContentType = (typeof CONTENT_TYPES)[Platform][number]

export const LANGUAGES = ['en', 'id'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each platform has its own writer, named like it. */
export const AGENTS = ['strategist', ...PLATFORMS, 'brand_voice', 'quality_assurance'] as const
export type AgentName = (typeof AGENTS)[number]

/** Of a request. `completed`, `partial`, `rejected`, `expired`, `cancelled`, `failed` and `needs_attention` are final for its run. */
export const REQUEST_STATUSES = [
  'pending',
  'generating',
  'awaiting_approval',
  'revising',
  'needs_attention',
  'completed',
  'partial',
  'rejected',
  'expired',
  'cancelled',
  'failed',
] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Of one platform of a request; `approved` is what `completed` is to a request. */
export const PLATFORM_STATUSES = [
  'pending',
  'generating',
  'awaiting_approval',
  'revising',
  'needs_attention',
  'approved',
  'rejected',
  'expired',
  'cancelled',
  'failed',
] as const
export type PlatformStatus = (typeof PLATFORM_STATUSES)[number]

export const VERDICTS = ['approve', 'request_changes', 'reject'] as const
export type Verdict = (typeof VERDICTS)[number]

/** BLOCK: the platform or the law would refuse it. WARN: policy or reach. INFO: best practice. */
export const SEVERITIES = ['BLOCK', 'WARN', 'INFO'] as const
export type Severity = (typeof SEVERITIES)[number]

/** The moment from which a rule bites; a later stage includes the earlier ones. */
export const STAGES = ['draft', 'approval', 'export'] as const
export type Stage = (typeof STAGES)[number]

/** One broken rule, as a sentence that an agent and a person can act on. */
export interface Finding {
  rule: string
  severity: Severity
  stage: Stage
  message: string
}

/** What ties a brand to whoever it speaks of. `own_brand` promotes itself; the three before it owe the audience a disclosure in words. */
export const CONNECTIONS = ['none', 'paid', 'gifted', 'affiliate', 'own_brand'] as const
export type Connection = (typeof CONNECTIONS)[number]

/** Said with a request: what connection its drafts have to disclose, and where (ISO 3166-1 alpha-2) they will be seen. */
export interface Disclosure {
  connection: Connection
  /** Who pays or gives, as named in the draft; empty when not said. */
  sponsor: string
  countries: readonly string[]
}

export const SCORE_PARTS = ['grammar', 'compliance', 'engagement', 'brand_voice', 'coverage', 'model_opinion'] as const
export type ScorePart = (typeof SCORE_PARTS)[number]

/** A draft scoring below this is revised, and goes to review with a finding if it stays below. */
export const PASSING_SCORE = 0.8
/** Tries inside one version beyond the first. */
export const MAX_REVISIONS = 2
/** Change rounds a client may ask for before a person has to step in. */
export const MAX_CHANGE_ROUNDS = 5
/** How often members may ask the agents for another version of one draft, over all runs of its request. */
export const MAX_REGENERATIONS = MAX_CHANGE_ROUNDS
/** Characters of such an instruction. */
export const MAX_INSTRUCTION = 1_000
/** No draft comes near it; what names a later version names none. */
export const MAX_VERSION = 10_000

/** Which model wrote a draft; `offline` drafts are composed without a language model and say so. */
export interface ModelLabel {
  provider: string
  name: string
  offline: boolean
}

/** Something a person still has to add before this draft can be published. */
export interface ToAttach {
  what: string
  why: string
}

/** A switch in a platform's own form that only a person can set when publishing. */
export interface ToSetByHand {
  /** The rule that wants it; whoever ticks it off names it. */
  rule: string
  where: string
  what: string
  /** Empty when it always applies. */
  only_if: string
}
