import assert from 'node:assert/strict'
import { Connection } from '@temporalio/client'
import { pendingMigrations } from '../../db/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { testServers } from '../helpers/testServers.ts'

describe('a test database', () => {
  let one: TestDatabase
  let two: TestDatabase
  before(async () => {
    ;[one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
  })
  after(() => Promise.all([one.drop(), two.drop()]))

  it('is migrated and shares nothing with another', async () => {
    assert.deepEqual(await pendingMigrations(one.db), [])
    await one.db('organizations').insert({ name: 'only here' })
    assert.equal((await one.db('organizations')).length, 1)
    assert.equal((await two.db('organizations')).length, 0)
  })

  it('is used as a role that owns nothing and bypasses nothing', async () => {
    const role = await one.db('pg_roles').whereRaw('rolname = current_user').first()
    assert.equal(role.rolsuper || role.rolbypassrls || role.rolcreaterole, false)
    await assert.rejects(one.db.raw('create table mine (id int)'), /permission denied/)
    await assert.rejects(one.db('audit_log').delete(), /permission denied/)
  })

  it('stands beside a Temporal server that knows our search attributes', async () => {
    const connection = await Connection.connect({ address: testServers().temporalAddress })
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' })
      for (const name of ['OrganizationId', 'BrandId', 'RequestStatus', 'Platforms']) assert.ok(customAttributes?.[name], name)
    } finally {
      await connection.close()
    }
  })
})
