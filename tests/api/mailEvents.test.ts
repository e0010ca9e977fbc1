import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { mailEventsKeyOf } from '../../api/routes/mailEvents.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { CLIENT, visitor } from '../helpers/visitor.ts'

/** A key as SendGrid makes and shows it. */
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const shown = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

describe('events of mails', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld({ mailEventsKey: mailEventsKeyOf(shown) })
  })
  after(() => world.close())
  const { review, rows } = visitor(() => world)

  const now = () => Math.floor(Date.now() / 1000)
  /** Posts as SendGrid does: the signature is over the timestamp and the bytes. */
  function tell(
    events: unknown,
    { key = privateKey, at = now(), tampered = '' }: { key?: KeyObject; at?: number; tampered?: string } = {},
  ) {
    const raw = JSON.stringify(events)
    const signature = sign('sha256', Buffer.from(`${at}${raw}`), key).toString('base64')
    return world.ask('POST', '/api/v1/webhooks/sendgrid', {
      raw: tampered || raw,
      headers: {
        'content-type': 'application/json',
        'x-twilio-email-event-webhook-signature': signature,
        'x-twilio-email-event-webhook-timestamp': String(at),
      },
    })
  }
  const bounce = (roundId: string, more: Record<string, unknown> = {}) => ({
    event: 'bounce',
    sg_event_id: randomUUID(),
    timestamp: now(),
    email: CLIENT.email,
    mail_key: `review/${roundId}/${CLIENT.email}`,
    reason: '550 5.1.1 no such mailbox',
    'smtp-id': '<x>',
    ...more,
  })
  const stateOf = async (roundId: string) => (await rows('mails', roundId).where({ to_email: CLIENT.email }).first()).state

  it('a bounce is shown as a mail that did not arrive, told to who asked, and written down', async () => {
    const { me, id, roundId } = await review()
    const answer = await tell([bounce(roundId)])
    assert.deepEqual([answer.status, answer.body], [200, { taken: 1, known: 0, ignored: 0 }])
    const view = (await me.ask('GET', `/api/v1/content/requests/${id}`)).body
    assert.equal(view.approval.links.find((l: { email: string }) => l.email === CLIENT.email).state, 'bounced')
    const [told] = await rows('mails', roundId).where({ template: 'not_arrived' })
    assert.deepEqual([told.to_email, told.data], [me.email, { to: CLIENT.email, reason: '550 5.1.1 no such mailbox' }])
    const event = await world.db('request_events').where({ request_id: id, type: 'mail' }).first()
    assert.deepEqual([event.data.state, event.data.to], ['bounced', CLIENT.email])
    assert.equal((await world.db('audit_log').where({ request_id: id, action: 'mail.bounced' })).length, 1)
  })

  it('each event counts once, however often and in whatever company it is posted', async () => {
    const { roundId } = await review()
    const event = bounce(roundId, { event: 'dropped', reason: 'Bounced Address' })
    await tell([event])
    const again = await tell([
      event,
      bounce(roundId, { event: 'open' }),
      { event: 'delivered' },
      bounce(roundId, { mail_key: 'review/unknown/x@example.com' }),
      bounce(roundId, { event: 'delivered', reason: undefined }),
    ])
    assert.deepEqual(again.body, { taken: 1, known: 1, ignored: 3 })
    assert.equal(await stateOf(roundId), 'dropped')
    assert.equal((await rows('mails', roundId).where({ template: 'not_arrived' })).length, 1)
  })

  it('believes nobody else: forged, tampered, stale or unsigned events change nothing', async () => {
    const { roundId } = await review()
    const stranger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
    const event = bounce(roundId)
    const refused = [
      await tell([event], { key: stranger }),
      await tell([event], { at: now() - 3_600 }),
      await tell([event], { at: now() + 3_600 }),
      await tell([{ event: 'delivered' }], { tampered: JSON.stringify([event]) }),
      await world.ask('POST', '/api/v1/webhooks/sendgrid', { body: [event] }),
    ]
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403, 403, 403, 403],
    )
    assert.equal(await stateOf(roundId), 'sent')
  })

  it('touches only the mail that it names, whosever the others are', async () => {
    const [mine, theirs] = [await review(), await review()]
    await tell([bounce(mine.roundId)])
    assert.equal(await stateOf(mine.roundId), 'bounced')
    assert.equal(await stateOf(theirs.roundId), 'sent')
  })

  it('is not there where no key is set', async () => {
    const bare = await apiWorld()
    try {
      assert.equal((await bare.ask('POST', '/api/v1/webhooks/sendgrid', { body: [] })).status, 404)
    } finally {
      await bare.close()
    }
  })
})
