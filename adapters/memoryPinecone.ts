import { Pinecone } from '@pinecone-database/pinecone'
import type { Memory, MemoryPlace } from './memory.ts'

/** Each brand of each organization has a namespace of its own: a query cannot see beyond it. */
const namespaceOf = ({ organizationId, brandId, model }: MemoryPlace): string => `${organizationId}/${brandId}/${model}`

/** Pinecone through its SDK. `host` is that of the index, which has to have as many dimensions as the embedding model. */
export function memoryPinecone({ apiKey, host, timeoutMs = 5_000 }: { apiKey: string; host: string; timeoutMs?: number }): Memory {
  const index = new Pinecone({ apiKey, maxRetries: 0, fetchApi: bounded(timeoutMs) }).index<{ approvedAt: number }>({ host })
  return {
    provider: 'pinecone',
    async remember(place, items) {
      if (!items.length) return
      const records = items.map(({ id, vector, approvedAt }) => ({ id, values: [...vector], metadata: { approvedAt } }))
      await index.upsert({ records, namespace: namespaceOf(place) })
    },
    async nearest(place, { vector, most, after, before }) {
      const { matches } = await index.query({
        vector: [...vector],
        topK: most,
        namespace: namespaceOf(place),
        filter: { approvedAt: { $gt: after, $lt: before } },
      })
      return matches.map(({ id, score = 0 }) => ({ id, score }))
    },
    async forget(place, ids) {
      const namespace = namespaceOf(place)
      if (ids) await index.deleteMany({ ids: [...ids], namespace })
      else await index.deleteAll({ namespace })
    },
  }
}

/** The SDK has no deadline of its own. */
const bounded =
  (timeoutMs: number): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) })
