import assert from 'node:assert/strict'
import type { Request, Response } from 'express'
import { pino } from 'pino'
import { openRedis, type RedisLink } from '../../adapters/redis.ts'
import { createLimits, type LimitedCaller, type LimitOutcome, type Limits } from '../../api/limits/limits.ts'
import { postgresLimits, redisLimits } from '../../api/limits/store.ts'
import { type CountedPolicy, rateLimits } from '../../config/rateLimits.ts'
import { openDb } from '../../db/knex.ts'
import { sweepExpiredLimits } from '../../db/rateLimits.ts'
import { AppError } from '../../domain/errors.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { startTestRedis, type TestRedis } from '../helpers/redisServer.ts'
import { until } from '../helpers/until.ts'

const log = pino({ level: 'silent' })
let callers = 0
/** Somebody whom no other test counts. */
const somebody = (organizationId?: string): LimitedCaller => ({ userId: `user-${++callers}`, organizationId, apiKeyId: undefined })

/** As much of an HTTP exchange as limits look at. */
function exchange(ip = '203.0.113.9') {
  const headers: Record<string, string> = {}
  const res = {
    locals: {},
    set(name: string, value: string) {
      headers[name] = value
      return res
    },
  } as unknown as Response
  return { req: { ip } as Request, res, headers }
}

/** What one request is answered by the limits. */
async function ask(limits: Limits, policy: CountedPolicy, caller: LimitedCaller | undefined, ip?: string) {
  const { headers, ...http } = exchange(ip)
  const code = await codeOf(limits.take(policy, caller, http))
  return { code, headers }
}

const codeOf = (taking: Promise<void>): Promise<string> =>
  taking.then(
    () => 'passed',
    (error: unknown) => {
      if (error instanceof AppError) return error.code
      throw error
    },
  )

const count = (answers: { code: string }[], code: string) => answers.filter((answer) => answer.code === code).length

describe('rate limits', () => {
  let redis: TestRedis
  let database: TestDatabase
  const links: RedisLink[] = []
  const pools: TestDatabase['pool'][] = []
  before(async () => {
    ;[redis, database] = await Promise.all([startTestRedis(), createTestDatabase()])
  })
  after(async () => {
    await Promise.all([...links.map((link) => link.close()), ...pools.map((pool) => pool.destroy())])
    await Promise.all([redis.stop(), database.drop()])
  })

  /** Limits as one more API process has them: with connections and a memory of their own. */
  const processes = {
    async Redis(settings: string, observe?: (outcome: LimitOutcome) => void) {
      const link = await openRedis(redis.url, { name: 'tests', log })
      links.push(link)
      return createLimits({ table: rateLimits.parse(settings), store: redisLimits(link), log, ...(observe && { observe }) })
    },
    async Postgres(settings: string, observe?: (outcome: LimitOutcome) => void) {
      const pool = openDb(database.url, { max: 10, applicationName: 'tests' })
      pools.push(pool)
      return createLimits({ table: rateLimits.parse(settings), store: postgresLimits(pool), log, ...(observe && { observe }) })
    },
  }

  for (const [store, open] of Object.entries(processes))
    describe(`counted in ${store}`, () => {
      it('lets exactly 100 of 500 at once through, over two processes', async () => {
        const both = await Promise.all([open('generate.user=100/60'), open('generate.user=100/60')])
        const caller = somebody()
        const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => ask(both[i % 2] as Limits, 'generate', caller)))
        assert.equal(count(answers, 'passed'), 100)
        assert.equal(count(answers, 'rate_limited'), 400)
        // What each of the hundred was told to have left is told once.
        const left = answers
          .filter((answer) => answer.code === 'passed')
          .map(({ headers }) => Number(/;r=(\d+)/.exec(headers.RateLimit ?? '')?.[1]))
        assert.deepEqual(
          left.toSorted((a, b) => a - b),
          Array.from({ length: 100 }, (_, i) => i),
        )
      })

      it('holds an organization to its limit whoever of it asks, and takes nothing from it for what a user is refused', async () => {
        const settings = 'generate.user=10/60,generate.organization=30/60'
        const both = await Promise.all([open(settings), open(settings)])
        const organization = `organization of ${store}`
        const greedy = somebody(organization)
        const burst = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(both[i % 2] as Limits, 'generate', greedy)))
        assert.equal(count(burst, 'passed'), 10)
        const colleagues = Array.from({ length: 10 }, () => somebody(organization))
        const rest = await Promise.all(
          colleagues.flatMap((colleague) =>
            both.flatMap((limits) => [ask(limits, 'generate', colleague), ask(limits, 'generate', colleague)]),
          ),
        )
        assert.equal(count(rest, 'passed'), 20)
        const refused = rest.find((answer) => answer.code === 'rate_limited')
        assert.match(refused?.headers.RateLimit ?? '', /^"organization";r=0;t=\d+$/)
      })

      it('lets through again when the window is over', async () => {
        const limits = await open('read.user=2/2')
        const caller = somebody()
        const three = [await ask(limits, 'read', caller), await ask(limits, 'read', caller), await ask(limits, 'read', caller)]
        assert.deepEqual(
          three.map((answer) => answer.code),
          ['passed', 'passed', 'rate_limited'],
        )
        await until('the window to end', async () => (await ask(limits, 'read', caller)).code === 'passed')
        assert.equal((await ask(limits, 'read', caller)).code, 'passed')
        assert.equal((await ask(limits, 'read', caller)).code, 'rate_limited')
      })

      it('tells its limits, the tightest of them, and when to come back', async () => {
        const limits = await open('write.user=2/60,write.organization=100/3600')
        const caller = somebody(`told by ${store}`)
        const first = await ask(limits, 'write', caller)
        assert.equal(first.headers['RateLimit-Policy'], '"user";q=2;w=60, "organization";q=100;w=3600')
        assert.match(first.headers.RateLimit ?? '', /^"user";r=1;t=(60|5\d)$/)
        assert.equal(first.headers['Retry-After'], undefined)
        await ask(limits, 'write', caller)
        const refused = await ask(limits, 'write', caller)
        assert.equal(refused.code, 'rate_limited')
        assert.equal(refused.headers['RateLimit-Policy'], '"user";q=2;w=60, "organization";q=100;w=3600')
        assert.match(refused.headers.RateLimit ?? '', /^"user";r=0;t=(60|5\d)$/)
        assert.match(refused.headers['Retry-After'] ?? '', /^(60|5\d)$/)
      })

      it('counts users, API keys and addresses apart, and an IPv6 address by its /64', async () => {
        const limits = await open('read.user=1/60,read.address=1/60')
        const user = somebody()
        const passes = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).code === 'passed'
        assert.ok(await passes(limits, 'read', user))
        assert.ok(!(await passes(limits, 'read', user, '203.0.113.10')))
        assert.ok(await passes(limits, 'read', { ...user, apiKeyId: `key of ${store}` }))
        assert.ok(await passes(limits, 'read', undefined, '2001:db8:1:2::1'))
        assert.ok(!(await passes(limits, 'read', undefined, '2001:db8:1:2:ffff::2')))
        assert.ok(await passes(limits, 'read', undefined, '2001:db8:1:3::1'))
        assert.ok(await passes(limits, 'read', undefined, '198.51.100.1'))
        assert.ok(!(await passes(limits, 'read', undefined, '::ffff:198.51.100.1')))
      })

      it('counts tries at an account by address and over all addresses, keeps no e-mail address, and forgives after a success', async () => {
        const settings = 'sign_in.account=2/60,sign_in.account_anywhere=5/60'
        const [limits, elsewhere] = await Promise.all([open(settings), open(settings)])
        const email = `victim.${store}@example.com`
        const attempt = (at: Limits, address: string, spelled = email) => codeOf(at.takeForAccount('sign_in', spelled, exchange(address)))
        assert.deepEqual(
          [await attempt(limits, '192.0.2.1'), await attempt(elsewhere, '192.0.2.1', email.toUpperCase())],
          ['passed', 'passed'],
        )
        assert.equal(await attempt(limits, '192.0.2.1'), 'rate_limited')
        await elsewhere.forgiveAccount('sign_in', email, exchange('192.0.2.1'))
        assert.equal(await attempt(limits, '192.0.2.1'), 'passed')
        assert.deepEqual([await attempt(limits, '192.0.2.2'), await attempt(limits, '192.0.2.3')], ['passed', 'passed'])
        assert.equal(await attempt(limits, '192.0.2.4'), 'rate_limited')
        assert.equal(await attempt(limits, '192.0.2.4', `somebody.else.${store}@example.com`), 'passed')
        const keys =
          store === 'Redis' ? await redis.keys() : (await database.pool('rate_limits').select('key')).map((row) => row.key as string)
        assert.ok(keys.some((key) => key.startsWith('limit:sign_in.account:')))
        assert.deepEqual(
          keys.filter((key) => /victim|example/i.test(key)),
          [],
        )
      })

      it('tells one answer of a sign-in both its address and its account, but not what others tried', async () => {
        const limits = await open('sign_in.address=50/60,sign_in.account=3/60')
        const { headers, ...http } = exchange(store === 'Redis' ? '192.0.2.50' : '192.0.2.51')
        await limits.take('sign_in', undefined, http)
        assert.equal(headers.RateLimit?.slice(0, 14), '"address";r=49')
        await limits.takeForAccount('sign_in', 'told@example.com', http)
        assert.equal(headers['RateLimit-Policy'], '"address";q=50;w=60, "account";q=3;w=60')
        assert.equal(headers.RateLimit?.slice(0, 13), '"account";r=2')
      })
    })

  it('asks nobody about what it knows to be used up', async () => {
    const limits = await processes.Redis('read.user=1/60')
    const caller = somebody('asked nobody')
    await ask(limits, 'read', caller)
    redis.suspend()
    try {
      const { code, headers } = await ask(limits, 'read', caller)
      assert.equal(code, 'rate_limited')
      assert.ok(Number(headers['Retry-After']) >= 1)
    } finally {
      redis.resume()
    }
  })

  it('refuses sign-in, accounts and generating while Redis is gone, lets the rest pass, and counts again when it is back', async () => {
    const seen: LimitOutcome[] = []
    const limits = await processes.Redis('generate.user=1/60', (outcome) => seen.push(outcome))
    await redis.kill()
    assert.equal((await ask(limits, 'generate', somebody())).code, 'unavailable')
    assert.equal((await ask(limits, 'sign_in', undefined)).code, 'unavailable')
    assert.equal((await ask(limits, 'account', undefined)).code, 'unavailable')
    assert.equal(await codeOf(limits.takeForAccount('sign_in', 'a@example.com', exchange())), 'unavailable')
    for (const policy of ['read', 'write', 'public'] as const) assert.equal((await ask(limits, policy, somebody())).code, 'passed')
    await limits.forgiveAccount('sign_in', 'a@example.com', exchange())
    assert.deepEqual(
      [...new Set(seen.map(({ policy, outcome }) => `${policy} ${outcome}`))],
      ['generate refused', 'sign_in refused', 'account refused', 'read uncounted', 'write uncounted', 'public uncounted'],
    )
    await redis.restart()
    const caller = somebody()
    await until('Redis to be used again', async () => (await ask(limits, 'generate', caller)).code === 'passed')
    assert.equal((await ask(limits, 'generate', caller)).code, 'rate_limited')
  })

  it('waits for a Redis that hangs once, not with each request, and says so once', async () => {
    const said: string[] = []
    const link = await openRedis(redis.url, { name: 'tests', log })
    links.push(link)
    const told = pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line).msg) })
    const limits = createLimits({ table: rateLimits.parse(''), store: redisLimits(link), log: told })
    await ask(limits, 'read', somebody())
    redis.suspend()
    try {
      await ask(limits, 'read', somebody())
      const startedAt = performance.now()
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask(limits, 'read', somebody())))
      assert.equal(count(answers, 'passed'), 50)
      assert.ok(performance.now() - startedAt < 400, 'nobody waited for it')
    } finally {
      redis.resume()
    }
    await until('it is used again', async () => (await ask(limits, 'read', somebody())).headers.RateLimit)
    assert.deepEqual(said, [
      'Redis, which counts requests, does not answer: signing in, accounts and generating are refused, all else passes uncounted',
      'Redis, which counts requests, answers again',
    ])
  })

  it('refuses and passes alike when Postgres is gone', async () => {
    const pool = openDb(database.url, { max: 2, applicationName: 'tests' })
    const limits = createLimits({ table: rateLimits.parse(''), store: postgresLimits(pool), log })
    await pool.destroy()
    assert.equal((await ask(limits, 'generate', somebody())).code, 'unavailable')
    assert.equal((await ask(limits, 'sign_in', undefined)).code, 'unavailable')
    assert.deepEqual(await ask(limits, 'read', somebody()), { code: 'passed', headers: {} })
  })

  it('clears counters whose window is long over, and no others', async () => {
    const { pool: db } = database
    await db('rate_limits').insert([
      { key: 'old', points: 1, expire: Date.now() - 3_700_000 },
      { key: 'just over', points: 1, expire: Date.now() - 1_000 },
    ])
    const before = (await db('rate_limits').select('key')).length
    assert.equal(await sweepExpiredLimits(db), 1)
    assert.equal((await db('rate_limits').select('key')).length, before - 1)
    assert.equal((await db('rate_limits').where({ key: 'old' })).length, 0)
  })

  it('every key in Redis expires', async () => {
    const limits = await processes.Redis('')
    await ask(limits, 'read', somebody('expires'))
    const [link] = links.slice(-1)
    for (const key of await redis.keys()) assert.ok(((await link?.client.pttl(key)) ?? -1) > 0, key)
  })
})
