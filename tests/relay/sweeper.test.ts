import assert from 'node:assert/strict'
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { pino } from 'pino'
import { ledgerActivities } from '../../activities/ledger.ts'
import { retryRequest } from '../../db/course.ts'
import { transact } from '../../db/knex.ts'
import { sweep } from '../../relay/sweeper.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

describe('the sweeper', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('leaves alone what ended and was retried while it asked Temporal', async () => {
    const { db } = database
    const tenant = await insertTenant(db)
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    await db('outbox').where({ request_id: requestId }).update({ delivered_at: db.fn.now() })
    const of = { organizationId: tenant.organizationId, requestId, run: 1 }
    const describe = async () => {
      const failed = { platform: 'instagram', status: 'failed', version: 1, reason: 'the model was down' } as const
      await ledgerActivities({ pool: database.pool, announce: () => undefined }).settle({
        ...of,
        status: 'failed',
        reason: '',
        platforms: [failed],
      })
      await transact(db, (trx) => retryRequest(trx, of.organizationId, tenant.userId, requestId))
      throw new WorkflowNotFoundError('gone', requestId, undefined)
    }
    const client = { workflow: { getHandle: () => ({ describe }) }, withDeadline: (_: number, ask: () => unknown) => ask() }
    const swept = await sweep({ pool: database.pool, client: client as unknown as Client, log: pino({ level: 'silent' }), olderThanMs: 0 })
    assert.equal(swept.settled, 0)
    assert.deepEqual(await db('content_requests').where({ id: requestId }).first('status', 'run'), { status: 'pending', run: 2 })
  })
})
