import assert from 'node:assert/strict'
import jwt from 'jsonwebtoken'
import { TOKEN } from '../../api/auth/tokens.ts'
import { appendEvent } from '../../db/events.ts'
import { tenant } from '../../db/knex.ts'
import { setRequestStatus } from '../../db/statuses.ts'
import { type ApiWorld, apiWorld, KEYS, type Member } from '../helpers/apiWorld.ts'
import { readEvents } from '../helpers/eventReader.ts'
import { join, organizationOf, personOf } from '../helpers/members.ts'
import { untilStatus } from '../helpers/untilRefused.ts'

describe('the event stream of a request', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const read = (member: Pick<Member, 'token'>, id: string, lastEventId?: number) =>
    readEvents(world.url, { token: member.token, id, lastEventId })

  const started = async () => {
    const me = await world.agency()
    return { me, id: (await me.generate()).body.id as string }
  }
  const status = (id: string, to: 'generating' | 'completed') => setRequestStatus(world.db, id, { status: to, reason: '' })

  it('sends what was, then what happens as it happens, and ends after the final status', async () => {
    const { me, id } = await started()
    const stream = read(me, id)
    const response = await stream.opened
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    await stream.next(1)
    await status(id, 'generating')
    await stream.next(2)
    await appendEvent(world.db, id, { type: 'review.reminded', data: { round: 1, due_at: 'x', people: 1 } })
    await stream.next(3)
    await status(id, 'completed')
    await stream.ended
    assert.deepEqual(stream.ids(), [1, 2, 3, 4])
    assert.deepEqual(
      stream.seen.map((e) => e.event),
      ['request.accepted', 'request.status', 'review.reminded', 'request.status'],
    )
    const last = JSON.parse(stream.seen.at(-1)?.data ?? '')
    assert.deepEqual([last.status, last.reason], ['completed', ''])
    assert.match(last.at, /^\d{4}-.*Z$/)
  })

  it('goes on after Last-Event-ID, and says 204 when nothing is left', async () => {
    const { me, id } = await started()
    await status(id, 'generating')
    await status(id, 'completed')
    const rest = read(me, id, 1)
    await rest.ended
    assert.deepEqual(rest.ids(), [2, 3])
    const nothing = read(me, id, 3)
    assert.equal((await nothing.ended).status, 204)
    const unknown = await me.ask('GET', `/api/v1/content/requests/${id}/events`, { headers: { 'last-event-id': 'x' } })
    assert.equal(unknown.status, 400)
  })

  it('loses and repeats nothing across a restart of the API', async () => {
    const { me, id } = await started()
    const first = read(me, id)
    await first.next(1)
    await world.restart()
    await first.ended.catch(() => undefined)
    await status(id, 'generating')
    const second = read(me, id, first.ids().at(-1))
    await second.next(2)
    await status(id, 'completed')
    await second.ended
    assert.deepEqual([...first.ids(), ...second.ids()], [1, 2, 3])
  })

  it('goes on when its listening connection is cut', async () => {
    const { me, id } = await started()
    const stream = read(me, id)
    await stream.next(1)
    await world.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ai-media-consultant-events' and datname = current_database()`,
    )
    await status(id, 'generating')
    await status(id, 'completed')
    await stream.ended
    assert.deepEqual(stream.ids(), [1, 2, 3])
  })

  it('sends 2,000 events written at once to three readers, in order and whole', async () => {
    const { me, id } = await started()
    const readers = [read(me, id), read(me, id), read(me, id)]
    await Promise.all(readers.map((reader) => reader.next(1)))
    await world.db.raw(`select append_event(?, 'review.reminded', '{"round":1}') from generate_series(1, 2000)`, [id])
    await status(id, 'completed')
    await Promise.all(readers.map((reader) => reader.ended))
    for (const reader of readers)
      assert.deepEqual(
        reader.ids(),
        Array.from({ length: 2002 }, (_, i) => i + 1),
      )
  })

  it('ends with the token', async () => {
    const { me, id } = await started()
    const [{ id: keyid, key }] = KEYS.of('access token')
    const token = jwt.sign({ typ: 'access', sid: me.sessionId }, key, {
      algorithm: TOKEN.algorithm,
      keyid,
      issuer: TOKEN.issuer,
      audience: TOKEN.audience,
      subject: me.userId,
      expiresIn: 2,
    })
    const stream = read({ token }, id)
    await stream.ended
    assert.deepEqual(stream.ids(), [1])
    assert.equal((await world.ask('GET', '/api/v1/billing/usage', { token })).status, 401)
  })

  it('reads a change once for all who watch, and leaves nobody out', async () => {
    const { me, id } = await started()
    const streams = Array.from({ length: 200 }, () => read(me, id))
    await Promise.all(streams.map((stream) => stream.next(1)))
    const asked: string[] = []
    const listen = ({ sql }: { sql: string }) => void (/from "request_events"/.test(sql) && asked.push(sql))
    world.pool.client.on('query', listen)
    tenant(world.pool, me.organizationId).client.on('query', listen)
    await status(id, 'generating')
    await Promise.all(streams.map((stream) => stream.next(2)))
    assert.ok(asked.length > 0 && asked.length < 20, `${asked.length} reads for 200 streams`)
    for (const stream of streams) stream.leave()
    await Promise.all(streams.map((stream) => assert.rejects(stream.ended)))
  })

  it('keeps nothing of a reader who left', async () => {
    const { me, id } = await started()
    const stream = read(me, id)
    await stream.next(1)
    stream.leave()
    await assert.rejects(stream.ended)
    await status(id, 'generating')
    const again = read(me, id, 1)
    await again.next(2)
    again.leave()
  })

  it('answers HEAD at once', async () => {
    const { me, id } = await started()
    const head = await me.ask('HEAD', `/api/v1/content/requests/${id}/events`)
    assert.equal(head.status, 200)
  })

  it('ends for who was removed and is a member elsewhere, before anything more is sent', async () => {
    const { me, id } = await started()
    const reader = await personOf(world, { organizationId: me.organizationId, role: 'viewer' })
    const stream = read(reader, id)
    await stream.next(1)
    await join(world, reader.userId, { organizationId: (await organizationOf(world)).organizationId, role: 'owner' })
    assert.equal((await me.ask('DELETE', `/api/v1/members/${reader.userId}`)).status, 204)
    await untilStatus(
      (status) => status === 404,
      () => reader.ask('GET', `/api/v1/content/requests/${id}`),
    )
    await status(id, 'generating')
    await stream.ended
    assert.deepEqual(stream.ids(), [1])
  })
})
