import assert from 'node:assert/strict'
import { pino } from 'pino'
import { type Listener, openListener } from '../../db/listener.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

describe('a listener', () => {
  let database: TestDatabase
  const open: Listener[] = []
  before(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => Promise.all(open.splice(0).map((listener) => listener.close())))
  after(() => database.drop())

  function listen(applicationName: string, lock?: number) {
    const heard: string[] = []
    const said: string[] = []
    let begun = 0
    const listener = openListener({
      url: database.url,
      applicationName,
      channels: { one: (payload) => void heard.push(`one ${payload}`), 'The "other"': (payload) => void heard.push(`other ${payload}`) },
      onListening: () => {
        begun++
      },
      ...(lock !== undefined && { lock }),
      lost: 'cut off',
      log: pino({ level: 'warn' }, { write: (line: string) => void said.push(JSON.parse(line).msg) }),
    })
    open.push(listener)
    return { listener, heard, said, begun: () => begun }
  }
  const cut = (applicationName: string) =>
    database.pool.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = ? and datname = current_database()',
      [applicationName],
    )
  const notify = (channel: string, payload: string) => database.pool.raw('select pg_notify(?, ?)', [channel, payload])

  it('hands each notification to its channel', async () => {
    const it = listen('listener')
    await until('it to listen', () => it.begun() === 1)
    await notify('one', 'a')
    await notify('The "other"', 'b')
    await notify('nobody listens here', 'c')
    await until('both', () => it.heard.length === 2)
    assert.deepEqual(it.heard, ['one a', 'other b'])
  })

  it('opens its connection again when it is cut, and says so', async () => {
    const it = listen('cut listener')
    await until('it to listen', () => it.begun() === 1)
    await cut('cut listener')
    await until('it to listen again', () => it.begun() === 2)
    await notify('one', 'again')
    await until('the notification', () => it.heard.length === 1)
    assert.deepEqual(it.said, ['cut off'])
  })

  it('leaves a locked channel to whoever holds the lock, until that one is gone', async () => {
    const first = listen('first holder', 77)
    await until('the first to listen', () => first.begun() === 1)
    const second = listen('second holder', 77)
    await notify('one', 'for the first')
    await until('the first to hear', () => first.heard.length === 1)
    assert.equal(second.begun(), 0)
    await first.listener.close()
    await until('the second to listen', () => second.begun() === 1)
    await notify('one', 'for the second')
    await until('the second to hear', () => second.heard.length === 1)
    assert.deepEqual([first.heard, second.heard], [['one for the first'], ['one for the second']])
  })

  it('can be closed before it is connected', async () => {
    await listen('closed at once').listener.close()
  })
})
