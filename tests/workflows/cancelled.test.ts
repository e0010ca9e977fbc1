import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { createWorld, type World } from '../helpers/world.ts'

const WORKFLOW_TASK_COMPLETED = 7
const CANCEL_REQUESTED = 20

describe('a request that is cancelled while a decision is written down', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  /** Until the workflow has heard of the cancellation and said what it does then. */
  async function heard(id: string): Promise<void> {
    for (;;) {
      const types = (await world.workflow(id).fetchHistory()).events?.map((e) => e.eventType) ?? []
      const asked = types.indexOf(CANCEL_REQUESTED)
      if (asked >= 0 && types.indexOf(WORKFLOW_TASK_COMPLETED, asked) >= 0) return
      await delay(20)
    }
  }

  it('ends as decided, in every place alike', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    await world.stopWorker()
    await world.decide(id, { linkedin: 'approve' })
    await world.db.transaction(async (trx) => {
      await trx.raw('lock table decisions in access exclusive mode')
      await world.startWorker()
      const waits = () =>
        world.db('pg_stat_activity').where({ wait_event_type: 'Lock' }).whereRaw('datname = current_database()').first('pid')
      while (!(await waits())) await delay(20)
      assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/cancel`)).status, 202)
      await heard(id)
    })
    const result = (await world.workflow(id).result()) as { status: string }
    const { status, platforms } = await world.request(id)
    assert.deepEqual([result.status, status, platforms[0]?.status], ['completed', 'completed', 'approved'])
  })
})
