import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chooseEmbedder, type EmbeddingSettings, localEmbedder } from '../../activities/models/embeddings.ts'

const signal = () => AbortSignal.timeout(5_000)
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

interface Asked {
  path: string
  key: string
  body: Record<string, unknown>
}

/** Speaks both providers' embeddings interfaces, and does what it is told. */
async function provider(answer: (asked: Asked) => { status?: number; body: unknown }) {
  const asked: Asked[] = []
  const server = createServer((req, res) => {
    let text = ''
    req.on('data', (chunk) => {
      text += chunk
    })
    req.on('end', () => {
      const key = String(req.headers.authorization ?? req.headers['x-goog-api-key'] ?? '')
      const one = { path: req.url ?? '', key, body: JSON.parse(text) }
      asked.push(one)
      const { status = 200, body } = answer(one)
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

describe('embeddings', () => {
  describe('made here', () => {
    const embed = async (...texts: string[]) => (await localEmbedder().embed(texts, signal())).vectors

    it('cost nothing, have length 1, and are the same for the same text', async () => {
      const { tokens, costMicros } = await localEmbedder().embed(['linen'], signal())
      assert.deepEqual({ tokens, costMicros }, { tokens: 0, costMicros: 0 })
      const [one = [], again = []] = await embed('Our linen summer collection', 'Our linen summer collection')
      assert.deepEqual(one, again)
      assert.ok(Math.abs(Math.hypot(...one) - 1) < 1e-3)
    })

    for (const [language, brief, draft, other] of [
      [
        'English',
        'Launch our linen summer collection: mention free shipping',
        'Say hello to linen for summer. The collection ships free.',
        'We are hiring a barista for weekends: mention training and free coffee',
      ],
      [
        'Indonesian',
        'Peluncuran koleksi linen musim panas: sebutkan gratis ongkir',
        'Koleksi linen musim panas sudah hadir, gratis ongkir minggu ini.',
        'Kami mencari barista di Bandung untuk akhir pekan: sebutkan pelatihan dan kopi gratis',
      ],
    ] as const)
      it(`put a brief near a draft of its subject and far from another, in ${language}`, async () => {
        const [a = [], b = [], c = []] = await embed(brief, draft, other)
        const { alike } = localEmbedder()
        assert.ok(dot(a, b) >= alike, `like: ${dot(a, b)}`)
        assert.ok(dot(c, b) < alike, `unlike: ${dot(c, b)}`)
      })

    it('take a text without words', async () => {
      assert.equal((await embed('', '🎉'))[0]?.length, 512)
    })
  })

  describe('of OpenAI', () => {
    const settings = (url: string): EmbeddingSettings => ({ EMBEDDINGS: 'openai', OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${url}/v1` })

    it('are asked for with key, model and size, put in order, made one long, and priced by what it counted', async () => {
      const { asked, url, close } = await provider(({ body }) => ({
        body: {
          object: 'list',
          model: body.model,
          data: [
            { object: 'embedding', index: 1, embedding: [0, 4] },
            { object: 'embedding', index: 0, embedding: [3, 0] },
          ],
          usage: { prompt_tokens: 1_200, total_tokens: 1_200 },
        },
      }))
      const embedder = chooseEmbedder(settings(url))
      const { vectors, tokens, costMicros } = await embedder.embed(['a', 'b'], signal())
      close()
      assert.deepEqual(vectors, [
        [1, 0],
        [0, 1],
      ])
      assert.deepEqual({ tokens, costMicros }, { tokens: 1_200, costMicros: 24 })
      assert.equal(embedder.model, 'text-embedding-3-small/512')
      assert.equal(asked[0]?.path, '/v1/embeddings')
      assert.equal(asked[0]?.key, 'Bearer sk-1')
      assert.deepEqual(asked[0]?.body, { model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 512, encoding_format: 'float' })
    })

    it('fail once and loud when it does not answer', async () => {
      const { asked, url, close } = await provider(() => ({ status: 503, body: { error: { message: 'overloaded' } } }))
      await assert.rejects(chooseEmbedder(settings(url)).embed(['a'], signal()), /503/)
      close()
      assert.equal(asked.length, 1)
    })
  })

  describe('of Gemini', () => {
    it('are asked for with key, model and size, and priced by what we count', async () => {
      const { asked, url, close } = await provider(({ body }) => ({
        body: { embeddings: (body.requests as unknown[]).map(() => ({ values: [0, 2] })) },
      }))
      const embedder = chooseEmbedder({ EMBEDDINGS: 'gemini', GEMINI_API_KEY: 'g-1', GEMINI_BASE_URL: url })
      const { vectors, tokens, costMicros } = await embedder.embed(['a'.repeat(4_000)], signal())
      close()
      assert.deepEqual(vectors, [[0, 1]])
      assert.deepEqual({ tokens, costMicros }, { tokens: 1_000, costMicros: 150 })
      assert.equal(asked[0]?.path, '/v1beta/models/gemini-embedding-001:batchEmbedContents')
      assert.equal(asked[0]?.key, 'g-1')
      const [request] = (asked[0]?.body.requests ?? []) as { outputDimensionality: number }[]
      assert.equal(request?.outputDimensionality, 768)
    })
  })
})
