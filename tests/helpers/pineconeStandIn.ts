import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A Pinecone index over its HTTP interface (docs.pinecone.io, data plane 2025-10): upsert, query and delete, with real cosine search, namespaces and the
 * comparisons of its filters. What is asked otherwise is refused, as it refuses.
 */
export interface PineconeStandIn {
  host: string
  /** Every request, in order: what was asked and of which namespace. */
  asked: { path: string; namespace: string; apiKey: string }[]
  /** Answers nobody from now on. */
  fall(): void
  /** Answers with this status. */
  fail(status: number | undefined): void
  close(): Promise<void>
}

interface Stored {
  values: number[]
  metadata: Record<string, number>
}

export async function startPinecone(dimensions: number): Promise<PineconeStandIn> {
  const namespaces = new Map<string, Map<string, Stored>>()
  const asked: PineconeStandIn['asked'] = []
  let failing: number | undefined
  const server = createServer((req, res) => {
    let text = ''
    req.on('data', (chunk) => {
      text += chunk
    })
    req.on('end', () => {
      const reply = (status: number, body: unknown) =>
        res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      const body = JSON.parse(text || '{}')
      const path = req.url ?? ''
      asked.push({ path, namespace: body.namespace ?? '', apiKey: String(req.headers['api-key'] ?? '') })
      if (failing) return reply(failing, { code: 14, message: 'try later', details: [] })
      if (!req.headers['api-key']) return reply(401, { code: 16, message: 'Unauthorized', details: [] })
      const space = namespaces.get(body.namespace) ?? new Map<string, Stored>()
      namespaces.set(body.namespace, space)
      const wrong = (values: number[]) => values.length !== dimensions
      switch (path) {
        case '/vectors/upsert': {
          if (body.vectors.some(({ values }: Stored) => wrong(values)))
            return reply(400, { code: 3, message: `Vector dimension does not match the dimension of the index ${dimensions}`, details: [] })
          for (const { id, values, metadata } of body.vectors) space.set(id, { values, metadata })
          return reply(200, { upsertedCount: body.vectors.length })
        }
        case '/query': {
          if (wrong(body.vector)) return reply(400, { code: 3, message: `Vector dimension does not match ${dimensions}`, details: [] })
          const matches = [...space]
            .filter(([, { metadata }]) => fits(metadata, body.filter ?? {}))
            .map(([id, { values }]) => ({ id, score: cosine(values, body.vector), values: [] }))
            .sort((a, b) => b.score - a.score)
            .slice(0, body.topK)
          return reply(200, { matches, namespace: body.namespace, usage: { readUnits: 1 } })
        }
        case '/vectors/delete': {
          if (body.deleteAll) space.clear()
          for (const id of body.ids ?? []) space.delete(id)
          return reply(200, {})
        }
        default:
          return reply(404, { code: 5, message: 'Not found', details: [] })
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fall: () => void close(),
    fail(status) {
      failing = status
    },
    close,
  }
}

function fits(metadata: Record<string, number>, filter: Record<string, Record<string, number>>): boolean {
  return Object.entries(filter).every(([key, comparisons]) =>
    Object.entries(comparisons).every(([operator, value]) => {
      const is = metadata[key] ?? Number.NaN
      if (operator === '$gt') return is > value
      if (operator === '$lt') return is < value
      throw new Error(`the stand-in knows no ${operator}`)
    }),
  )
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b) || 1)
}
