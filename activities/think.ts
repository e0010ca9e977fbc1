import type { z } from 'zod'
import type { WorkRow } from '../db/claims.ts'
import { keepBestDraft } from '../db/drafts.ts'
import { brandHistory } from '../db/history.ts'
import { type Db, tenant } from '../db/knex.ts'
import { toHouseRules } from '../db/ruleOverrides.ts'
import { BrandSnapshot, kitOf, withRules } from '../domain/brand.ts'
import { type Content, contentSchema } from '../domain/content.ts'
import { textsOf } from '../domain/contentStrings.ts'
import { DisclosureSchema } from '../domain/disclosure.ts'
import { contentHash } from '../domain/hash.ts'
import { panelsOf } from '../domain/images.ts'
import { instructionsOf } from '../domain/instructions.ts'
import { rulePackVersion, toAttach } from '../domain/platforms/index.ts'
import { passes } from '../domain/score.ts'
import { Strategy } from '../domain/strategy.ts'
import { type ContentType, type Finding, PLATFORMS, type Platform, type Stage } from '../domain/words.ts'
import { brandVoice } from './agents/brandVoice.ts'
import { qualityAssurance } from './agents/qualityAssurance.ts'
import { strategist } from './agents/strategist.ts'
import { WRITERS } from './agents/writers.ts'
import { assess } from './quality.ts'
import { permanent, runStep, type StepDeps } from './step.ts'

export interface ThinkKey {
  organizationId: string
  requestId: string
  version: number
  pass: number
}
export type DraftKey = ThinkKey & { platform: Platform }

/** What the workflow learns of a finished version; the draft itself stays in Postgres. */
export interface Quality {
  passes: boolean
  /** Why it may not go to a client: the blocking rules, or null. */
  blocked: string | null
  /** Why nobody may approve it as it stands: rules that bite from approval on, such as a missing disclosure. */
  unapprovable?: string | null
  score: number | null
  contentHash: string
  /** Images that can be drawn from it; absent where there are none, so that nothing more is done for it. */
  images?: number
}

/** The agents, one activity each. Histories see that they worked, not what they wrote. */
export function thinkActivities(deps: StepDeps) {
  const write = (platform: Platform) => async (key: DraftKey) => {
    await runStep(deps, { ...key, agent: platform, platform }, WRITERS[platform], {
      async task(work) {
        const revise = revisionOf(work, platform)
        const known = facts(work)
        const earlier = revise ? [] : await deps.recall.like(asking(key, work, known.brand), platform, work.prompt)
        return {
          agent: platform,
          ...known,
          ...bounds(work),
          contentType: typeOf(work),
          strategy: strategyOf(work),
          revise,
          ...(earlier.length > 0 && { earlier }),
        }
      },
      history: pastOf(key),
    })
  }

  return {
    async strategist(key: ThinkKey): Promise<void> {
      await runStep(deps, { ...key, agent: 'strategist', platform: null }, strategist, {
        task: (work) => ({ agent: 'strategist', ...facts(work), platforms: work.platforms, timeZone: work.time_zone }),
        history: pastOf(key),
      })
    },

    /** The writers: an activity is named like its platform. */
    ...(Object.fromEntries(PLATFORMS.map((platform) => [platform, write(platform)])) as Record<Platform, ReturnType<typeof write>>),

    async brandVoice(key: DraftKey): Promise<void> {
      await runStep(deps, { ...key, agent: 'brand_voice' }, brandVoice, {
        task: (work) => ({
          agent: 'brand_voice',
          platform: key.platform,
          contentType: typeOf(work),
          ...facts(work),
          ...bounds(work),
          strategy: strategyOf(work),
          content: contentOf(work.material, key.platform, typeOf(work)),
        }),
        history: pastOf(key),
      })
    },

    /** Reviews, scores and keeps the draft, and says whether it may go to a client. */
    async qualityAssurance(key: DraftKey): Promise<Quality> {
      const { platform } = key
      const stored = await runStep(deps, { ...key, agent: 'quality_assurance' }, qualityAssurance, {
        async task(work) {
          const contentType = typeOf(work)
          const content = contentOf(work.material, platform, contentType)
          const strategy = strategyOf(work)
          const known = facts(work)
          const seen = await deps.recall.same(asking(key, work, known.brand), content)
          const about = { platform, contentType, content, strategy, ...known, ...bounds(work), ...(seen.length > 0 && { seen }) }
          const { findings } = await assess({ ...about, opinion: null, offline: true })
          return { agent: 'quality_assurance', findings, ...about }
        },
        async conclude(review, answer, task) {
          const { offline } = answer.model
          const { findings, score, parts } = await assess({ ...task, opinion: offline ? null : review.opinion, offline })
          const draft = {
            ...key,
            contentType: task.contentType,
            content: task.content,
            contentHash: contentHash(platform, task.contentType, task.content),
            score,
            scoreParts: parts,
            findings,
            blocked: blocks(findings, 'draft') !== null,
            toAttach: toAttach(platform, task.contentType, task.content),
            model: answer.model,
            rulePack: rulePackVersion(platform, task.house),
            promptVersions: {
              [platform]: WRITERS[platform].promptVersion,
              brand_voice: brandVoice.promptVersion,
              quality_assurance: qualityAssurance.promptVersion,
            },
          }
          const images = panelsOf(platform, task.contentType, task.content, { textCards: kitOf(task.brand).text_cards }).length
          const standing = await keepBestDraft(tenant(deps.pool, draft.organizationId), draft)
          const quality: Quality = {
            passes: !standing.blocked && passes(standing.score),
            blocked: blocks(standing.findings, 'draft'),
            unapprovable: blocks(standing.findings, 'approval'),
            score: standing.score,
            contentHash: standing.contentHash,
            ...(images && { images }),
          }
          return { suggestions: review.suggestions, opinion: review.opinion, quality }
        },
      })
      return stored.quality
    },
  }
}

export type ThinkActivities = ReturnType<typeof thinkActivities>

/** What the brand's clients approved and asked for: the tools of most agents go by it. */
const pastOf =
  ({ organizationId }: ThinkKey) =>
  (db: Db, { brand }: { brand: BrandSnapshot }) =>
    brandHistory(db, organizationId, brand.id)

const facts = (work: WorkRow) => ({
  prompt: work.prompt,
  brand: withRules(stored(BrandSnapshot, work.brand, 'brand')),
  language: work.language,
})

/** Who asks the memory, of which brand. */
const asking = ({ organizationId, requestId }: ThinkKey, work: WorkRow, brand: BrandSnapshot) => ({
  organizationId,
  requestId,
  brandId: brand.id,
  acceptedAt: work.created_at,
})

const bounds = (work: WorkRow) => ({
  disclosure: stored(DisclosureSchema, work.disclosure, 'disclosure'),
  house: toHouseRules(work.house),
  comments: textsOf(work.said),
})

const strategyOf = (work: WorkRow): Strategy => stored(Strategy, work.strategy, 'strategy')

function typeOf(work: WorkRow): ContentType {
  if (!work.content_type) throw permanent('RequestGone', 'this platform is not part of the request')
  return work.content_type
}

export function contentOf(value: unknown, platform: Platform, contentType: ContentType): Content {
  const schema = contentSchema(platform, contentType)
  if (!schema) throw permanent('RequestGone', `${platform} has no content type ${contentType}`)
  return stored(schema, value, `${platform} ${contentType}`)
}

/** What to change: on a later pass what quality assurance found, on a later version what the client said of the last one. */
function revisionOf(work: WorkRow, platform: Platform): { content: Content; instructions: string[] } | null {
  const comments = (work.wishes ?? []).flatMap(instructionsOf)
  if (work.last_content) {
    const found = (work.last_findings ?? []).filter((f) => f.severity !== 'INFO').map((f) => f.message)
    const instructions = [...comments, ...found, ...(work.last_suggestions ?? [])]
    return { content: contentOf(work.last_content, platform, typeOf(work)), instructions }
  }
  if (work.reviewed_content) return { content: contentOf(work.reviewed_content, platform, typeOf(work)), instructions: comments }
  return null
}

/** The sentences of what blocks at this stage, short enough for a history; null when nothing does. */
export function blocks(findings: readonly Finding[], stage: Stage): string | null {
  const sentences = findings.filter((f) => f.severity === 'BLOCK' && f.stage === stage).map((f) => f.message)
  return sentences.length ? sentences.join(' ').slice(0, 300) : null
}

/** A JSON column, parsed like anything that comes from outside: an earlier release may have written it. */
export function stored<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw permanent('UnreadableRow', `the stored ${what} cannot be read: ${parsed.error.issues[0]?.message ?? 'unknown'}`)
}
