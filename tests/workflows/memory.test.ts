import assert from 'node:assert/strict'
import { offlineModel } from '../../activities/models/offline.ts'
import type { AgentTask, Model } from '../../activities/models/port.ts'
import { likeness, memoryText, NEAR_DUPLICATE } from '../../domain/memory.ts'
import { openMemory } from '../../workers/memory.ts'
import { type PineconeStandIn, startPinecone } from '../helpers/pineconeStandIn.ts'
import { createWorld, type RequestView, type World } from '../helpers/world.ts'

type WriterTask = Extract<AgentTask, { revise: unknown }>

/** Notes what the writers are told; one that is stubborn ignores what was approved before. */
function noted(tasks: WriterTask[], { stubborn }: { stubborn: () => boolean }): Model {
  const model = offlineModel()
  return {
    ...model,
    complete(call, signal, hooks) {
      const { task } = call
      if (!('revise' in task)) return model.complete(call, signal, hooks)
      if (!tasks.includes(task)) tasks.push(task)
      const { earlier: _, ...alone } = task
      return model.complete({ ...call, task: stubborn() ? alone : task }, signal, hooks)
    },
  }
}

for (const provider of ['postgres', 'pinecone'] as const)
  describe(`a brand that remembers, in ${provider}`, () => {
    let world: World
    let pinecone: PineconeStandIn
    let stubborn = false
    const tasks: WriterTask[] = []
    before(async () => {
      pinecone = await startPinecone(512)
      world = await createWorld({
        model: noted(tasks, { stubborn: () => stubborn }),
        ...(provider === 'pinecone' && {
          memory: (pool) => openMemory({ PINECONE_API_KEY: 'pc', PINECONE_INDEX_HOST: pinecone.host }, pool),
        }),
      })
    })
    after(async () => {
      await world?.close()
      await pinecone?.close()
    })

    async function written(body: Record<string, unknown> = {}): Promise<RequestView & { id: string }> {
      tasks.length = 0
      const id = await world.generate({ platforms: ['instagram'], ...body })
      return world.until(id, 'awaiting_approval')
    }
    /** Approves, and waits until the workflow has told the memory and is over. */
    async function approve({ id }: { id: string }): Promise<void> {
      assert.equal((await world.decide(id, { instagram: 'approve' })).status, 200)
      await world.until(id, 'completed')
      await world.workflow(id).result()
    }
    const textOf = ({ drafts }: RequestView) => memoryText(drafts[0]?.content_data as never)
    const duplicates = async ({ id }: { id: string }) => {
      const rows = await world.db('generated_content').where({ request_id: id }).select('findings')
      return rows.flatMap(({ findings }) => findings.filter(({ rule }: { rule: string }) => rule === 'quality.duplicate'))
    }

    it('knows nothing before a client approved something: what is only drafted, or rejected, is not remembered', async () => {
      const first = await written()
      const second = await written()
      assert.deepEqual(tasks[0]?.earlier, undefined)
      assert.equal(textOf(first), textOf(second), 'the same is asked for twice, and nobody minds yet')
      for (const { id } of [first, second]) await world.decide(id, { instagram: 'reject' })
      for (const { id } of [first, second]) await world.workflow(id).result()
      assert.deepEqual(await world.db('remembered_drafts').select('item'), [])
    })

    it('shows writers what was approved, and the next draft says it another way', async () => {
      const first = await written()
      await approve(first)
      const [row] = await world.db('remembered_drafts').select('item', 'provider')
      assert.deepEqual(row, { item: `${first.id}/instagram/1`, provider })

      const next = await written()
      const [earlier] = tasks[0]?.earlier ?? []
      assert.equal(tasks[0]?.earlier?.length, 1)
      assert.equal(earlier?.platform, 'instagram')
      assert.match(earlier?.approved_on ?? '', /^\d{4}-\d\d-\d\d$/)
      assert.ok(textOf(first).startsWith(earlier?.text ?? '?'))
      assert.ok(likeness(textOf(first), textOf(next)) < NEAR_DUPLICATE, textOf(next))
      assert.deepEqual(await duplicates(next), [])
      await world.decide(next.id, { instagram: 'reject' })
    })

    it('finds that readers have seen a draft, where a model repeats itself', async () => {
      stubborn = true
      const again = await written()
      stubborn = false
      const found = await duplicates(again)
      assert.equal(found.length, 1, JSON.stringify(found))
      assert.equal(found[0].severity, 'WARN')
      assert.match(found[0].message, /says nearly the same as what was approved for instagram on \d{4}-\d\d-\d\d/)
    })

    it('recalls nothing of another subject', async () => {
      await written({ prompt: 'We are hiring a barista in Bandung for weekends: mention training and free coffee' })
      assert.deepEqual(tasks[0]?.earlier, undefined)
    })

    it('shows another brand of the same organization nothing', async () => {
      const brand = await world.call('POST', '/api/v1/brands', { brand_name: 'Other House', brand_guidelines: 'Plain.' })
      assert.equal(brand.status, 201)
      await written({ brand_profile_id: brand.body.id })
      assert.deepEqual(tasks[0]?.earlier, undefined)
    })

    if (provider === 'pinecone')
      it('writes, asks and completes without it while it is down, and says so', async () => {
        pinecone.fail(503)
        const draft = await written()
        assert.deepEqual(tasks[0]?.earlier, undefined)
        assert.ok(world.forgotten.length > 0)
        assert.equal((await world.decide(draft.id, { instagram: 'approve' })).status, 200)
        // The client's approval does not wait for it.
        await world.until(draft.id, 'completed')
        assert.equal(
          await world
            .db('remembered_drafts')
            .where({ item: `${draft.id}/instagram/1` })
            .first(),
          undefined,
        )
        pinecone.fail(undefined)
        await world.workflow(draft.id).result()
        assert.ok(
          await world
            .db('remembered_drafts')
            .where({ item: `${draft.id}/instagram/1` })
            .first(),
          'remembered when it answered again',
        )
      })
  })
