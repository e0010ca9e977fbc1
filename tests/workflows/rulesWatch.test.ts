import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { putUpSchedules } from '../../workers/schedules.ts'
import { createWorld, type World } from '../helpers/world.ts'

describe('rules that change after an approval', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  const outdated = async (id: string) =>
    (
      (await world.call('GET', `/api/v1/content/requests/${id}`)).body as {
        outdated: { platform: string; rule_pack: string; findings: { rule: string }[] }[]
      }
    ).outdated
  const watch = (n: number) =>
    world.client.workflow.execute('rulesWatch', { workflowId: `watch-${world.taskQueue}-${n}`, taskQueue: world.taskQueue, args: [] })

  it('are found by the scheduled workflow, shown, written down once, and gone when they are taken back', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve', instagram: 'approve' })
    const view = await world.until(id, 'completed')
    const words = String(view.drafts.find((d) => d.platform === 'linkedin')?.content_data.text).match(/\p{L}{6,}/gu) ?? []
    assert.deepEqual(await watch(1), { after: null, checked: 2, outdated: 0 })
    assert.deepEqual(await outdated(id), [])

    // The organization denies a word that the approved draft has.
    assert.equal((await world.call('PUT', '/api/v1/denied', { terms: [words[0]], hashtags: [] })).status, 200)
    const found = (await watch(2)) as { outdated: number }
    assert.ok(found.outdated >= 1)
    const [drift] = (await outdated(id)).filter(({ platform }) => platform === 'linkedin')
    assert.deepEqual(
      drift?.findings.map(({ rule }) => rule),
      ['linkedin.denied_terms'],
    )
    await watch(3)
    const entries = await world.db('audit_log').where({ request_id: id, action: 'approval.outdated' })
    assert.equal(entries.filter(({ data }) => data.platform === 'linkedin').length, 1)

    assert.equal((await world.call('PUT', '/api/v1/denied', { terms: [], hashtags: [] })).status, 200)
    await watch(4)
    assert.deepEqual(await outdated(id), [])
  })

  it('are looked for by a schedule that is put up once and runs by itself', async () => {
    const scheduleId = `rules-watch-${world.taskQueue}`
    assert.equal(await putUpSchedules(world.client, world.taskQueue, scheduleId), true)
    assert.equal(await putUpSchedules(world.client, world.taskQueue, scheduleId), false)
    const handle = world.client.schedule.getHandle(scheduleId)
    try {
      await handle.trigger()
      for (;;) {
        const { info } = await handle.describe()
        const [started] = info.recentActions
        if (started?.action.type === 'startWorkflow') {
          const { workflowId } = started.action.workflow
          await world.client.workflow.getHandle(workflowId).result()
          break
        }
        await delay(50)
      }
      const { spec } = await handle.describe()
      assert.deepEqual(spec.calendars?.[0]?.hour, [{ start: 3, end: 3, step: 1 }])
    } finally {
      await handle.delete()
    }
  })
})
