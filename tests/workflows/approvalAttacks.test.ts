import assert from 'node:assert/strict'
import type { Platform, Verdict } from '../../domain/words.ts'
import { desk, person, type Waiting } from '../helpers/desk.ts'
import { createWorld, type World } from '../helpers/world.ts'

const ANA = person('Ana')

/** What a browser would send back of a page: its hidden fields, and a verdict for each draft. */
async function formOf(link: string, verdict: Verdict): Promise<URLSearchParams> {
  const page = await (await fetch(link)).text()
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)) form.set(name, value)
  for (const [, platform] of page.matchAll(/name="(\w+)\.verdict" value="approve"/g)) form.set(`${platform}.verdict`, verdict)
  return form
}

describe('attacks on an approval link', () => {
  let world: World
  let other: World
  before(async () => {
    world = await createWorld()
    other = await createWorld()
  })
  after(async () => {
    await world.close()
    await other.close()
  })
  const { reviewAt, linkOf } = desk(() => world)
  const elsewhere = desk(() => other)

  async function waiting(approval: Record<string, unknown> = {}): Promise<{ id: string; review: Waiting; link: string }> {
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [ANA], ...approval } })
    const review = await reviewAt(id, 1)
    return { id, review, link: await linkOf(review, ANA) }
  }
  const post = (link: string, form: URLSearchParams | string, headers: Record<string, string> = {}) =>
    fetch(link, { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })
  /** Signals that have reached a workflow: what woke it. */
  async function signals(of: World, id: string): Promise<number> {
    const { events } = await of.workflow(id).fetchHistory()
    return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length
  }
  const untouched = async (of: World, id: string, decisions = 0) => {
    assert.equal((await of.db('decisions').where({ request_id: id })).length, decisions)
    assert.equal((await of.db('outbox').where({ request_id: id }).whereNot({ kind: 'start' })).length, 0, 'nothing was put down to wake it')
    assert.equal(await signals(of, id), 0, 'nothing woke it')
    assert.equal((await of.request(id)).status, 'awaiting_approval')
  }

  it('1, 2: prefetch by GET and HEAD shows, and changes nothing', async () => {
    const { id, link } = await waiting()
    for (let i = 0; i < 5; i++) {
      assert.equal((await fetch(link)).status, 200)
      assert.equal((await fetch(link, { method: 'HEAD' })).status, 200)
    }
    await untouched(world, id)
  })

  it('3, 4: a forged and a truncated token are 404, whatever is sent with them', async () => {
    const { id, link } = await waiting()
    const form = await formOf(link, 'approve')
    const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    for (const bad of [forged, link.slice(0, -10)]) {
      assert.equal((await fetch(bad)).status, 404)
      assert.equal((await post(bad, form)).status, 404)
    }
    await untouched(world, id)
  })

  it('5: another organization’s form and link do not go together with this one’s', async () => {
    const { id, link } = await waiting()
    const theirs = await other.generate({ platforms: ['linkedin'], approval: { approvers: [ANA] } })
    const review = await elsewhere.reviewAt(theirs, 1)
    const theirLink = await elsewhere.linkOf(review, ANA)
    assert.equal((await post(link, await formOf(theirLink, 'approve'))).status, 403)
    assert.equal((await fetch(`${world.url}${new URL(theirLink).pathname}`)).status, 404, 'their token opens nothing here')
    await untouched(world, id)
    await untouched(other, theirs)
  })

  it('6: of 50 at once exactly one decides', async () => {
    const { id, link } = await waiting({ approvers: [ANA, person('Ben')], needs: 'all' })
    const form = await formOf(link, 'approve')
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(link, form).then((answer) => answer.status)))
    assert.deepEqual(new Set(answers), new Set([200]), 'the same decision again is told the same')
    await untouched(world, id, 1)
  })

  it('7: a used link takes no other decision', async () => {
    const { id, link } = await waiting({ approvers: [ANA, person('Ben')], needs: 'all' })
    const [approve, reject] = [await formOf(link, 'approve'), await formOf(link, 'reject')]
    assert.equal((await post(link, approve)).status, 200)
    assert.equal((await post(link, reject)).status, 410)
    await untouched(world, id, 1)
  })

  it('8: a decision on a draft that was edited meanwhile is not taken', async () => {
    const { id, link } = await waiting()
    const form = await formOf(link, 'approve')
    const [draft] = (await world.request(id)).drafts
    const edited = await world.call('POST', `/api/v1/content/requests/${id}/drafts/linkedin/versions`, {
      base_version: 1,
      content_data: { ...draft?.content_data, text: 'Our linen summer collection is here. Free shipping, sizes XS to 4XL. See it.' },
    })
    assert.equal(edited.status, 202)
    const late = await post(link, form)
    assert.equal(late.status, 410)
    const page = await fetch(link)
    assert.equal(page.status, 410)
    assert.match(await page.text(), /These drafts have changed/)
    assert.equal((await world.db('decisions').where({ request_id: id })).length, 0)
  })

  it('9, 10, 11: an expired, a revoked and a closed one are 410 and say why', async () => {
    const revoked = await waiting()
    const form = await formOf(revoked.link, 'approve')
    await world.call('POST', `/api/v1/content/requests/${revoked.id}/approval-links`, { action: 'revoke' })
    assert.equal((await post(revoked.link, form)).status, 410)
    assert.match(await (await fetch(revoked.link)).text(), /replaced or withdrawn/)
    await untouched(world, revoked.id)

    const closed = await waiting()
    const theirs = await formOf(closed.link, 'approve')
    await world.call('POST', `/api/v1/content/requests/${closed.id}/cancel`)
    await world.until(closed.id, 'cancelled')
    assert.equal((await post(closed.link, theirs)).status, 410)
    assert.equal((await world.db('decisions').where({ request_id: closed.id })).length, 0)
    assert.equal(await signals(world, closed.id), 0)

    const expired = await waiting({ remind_before_hours: [] })
    const late = await formOf(expired.link, 'approve')
    // From now on there is a second left.
    const soon = { action: 'extend', due_in_hours: 0.0003 }
    assert.equal((await world.call('POST', `/api/v1/content/requests/${expired.id}/approval-links`, soon)).status, 202)
    await world.until(expired.id, 'expired')
    const answer = await post(expired.link, late)
    assert.equal(answer.status, 410)
    assert.match(await (await fetch(expired.link)).text(), /The time to decide is over/)
    assert.equal((await world.db('decisions').where({ request_id: expired.id })).length, 0)
    assert.equal(await signals(world, expired.id), 1, 'the extension, and nothing since')
  })

  it('12: a tampered body is refused as what it is', async () => {
    const { id, link } = await waiting()
    const tampered = async (change: (form: URLSearchParams) => void) => {
      const form = await formOf(link, 'approve')
      change(form)
      return (await post(link, form)).status
    }
    assert.equal(await tampered((form) => form.set('linkedin.content_hash', '0'.repeat(64))), 403)
    assert.equal(await tampered((form) => form.set('linkedin.version', '2')), 403)
    assert.equal(await tampered((form) => form.set('linkedin.verdict', 'publish')), 400)
    assert.equal(await tampered((form) => form.set('mastodon.verdict', 'approve')), 400)
    assert.equal(await tampered((form) => form.set('nonce', 'x'.repeat(43))), 403)
    assert.equal(await tampered((form) => form.delete('nonce')), 403)
    await untouched(world, id)
  })

  it('13: a form from another site is refused, also with the right nonce', async () => {
    const { id, link } = await waiting()
    const form = await formOf(link, 'approve')
    for (const site of ['cross-site', 'same-site']) assert.equal((await post(link, form, { 'sec-fetch-site': site })).status, 403)
    await untouched(world, id)
  })

  it('50 approvers decide at once while the worker is killed: each counts once, the quorum is right, one mail each', async () => {
    const approvers = Array.from({ length: 50 }, (_, i) => person(`P${i}`))
    const id = await world.generate({ platforms: ['linkedin', 'instagram'], approval: { approvers, needs: 40 } })
    const review = await reviewAt(id, 1)
    const links = await Promise.all(approvers.map((who) => linkOf(review, who)))
    // 40 approve LinkedIn; of Instagram 39 do, and so it can only fail when the last eleven are in.
    const forms = await Promise.all(
      links.map(async (link, i) => {
        const form = await formOf(link, 'approve')
        const says = (platform: Platform, verdict: Verdict) => form.set(`${platform}.verdict`, verdict)
        if (i >= 40) says('linkedin', 'reject')
        if (i >= 39) says('instagram', 'reject')
        return form
      }),
    )
    await world.stopWorker()
    const answers = await Promise.all(links.map((link, i) => post(link, forms[i] as URLSearchParams).then((answer) => answer.status)))
    await world.startWorker()
    const done = await world.untilFinal(id)
    assert.equal(done.status, 'partial')
    const statuses = Object.fromEntries(done.platforms.map((p) => [p.platform, p.status]))
    // Who came after both were decided is told so; before, each is taken.
    assert.ok(
      answers.every((status) => status === 200 || status === 410),
      String(answers),
    )
    const rows: { platform: Platform; approver_email: string; counted: boolean; verdict: Verdict }[] = await world
      .db('decisions')
      .where({ request_id: id })
    const keys = rows.map((row) => `${row.platform}/${row.approver_email}`)
    assert.equal(new Set(keys).size, keys.length, 'each counted once')
    assert.equal(answers.filter((status) => status === 200).length * 2, rows.length)
    const approvals = (platform: Platform) =>
      rows.filter((row) => row.platform === platform && row.counted && row.verdict === 'approve').length
    assert.equal(approvals('linkedin') >= 40 ? 'approved' : 'rejected', statuses.linkedin)
    assert.equal(statuses.instagram, 'rejected', '39 of 40')
    assert.ok(approvals('instagram') < 40)
    const mails = world.mails.filter((mail) => mail.key.startsWith(`review/${review.id}/`))
    assert.equal(mails.length, 50)
    assert.equal(new Set(mails.map((mail) => mail.to.email)).size, 50, 'one mail each')
    assert.equal(await signals(world, id), 1, 'one signal for the round')
  })
})
