import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendgrid } from '../../adapters/sendgrid.ts'

const MAIL = {
  key: 'review/1/ana@example.com',
  to: { email: 'ana@example.com', name: 'Ana' },
  subject: 'Hi',
  text: 'Text',
  html: '<p>Text</p>',
}

describe('mail through SendGrid', () => {
  let server: Server
  let answer: (req: IncomingMessage, res: ServerResponse) => void
  let received: { url: string | undefined; auth: string | undefined; body: Record<string, unknown> }[]

  before(async () => {
    server = createServer((req, res) => {
      let body = ''
      req.on('data', (chunk) => {
        body += chunk
      })
      req.on('end', () => {
        received.push({ url: req.url, auth: req.headers.authorization, body: JSON.parse(body) })
        answer(req, res)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  beforeEach(() => {
    received = []
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const mailer = (timeoutMs = 5_000) =>
    sendgrid({
      apiKey: 'SG.test',
      from: 'us@example.com',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      timeoutMs,
    })
  const errors =
    (status: number, message: string, headers = {}) =>
    (_req: IncomingMessage, res: ServerResponse) =>
      void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ errors: [{ message }] }))

  it('sends text and HTML under the mail’s key, without click tracking, and keeps the message id', async () => {
    answer = (_req, res) => void res.writeHead(202, { 'x-message-id': 'abc' }).end()
    assert.deepEqual(await mailer().send(MAIL), { kind: 'sent', providerId: 'abc' })
    assert.equal(received.length, 1)
    const [{ url, auth, body }] = received as [(typeof received)[0]]
    assert.equal(url, '/v3/mail/send')
    assert.equal(auth, 'Bearer SG.test')
    assert.deepEqual(body.personalizations, [{ to: [{ email: 'ana@example.com', name: 'Ana' }] }])
    assert.deepEqual(body.custom_args, { mail_key: MAIL.key })
    assert.deepEqual((body.tracking_settings as { click_tracking: unknown }).click_tracking, { enable: false })
    assert.deepEqual(body.content, [
      { value: 'Text', type: 'text/plain' },
      { value: '<p>Text</p>', type: 'text/html' },
    ])
  })

  it('says when to come back after too many requests', async () => {
    const resetAt = Math.ceil(Date.now() / 1000) + 30
    answer = errors(429, 'too many requests', { 'x-ratelimit-reset': String(resetAt) })
    const outcome = await mailer().send(MAIL)
    assert.equal(outcome.kind, 'not_accepted')
    assert.ok(outcome.kind === 'not_accepted' && (outcome.retryAfterMs ?? 0) > 20_000)
  })

  it('calls a bad address refused, with the provider’s words', async () => {
    answer = errors(400, 'Does not contain a valid address.')
    assert.deepEqual(await mailer().send(MAIL), { kind: 'refused', reason: 'SendGrid: Does not contain a valid address. (400)' })
  })

  it('calls a server error unknown: the mail may have gone out', async () => {
    answer = errors(500, 'oops')
    assert.equal((await mailer().send(MAIL)).kind, 'unknown')
  })

  it('calls a silence unknown, and does not try twice', async () => {
    answer = () => undefined
    assert.equal((await mailer(200).send(MAIL)).kind, 'unknown')
    assert.equal(received.length, 1)
  })

  it('calls a cut connection unknown', async () => {
    answer = (req) => void req.socket.destroy()
    assert.equal((await mailer().send(MAIL)).kind, 'unknown')
  })

  it('knows that a refused connection carried nothing', async () => {
    const nobody = sendgrid({ apiKey: 'SG.test', from: 'us@example.com', baseUrl: 'http://127.0.0.1:1/' })
    assert.equal((await nobody.send(MAIL)).kind, 'not_accepted')
  })
})
