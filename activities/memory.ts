import type { Memory } from '../adapters/memory.ts'
import { type Db, type Pool, tenant } from '../db/knex.ts'
import { draftsByName, draftToRemember, hasMemories, payForEmbedding, registerMemory } from '../db/memory.ts'
import type { Content } from '../domain/content.ts'
import { EARLIER_CHARACTERS, type EarlierDraft, likeness, memoryText, NEAR_DUPLICATE } from '../domain/memory.ts'
import type { Finding, Platform } from '../domain/words.ts'
import type { Embedder } from './models/embeddings.ts'

export interface MemoryDeps {
  pool: Pool
  memory: Memory
  embedder: Embedder
  /** Told when memory did not answer: nothing fails for it. */
  forgot(error: unknown, about: { requestId: string; what: 'recall' | 'remember' }): void
}

export interface RememberKey {
  organizationId: string
  requestId: string
  platform: Platform
  version: number
}

const DAY_MS = 86_400_000
/** How long a draft is an example, and how long readers remember it. */
const LIKE_DAYS = 180
const DUPLICATE_DAYS = 90
const MOST_LIKE = 3

/** Remembering what clients approved. */
export const memoryActivities = ({ pool, memory, embedder }: Omit<MemoryDeps, 'forgot'>) => ({
  /** Embeds an approved draft and keeps it under its own name: repeating it changes nothing. Throws when memory does not answer, to be tried again. */
  async remember(key: RememberKey): Promise<void> {
    const { organizationId, requestId, platform, version } = key
    const db = tenant(pool, organizationId)
    const draft = await draftToRemember(db, key)
    if (!draft) return
    const { brandId, content, approvedAt } = draft
    const { vectors, tokens, costMicros } = await embedder.embed([memoryText(content)], AbortSignal.timeout(20_000))
    const [vector] = vectors
    if (!vector) throw new Error(`${embedder.model} gave no vector`)
    const { provider, model } = embedder
    await payForEmbedding(db, { organizationId, requestId, provider, model, purpose: 'remember', tokens, costMicros })
    const item = `${requestId}/${platform}/${version}`
    await memory.remember({ organizationId, brandId, model }, [{ id: item, vector, approvedAt: approvedAt.getTime() }])
    await registerMemory(db, { organizationId, brandId, model, provider: memory.provider, item, approvedAt })
  },
})

export type MemoryActivities = ReturnType<typeof memoryActivities>

interface Asking {
  organizationId: string
  requestId: string
  brandId: string
  /** When the request was accepted: what was approved later is not recalled, so that another attempt is told the same. */
  acceptedAt: Date
}

/** What a brand's memory knows to say of a new draft. Nothing where it does not answer: memory is advice. */
export function recaller({ pool, memory, embedder, forgot }: MemoryDeps) {
  async function nearest(db: Db, asking: Asking, text: string, of: { days: number; most: number; least: number }) {
    const { organizationId, requestId, brandId, acceptedAt } = asking
    const { provider, model } = embedder
    if (!(await hasMemories(db, brandId, model, acceptedAt))) return []
    const { vectors, tokens, costMicros } = await embedder.embed([text], AbortSignal.timeout(10_000))
    await payForEmbedding(db, { organizationId, requestId, provider, model, purpose: 'recall', tokens, costMicros })
    const before = acceptedAt.getTime()
    const place = { organizationId, brandId, model }
    const matches = await memory.nearest(place, { vector: vectors[0] ?? [], most: of.most, after: before - of.days * DAY_MS, before })
    const near = matches.filter(({ score }) => score >= of.least)
    const drafts = await draftsByName(
      db,
      near.map(({ id }) => id),
      requestId,
    )
    return near.flatMap(({ id }) => drafts.find(({ item }) => item === id) ?? [])
  }
  const orNothing = async <T>(asking: Asking, work: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await work()
    } catch (error) {
      forgot(error, { requestId: asking.requestId, what: 'recall' })
      return []
    }
  }

  return {
    /** Up to three approved drafts of this platform on a like subject, the likest first. */
    like: (asking: Asking, platform: Platform, about: string): Promise<EarlierDraft[]> =>
      orNothing(asking, async () => {
        const found = await nearest(tenant(pool, asking.organizationId), asking, about, {
          days: LIKE_DAYS,
          most: 20,
          least: embedder.alike,
        })
        return found
          .filter((draft) => draft.platform === platform)
          .slice(0, MOST_LIKE)
          .map(({ platform: on, approved_on, content }) => ({
            platform: on,
            approved_on,
            text: memoryText(content).slice(0, EARLIER_CHARACTERS),
          }))
      }),

    /** Approved drafts that say nearly the same in nearly the same words, on whichever platform. */
    same: (asking: Asking, content: Content): Promise<EarlierDraft[]> =>
      orNothing(asking, async () => {
        const text = memoryText(content)
        const found = await nearest(tenant(pool, asking.organizationId), asking, text, { days: DUPLICATE_DAYS, most: 5, least: 0.5 })
        return found
          .map((draft) => ({ platform: draft.platform, approved_on: draft.approved_on, text: memoryText(draft.content) }))
          .filter((draft) => likeness(draft.text, text) >= NEAR_DUPLICATE)
      }),
  }
}

export type Recaller = ReturnType<typeof recaller>

/** What quality assurance says of a draft that readers have seen before. */
export function duplicateFindings(same: readonly EarlierDraft[]): Finding[] {
  const [first] = same
  if (!first) return []
  const opening = first.text.split('\n')[0]?.slice(0, 80) ?? ''
  const message = `It says nearly the same as what was approved for ${first.platform} on ${first.approved_on} ("${opening}"): open and tell it another way.`
  return [{ rule: 'quality.duplicate', severity: 'WARN', stage: 'draft', message }]
}
