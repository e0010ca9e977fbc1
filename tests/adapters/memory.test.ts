import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { localEmbedder } from '../../activities/models/embeddings.ts'
import type { Memory, MemoryPlace } from '../../adapters/memory.ts'
import { openMemory } from '../../workers/memory.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { type PineconeStandIn, startPinecone } from '../helpers/pineconeStandIn.ts'
import { insertTenant } from '../helpers/rows.ts'

const embedder = localEmbedder()
const vectorOf = async (text: string) => (await embedder.embed([text], AbortSignal.timeout(1_000))).vectors[0] ?? []
const DAY = 86_400_000
const NOW = Date.parse('2026-11-25T10:00:00Z')

const TEXTS = {
  linen: 'Our linen summer collection is here: breathable shirts, made in Portugal.',
  linenAgain: 'The linen collection is back, with breathable dresses for summer.',
  coffee: 'New on the shelf: single-origin coffee, roasted every Tuesday.',
  hiring: 'We are hiring a barista for the weekend shift.',
}

for (const provider of ['postgres', 'pinecone'] as const)
  describe(`the brand memory in ${provider}`, () => {
    let database: TestDatabase
    let pinecone: PineconeStandIn
    let memory: Memory
    before(async () => {
      database = await createTestDatabase()
      pinecone = await startPinecone(512)
      const settings = provider === 'pinecone' ? { PINECONE_API_KEY: 'pc-test', PINECONE_INDEX_HOST: pinecone.host } : {}
      memory = openMemory(settings, database.pool)
    })
    after(async () => {
      await pinecone.close()
      await database.drop()
    })

    async function place(): Promise<MemoryPlace> {
      const { organizationId, brandId } = await insertTenant(database.db)
      return { organizationId, brandId, model: embedder.model }
    }
    const keep = async (at: MemoryPlace, name: keyof typeof TEXTS, daysAgo = 1) =>
      memory.remember(at, [{ id: name, vector: await vectorOf(TEXTS[name]), approvedAt: NOW - daysAgo * DAY }])
    const ask = async (at: MemoryPlace, text: string, most = 10, days = 90) =>
      memory.nearest(at, { vector: await vectorOf(text), most, after: NOW - days * DAY, before: NOW })
    const names = (matches: { id: string }[]) => matches.map(({ id }) => id)

    it('is the one that the settings name', () => assert.equal(memory.provider, provider))

    it('finds the likest first, with the cosine of both', async () => {
      const at = await place()
      for (const name of ['coffee', 'linen', 'hiring', 'linenAgain'] as const) await keep(at, name)
      const found = await ask(at, TEXTS.linen)
      assert.deepEqual(names(found).slice(0, 2), ['linen', 'linenAgain'])
      assert.equal(found.length, 4)
      assert.ok(Math.abs((found[0]?.score ?? 0) - 1) < 1e-3, `the same text is at ${found[0]?.score}`)
      assert.ok((found[1]?.score ?? 0) > 2 * (found[2]?.score ?? 1), JSON.stringify(found))
      assert.deepEqual(names(await ask(at, TEXTS.linen, 1)), ['linen'])
    })

    it('keeps the same again as one, with the newest moment', async () => {
      const at = await place()
      await keep(at, 'linen', 100)
      assert.deepEqual(await ask(at, TEXTS.linen), [])
      await keep(at, 'linen', 10)
      await keep(at, 'linen', 10)
      assert.deepEqual(names(await ask(at, TEXTS.linen)), ['linen'])
    })

    it('asks only between two moments', async () => {
      const at = await place()
      await keep(at, 'linen', 91)
      await keep(at, 'coffee', 89)
      await keep(at, 'hiring', -1)
      assert.deepEqual(names(await ask(at, 'linen coffee hiring')), ['coffee'])
    })

    it('shows a brand nothing of another, of another organization or of another model', async () => {
      const [mine, theirs] = [await place(), await place()]
      await keep(theirs, 'linen')
      const [second] = await database
        .db('brand_profiles')
        .insert({
          organization_id: mine.organizationId,
          user_id: (await database.db('memberships').where({ organization_id: mine.organizationId }).first()).user_id,
          brand_name: 'Two',
        })
        .returning('id')
      await keep({ ...mine, brandId: second.id }, 'linen')
      await keep({ ...mine, model: 'other/512' }, 'linen')
      assert.deepEqual(await ask(mine, TEXTS.linen), [])
      // The names of another are of no use either: a brand of theirs under an organization of mine.
      assert.deepEqual(await ask({ ...mine, brandId: theirs.brandId }, TEXTS.linen), [])
      assert.deepEqual(names(await ask(theirs, TEXTS.linen)), ['linen'])
    })

    it('forgets what is named, and everything', async () => {
      const at = await place()
      for (const name of ['coffee', 'linen', 'hiring'] as const) await keep(at, name)
      await memory.forget(at, ['linen', randomUUID()])
      assert.deepEqual(names(await ask(at, TEXTS.linen)).toSorted(), ['coffee', 'hiring'])
      await memory.forget(at)
      assert.deepEqual(await ask(at, TEXTS.linen), [])
    })

    it('keeps nothing for nothing', async () => {
      const at = await place()
      await memory.remember(at, [])
      assert.deepEqual(await ask(at, TEXTS.linen), [])
    })

    if (provider === 'pinecone') {
      it('names its key and one namespace for each brand', async () => {
        const at = await place()
        await keep(at, 'linen')
        const last = pinecone.asked.at(-1)
        assert.deepEqual(last, {
          path: '/vectors/upsert',
          namespace: `${at.organizationId}/${at.brandId}/${at.model}`,
          apiKey: 'pc-test',
        })
      })

      it('says so when it does not answer, and asks once', async () => {
        const at = await place()
        pinecone.fail(503)
        const before = pinecone.asked.length
        await assert.rejects(ask(at, TEXTS.linen))
        assert.equal(pinecone.asked.length, before + 1)
        pinecone.fail(undefined)
        assert.deepEqual(await ask(at, TEXTS.linen), [])
      })

      it('says so when the index has other dimensions than the model', async () => {
        const at = await place()
        await assert.rejects(memory.remember(at, [{ id: 'x', vector: [1, 0], approvedAt: NOW }]), /dimension/i)
      })
    }
  })
