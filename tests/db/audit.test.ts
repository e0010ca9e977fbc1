import assert from 'node:assert/strict'
import { audit, listAudit, verifyAudit } from '../../db/audit.ts'
import { openDb, type Pool, tenant } from '../../db/knex.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'

describe('the audit log', () => {
  let database: TestDatabase
  let owner: Pool
  before(async () => {
    database = await createTestDatabase()
    owner = openDb(database.ownerUrl, { max: 1 })
  })
  after(async () => {
    await owner.destroy()
    await database.drop()
  })

  /** An organization with this many rows in its log. */
  async function logged(rows: number): Promise<string> {
    const [{ id }] = await database.db('organizations').insert({ name: 'Studio' }).returning('id')
    for (let i = 1; i <= rows; i++) await write(id, i)
    return id
  }
  const write = (organizationId: string, i: number) =>
    audit(tenant(database.pool, organizationId), {
      organizationId,
      requestId: null,
      actor: 'user/x',
      action: `act.${i}`,
      subject: `thing/${i}`,
      data: { i },
    })
  const verify = (id: string) => verifyAudit(tenant(database.pool, id), id)
  const seqs = async (id: string) => database.db('audit_log').where({ organization_id: id }).orderBy('seq').pluck('seq')

  it('numbers the rows of each organization from 1 without a gap, also when fifty are written at once to each of two', async () => {
    const ids = [await logged(0), await logged(0)]
    await Promise.all(Array.from({ length: 100 }, (_, i) => write(ids[i % 2] ?? '', i)))
    for (const id of ids) {
      assert.deepEqual(
        await seqs(id),
        Array.from({ length: 50 }, (_, i) => i + 1),
      )
      const { rows, head, fault } = await verify(id)
      const [newest] = await listAudit(tenant(database.pool, id), id, { before: undefined, action: undefined, limit: 1 })
      assert.deepEqual([rows, fault, head], [50, undefined, newest?.hash])
    }
  })

  it('has no gap after a transaction that was undone', async () => {
    const id = await logged(2)
    const undone = tenant(database.pool, id).transaction(async (trx) => {
      await trx('audit_log').insert({ organization_id: id, actor: 'x', action: 'x', data: '{}' })
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    await write(id, 3)
    assert.deepEqual(await seqs(id), [1, 2, 3])
    assert.equal((await verify(id)).fault, undefined)
  })

  it('takes no place, hash or predecessor from who writes', async () => {
    const id = await logged(1)
    const forged = { seq: 7, hash: Buffer.alloc(32), prev_hash: Buffer.alloc(32), actor: 'x', action: 'x', data: '{}' }
    await tenant(database.pool, id)('audit_log').insert({ organization_id: id, ...forged })
    assert.deepEqual(await seqs(id), [1, 2])
    assert.equal((await verify(id)).fault, undefined)
  })

  it('is whole where nothing was written yet', async () => {
    assert.deepEqual(await verify(await logged(0)), { rows: 0, head: null, fault: undefined })
  })

  /** What somebody with the owner's password could do, and what is found of it. */
  const TAMPERING: Record<string, { with: string; seq: number; fault: RegExp }> = {
    'other data': { with: `update audit_log set data = '{"i": 30}' where organization_id = ? and seq = 3`, seq: 3, fault: /changed/ },
    'another actor': { with: `update audit_log set actor = 'user/y' where organization_id = ? and seq = 1`, seq: 1, fault: /changed/ },
    'another time': {
      with: `update audit_log set created_at = created_at - interval '1 microsecond' where organization_id = ? and seq = 5`,
      seq: 5,
      fault: /changed/,
    },
    'a row in the middle deleted': { with: 'delete from audit_log where organization_id = ? and seq = 3', seq: 4, fault: /missing/ },
    'the first row deleted': { with: 'delete from audit_log where organization_id = ? and seq = 1', seq: 2, fault: /missing/ },
    'the newest row deleted': {
      with: 'delete from audit_log where organization_id = ? and seq = 5',
      seq: 5,
      fault: /newest row is missing/,
    },
    'all rows deleted': { with: 'delete from audit_log where organization_id = ?', seq: 5, fault: /newest row is missing/ },
    'two rows that changed places': {
      with: `with two as (select seq, actor, action, subject, data, hash, prev_hash from audit_log where organization_id = ? and seq in (2, 3))
             update audit_log a set actor = two.actor, action = two.action, subject = two.subject, data = two.data
               from two where a.organization_id = (select organization_id from audit_log where hash = two.hash) and a.seq = 5 - two.seq`,
      seq: 2,
      fault: /changed/,
    },
    'a change with its own hash made to fit': {
      with: `with changed as (select l.*, jsonb_build_object('i', 30) as lie from audit_log l where organization_id = ? and seq = 3)
             update audit_log a set data = c.lie, hash = audit_hash(c.prev_hash,
                 jsonb_populate_record(a, jsonb_build_object('data', c.lie))) from changed c where a.id = c.id`,
      seq: 4,
      fault: /does not follow/,
    },
    'the newest row changed with its own hash made to fit': {
      with: `with changed as (select l.*, jsonb_build_object('i', 50) as lie from audit_log l where organization_id = ? and seq = 5)
             update audit_log a set data = c.lie, hash = audit_hash(c.prev_hash,
                 jsonb_populate_record(a, jsonb_build_object('data', c.lie))) from changed c where a.id = c.id`,
      seq: 5,
      fault: /newest row is missing/,
    },
  }
  for (const [what, tampering] of Object.entries(TAMPERING))
    it(`tells of ${what}, though its owner did it`, async () => {
      const [id, other] = [await logged(5), await logged(5)]
      const { rowCount } = await owner.raw(tampering.with, [id])
      assert.ok(rowCount > 0)
      const { fault } = await verify(id)
      assert.equal(fault?.seq, tampering.seq)
      assert.match(fault?.fault ?? '', tampering.fault)
      assert.equal((await verify(other)).fault, undefined, 'a chain beside it')
    })
})
