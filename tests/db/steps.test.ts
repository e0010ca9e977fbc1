import assert from 'node:assert/strict'
import { claimStep } from '../../db/claims.ts'
import { listEvents } from '../../db/events.ts'
import type { Db } from '../../db/knex.ts'
import { concludeStep, failStep, type PaidCall, type StepKey, storeCall, storedCalls } from '../../db/steps.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

const CALL: PaidCall = {
  ordinal: 1,
  askedHash: 'h1',
  answer: { text: '{}' },
  provider: 'openai',
  model: 'gpt-4o',
  inputTokens: 10,
  cachedInputTokens: 0,
  outputTokens: 5,
  costMicros: 700,
  latencyMs: 12,
}
const done = (answer: unknown, call: PaidCall = CALL) => ({
  answer,
  promptVersion: 'instagram/1',
  call,
  calls: 1,
  totalCostMicros: call.costMicros,
  tookMs: 5,
})

describe('steps', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())

  async function step(): Promise<StepKey> {
    const tenant = await insertTenant(db)
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    return { organizationId: tenant.organizationId, requestId, agent: 'instagram', platform: 'instagram', version: 1, pass: 0 }
  }
  const won = async (key: StepKey) => {
    const claim = await claimStep(db, key)
    assert.ok(claim?.won)
    return claim
  }
  const spent = async (key: StepKey) => (await db('content_requests').where({ id: key.requestId }).first('spent_micros')).spent_micros

  it('are paid for once: a finished one hands out its answer', async () => {
    const key = await step()
    const claim = await won(key)
    assert.equal(await concludeStep(db, key, claim, done({ text: 'first' })), true)
    assert.deepEqual(await claimStep(db, key), { won: false, answer: { text: 'first' } })
    assert.equal(await spent(key), 700)
  })

  it('belong to the last who claimed: a worker that was thought dead writes nothing', async () => {
    const key = await step()
    const slow = await won(key)
    const next = await won(key)
    assert.equal(next.claims, 2)
    assert.equal(await concludeStep(db, key, slow, done('late')), false)
    assert.equal(await concludeStep(db, key, next, done('good')), true)
    assert.deepEqual(await claimStep(db, key), { won: false, answer: 'good' })
    assert.equal(await spent(key), 700)
  })

  it('keep paid answers for whoever takes over, and count their cost once', async () => {
    const key = await step()
    const first = await won(key)
    await storeCall(db, key, first.id, CALL)
    await storeCall(db, key, first.id, CALL)
    assert.equal(await spent(key), 700)
    const second = await won(key)
    assert.deepEqual(await storedCalls(db, second.id), [{ ordinal: 1, asked_hash: 'h1', answer: { text: '{}' } }])
    assert.equal(await concludeStep(db, key, second, done('end', { ...CALL, ordinal: 2, costMicros: 300 })), true)
    assert.equal(await spent(key), 1000)
  })

  it('can be claimed again after they failed, and say why they did', async () => {
    const key = await step()
    const claim = await won(key)
    await failStep(db, key, claim, 'the model answered 500', true)
    const again = await won(key)
    assert.equal(again.claims, 2)
    const events = await listEvents(db, key.requestId, 0)
    assert.deepEqual(
      events.map((e) => [e.seq, e.type]),
      [
        [1, 'request.accepted'],
        [2, 'agent.started'],
        [3, 'agent.failed'],
        [4, 'agent.started'],
      ],
    )
  })

  it('number events without a gap or a double, however many write at once', async () => {
    const key = await step()
    await Promise.all(
      Array.from({ length: 30 }, async (_, pass) => {
        const mine = { ...key, pass }
        await concludeStep(db, mine, await won(mine), done(pass, { ...CALL, costMicros: 1 }))
      }),
    )
    const events = await listEvents(db, key.requestId, 0)
    assert.deepEqual(
      events.map((e) => e.seq),
      Array.from({ length: 61 }, (_, i) => i + 1),
    )
    assert.equal(await spent(key), 30)
  })
})
