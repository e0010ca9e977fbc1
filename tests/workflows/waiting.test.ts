import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { openDb } from '../../db/knex.ts'
import { createTimeSkipping } from '../helpers/timeSkipping.ts'
import { createWorld, submitDecision, type World } from '../helpers/world.ts'

describe('waiting for days', () => {
  let environment: TestWorkflowEnvironment
  let world: World
  before(async function () {
    // The first run on a machine fetches the server.
    this.timeout(600_000)
    environment = await createTimeSkipping()
    world = await createWorld({ environment })
    // Whatever weekday it is: this organization works around the clock.
    const always = { business_days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', quiet_hours: null, holidays_of: [], closed_on: [] }
    assert.equal((await world.call('PATCH', '/api/v1/organization', { work_calendar: always })).status, 200)
  })
  after(async () => {
    await world?.close()
    await environment?.teardown()
  })

  const events = (id: string): Promise<string[]> => world.db('request_events').where({ request_id: id }).orderBy('seq').pluck('type')
  const eventually = async (id: string, type: string, times: number) => {
    const count = async () => (await events(id)).filter((t) => t === type).length
    while ((await count()) < times) await delay(20)
  }

  it('reminds twice, then expires: nobody decided, the units count, the link says why', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
    const link = await world.link(id)
    await environment.sleep('49 hours')
    await eventually(id, 'review.reminded', 1)
    await environment.sleep('20 hours')
    await eventually(id, 'review.reminded', 2)
    assert.equal((await world.db('mails').where({ request_id: id, template: 'reminder' })).length, 2)
    await environment.sleep('4 hours')
    const view = await world.until(id, 'expired')
    assert.deepEqual(
      view.platforms.map((p) => p.status),
      ['expired', 'expired'],
    )
    assert.equal(view.units.committed, 2)
    assert.deepEqual(
      (await events(id)).filter((t) => t.startsWith('review.')),
      ['review.opened', 'review.reminded', 'review.reminded', 'review.expired'],
    )
    const page = await fetch(link)
    assert.equal(page.status, 410)
    assert.match(await page.text(), /expired|too late|time/i)
    assert.equal((await submitDecision(link, { linkedin: 'approve', instagram: 'approve' })).status >= 400, true)
  })

  it('keeps what was approved when a later round expires: partial', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { instagram: 'approve', linkedin: 'request_changes' }, 'Mention the harbour')
    await world.until(id, (v) => v.approval.round === 2 && v.status === 'awaiting_approval')
    await environment.sleep('73 hours')
    const view = await world.until(id, 'partial')
    assert.deepEqual(Object.fromEntries(view.platforms.map((p) => [p.platform, p.status])), { instagram: 'approved', linkedin: 'expired' })
  })

  it('waits longer when the review is extended', async () => {
    const id = await world.generate({
      platforms: ['linkedin'],
      approval: { due_in_hours: 24, remind_before_hours: [], approvers: [{ email: 'c@x.example', name: 'C' }] },
    })
    await world.until(id, 'awaiting_approval')
    await environment.sleep('20 hours')
    const extended = await world.call('POST', `/api/v1/content/requests/${id}/approval-links`, { action: 'extend', due_in_hours: 48 })
    assert.ok(extended.status < 300, JSON.stringify(extended.body))
    await eventually(id, 'review.extended', 1)
    await environment.sleep('30 hours')
    assert.equal((await world.request(id)).status, 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })

  it('takes a decision that came before the deadline though its signal comes after', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    const link = await world.link(id)
    // The decision is a row; its message to Temporal is held back as if Temporal were away.
    await holdDecisions(world, true)
    assert.equal((await submitDecision(link, { linkedin: 'approve' })).status, 200)
    await environment.sleep('80 hours')
    await world.until(id, 'completed')
    await holdDecisions(world, false)
  })
})

/** Makes new decision messages wait for ever, or lets them go again. */
async function holdDecisions(world: World, hold: boolean): Promise<void> {
  const owner = openDb(world.ownerUrl, { max: 1 })
  try {
    if (hold)
      await owner.raw(`
        create function hold_decision() returns trigger language plpgsql as $$ begin new.next_attempt_at := 'infinity'; return new; end $$;
        create trigger hold_decisions before insert on outbox for each row when (new.kind = 'decision') execute function hold_decision();`)
    else await owner.raw('drop trigger hold_decisions on outbox; drop function hold_decision();')
  } finally {
    await owner.destroy()
  }
}
