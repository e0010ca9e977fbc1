import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { offlineModel } from '../../activities/models/offline.ts'
import { ModelFailure } from '../../activities/models/port.ts'
import { sweep } from '../../relay/sweeper.ts'
import { answerOf } from '../helpers/faultyModel.ts'
import { createWorld, type RequestView, type World } from '../helpers/world.ts'

const log = pino({ level: 'silent' })
const ALL = { instagram: 'approve', linkedin: 'approve', tiktok: 'approve' } as const
const statuses = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.status]))
const versions = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.version]))

describe('a request for content', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())
  beforeEach(() => world.model.heal())
  afterEach(async () => {
    const { reserved } = await world.usage()
    assert.equal(reserved, 0, 'nothing stays reserved')
  })

  it('is approved by a client through the link: completed, units used, nothing more to wait for', async () => {
    const before = await world.usage()
    const id = await world.generate()
    const waiting = await world.until(id, 'awaiting_approval')
    assert.equal(waiting.drafts.length, 3)
    for (const draft of waiting.drafts) assert.ok((draft.quality_score ?? 0) >= 0.8, `${draft.platform} scores ${draft.quality_score}`)
    assert.deepEqual(await world.usage(), { used: before.used + 3, reserved: 0 })

    assert.equal((await world.decide(id, ALL)).status, 200)
    const done = await world.until(id, 'completed')
    assert.deepEqual(statuses(done), { instagram: 'approved', linkedin: 'approved', tiktok: 'approved' })
    assert.deepEqual(
      done.drafts.map((d) => d.content_hash),
      waiting.drafts.map((d) => d.content_hash),
      'what they approved is what goes out',
    )
    const result = await world.workflow(id).result()
    assert.equal((result as { status: string }).status, 'completed')
  })

  it('regenerates only the platform whose changes were asked for, twice, and keeps what was approved', async () => {
    const id = await world.generate()
    const first = await world.until(id, 'awaiting_approval')
    await world.decide(id, { instagram: 'approve', linkedin: 'request_changes', tiktok: 'approve' }, 'Mention the flagship store in Lisbon')
    const second = await world.until(id, (v) => v.approval.round === 2 && v.status === 'awaiting_approval')
    assert.deepEqual(versions(second), { instagram: 1, linkedin: 2, tiktok: 1 })
    const linkedin = (view: RequestView) => view.drafts.find((d) => d.platform === 'linkedin')
    assert.notEqual(linkedin(second)?.content_hash, linkedin(first)?.content_hash)
    assert.match(JSON.stringify(linkedin(second)?.content_data), /Lisbon/, 'the comment reached the agent')

    await world.decide(id, { linkedin: 'request_changes' }, 'Replace "collection" with "wardrobe"')
    const third = await world.until(id, (v) => v.approval.round === 3 && v.status === 'awaiting_approval')
    assert.deepEqual(versions(third), { instagram: 1, linkedin: 3, tiktok: 1 })
    await world.decide(id, { linkedin: 'approve' })
    const done = await world.until(id, 'completed')
    assert.equal(done.decisions.length, 5)
    assert.equal(done.units.committed, 3, 'change rounds cost no units')
    assert.equal(
      done.drafts.find((d) => d.platform === 'instagram')?.content_hash,
      first.drafts.find((d) => d.platform === 'instagram')?.content_hash,
    )
  })

  it('needs a person after five rounds of changes', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    for (let round = 1; round <= 6; round++) {
      await world.link(id, round)
      await world.until(id, (v) => v.approval.round === round && v.status === 'awaiting_approval')
      await world.decide(id, { linkedin: 'request_changes' }, `Round ${round}: mention place number ${round}`)
    }
    const view = await world.until(id, 'needs_attention')
    assert.deepEqual(versions(view), { linkedin: 6 })
    assert.match(view.reason, /every change round is used/)
  })

  it('is rejected', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'reject' }, 'Not our year for linen')
    const view = await world.until(id, 'rejected')
    assert.equal(view.decisions[0]?.comment, 'Not our year for linen')
    assert.equal(view.units.committed, 1, 'rejected drafts count')
  })

  it('is partial when some is approved and some rejected', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'reject', instagram: 'approve' })
    assert.deepEqual(statuses(await world.until(id, 'partial')), { linkedin: 'rejected', instagram: 'approved' })
  })

  it('completes without anybody when approval is not asked for', async () => {
    const mails = world.mails.length
    const id = await world.generate({ platforms: ['tiktok'], approval: { mode: 'none' } })
    const view = await world.until(id, 'completed')
    assert.equal(view.units.committed, 1)
    assert.equal(world.mails.length, mails)
  })

  it('does not complete by itself what a person could not approve: it needs attention, and the unit is given back', async () => {
    const draft = {
      form: 'post',
      text: 'In paid partnership with Casa Lino: our linen summer collection ships free in sizes XS to 4XL. Tap the link in bio.',
      hashtags: ['linen', 'spon'],
      media: [{ kind: 'image', brief: 'A linen shirt', alt_text: 'A linen shirt' }],
    }
    for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf(draft))
    const id = await world.generate({ platforms: ['instagram'], approval: { mode: 'none' } })
    const view = await world.untilFinal(id)
    assert.equal(view.status, 'needs_attention')
    assert.match(view.reason, /#spon is no clear disclosure/)
    assert.deepEqual(view.units, { reserved: 0, committed: 0, released: 1 })
  })

  it('goes on with the other platforms when one fails, gives its unit back, and makes only that one on retry', async () => {
    world.model.inject('tiktok', () => {
      throw new ModelFailure('refused', 'the model will not write this')
    })
    const before = await world.usage()
    const id = await world.generate()
    const waiting = await world.until(id, 'awaiting_approval')
    assert.deepEqual(statuses(waiting), { instagram: 'awaiting_approval', linkedin: 'awaiting_approval', tiktok: 'failed' })
    assert.match(waiting.platforms.find((p) => p.platform === 'tiktok')?.reason ?? '', /will not write this/)
    assert.deepEqual(await world.usage(), { used: before.used + 2, reserved: 0 })
    await world.decide(id, { instagram: 'approve', linkedin: 'approve' })
    await world.until(id, 'partial')

    world.model.heal()
    const asked = world.model.asked.length
    assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/retry`)).status, 202)
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { tiktok: 'approve' })
    const done = await world.until(id, 'completed')
    assert.equal(done.run, 2)
    const agents = new Set(world.model.asked.slice(asked).map((c) => c.agent))
    assert.deepEqual([...agents].sort(), ['brand_voice', 'quality_assurance', 'tiktok'], 'the strategy is not paid for twice')
    assert.deepEqual(await world.usage(), { used: before.used + 3, reserved: 0 })
  })

  it('fails with the reason when the model is misconfigured, and releases everything', async () => {
    const before = await world.usage()
    world.model.inject('strategist', () => {
      throw new ModelFailure('misconfigured', 'OpenAI answered 401: check OPENAI_API_KEY')
    })
    const id = await world.generate()
    const view = await world.until(id, 'failed')
    assert.match(view.reason, /check OPENAI_API_KEY/)
    assert.deepEqual(await world.usage(), before)
  })

  it('gets over a model that is down for a moment', async () => {
    world.model.inject('linkedin', (_call, nth) => {
      if (nth % 2) throw new ModelFailure('unavailable', 'OpenAI answered 503')
      return undefined
    })
    const calls = world.model.asked.filter((c) => c.agent === 'linkedin').length
    if (calls % 2) world.model.asked.pop()
    const id = await world.generate({ platforms: ['linkedin'], approval: { mode: 'none' } })
    await world.until(id, 'completed')
  })

  it('fails one platform after bounded repair when its answers are nonsense', async () => {
    world.model.inject('instagram', () => answerOf('I am sorry, here is a poem instead'))
    const asked = world.model.asked.length
    const id = await world.generate({ platforms: ['instagram'] })
    const view = await world.until(id, 'failed')
    assert.match(view.platforms[0]?.reason ?? '', /no usable answer in 3 tries/)
    assert.equal(world.model.asked.slice(asked).filter((c) => c.agent === 'instagram').length, 3, 'no retry pays for nonsense again')
  })

  it('revises twice while a rule blocks, then fails that platform and says which rule', async () => {
    const caption =
      'Our happy customer says this shirt is the best they ever wore. Our linen summer collection ships free in sizes XS to 4XL.'
    const blocked = {
      form: 'post',
      text: caption,
      hashtags: ['linen'],
      media: [{ kind: 'image', brief: 'A linen shirt', alt_text: 'A linen shirt' }],
    }
    for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf(blocked))
    const asked = world.model.asked.length
    const id = await world.generate({ platforms: ['instagram'] })
    const view = await world.until(id, 'failed')
    assert.match(view.platforms[0]?.reason ?? '', /still against the rules after 2 revisions/)
    assert.equal(world.model.asked.slice(asked).filter((c) => c.agent === 'instagram').length, 3)
    assert.equal((await world.usage()).reserved, 0)
  })

  it('stops spending when its budget is used up', async () => {
    world.model.inject('strategist', async (call, _nth, signal) => ({
      ...(await offlineModel().complete(call, signal)),
      costMicros: 3_000_000,
    }))
    const id = await world.generate({ platforms: ['linkedin'] })
    const view = await world.until(id, 'failed')
    assert.match(view.platforms[0]?.reason ?? '', /budget/)
  })

  it('is refused by the workflow when the plan ended between acceptance and start', async () => {
    await world.stopWorker()
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.db('organizations').where({ id: world.organizationId }).update({ plan_active: false })
    await world.startWorker()
    try {
      assert.match((await world.until(id, 'failed')).reason, /plan is not active/)
    } finally {
      await world.db('organizations').where({ id: world.organizationId }).update({ plan_active: true })
    }
  })

  it('is cancelled while the agents work: they stop, and everything is released', async () => {
    const before = await world.usage()
    let stopped = 0
    const hang = (_call: unknown, _nth: number, signal: AbortSignal) =>
      new Promise<undefined>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped++
          reject(signal.reason)
        })
      })
    for (const agent of ['instagram', 'linkedin', 'tiktok'] as const) world.model.inject(agent, hang)
    const id = await world.generate()
    const hanging = () => world.model.asked.slice(-3).every((c) => ['instagram', 'linkedin', 'tiktok'].includes(c.agent))
    await world.until(id, (v) => v.status === 'generating' && hanging())
    assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/cancel`)).status, 202)
    const view = await world.until(id, 'cancelled')
    assert.deepEqual(statuses(view), { instagram: 'cancelled', linkedin: 'cancelled', tiktok: 'cancelled' })
    await world.workflow(id).result()
    while (stopped < 3) await delay(20)
    assert.deepEqual(await world.usage(), before)
  })

  it('is cancelled while it waits for the client, whose link then says so', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    const link = await world.link(id)
    assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/cancel`)).status, 202)
    await world.until(id, 'cancelled')
    assert.equal((await fetch(link)).status, 410)
  })

  it('is settled by the sweeper when an operator terminates its workflow', async () => {
    world.model.inject(
      'linkedin',
      (_call, _nth, signal) => new Promise((_r, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'generating')
    const untouched = await sweep({ pool: world.pool, client: world.client, log, olderThanMs: 0 })
    assert.equal(untouched.settled, 0, 'a running workflow is left alone')
    await world.workflow(id).terminate('by an operator')
    await sweep({ pool: world.pool, client: world.client, log, olderThanMs: 0 })
    const view = await world.until(id, 'failed')
    assert.match(view.reason, /terminated/)
    assert.equal(view.units.released, 1)
  })

  it('answers a status query and shows itself in search attributes and details', async () => {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    const handle = world.workflow(id)
    const view = await handle.query<{ status: string; waitsFor: string }>('status')
    assert.equal(view.status, 'awaiting_approval')
    assert.match(view.waitsFor, /a decision in round 1/)
    const description = await handle.describe()
    assert.equal(await description.staticSummary(), `request ${id}: linkedin`)
    const attributes = Object.fromEntries(description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))
    assert.equal(attributes.RequestStatus, 'awaiting_approval')
    assert.equal(attributes.OrganizationId, world.organizationId)
    assert.deepEqual(attributes.Platforms, ['linkedin'])
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })
})
