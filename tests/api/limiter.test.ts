import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import { pino } from 'pino'
import { toResponse } from '../../api/errors.ts'
import { limiter, refusalLimiter } from '../../api/limits/limiter.ts'
import { createLimits } from '../../api/limits/limits.ts'
import { postgresLimits } from '../../api/limits/store.ts'
import type { LimitPolicy } from '../../api/limits/table.ts'
import { requestLog } from '../../api/requestLog.ts'
import { rateLimits } from '../../config/rateLimits.ts'
import { AppError } from '../../domain/errors.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'

const log = pino({ level: 'silent' })

describe('an endpoint with a limit', () => {
  let database: TestDatabase
  const servers: Server[] = []
  before(async () => {
    database = await createTestDatabase()
  })
  after(async () => {
    for (const server of servers) server.close()
    await database.drop()
  })

  /** An app with one endpoint a policy; a caller is whom the header names. */
  async function serve(settings: string, pool = database.pool): Promise<string> {
    const limits = createLimits({ table: rateLimits.parse(settings), store: postgresLimits(pool), log })
    const limited = limiter({ limits })
    const refused = refusalLimiter({ limits })
    const door: RequestHandler = (req, _res, next) => {
      const refusal = req.get('x-refusal')
      if (refusal === 'unauthenticated' || refusal === 'forbidden') throw new AppError(refusal, 'Not here.')
      next()
    }
    const done: RequestHandler = (_req, res) => void res.json({ done: true })
    const app = express()
    app.use(requestLog(log))
    app.use((req, res, next) => {
      const userId = req.get('x-user')
      if (userId) res.locals.caller = { userId, organizationId: undefined, apiKeyId: undefined }
      next()
    })
    for (const policy of ['read', 'write', 'generate', 'sign_in', 'public', 'none'] satisfies LimitPolicy[])
      app.all(`/${policy}`, door, refused(policy), limited(policy), done)
    app.use(toResponse('http://localhost'))
    const server = createServer(app)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('tells its limits with each answer, and 429 with Retry-After when one is used up', async () => {
    const url = await serve('read.user=1/60')
    const headers = { 'x-user': 'told over HTTP' }
    const answer = await fetch(`${url}/read`, { headers })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('ratelimit-policy'), '"user";q=1;w=60')
    assert.match(answer.headers.get('ratelimit') ?? '', /^"user";r=0;t=\d+$/)
    const refused = await fetch(`${url}/read`, { headers })
    assert.equal(refused.status, 429)
    const seconds = Number(refused.headers.get('retry-after'))
    assert.ok(seconds >= 1 && seconds <= 60)
    const { code, detail, details } = (await refused.json()) as Record<string, unknown>
    assert.match(String(detail), /1 in 60 s is the most for one user or API key/)
    assert.deepEqual({ code, details }, { code: 'rate_limited', details: { retry_after_seconds: seconds } })
  })

  it('lets exactly as many of many at once through', async () => {
    const [one, other] = await Promise.all([serve('write.user=20/60'), serve('write.user=20/60')])
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => fetch(`${i % 2 ? one : other}/write`, { method: 'POST', headers: { 'x-user': 'in a hurry' } })),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 20)
    assert.equal(answers.filter(({ status }) => status === 429).length, 80)
  })

  it('counts what authentication refuses: strangers at their address, others as themselves', async () => {
    const url = await serve('public.address=2/60,read.user=2/60')
    const statuses = async (headers: Record<string, string>) => {
      const answers = []
      for (let i = 0; i < 3; i++) answers.push((await fetch(`${url}/read`, { headers })).status)
      return answers
    }
    assert.deepEqual(await statuses({ 'x-refusal': 'unauthenticated' }), [401, 401, 429])
    assert.deepEqual(await statuses({ 'x-refusal': 'forbidden', 'x-user': 'not allowed' }), [403, 403, 429])
    assert.deepEqual(await statuses({ 'x-user': 'allowed' }), [200, 200, 429])
  })

  it('counts nothing where the policy is none', async () => {
    const answer = await fetch(`${await serve('')}/none`)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('ratelimit'), null)
  })

  it('answers 503 with Retry-After where it fails closed', async () => {
    const gone = await createTestDatabase()
    const url = await serve('', gone.pool)
    await gone.drop()
    for (const policy of ['sign_in', 'generate']) {
      const answer = await fetch(`${url}/${policy}`, { method: 'POST' })
      assert.equal(answer.status, 503)
      assert.ok(Number(answer.headers.get('retry-after')) >= 1)
    }
    for (const policy of ['read', 'public']) assert.equal((await fetch(`${url}/${policy}`)).status, 200)
  })
})
