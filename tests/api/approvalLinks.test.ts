import assert from 'node:assert/strict'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { mintLink, openReview } from '../helpers/openReview.ts'

describe('the links of a review', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const path = (id: string, then = '') => `/api/v1/content/requests/${id}${then}`
  const outbox = (id: string) => world.db('outbox').where({ request_id: id }).orderBy('id')
  const events = (id: string) => world.db('request_events').where({ request_id: id }).orderBy('seq')

  const approvers = [
    { email: 'client@example.com', name: 'Client' },
    { email: 'partner@example.com', name: 'Partner' },
  ]
  async function review() {
    const me = await world.agency()
    const { id } = (await me.generate({ approval: { approvers } })).body
    const opened = await openReview(world.db, { ...me, requestId: id, platforms: ['instagram'], approvers })
    const links = (body: object) => me.ask('POST', path(id, '/approval-links'), { body })
    return { me, id, ...opened, links }
  }

  it('says whom it waits for, and until when', async () => {
    const { me, id } = await review()
    const { body } = await me.ask('GET', path(id))
    assert.equal(body.approval.state, 'open')
    assert.deepEqual(
      body.approval.links.map((l: { email: string; state: string }) => [l.email, l.state]),
      approvers.map(({ email }) => [email, 'sent']),
    )
    assert.match(body.next_step, /client@example\.com or partner@example\.com .* until 2026-12-01T14:00:00/)
    assert.equal(body.drafts[0].content_data.form, 'post')
    assert.equal(body.drafts[0].quality_score, 0.91)
    assert.equal(body.drafts[0].model.offline, true)
  })

  it('resends: the recipient’s earlier links die, and a new mail is ordered each time', async () => {
    const { roundId, tokens, links } = await review()
    const first = await links({ action: 'resend', email: 'CLIENT@example.com' })
    assert.equal(first.status, 202)
    assert.deepEqual(
      first.body.links.map((l: { state: string }) => l.state),
      ['queued', 'sent'],
    )
    const [mine = '', theirs = ''] = tokens
    assert.equal((await world.ask('GET', `/approve/${mine}`)).status, 410)
    assert.equal((await world.ask('GET', `/approve/${theirs}`)).status, 200)
    await links({ action: 'resend', email: 'client@example.com' })
    const mails = await world.db('mails').where({ round_id: roundId, to_email: 'client@example.com' }).orderBy('key')
    assert.deepEqual(
      mails.map((m) => [m.key, m.state]),
      [
        [`review/${roundId}/client@example.com`, 'sent'],
        [`review/${roundId}/client@example.com/2`, 'withdrawn'],
        [`review/${roundId}/client@example.com/3`, 'queued'],
      ],
    )
  })

  it('shows a new link as sent when its mail is out', async () => {
    const { me, id, roundId, links } = await review()
    await links({ action: 'resend', email: 'client@example.com' })
    const [mail] = await world.db('mails').where({ round_id: roundId, state: 'queued' }).update({ state: 'sent' }).returning('id')
    const token = await mintLink(world.db, { ...me, requestId: id, roundId, mailId: mail.id, email: 'client@example.com', name: '' })
    assert.equal((await world.ask('GET', `/approve/${token}`)).status, 200)
    assert.equal((await me.ask('GET', path(id))).body.approval.links[0].state, 'sent')
  })

  it('revokes one recipient’s links or everybody’s, and withdraws mails that wait', async () => {
    const { me, id, roundId, tokens, links } = await review()
    await world.db('mails').where({ round_id: roundId, to_email: 'partner@example.com' }).update({ state: 'queued' })
    const one = await links({ action: 'revoke', email: 'client@example.com' })
    assert.equal(one.status, 200)
    assert.deepEqual(
      one.body.links.map((l: { state: string }) => l.state),
      ['revoked', 'queued'],
    )
    const all = await links({ action: 'revoke' })
    assert.deepEqual(
      all.body.links.map((l: { state: string }) => l.state),
      ['revoked', 'revoked'],
    )
    for (const token of tokens) assert.equal((await world.ask('GET', `/approve/${token}`)).status, 410)
    assert.match((await me.ask('GET', path(id))).body.next_step, /Nobody holds an open approval link/)
    assert.deepEqual(
      (await events(id)).filter((e) => e.type === 'links.revoked').map((e) => e.data),
      [
        { round: 1, links: 1 },
        { round: 1, links: 1 },
      ],
    )
    const audits = await world.db('audit_log').where({ request_id: id, action: 'links.revoke' })
    assert.equal(audits[0].actor, `user/${me.userId}`)
  })

  it('gives more time by telling the workflow', async () => {
    const { id, roundId, links } = await review()
    assert.equal((await links({ action: 'extend', due_in_hours: 48 })).status, 202)
    const message = (await outbox(id)).at(-1)
    assert.deepEqual([message.kind, message.payload], ['extend', { roundId, run: 1, dueInHours: 48 }])
    assert.ok(message.key.startsWith(`extend/${roundId}/`))
  })

  it('refuses strangers, half-said actions and reviews that are over', async () => {
    const { roundId, links } = await review()
    assert.match((await links({ action: 'resend', email: 'stranger@example.com' })).body.detail, /not asked in this review/)
    for (const body of [{ action: 'resend' }, { action: 'extend' }, { action: 'publish' }, {}, { action: 'revoke', round: 1 }])
      assert.equal((await links(body)).status, 400, JSON.stringify(body))
    await world.db('approval_rounds').where({ id: roundId }).update({ state: 'expired' })
    const late = await links({ action: 'revoke' })
    assert.deepEqual([late.status, late.body.code], [409, 'conflict'])
  })
})
