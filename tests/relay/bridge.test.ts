import assert from 'node:assert/strict'
import { pino } from 'pino'
import { openRedis, type RedisLink } from '../../adapters/redis.ts'
import { redisNotices } from '../../api/eventSources.ts'
import { type EventHub, openEventHub } from '../../api/eventStream.ts'
import type { Listener } from '../../db/listener.ts'
import { BRIDGE_LOCK, startBridge } from '../../relay/bridge.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { startTestRedis, type TestRedis } from '../helpers/redisServer.ts'
import { until } from '../helpers/until.ts'

const log = pino({ level: 'silent' })

describe('notices over Redis', () => {
  let redis: TestRedis
  let database: TestDatabase
  let link: RedisLink
  let hubs: EventHub[]
  let bridges: Listener[]
  before(async () => {
    ;[redis, database] = await Promise.all([startTestRedis(), createTestDatabase()])
    link = await openRedis(redis.url, { name: 'tests', log })
    hubs = [1, 2].map(() => openEventHub({ source: redisNotices({ url: redis.url, log }) }))
    bridges = [1, 2].map(() => startBridge({ listenUrl: database.url, redis: link, log }))
  })
  after(async () => {
    await Promise.all([...bridges.map((bridge) => bridge.close()), ...hubs.map((hub) => hub.close())])
    await link.close()
    await Promise.all([redis.stop(), database.drop()])
  })

  /** How often streams of this request were woken, at each hub. */
  function listenTo(requestId: string) {
    const rung = [0, 0]
    const leave = hubs.map((hub, i) =>
      hub.subscribe(requestId, () => {
        rung[i] = (rung[i] ?? 0) + 1
      }),
    )
    return { rung, leave: () => leave.forEach((subscription) => void subscription.leave()) }
  }
  const notify = (...ids: string[]) => database.pool.raw(`select pg_notify('request_events', id) from unnest(?::text[]) as id`, [ids])
  /** Process ids of the connections that hold the lock. */
  const holders = async () => {
    const { rows } = await database.pool.raw<{ rows: { pid: number }[] }>(
      `select pid from pg_locks where locktype = 'advisory' and objid = ? and granted
          and database = (select oid from pg_database where datname = current_database())`,
      [BRIDGE_LOCK],
    )
    return rows.map(({ pid }) => pid)
  }
  /** Notifies until both hubs heard of just that: connections may be a moment away, and each wakes everybody when it is there. */
  const heard = async (requestId: string) => {
    const other = listenTo('never-notified')
    const { rung, leave } = listenTo(requestId)
    await until(`both hubs to hear of ${requestId}`, async () => {
      await notify(requestId)
      return rung.every((times, i) => times > (other.rung[i] ?? 0))
    })
    leave()
    other.leave()
  }

  it('reach the subscribers of two API processes, and only those of that request', async () => {
    await heard('warm-up')
    const [wanted, other] = [listenTo('wanted'), listenTo('other')]
    await notify('wanted')
    await until('both hubs to hear', () => wanted.rung.every((times) => times > 0))
    assert.deepEqual(
      [wanted.rung, other.rung],
      [
        [1, 1],
        [0, 0],
      ],
    )
    wanted.leave()
    other.leave()
  })

  it('reach them whole when 3,000 come at once', async () => {
    const ids = Array.from({ length: 3_000 }, (_, i) => `request-${i}`)
    const all = ids.map(listenTo)
    await notify(...ids)
    await until('all to be woken', () => all.every(({ rung }) => rung.every((times) => times > 0)))
    for (const { rung, leave } of all) {
      assert.deepEqual(rung, [1, 1])
      leave()
    }
  })

  it('are carried by one worker at a time, and by the next when its connection is killed', async () => {
    const [first, ...more] = await until('somebody to carry', async () => {
      const found = await holders()
      return found.length > 0 && found
    })
    assert.deepEqual(more, [])
    const anyNews = listenTo('nobody notifies this one')
    await database.pool.raw('select pg_terminate_backend(?)', [first as number])
    await until('the next to carry', async () => (await holders()).some((pid) => pid !== first))
    assert.equal((await holders()).length, 1)
    // What was lost in between costs nobody a heartbeat: whoever takes over wakes every stream.
    await until('every stream to be woken', () => anyNews.rung.every((times) => times > 0))
    anyNews.leave()
    await heard('after-the-takeover')
  })

  it('are carried on when the worker that carried them stops', async () => {
    const [bridge] = bridges.splice(0, 1)
    await bridge?.close()
    await heard('by-the-one-that-is-left')
    bridges.push(startBridge({ listenUrl: database.url, redis: link, log }))
  })

  it('wake every stream when Redis was away', async () => {
    const anyNews = listenTo('nobody notifies this one either')
    await redis.kill()
    await notify('lost')
    await redis.restart()
    await until('every stream to be woken', () => anyNews.rung.every((times) => times > 0))
    anyNews.leave()
    await heard('after-the-outage')
  })
})
