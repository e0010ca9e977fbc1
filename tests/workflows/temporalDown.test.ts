import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { WorkflowNotFoundError } from '@temporalio/client'
import { createGate, type Gate } from '../helpers/gate.ts'
import { testServers } from '../helpers/testServers.ts'
import { createWorld, type World } from '../helpers/world.ts'

describe('with Temporal away', () => {
  let gate: Gate
  let world: World
  before(async () => {
    gate = await createGate(testServers().temporalAddress)
    world = await createWorld({ temporalAddress: gate.address })
  })
  after(async () => {
    await world?.close()
    await gate?.shut()
  })

  const message = (id: string, kind: string) => world.db('outbox').where({ request_id: id, kind }).first()
  const failedTwice = async (id: string, kind: string) => {
    for (;;) {
      const row = await message(id, kind)
      if (row?.attempts >= 2 && row.last_error) return row
      await delay(20)
    }
  }

  it('a request is accepted, tells why it waits, and runs when Temporal is back', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    const row = await failedTwice(id, 'start')
    assert.ok(row.next_attempt_at > row.created_at)
    assert.equal((await world.request(id)).status, 'pending')
    const { body } = await world.call('GET', `/api/v1/content/requests/${id}`)
    assert.match(String(body.next_step), /\w/)
    const metrics = await (await fetch(`${world.url}/metrics`)).text()
    assert.match(metrics, /outbox_undelivered 1/)

    await gate.open()
    await world.until(id, 'awaiting_approval')
    assert.ok((await message(id, 'start')).delivered_at)
  })

  it('a decision is kept, and reaches the workflow when Temporal is back', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    await gate.shut()
    assert.equal((await world.decide(id, { linkedin: 'approve' })).status, 200)
    await failedTwice(id, 'decision')
    assert.equal((await world.request(id)).status, 'awaiting_approval')
    await gate.open()
    await world.until(id, 'completed')
  })

  it('a request cancelled before it started is withdrawn in one transaction and never runs', async () => {
    await gate.shut()
    const before = await world.usage()
    const id = await world.generate()
    await failedTwice(id, 'start')
    const answer = await world.call('POST', `/api/v1/content/requests/${id}/cancel`)
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    const view = await world.request(id)
    assert.equal(view.status, 'cancelled')
    assert.deepEqual(new Set(view.platforms.map((p) => p.status)), new Set(['cancelled']))
    assert.deepEqual(await world.usage(), before)
    assert.ok((await message(id, 'start')).withdrawn_at)

    await gate.open()
    const next = await world.generate({ platforms: ['linkedin'], approval: { mode: 'none' } })
    await world.until(next, 'completed')
    // A start that was on its way in that moment may still arrive; it then finds the request cancelled and ends before any agent works.
    const result = await world
      .workflow(id)
      .result()
      .catch((error: unknown) => (error instanceof WorkflowNotFoundError ? { status: 'never started' } : Promise.reject(error)))
    assert.match((result as { status: string }).status, /^(cancelled|never started)$/)
    assert.equal((await world.db('agent_steps').where({ request_id: id })).length, 0)
    assert.equal((await world.request(id)).status, 'cancelled')
    assert.deepEqual(await world.usage(), { ...before, used: before.used + 1 })
  })
})
