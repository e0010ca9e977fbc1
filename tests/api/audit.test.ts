import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { openDb } from '../../db/knex.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { untilRefused } from '../helpers/untilRefused.ts'

interface Entry {
  seq: number
  actor: string
  action: string
  subject: string
  address: string
  data: Record<string, unknown>
  hash: string
  prev_hash: string
}

describe('the audit log', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const log = async (me: Member, query = ''): Promise<Entry[]> => (await me.ask('GET', `/api/v1/audit${query}`)).body.items
  const actions = async (me: Member) => (await log(me)).map((entry) => entry.action).reverse()
  const verify = async (me: Member) => (await me.ask('GET', '/api/v1/audit/verification')).body

  it('says who changed what from where: rights, keys, brands, the organization, units', async () => {
    const me = await world.agency()
    const { id: invitation } = (await me.ask('POST', '/api/v1/invitations', { body: { email: 'new@example.com', role: 'viewer' } })).body
    await me.ask('DELETE', `/api/v1/invitations/${invitation}`)
    const { id: key } = (await me.ask('POST', '/api/v1/api-keys', { body: { name: 'CMS', scopes: ['content.create'] } })).body
    await me.ask('DELETE', `/api/v1/api-keys/${key}`)
    await me.ask('PATCH', `/api/v1/brands/${me.brandId}`, { body: { brand_guidelines: 'Plain words.' } })
    await me.ask('PATCH', '/api/v1/organization', { body: { time_zone: 'Asia/Jakarta' } })
    const { id: request } = (await me.generate({ platforms: ['instagram', 'tiktok'] })).body
    await me.ask('POST', `/api/v1/content/requests/${request}/cancel`)

    assert.deepEqual(await actions(me), [
      'brand.created',
      'member.invited',
      'invitation.revoked',
      'key.created',
      'key.revoked',
      'brand.changed',
      'organization.changed',
      'content.requested',
      'request.cancel',
    ])
    const entries = await log(me)
    assert.ok(entries.every((entry) => entry.actor === `user/${me.userId}` && entry.address === '127.0.0.1'))
    const asked = entries.find((entry) => entry.action === 'content.requested')
    assert.deepEqual([asked?.subject, asked?.data], [`request/${request}`, { units: 2, platforms: ['instagram', 'tiktok'] }])
    const made = entries.find((entry) => entry.action === 'key.created')
    assert.equal(made?.subject, `key/${key}`)
    assert.doesNotMatch(JSON.stringify(entries), /amc_[0-9a-f]{8}_/)
  })

  it('writes nothing for what was refused', async () => {
    const me = await world.agency()
    const before = await actions(me)
    await me.ask('POST', '/api/v1/invitations', { body: { email: 'x@example.com', role: 'client' } })
    await me.ask('DELETE', `/api/v1/members/${me.userId}`)
    await me.ask('POST', '/api/v1/api-keys', { body: { name: 'CMS', scopes: ['content.create'], brand_ids: [me.userId] } })
    assert.deepEqual(await actions(me), before)
  })

  it('is read page by page, and by action', async () => {
    const me = await world.agency()
    for (let i = 0; i < 4; i++) await me.ask('PATCH', `/api/v1/brands/${me.brandId}`, { body: { brand_guidelines: `Version ${i}` } })
    const first = (await me.ask('GET', '/api/v1/audit?limit=3')).body
    assert.deepEqual(
      first.items.map((entry: Entry) => entry.seq),
      [5, 4, 3],
    )
    const second = (await me.ask('GET', `/api/v1/audit?limit=3&before=${first.next_before}`)).body
    assert.deepEqual([second.items.map((entry: Entry) => entry.seq), second.next_before], [[2, 1], null])
    assert.equal((await log(me, '?action=brand.created')).length, 1)
  })

  it('is exported whole by its owner, a line each, and a reader can check the chain', async () => {
    const me = await world.agency()
    await me.ask('PATCH', '/api/v1/organization', { body: { name: 'Studio Übersee' } })
    const answer = await me.ask('GET', '/api/v1/audit/export')
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/)
    const rows: Entry[] = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      rows.map((row) => row.seq),
      [1, 2],
    )
    assert.equal(rows[0]?.prev_hash, '')
    assert.equal(rows[1]?.prev_hash, rows[0]?.hash)
    assert.equal((await verify(me)).head, rows[1]?.hash)
    assert.equal((await me.ask('HEAD', '/api/v1/audit/export')).status, 200)
  })

  it('shows when somebody who owns the database has changed it', async () => {
    const me = await world.agency()
    for (let i = 0; i < 4; i++) await me.ask('PATCH', `/api/v1/brands/${me.brandId}`, { body: { brand_guidelines: `Version ${i}` } })
    assert.deepEqual(await verify(me), { intact: true, rows: 5, head: (await log(me))[0]?.hash, fault: null })
    const owner = openDb(world.database.ownerUrl, { max: 1 })
    try {
      const row = owner('audit_log').where({ organization_id: me.organizationId })
      const { actor } = await row.clone().where({ seq: 3 }).first()
      await row.clone().where({ seq: 3 }).update({ actor: 'user/somebody-else' })
      assert.deepEqual((await verify(me)).fault, { seq: 3, fault: 'the row was changed' })
      await row.clone().where({ seq: 3 }).update({ actor })
      assert.equal((await verify(me)).intact, true)
      await row.clone().where({ seq: 5 }).delete()
      assert.deepEqual((await verify(me)).fault, { seq: 5, fault: 'the newest row is missing' })
      await row.clone().where({ seq: 2 }).delete()
      assert.deepEqual((await verify(me)).fault, { seq: 3, fault: 'a row before it is missing' })
    } finally {
      await owner.destroy()
    }
  })

  it('cannot be changed by the product itself', async () => {
    const me = await world.agency()
    const mine = world.db('audit_log').where({ organization_id: me.organizationId })
    await assert.rejects(mine.clone().update({ actor: 'nobody' }), /permission denied/)
    await assert.rejects(mine.clone().delete(), /permission denied/)
    await assert.rejects(world.db('audit_heads').select(), /permission denied/)
    // A row that lies about its place gets the true one.
    await world.db('audit_log').insert({
      organization_id: me.organizationId,
      actor: 'user/x',
      action: 'test',
      seq: 99,
      hash: createHash('sha256').digest(),
      prev_hash: Buffer.alloc(0),
    })
    assert.deepEqual((await verify(me)).intact, true)
  })

  it('is for owners only', async () => {
    const me = await world.agency()
    await world.db('memberships').where({ user_id: me.userId }).update({ role: 'admin' })
    assert.equal(await untilRefused(() => me.ask('GET', '/api/v1/audit')), 403)
    for (const path of ['/export', '/verification']) assert.equal((await me.ask('GET', `/api/v1/audit${path}`)).status, 403)
  })
})
