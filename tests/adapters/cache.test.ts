import assert from 'node:assert/strict'
import { pino } from 'pino'
import { z } from 'zod'
import { type Cache, createCache } from '../../adapters/cache.ts'
import { openRedis, type RedisLink } from '../../adapters/redis.ts'
import { startTestRedis, type TestRedis } from '../helpers/redisServer.ts'
import { until } from '../helpers/until.ts'

const log = pino({ level: 'silent' })
const Plan = z.object({ plan: z.string() })
const at = (scope: string, key = 'plan') => ({ scope, key, ttlSeconds: 60 })

describe('the cache', () => {
  let redis: TestRedis
  const links: RedisLink[] = []
  before(async () => {
    redis = await startTestRedis()
  })
  after(async () => {
    await Promise.all(links.map((link) => link.close()))
    await redis.stop()
  })

  /** As one process has it. */
  async function open(): Promise<Cache & { link: RedisLink }> {
    const link = await openRedis(redis.url, { name: 'tests', log })
    links.push(link)
    return { ...createCache(link, log), link }
  }

  /** Reads through the cache and tells whether it had to load. */
  async function read(cache: Cache, scope: string, plan: string, key?: string) {
    let loaded = false
    const value = await cache.read(at(scope, key), Plan, async () => {
      loaded = true
      return { plan }
    })
    return { plan: value.plan, loaded }
  }

  it('loads once for all processes, each key by itself', async () => {
    const [one, other] = await Promise.all([open(), open()])
    assert.deepEqual(await read(one, 'a', 'starter'), { plan: 'starter', loaded: true })
    assert.deepEqual(await read(other, 'a', 'never asked'), { plan: 'starter', loaded: false })
    assert.deepEqual(await read(other, 'a', 'second', 'another key'), { plan: 'second', loaded: true })
    assert.deepEqual(await read(other, 'b', 'theirs'), { plan: 'theirs', loaded: true })
  })

  it('forgets a whole scope in every process, and no other scope', async () => {
    const [one, other] = await Promise.all([open(), open()])
    await read(one, 'c', 'old')
    await read(one, 'c', 'old too', 'second')
    await read(one, 'd', 'stays')
    await one.invalidate('c')
    assert.deepEqual(await read(other, 'c', 'new'), { plan: 'new', loaded: true })
    assert.deepEqual(await read(other, 'c', 'new too', 'second'), { plan: 'new too', loaded: true })
    assert.deepEqual(await read(other, 'd', 'never asked'), { plan: 'stays', loaded: false })
  })

  for (const before of ['a value was cached', 'nothing was cached'])
    it(`a reader that loaded before a commit cannot put the old value back (${before})`, async () => {
      const [slow, writer] = await Promise.all([open(), open()])
      const scope = `race: ${before}`
      if (before === 'a value was cached') await read(writer, scope, 'old', 'another key')
      let finish = () => {}
      let begun = () => {}
      const hasBegun = new Promise<void>((resolve) => {
        begun = resolve
      })
      const reading = slow.read(at(scope), Plan, async () => {
        begun()
        await new Promise<void>((resolve) => {
          finish = resolve
        })
        return { plan: 'old' }
      })
      await hasBegun
      await writer.invalidate(scope)
      const fresh = await read(writer, scope, 'new')
      finish()
      assert.deepEqual(await reading, { plan: 'old' })
      assert.deepEqual(fresh, { plan: 'new', loaded: true })
      assert.equal((await read(writer, scope, 'new')).plan, 'new')
      assert.equal((await read(slow, scope, 'new')).plan, 'new')
    })

  it('serves nothing of a scope whose version was evicted', async () => {
    const cache = await open()
    await read(cache, 'evicted', 'old')
    await cache.link.client.del('cache:version:evicted')
    assert.deepEqual(await read(cache, 'evicted', 'new'), { plan: 'new', loaded: true })
  })

  it('loads what does not fit its parser', async () => {
    const cache = await open()
    await cache.read(at('shape'), z.object({ tier: z.string() }), async () => ({ tier: 'written by older code' }))
    assert.deepEqual(await read(cache, 'shape', 'new'), { plan: 'new', loaded: true })
    assert.deepEqual(await read(cache, 'shape', 'never asked'), { plan: 'new', loaded: false })
  })

  it('passes on what loading throws, and keeps nothing', async () => {
    const cache = await open()
    await assert.rejects(
      cache.read(at('broken'), Plan, () => Promise.reject(new Error('the database is gone'))),
      /the database is gone/,
    )
    assert.deepEqual(await read(cache, 'broken', 'there'), { plan: 'there', loaded: true })
  })

  it('every key expires', async () => {
    const { link } = await open()
    const keys = await redis.keys()
    assert.ok(keys.length > 0)
    for (const key of keys) assert.ok((await link.client.pttl(key)) > 0, key)
  })

  it('without Redis is the load itself', async () => {
    const none = createCache(undefined, log)
    assert.deepEqual(await read(none, 'a', 'one'), { plan: 'one', loaded: true })
    await none.invalidate('a')
    assert.deepEqual(await read(none, 'a', 'two'), { plan: 'two', loaded: true })
  })

  it('loads while Redis is gone, and what was invalidated meanwhile is not served when it is back', async () => {
    const [writer, reader] = await Promise.all([open(), open()])
    await read(writer, 'away', 'old')
    redis.suspend()
    try {
      await writer.invalidate('away')
      assert.deepEqual(await read(writer, 'away', 'new'), { plan: 'new', loaded: true })
    } finally {
      redis.resume()
    }
    await until('the invalidation to be told', async () => (await read(reader, 'away', 'new')).plan === 'new')
    await redis.kill()
    assert.deepEqual(await read(reader, 'away', 'newer'), { plan: 'newer', loaded: true })
    await redis.restart()
    await until('the cache to be used again', async () => !(await read(reader, 'away', 'newest')).loaded)
  })
})
