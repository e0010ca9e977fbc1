import assert from 'node:assert/strict'
import { pino } from 'pino'
import { offlineModel } from '../../activities/models/offline.ts'
import { ModelFailure } from '../../activities/models/port.ts'
import { type EvidencePack, evidenceFaults } from '../../domain/evidence.ts'
import type { Platform } from '../../domain/words.ts'
import { sweep } from '../../relay/sweeper.ts'
import { desk } from '../helpers/desk.ts'
import { answerOf } from '../helpers/faultyModel.ts'
import { createWorld, type RequestView, submitDecision, type World } from '../helpers/world.ts'

const CLIENT = { email: 'client@brand.example', name: 'Client' }
const INSTRUCTION = 'Name the harbour of Lisbon'

describe('a draft that a member asks the agents for anew', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())
  beforeEach(() => world.model.heal())
  const { reviewAt, linkOf, says } = desk(() => world)

  const statuses = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.status]))
  const path = (id: string, platform: Platform, what: string) => `/api/v1/content/requests/${id}/drafts/${platform}/${what}`
  const regenerate = (id: string, platform: Platform, base_version = 1, instruction = INSTRUCTION) =>
    world.call('POST', path(id, platform, 'regenerate'), { base_version, instruction })
  const accepted = async (...of: Parameters<typeof regenerate>) => {
    const answer = await regenerate(...of)
    assert.equal(answer.status, 202, JSON.stringify(answer.body))
    return answer.body
  }
  const versions = async (id: string, platform: Platform) =>
    (await world.call('GET', path(id, platform, 'versions'))).body.items as {
      version: number
      content_data: { text: string }
      made_by: { kind: string }
      regeneration: { by: string; instruction: string; base_version: number; at: string } | null
      changes: { pieces: { kind: string; text: string }[] }[]
    }[]
  const waiting = async (...platforms: Platform[]) => {
    const id = await world.generate({ platforms })
    await world.until(id, 'awaiting_approval')
    return id
  }
  /** Says this in the page as it was before. */
  const formOf = (page: string, verdicts: Record<string, string>) => {
    const form = new URLSearchParams()
    for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const [name, value] = ['name', 'value'].map((attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1] ?? '')
      if (name) form.set(name, value ?? '')
    }
    for (const [platform, verdict] of Object.entries(verdicts)) form.set(`${platform}.verdict`, verdict)
    return form
  }
  const refuse = () => {
    throw new ModelFailure('refused', 'the model will not write this')
  }

  it('leaves the review that shows the version before, and its next version is asked for by itself; the others are decided as before', async () => {
    const id = await waiting('linkedin', 'instagram')
    const review = await reviewAt(id, 1, 'linkedin', 'instagram')
    const link = await linkOf(review, CLIENT)
    const shown = await (await fetch(link)).text()
    const asked = world.model.asked.length
    assert.deepEqual(await accepted(id, 'linkedin'), { request_id: id, platform: 'linkedin', base_version: 1, version: 2, run: 1, left: 4 })
    const own = await reviewAt(id, 1, 'linkedin')
    assert.deepEqual(
      own.drafts.map((d) => [d.platform, d.version]),
      [['linkedin', 2]],
    )

    const old = await fetch(link, { method: 'POST', body: formOf(shown, { linkedin: 'approve', instagram: 'approve' }) })
    assert.equal(old.status, 409)
    assert.deepEqual(await world.db('decisions').where({ request_id: id }), [], 'the old page decides nothing')
    assert.equal((await submitDecision(link, { instagram: 'approve' })).status, 200)
    await world.until(id, (view) => statuses(view).instagram === 'approved')
    assert.equal(statuses(await world.request(id)).linkedin, 'awaiting_approval')
    await says(own, CLIENT, { linkedin: 'approve' })
    const done = await world.until(id, 'completed')
    assert.deepEqual(done.units, { reserved: 0, committed: 2, released: 0 }, 'it costs no unit')

    const calls = world.model.asked.slice(asked)
    assert.ok(!calls.some(({ agent }) => agent === 'strategist' || agent === 'instagram'), 'nothing else is made again')
    const user = calls.find(({ agent }) => agent === 'linkedin')?.messages.find(({ role }) => role === 'user')?.content ?? ''
    const [first, second] = await versions(id, 'linkedin')
    assert.match(user, /<<<MEND\n- Name the harbour of Lisbon\nMEND>>>/)
    assert.ok(user.includes(JSON.stringify(first?.content_data.text)), 'the version before is what is mended')
    assert.equal(user.split(INSTRUCTION).length, 2, 'it stands nowhere but between the marks')
    assert.match(JSON.stringify(second?.content_data), /harbour of Lisbon/)
  })

  it('is told of with who asked and what: versions, events, the audit log and the evidence, which tells when that was tampered with', async () => {
    const id = await waiting('linkedin')
    await accepted(id, 'linkedin')
    await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
    await world.until(id, 'completed')
    const [first, second] = await versions(id, 'linkedin')
    assert.equal(first?.regeneration, null)
    assert.equal(second?.made_by.kind, 'agents')
    const { at, ...regeneration } = second?.regeneration ?? { at: '' }
    assert.deepEqual(regeneration, { by: 'Rani', instruction: INSTRUCTION, base_version: 1 })
    assert.ok(Date.now() - Date.parse(at) < 60_000)
    assert.ok(second?.changes.some(({ pieces }) => pieces.some(({ kind }) => kind === 'added')))
    const event = await world.db('request_events').where({ request_id: id, type: 'regeneration.asked' }).first('data')
    assert.deepEqual(
      event.data,
      { platform: 'linkedin', version: 2, base_version: 1, by: 'Rani' },
      'a stream that clients read has no instruction',
    )
    const entry = await world.db('audit_log').where({ request_id: id, action: 'draft.regenerate' }).first()
    assert.match(entry.actor, /^user\//)
    assert.equal(entry.subject, `draft/${id}/linkedin/2`)
    assert.doesNotMatch(JSON.stringify(entry.data), /Lisbon/, 'a log that is never erased holds no words of people')

    const pack = (await (await world.fetch(`/api/v1/content/requests/${id}/evidence`)).json()) as EvidencePack
    assert.deepEqual(evidenceFaults(pack), [])
    const draft = pack.drafts.find(({ version }) => version === 2)
    assert.equal(draft?.regeneration?.instruction, INSTRUCTION)
    Object.assign(draft?.regeneration ?? {}, { instruction: 'Say nothing of Lisbon' })
    assert.ok(evidenceFaults(pack).includes('The instruction of linkedin version 2 is not the one in the log.'))
  })

  it('closes a link that showed nothing else', async () => {
    const id = await waiting('linkedin')
    const link = await linkOf(await reviewAt(id, 1), CLIENT)
    const page = await (await fetch(link)).text()
    await accepted(id, 'linkedin')
    assert.equal((await fetch(link)).status, 410)
    assert.equal((await fetch(link, { method: 'POST', body: formOf(page, { linkedin: 'approve' }) })).status, 410)
    await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
    assert.equal((await world.until(id, 'completed')).drafts[0]?.version, 2)
  })

  it('begins the next run where it was approved and the request was over, with the first strategy and without another unit', async () => {
    const id = await waiting('linkedin', 'instagram')
    await world.decide(id, { linkedin: 'approve', instagram: 'approve' })
    await world.until(id, 'completed')
    await world.workflow(id).result()
    const before = await world.usage()
    const asked = world.model.asked.length
    assert.equal((await accepted(id, 'linkedin')).run, 2)
    const own = await reviewAt(id, 1, 'linkedin')
    assert.deepEqual(statuses(await world.request(id)), { linkedin: 'awaiting_approval', instagram: 'approved' })
    const { drafts } = (await world.call('GET', `/api/v1/content/requests/${id}/export`)).body as { drafts: { platform: string }[] }
    assert.deepEqual(
      drafts.map(({ platform }) => platform),
      ['instagram'],
      'only what is approved now is exported',
    )
    await says(own, CLIENT, { linkedin: 'approve' })
    const done = await world.until(id, 'completed')
    assert.equal(done.run, 2)
    assert.deepEqual(await world.usage(), before)
    const agents = new Set(world.model.asked.slice(asked).map(({ agent }) => agent))
    assert.deepEqual([...agents].sort(), ['brand_voice', 'linkedin', 'quality_assurance'])
    assert.deepEqual(await world.db('outbox').where({ request_id: id, delivered_at: null }), [])
  })

  it('is refused where it is stale or being written; of two that come at once one is made', async () => {
    const id = await waiting('linkedin')
    assert.equal((await regenerate(id, 'linkedin', 2)).status, 409)
    const both = await Promise.all([regenerate(id, 'linkedin'), regenerate(id, 'linkedin', 1, 'Name the port of Porto')])
    assert.deepEqual(both.map(({ status }) => status).sort(), [202, 409])
    await reviewAt(id, 1, 'linkedin')
    assert.equal((await regenerate(id, 'linkedin', 1)).status, 409, 'the first version is no longer the newest')
    assert.equal((await versions(id, 'linkedin')).length, 2)
    assert.equal((await world.db('regenerations').where({ request_id: id })).length, 1)
    await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })

  for (const verdict of ['approve', 'request_changes'] as const)
    it(`wins over a client who said ${verdict} in the very moment, although the workflow hears of both at once`, async () => {
      const id = await waiting('linkedin')
      const link = await linkOf(await reviewAt(id, 1), CLIENT)
      await world.stopWorker()
      assert.equal((await submitDecision(link, { linkedin: verdict }, 'Name the bay of Cascais')).status, 200)
      await accepted(id, 'linkedin')
      await world.startWorker()
      const own = await reviewAt(id, 1, 'linkedin')
      assert.deepEqual(
        own.drafts.map(({ version }) => version),
        [2],
      )
      assert.match(JSON.stringify((await versions(id, 'linkedin'))[1]?.content_data), /harbour of Lisbon/)
      await says(own, CLIENT, { linkedin: 'approve' })
      const done = await world.until(id, 'completed')
      assert.equal(done.drafts[0]?.version, 2)
      assert.equal((await world.db('approval_rounds').where({ request_id: id })).length, 2, 'it is asked for once')
    })

  it('survives that no worker is there, and a model that is down for a moment', async () => {
    const id = await waiting('linkedin')
    await world.stopWorker()
    await accepted(id, 'linkedin')
    assert.equal(statuses(await world.request(id)).linkedin, 'revising')
    let isDown = true
    world.model.inject('linkedin', () => {
      if (!isDown) return undefined
      isDown = false
      throw new ModelFailure('unavailable', 'a broken connection')
    })
    await world.startWorker()
    const own = await reviewAt(id, 1, 'linkedin')
    assert.equal(own.drafts[0]?.version, 2)
    await says(own, CLIENT, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })

  describe('that cannot be made', () => {
    const edit = async (id: string, base_version: number, content_data: unknown) =>
      world.call('POST', path(id, 'linkedin', 'versions'), { base_version, content_data })

    it('waits for a person with the reason, beside drafts that are decided; the version before can be asked for again as it is', async () => {
      const id = await waiting('linkedin', 'instagram')
      const review = await reviewAt(id, 1, 'linkedin', 'instagram')
      world.model.inject('linkedin', refuse)
      await accepted(id, 'linkedin')
      const view = await world.until(id, (v) => statuses(v).linkedin === 'needs_attention')
      assert.equal(statuses(view).instagram, 'awaiting_approval')
      const reason = view.platforms.find((p) => p.platform === 'linkedin')?.reason ?? ''
      assert.match(reason, /version 2 could not be made as asked: .*will not write this/)
      const [first] = await versions(id, 'linkedin')
      assert.equal((await edit(id, 1, first?.content_data)).status, 202)
      const again = await reviewAt(id, 1, 'linkedin')
      assert.equal(again.drafts[0]?.version, 3, 'a number that was used is not used again')
      await says(again, CLIENT, { linkedin: 'approve' })
      await says(review, CLIENT, { instagram: 'approve' })
      const done = await world.until(id, 'completed')
      assert.deepEqual(done.drafts.find((d) => d.platform === 'linkedin')?.content_data, first?.content_data)
    })

    it('after the request was over, it needs attention; it can be asked again, and the new instruction counts', async () => {
      const id = await waiting('linkedin')
      await world.decide(id, { linkedin: 'approve' })
      await world.until(id, 'completed')
      world.model.inject('brand_voice', refuse)
      await accepted(id, 'linkedin')
      assert.match((await world.until(id, 'needs_attention')).reason, /could not be made as asked/)
      world.model.heal()
      const again = await accepted(id, 'linkedin', 1, 'Name the port of Porto')
      assert.deepEqual([again.version, again.run], [3, 3])
      await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
      await world.until(id, 'completed')
      const text = JSON.stringify((await versions(id, 'linkedin')).at(-1)?.content_data)
      assert.match(text, /port of Porto/)
      assert.doesNotMatch(text, /harbour of Lisbon/)
    })

    it('because a rule blocks it, keeps what blocks it from review', async () => {
      const id = await waiting('instagram')
      const blocked = {
        form: 'post',
        text: 'Our happy customer says this shirt is the best they ever wore. Our linen summer collection ships free in sizes XS to 4XL.',
        hashtags: ['linen'],
        media: [{ kind: 'image', brief: 'A linen shirt', alt_text: 'A linen shirt' }],
      }
      for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf(blocked))
      await accepted(id, 'instagram')
      const view = await world.until(id, 'needs_attention')
      assert.match(view.reason, /still against the rules after 2 revisions/)
      world.model.heal()
      assert.equal((await accepted(id, 'instagram', 2)).version, 3)
      await says(await reviewAt(id, 1, 'instagram'), CLIENT, { instagram: 'approve' })
      await world.until(id, 'completed')
    })

    it('because the plan ended before it began, needs attention and not a retry that is refused', async () => {
      const id = await waiting('linkedin')
      await world.decide(id, { linkedin: 'approve' })
      await world.until(id, 'completed')
      await world.stopWorker()
      await accepted(id, 'linkedin')
      const plan = (plan_active: boolean) => world.db('organizations').where({ id: world.organizationId }).update({ plan_active })
      await plan(false)
      try {
        await world.startWorker()
        assert.match((await world.until(id, 'needs_attention')).reason, /plan is not active/)
        assert.equal((await regenerate(id, 'linkedin')).status, 402)
      } finally {
        await plan(true)
      }
      await accepted(id, 'linkedin')
      await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
      await world.until(id, 'completed')
    })
  })

  it('is made as it was asked by a retry, where its workflow was lost', async () => {
    const id = await waiting('linkedin')
    world.model.inject(
      'linkedin',
      (_call, _nth, signal) => new Promise((_r, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    await accepted(id, 'linkedin')
    await world.until(id, (view) => statuses(view).linkedin === 'revising')
    await world.workflow(id).terminate('by an operator')
    await sweep({ pool: world.pool, client: world.client, log: pino({ level: 'silent' }), olderThanMs: 0 })
    await world.until(id, 'failed')
    world.model.heal()
    assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/retry`)).status, 202)
    const again = await reviewAt(id, 1, 'linkedin')
    assert.equal(again.drafts[0]?.version, 3)
    assert.match(JSON.stringify((await versions(id, 'linkedin')).at(-1)?.content_data), /harbour of Lisbon/)
    await says(again, CLIENT, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })

  it('uses a unit where the draft has used none, because it was shown to nobody', async () => {
    const draft = {
      form: 'post',
      text: 'In paid partnership with Casa Lino: our linen summer collection ships free in sizes XS to 4XL. Tap the link in bio.',
      hashtags: ['linen', 'spon'],
      media: [{ kind: 'image', brief: 'A linen shirt', alt_text: 'A linen shirt' }],
    }
    for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf(draft))
    const before = await world.usage()
    const id = await world.generate({ platforms: ['instagram'], approval: { mode: 'none' } })
    await world.until(id, 'needs_attention')
    assert.deepEqual(await world.usage(), before)
    for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf({ ...draft, hashtags: ['linen'] }))
    await accepted(id, 'instagram', 1, 'Leave out the hashtag #spon')
    await world.until(id, 'completed')
    assert.deepEqual(await world.usage(), { used: before.used + 1, reserved: 0 })
  })

  it('spends no more than the budget of its request', async () => {
    const id = await waiting('linkedin')
    await world.db('content_requests').where({ id }).update({ spent_micros: 2_000_000 })
    const refused = await regenerate(id, 'linkedin')
    assert.equal(refused.status, 409)
    assert.match(String(refused.body.detail), /spent its budget/)
    await world.db('content_requests').where({ id }).update({ spent_micros: 1_999_999 })
    world.model.inject('linkedin', async (call, _nth, signal) => ({ ...(await offlineModel().complete(call, signal)), costMicros: 10 }))
    await accepted(id, 'linkedin')
    const view = await world.until(id, 'needs_attention')
    assert.match(view.reason, /budget/)
  })

  it('teaches like anything else that people say of drafts', async () => {
    const id = await waiting('linkedin')
    await accepted(id, 'linkedin', 1, 'Never say "cupboard"')
    await says(await reviewAt(id, 1, 'linkedin'), CLIENT, { linkedin: 'approve' })
    await world.until(id, 'completed')
    await world.workflow(id).result()
    const rules = await world.db('voice_rules').where({ key: 'never_say/cupboard' })
    assert.equal(rules[0]?.evidence[0]?.quote, 'Never say "cupboard"')
  })
})
