import assert from 'node:assert/strict'
import type { Platform } from '../../domain/words.ts'
import { createWorld, type World } from '../helpers/world.ts'

const DAY_MS = 86_400_000

describe('what becomes of an approval in the calendar', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  interface Item {
    request_id: string
    platform: Platform
    version: number
    planned_at: string
    local_time: string
    source: string
    why: string
  }
  async function planned(id: string): Promise<Item[]> {
    const day = (from: number) => new Date(Date.now() + from * DAY_MS).toISOString().slice(0, 10)
    const { status, body } = await world.call('GET', `/api/v1/content/calendar?from=${day(0)}&to=${day(60)}`)
    assert.equal(status, 200, JSON.stringify(body))
    return (body.items as Item[]).filter(({ request_id }) => request_id === id)
  }
  const slotsOf = async (id: string) =>
    (await world.db('agent_steps').where({ request_id: id, step: 'strategist' }).first('answer')).answer.suggested_slots as {
      platform: string
      weekday: string
      local_time: string
      why: string
    }[]
  const approve = async (platforms: Platform[]) => {
    const id = await world.generate({ platforms })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, Object.fromEntries(platforms.map((platform) => [platform, 'approve'])))
    return id
  }

  it('is planned as the strategist suggested as soon as a client approves, also while other drafts wait', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
    await world.until(id, 'awaiting_approval')
    assert.deepEqual(await planned(id), [])
    await world.decide(id, { linkedin: 'approve', instagram: 'request_changes' }, 'Name the harbour of Lisbon')
    await world.until(id, (view) => view.approval.round === 2 && view.status === 'awaiting_approval')
    const [item, ...more] = await planned(id)
    assert.deepEqual(more, [])
    assert.deepEqual([item?.platform, item?.version, item?.source], ['linkedin', 1, 'suggested'])
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${item?.local_time}Z`).getUTCDay()]
    const slot = (await slotsOf(id)).find(
      (s) => s.platform === 'linkedin' && s.weekday === weekday && item?.local_time.endsWith(`T${s.local_time}`),
    )
    assert.ok(slot, JSON.stringify(item))
    assert.equal(item?.why, slot.why)

    await world.decide(id, { instagram: 'approve' })
    await world.until(id, 'completed')
    const all = await planned(id)
    assert.deepEqual(all.map(({ platform, version }) => `${platform} ${version}`).sort(), ['instagram 2', 'linkedin 1'])
    assert.deepEqual(
      all.find(({ platform }) => platform === 'linkedin'),
      item,
      'the end of the request moves nothing',
    )
  })

  it('gives requests of one brand moments of their own, also where nobody is asked', async () => {
    const ids = [await approve(['linkedin']), await approve(['linkedin'])]
    ids.push(await world.generate({ platforms: ['linkedin'], approval: { mode: 'none' } }))
    for (const id of ids) await world.until(id, 'completed')
    const moments = (await Promise.all(ids.map(planned))).flatMap((items) => items.map(({ planned_at }) => planned_at))
    assert.equal(moments.length, 3)
    assert.equal(new Set(moments).size, 3)
  })

  it('takes out what agents are asked for anew, until that is approved', async () => {
    const id = await approve(['tiktok'])
    await world.until(id, 'completed')
    const [before] = await planned(id)
    const body = { base_version: 1, instruction: 'Name the harbour of Lisbon' }
    assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/drafts/tiktok/regenerate`, body)).status, 202)
    assert.deepEqual(await planned(id), [])
    await world.until(id, 'awaiting_approval')
    assert.deepEqual(await planned(id), [])
    const moved = await world.call('PUT', `/api/v1/content/requests/${id}/drafts/tiktok/slot`, { planned_at: before?.planned_at })
    assert.equal(moved.status, 409, 'nothing is approved just now')
    await world.decide(id, { tiktok: 'approve' })
    await world.until(id, 'completed')
    const [after] = await planned(id)
    assert.deepEqual([after?.version, after?.planned_at], [2, before?.planned_at])
  })

  it('streams the end of a request as before, with what people did in the calendar since', async () => {
    const id = await approve(['linkedin'])
    await world.until(id, 'completed')
    const planned_at = new Date(Date.now() + 9 * DAY_MS).toISOString()
    assert.equal((await world.call('PUT', `/api/v1/content/requests/${id}/drafts/linkedin/slot`, { planned_at })).status, 200)
    const stream = await (await world.fetch(`/api/v1/content/requests/${id}/events`)).text()
    assert.match(stream, /event: slot\.moved/)
  })
})
