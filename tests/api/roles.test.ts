import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { postgresNotices } from '../../api/eventSources.ts'
import { type EventHub, openEventHub } from '../../api/eventStream.ts'
import { appendEvent } from '../../db/events.ts'
import { openDb, type Pool } from '../../db/knex.ts'
import { ROLE_PERMISSIONS, type Role } from '../../domain/permissions.ts'
import { type ApiWorld, apiWorld, GENERATE } from '../helpers/apiWorld.ts'
import { readEvents } from '../helpers/eventReader.ts'
import { join, keyOf, organizationOf, type Person, personOf, type Rights } from '../helpers/members.ts'
import { nameOf, SAMPLE_PROVIDER, sampleOf, send } from '../helpers/samples.ts'
import { snapshotOf } from '../helpers/tenantTables.ts'
import { someone, thingsOf } from '../helpers/things.ts'
import { until } from '../helpers/until.ts'
import { untilRefused, untilStatus } from '../helpers/untilRefused.ts'

describe('roles', () => {
  let world: ApiWorld
  /** A second process of the API on the same database, with a memory of its own. */
  let second: ApiWorld
  let pool: Pool
  let hub: EventHub
  before(async () => {
    world = await apiWorld({ providers: [SAMPLE_PROVIDER] })
    pool = openDb(world.database.url, { max: 5 })
    hub = openEventHub({ source: postgresNotices({ url: world.database.url, log: pino({ level: 'silent' }) }) })
    second = await apiWorld({ pool, hub })
  })
  after(async () => {
    await hub.close()
    await second.close()
    await pool.destroy()
    await world.close()
  })

  const change = (by: Person, of: Person, role: Role, brandIds: string[] | null = null) =>
    by.ask('PATCH', `/api/v1/members/${of.userId}`, { body: { role, brand_ids: brandIds } })
  const remove = (by: Person, of: Person) => by.ask('DELETE', `/api/v1/members/${of.userId}`)
  const rolesIn = async (organizationId: string): Promise<Record<string, Role>> =>
    Object.fromEntries((await world.db('memberships').where({ organization_id: organizationId })).map((m) => [m.user_id, m.role]))
  const permissions = async (person: Person, headers = {}) => (await person.ask('GET', '/api/v1/auth/me', { headers })).body.permissions

  async function team(...roles: Role[]) {
    const { organizationId, owner } = await organizationOf(world)
    const people = await Promise.all(roles.map((role) => personOf(world, { organizationId, role })))
    return { organizationId, owner, people: people as [Person, ...Person[]] }
  }

  it('are what the table says, and change what somebody may do', async () => {
    const { owner, people } = await team('viewer')
    const [member] = people
    assert.deepEqual(await permissions(member), ROLE_PERMISSIONS.viewer)
    const changed = await change(owner, member, 'editor')
    assert.deepEqual([changed.status, changed.body.role], [200, 'editor'])
    const gained = await untilStatus(
      (status) => status === 201,
      () => member.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } }),
    )
    assert.ok(gained.lastBeforeMs < 1_000)
    assert.deepEqual(await permissions(member), ROLE_PERMISSIONS.editor)
    const log = (await owner.ask('GET', '/api/v1/audit?action=member.changed')).body.items[0]
    assert.deepEqual(log.data, { from: { role: 'viewer', brand_ids: null }, to: { role: 'editor', brand_ids: null } })
  })

  it('always leave an owner', async () => {
    const { organizationId, owner, people } = await team('editor')
    assert.equal((await remove(owner, owner)).status, 409)
    assert.equal((await change(owner, owner, 'admin')).status, 409)
    assert.equal((await change(owner, owner, 'owner')).status, 200)
    assert.equal((await change(owner, people[0], 'owner')).status, 200)
    assert.equal((await remove(owner, owner)).status, 204, 'there is another now')
    assert.deepEqual(await rolesIn(organizationId), { [people[0].userId]: 'owner' })
  })

  for (const [how, act] of [
    ['remove', remove],
    ['demote', (by: Person, of: Person) => change(by, of, 'viewer')],
  ] as const)
    it(`leave exactly one of two owners who ${how} each other at once`, async () => {
      for (let round = 0; round < 5; round++) {
        const { organizationId, owner, people } = await team('owner')
        const answers = await Promise.all([act(owner, people[0]), act(people[0], owner)])
        const statuses = answers.map((a) => a.status)
        assert.equal(statuses.filter((s) => s < 300).length, 1, statuses.join())
        assert.equal(Object.values(await rolesIn(organizationId)).filter((role) => role === 'owner').length, 1)
      }
    })

  it('let an admin neither make nor change nor remove an owner', async () => {
    const { organizationId, owner, people } = await team('admin', 'viewer')
    const [admin, viewer] = people as [Person, Person]
    const before = await rolesIn(organizationId)
    const tried = [
      await change(admin, viewer, 'owner'),
      await change(admin, admin, 'owner'),
      await change(admin, owner, 'viewer'),
      await remove(admin, owner),
    ]
    assert.deepEqual(
      tried.map((a) => a.status),
      [403, 403, 403, 403],
    )
    assert.deepEqual(await rolesIn(organizationId), before)
    assert.equal((await change(admin, viewer, 'admin')).status, 200)
  })

  it('are never taken from fields that a body has no business with', async () => {
    const whose = await someone(world)
    const { organizationId, owner } = whose
    let tried = 0
    for (const endpoint of world.endpoints.filter((e) => e.body)) {
      const call = (await sampleOf(endpoint).call?.(thingsOf(world, whose), world)) ?? {}
      const before = await snapshotOf(world.db, organizationId)
      for (const [field, value] of Object.entries({
        organization_id: organizationId,
        plan: 'agency',
        role: 'owner',
        user_id: owner.userId,
      })) {
        if (call.body && field in call.body) continue
        const answer = await send(endpoint, { ...call, body: { ...call.body, [field]: value } }, owner.ask)
        assert.equal(answer.status, 400, `${nameOf(endpoint)} took ${field}`)
        tried += 1
      }
      assert.deepEqual(await snapshotOf(world.db, organizationId), before, nameOf(endpoint))
    }
    assert.ok(tried > 60, `${tried} bodies`)
  }).timeout(90_000)

  /** Asks once, so that both processes believe what they have just learned. */
  async function believing(person: { token: string }, path: string) {
    const asks = [world, second].map((process) => () => process.ask('GET', path, { token: person.token }))
    for (const ask of asks) assert.equal((await ask()).status, 200)
    return asks
  }

  it('are gone in every process within a second of being taken', async () => {
    const { owner, people } = await team('editor', 'editor')
    const [demoted, removed] = people as [Person, Person]
    const brand = (await owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })).body.id
    const demotion = await believing(demoted, '/api/v1/members')
    assert.equal((await change(owner, demoted, 'client', [brand])).status, 200)
    assert.deepEqual(await Promise.all(demotion.map(untilRefused)), [403, 403])
    assert.equal((await demoted.ask('GET', '/api/v1/brands')).status, 200)

    const removal = await believing(removed, '/api/v1/brands')
    assert.equal((await remove(owner, removed)).status, 204)
    assert.deepEqual(await Promise.all(removal.map(untilRefused)), [403, 403])
    assert.equal((await removed.ask('GET', '/api/v1/auth/me')).status, 200, 'the account is not the organization’s')

    const ended = await believing(demoted, '/api/v1/brands')
    assert.equal((await demoted.ask('DELETE', `/api/v1/auth/sessions/${demoted.sessionId}`)).status, 204)
    assert.deepEqual(await Promise.all(ended.map(untilRefused)), [401, 401])
  })

  describe('on an event stream that is open', () => {
    async function watching(rights: (brandId: string) => Omit<Rights, 'organizationId'> = () => ({ role: 'viewer' })) {
      const { organizationId, owner } = await team()
      const brandId = (await owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })).body.id
      const body = { prompt: 'Launch', platforms: ['instagram'], brand_profile_id: brandId }
      const { id } = (await owner.ask('POST', GENERATE, { body })).body
      const reader = await personOf(world, { organizationId, ...rights(brandId) })
      const stream = readEvents(second.url, { token: reader.token, id })
      await stream.next(1)
      return { organizationId, owner, reader, id, stream }
    }
    const happens = (id: string) => appendEvent(world.db, id, { type: 'review.reminded', data: { round: 1, due_at: 'x', people: 1 } })

    it('nothing more is sent to who was removed', async () => {
      const { owner, reader, id, stream } = await watching()
      await happens(id)
      await stream.next(2)
      await remove(owner, reader)
      await untilRefused(() => second.ask('GET', `/api/v1/content/requests/${id}`, { token: reader.token }))
      await happens(id)
      await stream.ended
      assert.deepEqual(stream.ids(), [1, 2])
    })

    it('nor to who is limited to other brands by now, nor to who signed out', async () => {
      const limited = await watching()
      const other = (await limited.owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Another' } })).body.id
      await change(limited.owner, limited.reader, 'client', [other])
      const left = await watching((brandId) => ({ role: 'client', brandIds: [brandId] }))
      assert.equal((await left.reader.ask('POST', '/api/v1/auth/logout-everywhere')).status, 204)
      for (const { reader, id, stream } of [limited, left]) {
        await untilRefused(() => second.ask('GET', `/api/v1/content/requests/${id}`, { token: reader.token }))
        await happens(id)
        await stream.ended
        assert.deepEqual(stream.ids(), [1])
      }
    })

    it('nor to a key that was revoked', async () => {
      const { organizationId, owner, id } = await watching()
      const key = await keyOf(world, { organizationId, scopes: ['content.read'] })
      const stream = readEvents(second.url, { token: key.token, id })
      await stream.next(1)
      assert.equal((await owner.ask('DELETE', `/api/v1/api-keys/${key.id}`)).status, 204)
      await untilRefused(() => second.ask('GET', `/api/v1/content/requests/${id}`, { token: key.token }))
      await happens(id)
      await stream.ended
      assert.deepEqual(stream.ids(), [1])
    })
  })

  it('are of one organization: a person of two chooses by X-Organization-Id', async () => {
    const { organizationId: first, owner: person } = await organizationOf(world)
    const { organizationId: other, owner } = await organizationOf(world)
    await join(world, person.userId, { organizationId: other, role: 'viewer' })
    const naming = (id: string) => ({ headers: { 'x-organization-id': id } })
    const idOf = async (options = {}) => (await person.ask('GET', '/api/v1/organization', options)).body.id
    await until('the second membership counts', async () => (await person.ask('GET', '/api/v1/organization')).status === 400)
    assert.match((await person.ask('GET', '/api/v1/organization')).body.detail, /name the one you mean as X-Organization-Id/)
    assert.equal((await person.ask('POST', '/api/v1/brands', { body: { brand_name: 'Whose?' } })).status, 400)
    assert.deepEqual([await idOf(naming(first)), await idOf(naming(other)), await idOf(naming(other.toUpperCase()))], [first, other, other])
    assert.deepEqual(await permissions(person, naming(first).headers), ROLE_PERMISSIONS.owner)
    assert.deepEqual(await permissions(person, naming(other).headers), ROLE_PERMISSIONS.viewer)
    const make = (options: object) => person.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' }, ...options })
    assert.equal((await make(naming(other))).status, 403)
    const { id } = (await make(naming(first))).body
    assert.equal((await person.ask('GET', `/api/v1/brands/${id}`, naming(other))).status, 404)
    assert.equal((await owner.ask('GET', `/api/v1/brands/${id}`)).status, 404)
    const refused = [
      await person.ask('GET', '/api/v1/brands', naming(randomUUID())),
      await person.ask('GET', '/api/v1/brands', naming('x')),
    ]
    assert.deepEqual(
      refused.map((a) => a.status),
      [403, 403],
    )
  })

  it('take with them what was given away by them: keys and invitations of who may no longer make any', async () => {
    const { organizationId, owner } = await organizationOf(world)
    const admin = await personOf(world, { organizationId, role: 'admin' })
    const key = (await admin.ask('POST', '/api/v1/api-keys', { body: { name: 'CMS', scopes: ['brands.read'] } })).body
    const own = (await owner.ask('POST', '/api/v1/api-keys', { body: { name: 'Own', scopes: ['brands.read'] } })).body
    await admin.ask('POST', '/api/v1/invitations', { body: { email: 'friend@example.com', role: 'editor' } })
    const ownerInvites = (await owner.ask('POST', '/api/v1/invitations', { body: { email: 'partner@example.com', role: 'owner' } })).body
    assert.equal((await admin.ask('DELETE', `/api/v1/invitations/${ownerInvites.id}`)).status, 403)
    const brandsBy = (token: string) => world.ask('GET', '/api/v1/brands', { token })
    assert.equal((await brandsBy(key.key)).status, 200)

    const demoted = await owner.ask('PATCH', `/api/v1/members/${admin.userId}`, { body: { role: 'editor' } })
    assert.equal(demoted.status, 200)
    assert.equal(await untilRefused(() => brandsBy(key.key)), 401)
    assert.equal((await brandsBy(own.key)).status, 200)
    const { items } = (await owner.ask('GET', '/api/v1/invitations')).body
    assert.deepEqual(
      items.map((invitation: { email: string; state: string }) => [invitation.email, invitation.state]),
      [
        ['friend@example.com', 'revoked'],
        ['partner@example.com', 'open'],
      ],
    )
    const log = (await owner.ask('GET', '/api/v1/audit?action=key.revoked')).body.items
    assert.deepEqual([log.length, log[0].subject], [1, `key/${key.id}`])
  })

  it('begin with owner in an organization that somebody makes, one for each Idempotency-Key', async () => {
    const person = await personOf(world)
    const make = (key: string) =>
      person.ask('POST', '/api/v1/organizations', { body: { name: 'Second Studio' }, headers: { 'idempotency-key': key } })
    const made = await Promise.all([make('one'), make('one'), make('one')])
    const ids = new Set(made.filter((a) => a.status === 201).map((a) => a.body.id))
    assert.equal(ids.size, 1)
    assert.ok(made.every((a) => a.status === 201 || a.status === 409))
    assert.equal((await make('one')).body.id, [...ids][0])
    assert.notEqual((await make('two')).body.id, [...ids][0])
    const { organizations } = (await person.ask('GET', '/api/v1/auth/me')).body
    assert.deepEqual(
      organizations.map((o: { role: string; plan: string }) => [o.role, o.plan]),
      [
        ['owner', 'starter'],
        ['owner', 'starter'],
      ],
    )
  })
})
