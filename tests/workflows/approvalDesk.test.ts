import assert from 'node:assert/strict'
import type { Platform } from '../../domain/words.ts'
import { desk, person } from '../helpers/desk.ts'
import { createWorld, type RequestView, submitDecision, type World } from '../helpers/world.ts'

const LEGAL = person('Lea')
const [ANA, BEN, CEM] = [person('Ana'), person('Ben'), person('Cem')]

describe('the approval desk', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  const statuses = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.status]))
  const versions = (view: RequestView) => Object.fromEntries(view.platforms.map((p) => [p.platform, p.version]))

  const { waiting, reviewAt, linkOf, says } = desk(() => world)

  it('takes a draft through three levels, each with its own quorum, and only then approves it', async () => {
    const levels = [
      { name: 'Team', approvers: [ANA, BEN], needs: 'any' },
      { name: 'Client', approvers: [ANA, BEN, CEM], needs: 2 },
      { name: 'Legal', approvers: [LEGAL, CEM], needs: 'all' },
    ]
    const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: { levels } })
    const both = { linkedin: 'approve', instagram: 'approve' } as const
    const first = await reviewAt(id, 1)
    assert.deepEqual(first.drafts.map((d) => d.platform).sort(), ['instagram', 'linkedin'], 'one review for many drafts')
    assert.equal((await says(first, BEN, both)).status, 200)

    const second = await reviewAt(id, 2)
    assert.equal(second.needed, 2)
    assert.equal((await says(second, ANA, both)).status, 200)
    assert.equal((await world.request(id)).status, 'awaiting_approval', 'one of two is not enough')
    assert.deepEqual((await waiting(id))[0]?.waits_for.map((p) => p.email).sort(), [BEN.email, CEM.email].sort())
    assert.equal((await says(second, CEM, both)).status, 200)

    const third = await reviewAt(id, 3)
    assert.equal((await says(third, LEGAL, both)).status, 200)
    assert.equal((await world.request(id)).status, 'awaiting_approval')
    assert.equal((await says(third, CEM, both)).status, 200)
    const done = await world.until(id, 'completed')
    assert.deepEqual(statuses(done), { linkedin: 'approved', instagram: 'approved' })
    assert.equal(done.units.committed, 2, 'levels cost no units')
    const late = await fetch(await linkOf(second, BEN))
    assert.equal(late.status, 410, 'who was not needed is told so')
    assert.match(await late.text(), /already decided/)
    const reviews = world.mails.filter((m) => m.key.startsWith('review/') && [first, second, third].some((r) => m.key.includes(r.id)))
    assert.equal(reviews.length, 2 + 3 + 2, 'one mail per recipient and round')
  })

  it('sends one platform back twice while another goes on to the next level; each version passes every level', async () => {
    const levels = [{ approvers: [ANA] }, { approvers: [LEGAL] }]
    const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: { levels } })
    const first = await reviewAt(id, 1)
    await says(first, ANA, { linkedin: 'request_changes', instagram: 'approve' }, 'Name the harbour of Lisbon')
    const instagram = await reviewAt(id, 2, 'instagram')
    const again = await reviewAt(id, 1, 'linkedin')
    assert.deepEqual(versions(await world.request(id)), { linkedin: 2, instagram: 1 })
    assert.notEqual(instagram.round, again.round)
    assert.equal((await world.request(id)).status, 'awaiting_approval')

    await says(instagram, LEGAL, { instagram: 'approve' })
    await world.until(id, (view) => statuses(view).instagram === 'approved')
    await says(again, ANA, { linkedin: 'request_changes' }, 'Replace "collection" with "wardrobe"')
    const third = await reviewAt(id, 1, 'linkedin')
    assert.equal(third.drafts[0]?.version, 3)
    await says(third, ANA, { linkedin: 'approve' })
    await says(await reviewAt(id, 2, 'linkedin'), LEGAL, { linkedin: 'approve' })
    const done = await world.until(id, 'completed')
    assert.deepEqual(versions(done), { linkedin: 3, instagram: 1 })
  })

  it('lets a member relieve an approver of a review that waits: their link ends, and who is left decides', async () => {
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [ANA, BEN, CEM], needs: 'all' } })
    const review = await reviewAt(id, 1)
    const link = await linkOf(review, CEM)
    await says(review, ANA, { linkedin: 'approve' })
    const changed = await world.call('PATCH', `/api/v1/approvals/${review.id}`, { remove: [CEM.email] })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    const page = await fetch(link)
    assert.equal(page.status, 410)
    assert.equal((await world.request(id)).status, 'awaiting_approval')
    await says(review, BEN, { linkedin: 'approve' })
    await world.until(id, 'completed')
    const entry = await world.db('audit_log').where({ request_id: id, action: 'review.changed' }).first()
    assert.equal(entry.data.removed, 1)
  })

  it('is decided at once when the only one who was missing is removed', async () => {
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [ANA, BEN], needs: 'all' } })
    const review = await reviewAt(id, 1)
    await says(review, ANA, { linkedin: 'approve' })
    await world.call('PATCH', `/api/v1/approvals/${review.id}`, { remove: [BEN.email] })
    await world.until(id, 'completed')
  })

  it('asks somebody who is added, with a mail of their own, and refuses to leave nobody or too few', async () => {
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [ANA, BEN], needs: 2 } })
    const review = await reviewAt(id, 1)
    const patch = (body: unknown) => world.call('PATCH', `/api/v1/approvals/${review.id}`, body)
    assert.equal((await patch({ remove: [BEN.email] })).status, 422, 'two approvals cannot come from one')
    assert.equal((await patch({ remove: [ANA.email, BEN.email], needs: 'any' })).status, 422)
    assert.equal((await patch({ remove: ['stranger@x.example'] })).status, 422)
    assert.equal((await patch({ add: [LEGAL], remove: [BEN.email] })).status, 200)
    await says(review, LEGAL, { linkedin: 'approve' })
    await says(review, ANA, { linkedin: 'approve' })
    await world.until(id, 'completed')
    assert.equal((await patch({ needs: 'any' })).status, 409)
  })

  describe('a person’s own edit', () => {
    const edit = async (id: string, platform: Platform, text: string, note = '') => {
      const draft = (await world.request(id)).drafts.find((d) => d.platform === platform)
      assert.ok(draft)
      return world.call('POST', `/api/v1/content/requests/${id}/drafts/${platform}/versions`, {
        base_version: draft.version,
        content_data: { ...draft.content_data, text },
        note,
      })
    }
    const TEXT = 'Our linen summer collection is here. Free shipping, sizes XS to 4XL. See it in the shop.'

    it('takes the draft out of its review and is asked for by itself; the others are decided as before', async () => {
      const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
      const review = await reviewAt(id, 1, 'linkedin', 'instagram')
      const client = { email: 'client@brand.example', name: 'Client' }
      const link = await linkOf(review, client)
      const shown = await (await fetch(link)).text()
      const edited = await edit(id, 'linkedin', TEXT, 'Plainer')
      assert.equal(edited.status, 202, JSON.stringify(edited.body))
      const own = await reviewAt(id, 1, 'linkedin')
      assert.notEqual(own.id, review.id)
      assert.deepEqual(
        own.drafts.map((d) => [d.platform, d.version]),
        [['linkedin', 2]],
      )
      assert.match(shown, /linkedin/)

      assert.equal((await submitDecision(link, { instagram: 'approve' })).status, 200)
      await world.until(id, (view) => statuses(view).instagram === 'approved')
      await says(own, client, { linkedin: 'approve' })
      const done = await world.until(id, 'completed')
      assert.equal(done.drafts.find((d) => d.platform === 'linkedin')?.content_data.text, TEXT)
      assert.ok((done.drafts.find((d) => d.platform === 'linkedin')?.quality_score ?? 0) > 0, 'it is judged like anything else')
    })

    it('of a draft that was approved asks again for that platform only, and for the exact version', async () => {
      const id = await world.generate({ platforms: ['linkedin', 'instagram'] })
      await world.until(id, 'awaiting_approval')
      await world.decide(id, { linkedin: 'approve', instagram: 'approve' })
      await world.until(id, 'completed')
      assert.equal((await edit(id, 'linkedin', TEXT)).status, 202)
      const review = await reviewAt(id, 1, 'linkedin')
      assert.deepEqual(statuses(await world.request(id)), { linkedin: 'awaiting_approval', instagram: 'approved' })
      const { body } = await world.call('GET', `/api/v1/content/requests/${id}/drafts/linkedin/versions`)
      const items = body.items as { version: number; made_by: { kind: string }; changes: { field: string; pieces: { kind: string }[] }[] }[]
      assert.deepEqual(
        items.map((v) => [v.version, v.made_by.kind]),
        [
          [1, 'agents'],
          [2, 'person'],
        ],
      )
      assert.ok(items[1]?.changes.some(({ pieces }) => pieces.some(({ kind }) => kind === 'added')))
      await says(review, { email: 'client@brand.example', name: 'Client' }, { linkedin: 'approve' })
      const done = await world.until(id, 'completed')
      assert.equal(done.run, 2)
      assert.equal(done.units.committed, 2, 'an edit costs no unit')
    })

    it('is refused where it breaks a rule that blocks, changes nothing, or comes after another', async () => {
      const id = await world.generate({ platforms: ['linkedin'] })
      await world.until(id, 'awaiting_approval')
      const blocked = await edit(id, 'linkedin', 'Our happy customer says: "It cured my back pain in two days."')
      assert.equal(blocked.status, 422)
      const draft = (await world.request(id)).drafts[0]
      assert.equal((await edit(id, 'linkedin', String(draft?.content_data.text))).status, 409)
      assert.equal((await edit(id, 'linkedin', TEXT)).status, 202)
      const stale = await world.call('POST', `/api/v1/content/requests/${id}/drafts/linkedin/versions`, {
        base_version: 1,
        content_data: { ...draft?.content_data, text: `${TEXT} Now.` },
      })
      assert.equal(stale.status, 409)
      await says(await reviewAt(id, 1, 'linkedin'), { email: 'client@brand.example', name: 'Client' }, { linkedin: 'approve' })
      await world.until(id, 'completed')
    })
  })

  it('lets a member who is asked decide signed in, once, and nobody else', async () => {
    const { body: me } = await world.call('GET', '/api/v1/auth/me')
    const user = (me.user ?? me) as { id: string; email: string }
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [{ user_id: user.id }, ANA], needs: 'all' } })
    const review = await reviewAt(id, 1)
    const decisions = review.drafts.map(({ platform, version, content_hash }) => ({ platform, version, content_hash, verdict: 'approve' }))
    const decide = (body: unknown) => world.call('POST', `/api/v1/approvals/${review.id}/decisions`, body)
    assert.equal((await decide({ decisions: decisions.map((d) => ({ ...d, content_hash: 'x' })) })).status, 409)
    assert.equal((await decide({ decisions })).status, 200)
    assert.equal((await decide({ decisions })).status, 200, 'the same again is told the same')
    assert.equal((await decide({ decisions: decisions.map((d) => ({ ...d, verdict: 'reject' })) })).status, 410)
    await says(review, ANA, { linkedin: 'approve' })
    await world.until(id, 'completed')
    const row = await world.db('decisions').where({ request_id: id, user_id: user.id }).first()
    assert.equal(row.link_id, null)
  })

  it('asks by the policy that applies to each draft, and groups those that share one', async () => {
    const policy = (body: unknown) => world.call('POST', '/api/v1/approval-policies', body)
    const made = await policy({ name: 'Client', applies: true, levels: [{ approvers: [ANA] }] })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal((await policy({ name: 'Another', applies: true, levels: [{ approvers: [BEN] }] })).status, 409)
    const articles = await policy({
      name: 'Articles',
      applies: true,
      content_class: 'article',
      levels: [{ approvers: [ANA] }, { approvers: [LEGAL] }],
    })
    try {
      const id = await world.generate({
        platforms: ['instagram', 'linkedin', 'tiktok'],
        content_types: { linkedin: 'article' },
        approval: undefined,
      })
      const both = await reviewAt(id, 1, 'instagram', 'tiktok')
      const article = await reviewAt(id, 1, 'linkedin')
      assert.deepEqual(both.drafts.map((d) => d.platform).sort(), ['instagram', 'tiktok'])
      await says(both, ANA, { instagram: 'approve', tiktok: 'approve' })
      await says(article, ANA, { linkedin: 'approve' })
      await says(await reviewAt(id, 2, 'linkedin'), LEGAL, { linkedin: 'approve' })
      await world.until(id, 'completed')
    } finally {
      for (const { body } of [made, articles]) await world.call('DELETE', `/api/v1/approval-policies/${body.id}`)
    }
  })

  it('needs the consent of the organization before a deadline may approve', async () => {
    const approval = { approvers: [ANA], on_deadline: 'approve' }
    const refused = await world.call('POST', '/api/v1/content/generate', { prompt: 'Linen', platforms: ['linkedin'], approval })
    assert.equal(refused.status, 422)
    assert.match(String(refused.body.detail), /consent/)
  })

  it('keeps what comes after a draft was decided, counts it for nothing, and says so', async () => {
    const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: { approvers: [ANA, BEN, CEM], needs: 2 } })
    const review = await reviewAt(id, 1)
    await says(review, ANA, { linkedin: 'approve', instagram: 'approve' })
    const link = await linkOf(review, CEM)
    const page = await (await fetch(link)).text()
    await says(review, BEN, { linkedin: 'approve', instagram: 'reject' })
    // The page was opened before: its form still names both drafts.
    const form = new URLSearchParams()
    for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const [name, value] = ['name', 'value'].map((attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1] ?? '')
      if (name) form.set(name, value ?? '')
    }
    form.set('linkedin.verdict', 'reject')
    form.set('instagram.verdict', 'approve')
    const answer = await fetch(link, { method: 'POST', body: form })
    assert.equal(answer.status, 200)
    const done = await world.until(id, 'completed')
    assert.deepEqual(statuses(done), { linkedin: 'approved', instagram: 'approved' })
    const late = await world.db('decisions').where({ request_id: id, approver_email: CEM.email, platform: 'linkedin' }).first()
    assert.equal(late.counted, false)
  })
})
