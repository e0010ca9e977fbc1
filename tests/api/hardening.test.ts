import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { z } from 'zod'
import { apiServer } from '../../api/server.ts'
import { type ApiWorld, apiWorld, GENERATE } from '../helpers/apiWorld.ts'

describe('against what callers send', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld({ corsOrigins: ['https://app.example.com'] })
  })
  after(() => world.close())

  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

  it('refuses JSON that is nested deeper than anything of ours, however deep', async () => {
    const me = await world.agency()
    for (const depth of [21, 1_000, 40_000]) {
      const answer = await me.ask('POST', GENERATE, { raw: nested(depth), headers: { 'content-type': 'application/json' } })
      assert.equal(answer.status, 400, `${depth} levels`)
    }
    const list = await me.ask('POST', GENERATE, {
      raw: `{"platforms":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(list.status, 400)
  })

  it('refuses a body of more than 256 KB, whether it says its length or not', async () => {
    const me = await world.agency()
    const big = JSON.stringify({ prompt: 'x'.repeat(300_000), platforms: ['tiktok'] })
    const told = await me.ask('POST', GENERATE, { raw: big, headers: { 'content-type': 'application/json' } })
    assert.deepEqual([told.status, told.body.code], [413, 'too_large'])
    const streamed = await fetch(`${world.url}${GENERATE}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${me.token}` },
      body: new Blob([big]).stream(),
      duplex: 'half',
    } as RequestInit)
    assert.equal(streamed.status, 413)
  })

  it('takes no field that a body does not describe, anywhere', () => {
    const open: string[] = []
    const walk = (schema: Record<string, unknown>, path: string): void => {
      if (schema.type === 'object' && schema.additionalProperties === undefined) open.push(path)
      for (const [key, inner] of Object.entries(schema))
        if (inner && typeof inner === 'object') walk(inner as Record<string, unknown>, `${path}.${key}`)
    }
    for (const { method, path, body } of world.endpoints)
      if (body) walk(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>, `${method} ${path}`)
    assert.deepEqual(open, [])
  })

  it('lets the origins of its dashboards call from a browser, and no other', async () => {
    const preflight = (origin: string) =>
      world.ask('OPTIONS', GENERATE, {
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,idempotency-key' },
      })
    const ours = await preflight('https://app.example.com')
    assert.equal(ours.status, 204)
    assert.equal(ours.headers.get('access-control-allow-origin'), 'https://app.example.com')
    assert.equal(ours.headers.get('access-control-allow-credentials'), 'true')
    assert.match(ours.headers.get('access-control-allow-headers') ?? '', /Idempotency-Key/)
    for (const origin of ['https://evil.example', 'https://app.example.com.evil.example', 'null'])
      assert.notEqual((await preflight(origin)).headers.get('access-control-allow-origin'), origin)
    const page = await world.ask('GET', `/approve/${'x'.repeat(43)}`, { headers: { origin: 'https://app.example.com' } })
    assert.equal(page.headers.get('access-control-allow-origin'), null)
  })

  it('believes no forwarded address that nobody was told to believe', async () => {
    const { ask, userId } = await world.register()
    await ask('POST', '/api/v1/auth/login', {
      body: { email: (await world.db('users').where({ id: userId }).first()).email, password: 'correct horse battery' },
      headers: { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' },
    })
    const addresses = await world.db('sessions').where({ user_id: userId }).pluck('address')
    assert.deepEqual([...new Set(addresses)], ['127.0.0.1'])
  })

  it('describes every kind of problem under its type', async () => {
    const refused = await world.ask('GET', '/api/v1/brands')
    assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.equal(refused.body.status, 401)
    const kind = await world.ask('GET', new URL(refused.body.type).pathname)
    assert.deepEqual(kind.body, { code: 'unauthenticated', status: 401, title: refused.body.title })
    assert.equal((await world.ask('GET', '/api/v1/problems/nonsense')).status, 404)
  })

  describe('slowly', () => {
    /** What a server says to somebody who sends this and then nothing more. */
    async function said(bytes: string): Promise<string> {
      const http = apiServer({ headersMs: 300, requestMs: 600, checkEveryMs: 50 })
      const port = await http.listen(0, '127.0.0.1', () => (req, res) => {
        req.resume()
        req.once('end', () => res.end('done'))
      })
      const socket = connect(port, '127.0.0.1')
      try {
        let text = ''
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        socket.on('error', () => undefined)
        socket.write(bytes)
        await once(socket, 'close')
        return text
      } finally {
        socket.destroy()
        await http.drain()
      }
    }

    it('waits for headers only so long', async () => {
      assert.match(await said('POST / HTTP/1.1\r\nHost: x\r\nX-Drip: '), /^HTTP\/1\.1 408 /)
    })

    it('waits for a body only so long', async () => {
      assert.match(await said('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"'), /^HTTP\/1\.1 408 /)
    })
  })
})
