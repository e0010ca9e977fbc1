import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { desk, person } from '../helpers/desk.ts'
import { createTimeSkipping } from '../helpers/timeSkipping.ts'
import { createWorld, type RequestView, type World } from '../helpers/world.ts'

const HOUR_MS = 3_600_000
const [ANA, BEN, CEM, DEA, LEA] = [person('Ana'), person('Ben'), person('Cem'), person('Dea'), person('Lea')]
const OWNER = { email: 'owner@agency.example', name: 'Rani' }

describe('days at the desk', () => {
  let environment: TestWorkflowEnvironment
  let world: World
  before(async function () {
    this.timeout(600_000)
    environment = await createTimeSkipping()
    world = await createWorld({ environment })
  })
  after(async () => {
    await world?.close()
    await environment?.teardown()
  })
  const { waiting, reviewAt, mailTo, says } = desk(() => world)

  const statuses = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.status]))
  const happened = async (id: string): Promise<string[]> =>
    (await world.db('request_events').where({ request_id: id }).orderBy('seq').pluck<string[]>('type')).filter((type) =>
      type.startsWith('review.'),
    )
  const eventually = async (id: string, type: string, times = 1) => {
    while ((await happened(id)).filter((t) => t === type).length < times) await delay(20)
  }
  /** Lets the workflows' clock run to this moment; returns it. */
  async function until(moment: Date): Promise<Date> {
    const now = await environment.currentTimeMs()
    assert.ok(moment.getTime() > now, `${moment.toISOString()} is past`)
    await environment.sleep(moment.getTime() - now)
    return moment
  }
  /** The next such weekday (1 is Monday) at this hour of UTC. */
  async function next(weekday: number, hour: number): Promise<Date> {
    const moment = new Date(await environment.currentTimeMs())
    moment.setUTCHours(hour, 0, 0, 0)
    while (moment.getUTCDay() !== weekday % 7 || moment.getTime() <= (await environment.currentTimeMs()))
      moment.setUTCDate(moment.getUTCDate() + 1)
    return moment
  }
  const day = (of: Date, days: number, hour: number, minute = 0) => {
    const moment = new Date(of.getTime() + days * 24 * HOUR_MS)
    moment.setUTCHours(hour, minute, 0, 0)
    return moment
  }
  const calendar = (closed_on: string[]) =>
    world.call('PATCH', '/api/v1/organization', {
      time_zone: 'UTC',
      work_calendar: {
        business_days: [1, 2, 3, 4, 5],
        from: '09:00',
        to: '17:00',
        quiet_hours: { from: '20:00', to: '08:00' },
        holidays_of: [],
        closed_on,
      },
    })

  it('three levels over a weekend and a holiday: reminders and the backup come in working time, two change rounds on one platform, one approver is relieved', async () => {
    const friday = await until(await next(5, 10))
    const monday = day(friday, 3, 0)
    assert.equal((await calendar([monday.toISOString().slice(0, 10)])).status, 200)
    const levels = [
      // Eight working hours from Friday 10:00: one of them is Tuesday's, because Monday is a holiday.
      {
        name: 'Client',
        approvers: [ANA, BEN],
        due_in_hours: 8,
        hours: 'business',
        remind_before_hours: [4],
        backup: [DEA],
        escalate_before_hours: 2,
      },
      { name: 'Management', approvers: [ANA, BEN, CEM], needs: 2, due_in_hours: 40, hours: 'business', remind_before_hours: [] },
      { name: 'Legal', approvers: [LEA, CEM], needs: 'all', due_in_hours: 40, hours: 'business', remind_before_hours: [] },
    ]
    const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: { levels } })
    const first = await reviewAt(id, 1)
    const tuesday = day(friday, 4, 10)
    assert.ok(Math.abs(Date.parse(first.due_at) - tuesday.getTime()) < 10 * 60_000, `due ${first.due_at}`)

    await until(day(friday, 4, 8, 50))
    await delay(200)
    assert.deepEqual(await happened(id), ['review.opened'], 'nobody is written to at night, on a weekend or on a holiday')
    await until(day(friday, 4, 9, 5))
    await eventually(id, 'review.escalated')
    assert.deepEqual(await happened(id), ['review.opened', 'review.reminded', 'review.escalated'])
    for (const who of [ANA, BEN]) await mailTo(first, who, 'reminder/')
    const escalated = await mailTo(first, DEA, 'escalated/')
    assert.match(escalated.text, /Ana/, 'the backup is told who did not answer')

    // The backup decides: Instagram passes, LinkedIn goes back, twice.
    assert.equal((await says(first, DEA, { instagram: 'approve', linkedin: 'request_changes' }, 'Name the harbour of Lisbon')).status, 200)
    const instagram = await reviewAt(id, 2, 'instagram')
    const again = await reviewAt(id, 1, 'linkedin')
    await says(instagram, ANA, { instagram: 'approve' })
    await says(again, BEN, { linkedin: 'request_changes' }, 'Replace "collection" with "wardrobe"')
    const third = await reviewAt(id, 1, 'linkedin')
    assert.deepEqual(
      third.drafts.map((d) => d.version),
      [3],
    )
    await says(instagram, CEM, { instagram: 'approve' })
    const legal = await reviewAt(id, 3, 'instagram')
    await says(legal, LEA, { instagram: 'approve' })
    // Cem is on leave: a member takes him out, and Lea alone was everybody.
    assert.equal((await world.call('PATCH', `/api/v1/approvals/${legal.id}`, { remove: [CEM.email] })).status, 200)
    await world.until(id, (view) => statuses(view).instagram === 'approved')

    await says(third, ANA, { linkedin: 'approve' })
    const management = await reviewAt(id, 2, 'linkedin')
    await says(management, BEN, { linkedin: 'approve' })
    await says(management, CEM, { linkedin: 'reject' })
    await says(management, ANA, { linkedin: 'approve' })
    const last = await reviewAt(id, 3, 'linkedin')
    assert.deepEqual(
      last.waits_for.map(({ email }) => email),
      [LEA.email],
      'who was relieved is not asked at that level again',
    )
    await says(last, LEA, { linkedin: 'approve' })
    const done = await world.until(id, 'completed')
    assert.deepEqual(Object.fromEntries(done.platforms.map((p) => [p.platform, p.version])), { linkedin: 3, instagram: 1 })
    const keys = world.mails.map(({ key }) => key)
    assert.equal(new Set(keys).size, keys.length, 'no mail twice')
  })

  describe('when the time is over', () => {
    const approval = (on_deadline: string, more: Record<string, unknown> = {}) => ({
      approvers: [ANA, BEN],
      needs: 'all',
      due_in_hours: 24,
      remind_before_hours: [],
      on_deadline,
      ...more,
    })
    const ask = async (of: Record<string, unknown>) => {
      const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: of })
      return { id, review: await reviewAt(id, 1) }
    }
    const both = { linkedin: 'approve', instagram: 'approve' } as const

    it('expire: what nobody decided ends without a decision', async () => {
      const { id, review } = await ask(approval('expire', { needs: 'any' }))
      await environment.sleep('25 hours')
      await world.until(id, 'expired')
      assert.equal((await fetch((await mailTo(review, ANA)).text.match(/http\S+\/approve\/\S+/)?.[0] ?? '')).status, 410)
    })

    it('hold: it waits on, the person who asked is told once, and a later decision counts', async () => {
      const { id, review } = await ask(approval('hold'))
      await says(review, ANA, both)
      await environment.sleep('25 hours')
      await eventually(id, 'review.held')
      await mailTo(review, OWNER, 'held/')
      assert.equal((await waiting(id))[0]?.held, true)
      assert.match((await world.request(id)).reason, /held/)
      await environment.sleep('72 hours')
      await says(review, BEN, both)
      await world.until(id, 'completed')
      assert.equal(world.mails.filter((m) => m.key.startsWith(`held/${review.id}`)).length, 1)
    })

    it('hold: more time ends it, and the clock runs again', async () => {
      const { id, review } = await ask(approval('hold'))
      await environment.sleep('25 hours')
      await eventually(id, 'review.held')
      assert.equal((await world.call('PATCH', `/api/v1/approvals/${review.id}`, { due_in_hours: 48 })).status, 200)
      await eventually(id, 'review.extended')
      assert.equal((await waiting(id))[0]?.held, false)
      await environment.sleep('49 hours')
      await eventually(id, 'review.held', 2)
      await says(review, ANA, both)
      await says(review, BEN, both)
      await world.until(id, 'completed')
    })

    it('reassign: the backup takes the place of who did not answer, whose link ends; what was decided stays', async () => {
      const { id, review } = await ask(approval('reassign', { backup: [DEA] }))
      await says(review, ANA, both)
      const late = (await mailTo(review, BEN)).text.match(/http\S+\/approve\/\S+/)?.[0] ?? ''
      await environment.sleep('25 hours')
      await eventually(id, 'review.reassigned')
      assert.equal((await fetch(late)).status, 410)
      assert.deepEqual(
        (await waiting(id))[0]?.waits_for.map(({ email }) => email),
        [DEA.email],
      )
      await says(review, DEA, both)
      await world.until(id, 'completed')
    })

    it('reassign: nobody is reassigned twice; then it is held', async () => {
      const { id, review } = await ask(approval('reassign', { backup: [DEA] }))
      await environment.sleep('25 hours')
      await eventually(id, 'review.reassigned')
      await environment.sleep('25 hours')
      await eventually(id, 'review.held')
      await says(review, DEA, both)
      await world.until(id, 'completed')
    })

    it('reject: what nobody decided is rejected, what was decided stays', async () => {
      const { id } = await ask(approval('reject'))
      await environment.sleep('25 hours')
      const view = await world.until(id, 'rejected')
      assert.match(view.reason, /nobody decided in time, which rejects/)
    })

    it('approve: only with the organization’s consent, which counts in the moment of the deadline', async () => {
      const consent = (deadline_approval: boolean) => world.call('PATCH', '/api/v1/organization', { deadline_approval })
      assert.equal((await consent(true)).status, 200)
      const { id } = await ask(approval('approve'))
      await environment.sleep('25 hours')
      const view = await world.until(id, 'completed')
      assert.deepEqual(view.decisions, [], 'no person is said to have decided')
      const entry = await world.db('audit_log').where({ request_id: id, action: 'review.approved_by_deadline' }).first()
      assert.equal(entry.actor, 'policy')
      assert.deepEqual(entry.data.hashes, Object.fromEntries(view.drafts.map((d) => [d.platform, d.content_hash])))

      const { id: second, review } = await ask(approval('approve'))
      assert.equal((await consent(false)).status, 200)
      await environment.sleep('25 hours')
      await eventually(second, 'review.held')
      await says(review, ANA, both)
      await says(review, BEN, both)
      await world.until(second, 'completed')
    })
  })

  it('a policy that is changed while it waits is followed from then on', async () => {
    await calendar([])
    const id = await world.generate({
      platforms: ['linkedin'],
      approval: { approvers: [ANA], due_in_hours: 48, remind_before_hours: [], on_deadline: 'expire' },
    })
    const review = await reviewAt(id, 1)
    const levels = [{ approvers: [BEN], due_in_hours: 48, on_deadline: 'hold', remind_before_hours: [] }, { approvers: [LEA] }]
    assert.equal((await world.call('PATCH', `/api/v1/approvals/${review.id}`, { levels })).status, 200)
    await environment.sleep('49 hours')
    await eventually(id, 'review.held')
    await says(review, BEN, { linkedin: 'approve' })
    await says(await reviewAt(id, 2), LEA, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })
})
