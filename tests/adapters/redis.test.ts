import assert from 'node:assert/strict'
import { pino } from 'pino'
import { openRedis, type RedisLink } from '../../adapters/redis.ts'
import { freePort } from '../../dev/ports.ts'
import { startTestRedis, type TestRedis } from '../helpers/redisServer.ts'
import { until } from '../helpers/until.ts'

describe('the connection to Redis', () => {
  let redis: TestRedis
  let link: RedisLink
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const said = () => lines.splice(0).map((line) => JSON.parse(line).msg as string)
  before(async () => {
    redis = await startTestRedis()
  })
  afterEach(async () => {
    await link.close()
    lines.splice(0)
  })
  after(() => redis.stop())

  it('is ready when it was opened', async () => {
    link = await openRedis(redis.url, { name: 'tests', log })
    assert.equal(await link.client.ping(), 'PONG')
    assert.match(String(await link.client.client('LIST')), /name=tests/)
  })

  it('keeps no process from starting when there is no Redis, and is there when it comes', async () => {
    await redis.kill()
    const startedAt = performance.now()
    link = await openRedis(redis.url, { name: 'tests', log })
    assert.ok(performance.now() - startedAt < 3_000)
    await assert.rejects(link.client.ping())
    await redis.restart()
    await until('it to be ready', () => link.client.status === 'ready')
    assert.equal(await link.client.ping(), 'PONG')
  })

  it('fails at once while Redis is gone, and logs each outage once', async () => {
    link = await openRedis(redis.url, { name: 'tests', log })
    for (const _ of [1, 2]) {
      await redis.kill()
      await until('the loss to be noticed', () => link.client.status !== 'ready')
      const attempts = Array.from({ length: 50 }, () => link.client.incr('counted'))
      for (const result of await Promise.allSettled(attempts)) assert.equal(result.status, 'rejected')
      await redis.restart()
      await until('it to be ready', () => link.client.status === 'ready')
      assert.equal(await link.client.get('counted'), null, 'nothing was kept to be sent later')
    }
    const once = ['Redis does not answer; connecting again until it does', 'Redis answers again']
    assert.deepEqual(said(), [...once, ...once])
  })

  it('waits for no command longer than half a second', async () => {
    link = await openRedis(redis.url, { name: 'tests', log })
    redis.suspend()
    try {
      await assert.rejects(link.client.ping(), /timed out/)
    } finally {
      redis.resume()
    }
  })

  it('logs no password', async () => {
    link = await openRedis(redis.url.replace('//', '//somebody:top-secret@'), { name: 'tests', log })
    await assert.rejects(link.client.ping())
    assert.ok(lines.length > 0)
    assert.doesNotMatch(lines.join(''), /top-secret/)
  })

  it('can be closed while nobody answers', async () => {
    link = await openRedis(`redis://127.0.0.1:${await freePort()}`, { name: 'tests', log })
    await link.close()
    assert.equal(said().length, 1)
  })
})
