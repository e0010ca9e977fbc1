import assert from 'node:assert/strict'
import type { Db } from '../../db/knex.ts'
import { commitUnits, currentUsage, releaseUnits, reserveUnits } from '../../db/quota.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { acceptedRequest, insertTenant, type Tenant } from '../helpers/rows.ts'

describe('quota', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())

  const sums = async ({ organizationId }: Tenant) => {
    const { used, reserved } = await currentUsage(db, organizationId)
    return { used, reserved }
  }
  const accept = async (tenant: Tenant) => {
    const id = await acceptedRequest(db, tenant, ['instagram', 'linkedin', 'tiktok'])
    assert.ok(id)
    return id
  }

  it('accepts exactly what fits, however many ask at once', async () => {
    const tenant = await insertTenant(db, 10)
    const ids = await Promise.all(Array.from({ length: 40 }, () => acceptedRequest(db, tenant)))
    assert.equal(ids.filter(Boolean).length, 10)
    assert.deepEqual(await sums(tenant), { used: 0, reserved: 10 })
    assert.equal(Number((await db('content_requests').where({ organization_id: tenant.organizationId }).count())[0]?.count), 10)
  })

  it('moves each unit out of reserved once, whoever settles and however often', async () => {
    const tenant = await insertTenant(db)
    const of = { organizationId: tenant.organizationId, requestId: await accept(tenant), run: 1 }
    const moved = await Promise.all([
      commitUnits(db, { ...of, platforms: ['instagram'] }),
      commitUnits(db, { ...of, platforms: ['instagram'] }),
      releaseUnits(db, { ...of, platforms: ['linkedin'] }),
      releaseUnits(db, { ...of, platforms: ['linkedin'] }),
    ])
    assert.equal(
      moved.reduce((a, b) => a + b),
      2,
    )
    assert.deepEqual(await sums(tenant), { used: 1, reserved: 1 })
    assert.equal(await releaseUnits(db, of), 1)
    assert.equal(await releaseUnits(db, of), 0)
    assert.equal(await commitUnits(db, { ...of, platforms: ['linkedin'] }), 0)
    assert.deepEqual(await sums(tenant), { used: 1, reserved: 0 })
  })

  it('settles into the month it was reserved in, though another has begun', async () => {
    const tenant = await insertTenant(db)
    const requestId = await accept(tenant)
    // The request was accepted last month: its reservation and its period move back.
    const [period] = await db('quota_periods')
      .where({ organization_id: tenant.organizationId })
      .update({ period_start: db.raw(`period_start - interval '1 month'`), period_end: db.raw('period_start') })
      .returning('period_start')
    await db('quota_reservations').where({ request_id: requestId }).update({ period_start: period.period_start })
    assert.deepEqual(await sums(tenant), { used: 0, reserved: 0 })
    await commitUnits(db, { organizationId: tenant.organizationId, requestId, run: 1 })
    const old = await db('quota_periods').where(period).andWhere({ organization_id: tenant.organizationId }).first('used', 'reserved')
    assert.deepEqual({ ...old }, { used: 3, reserved: 0 })
    assert.deepEqual(await sums(tenant), { used: 0, reserved: 0 })
  })

  it('reserves again for a retry, as a run of its own, and not beyond the limit', async () => {
    const tenant = await insertTenant(db, 4)
    const requestId = await accept(tenant)
    const of = { organizationId: tenant.organizationId, requestId, userId: tenant.userId }
    assert.equal(await reserveUnits(db, { ...of, run: 2, platforms: ['instagram', 'tiktok'] }), false)
    assert.equal(await reserveUnits(db, { ...of, run: 2, platforms: ['instagram'] }), true)
    assert.deepEqual(await sums(tenant), { used: 0, reserved: 4 })
    await releaseUnits(db, { ...of, run: 1 })
    assert.deepEqual(await sums(tenant), { used: 0, reserved: 1 })
  })

  it('keeps a ledger that adds up and that the application cannot change', async () => {
    const tenant = await insertTenant(db)
    const requestId = await accept(tenant)
    const of = { organizationId: tenant.organizationId, requestId, run: 1 }
    await commitUnits(db, { ...of, platforms: ['instagram', 'tiktok'] })
    await releaseUnits(db, of)
    const { rows } = await db.raw(
      'select action, sum(units)::int as units from usage_tracking where request_id = ? group by action order by action',
      [requestId],
    )
    assert.deepEqual(
      rows.map((r: { action: string; units: number }) => [r.action, r.units]),
      [
        ['units_committed', 2],
        ['units_released', 1],
        ['units_reserved', 3],
      ],
    )
    await assert.rejects(db('usage_tracking').where({ request_id: requestId }).update({ units: 0 }), /permission denied/)
    await assert.rejects(db('usage_tracking').where({ request_id: requestId }).delete(), /permission denied/)
  })

  it('has a CHECK behind it all', async () => {
    const tenant = await insertTenant(db, 5)
    await assert.rejects(db('quota_periods').where({ organization_id: tenant.organizationId }).update({ used: 6 }), /check constraint/)
  })
})
