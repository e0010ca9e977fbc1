import assert from 'node:assert/strict'
import { pino } from 'pino'
import { type ApiWorld, apiWorld, GENERATE } from '../helpers/apiWorld.ts'
import { storeDraft } from '../helpers/openReview.ts'

describe('the edge', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  it('gives every answer an id: the caller’s where it is sane, its own otherwise', async () => {
    const given = await world.ask('GET', '/health/live', { headers: { 'x-request-id': 'trace-0123456789' } })
    assert.equal(given.headers.get('x-request-id'), 'trace-0123456789')
    for (const bad of ['short', 'with spaces in it', `x${'y'.repeat(200)}`])
      assert.match(
        (await world.ask('GET', '/health/live', { headers: { 'x-request-id': bad } })).headers.get('x-request-id') ?? '',
        /^[0-9a-f-]{36}$/,
      )
  })

  it('answers an unknown address 404 and a wrong method 405 with what is allowed', async () => {
    const unknown = await world.ask('GET', '/api/v1/nothing')
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'not_found'])
    const wrong = await world.ask('GET', GENERATE)
    assert.deepEqual([wrong.status, wrong.body.code], [405, 'method_not_allowed'])
    assert.equal(wrong.headers.get('allow'), 'POST')
    for (const path of new Set(world.endpoints.map((e) => e.path))) {
      const methods = world.endpoints.filter((e) => e.path === path).map((e) => e.method.toUpperCase())
      const other = ['PUT', 'PATCH', 'DELETE'].find((method) => !methods.includes(method)) ?? ''
      const answer = await world.ask(other, path.replaceAll(/:\w+/g, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e'))
      assert.equal(answer.status, 405, `${other} ${path}`)
      assert.ok(answer.headers.get('allow'), path)
    }
  })

  it('refuses a broken percent-encoding without falling over', async () => {
    const me = await world.register()
    const answer = await me.ask('GET', '/api/v1/brands/%E0%A4%A')
    assert.equal(answer.status, 400)
    assert.equal((await world.ask('GET', '/approve/%E0%A4%A')).status, 400)
  })

  it('asks for a token before it reads a body', async () => {
    const answer = await world.ask('POST', GENERATE, { raw: '{', headers: { 'content-type': 'application/json' } })
    assert.deepEqual([answer.status, answer.body.code], [401, 'unauthenticated'])
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
  })

  it('tells of a bug with a request id and nothing else', async () => {
    const broken = await apiWorld({
      metrics: {
        contentType: 'text/plain',
        observe: (_req, _res, next) => next(),
        limited: () => undefined,
        text: async () => {
          throw new Error('select secret from nowhere')
        },
      },
    })
    try {
      const answer = await broken.ask('GET', '/metrics')
      assert.equal(answer.status, 500)
      assert.deepEqual(Object.keys(answer.body).sort(), ['code', 'detail', 'request_id', 'status', 'title', 'type'])
      assert.doesNotMatch(answer.text, /secret/)
    } finally {
      await broken.close()
    }
  })

  it('takes broken data of its own for a bug, not for a mistake of the caller', async () => {
    const me = await world.agency()
    const { id } = (await me.generate()).body
    await storeDraft(world.db, { ...me, requestId: id, platform: 'instagram' })
    await world.db('request_platforms').where({ request_id: id }).update({ status: 'approved' })
    await world.db('generated_content').where({ request_id: id }).update({ content_data: '{"form":"poem"}' })
    const answer = await me.ask('GET', `/api/v1/content/requests/${id}/export`)
    assert.deepEqual([answer.status, answer.body.code], [500, 'internal'])
  })

  it('logs a line an answer with its id, and neither tokens nor what people send', async () => {
    const written: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
    const logged = await apiWorld({ log })
    try {
      const me = await logged.agency()
      const token = 'x'.repeat(43)
      await logged.ask('GET', `/approve/${token}?a=1`, { headers: { 'x-request-id': 'one-of-mine' } })
      await me.ask('GET', '/health/ready', { headers: { cookie: 'secret=1' } })
      await logged.ask('GET', `/elsewhere/${token}`)
      await logged.ask('GET', `/elsewhere/approve/${token}`)
      const line = written.map((text) => JSON.parse(text)).find((entry) => entry.req?.id === 'one-of-mine')
      assert.equal(line.req.url, '/approve/[token]?a=1')
      assert.equal(line.res.status, 404)
      for (const secret of [token, me.token, 'correct horse battery', 'secret=1']) assert.ok(!written.join('').includes(secret), secret)
    } finally {
      await logged.close()
    }
  })

  it('is live, and ready without Temporal, which is degraded', async () => {
    assert.equal((await world.ask('GET', '/health/live')).body.status, 'live')
    const ready = await world.ask('GET', '/health/ready')
    assert.equal(ready.status, 200)
    assert.deepEqual(ready.body, { status: 'degraded', postgres: 'up', migrations: 'applied', temporal: 'down' })
  })

  it('counts what waits for delivery, and times routes by pattern', async () => {
    const me = await world.agency()
    const { id } = (await me.generate()).body
    await me.ask('GET', `/api/v1/brands/${me.brandId}`)
    await world.db('outbox').whereNot({ request_id: id }).update({ delivered_at: world.db.fn.now() })
    await world
      .db('outbox')
      .where({ request_id: id })
      .update({ attempts: 6, created_at: world.db.raw(`now() - interval '90 seconds'`) })
    const { text } = await world.ask('GET', '/metrics')
    const value = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
    assert.equal(value('outbox_undelivered'), 1)
    assert.equal(value('outbox_failing'), 1)
    assert.ok(value('outbox_oldest_seconds') >= 90)
    assert.equal(value('mails_unknown'), 0)
    assert.match(text, /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/brands\/:id",status="200"\} 1/)
    assert.doesNotMatch(text, new RegExp(me.brandId))
    assert.match(text, /process_cpu_seconds_total/)
  })

  it('sends the headers of helmet, and no name of the framework', async () => {
    const { headers } = await world.ask('GET', '/health/live')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('content-security-policy'), `default-src 'none';frame-ancestors 'none'`)
    assert.equal(headers.get('x-powered-by'), null)
    assert.equal(headers.get('strict-transport-security'), null)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('etag'), null)
  })
})
