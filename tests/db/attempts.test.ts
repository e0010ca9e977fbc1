import assert from 'node:assert/strict'
import { attemptsOf, type LostAttempt, storeAttempt } from '../../db/attempts.ts'
import { claimStep } from '../../db/claims.ts'
import { keepBestDraft, type NewDraft } from '../../db/drafts.ts'
import type { Db } from '../../db/knex.ts'
import { costByAgent } from '../../db/requests.ts'
import { concludeStep, type PaidCall, type StepKey, storeCall } from '../../db/steps.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

const LOST: LostAttempt = {
  ordinal: 1,
  nth: 1,
  provider: 'openai',
  model: 'gpt-4o',
  outcome: 'unavailable',
  message: 'the stream was cut',
  retryAfterMs: undefined,
  inputTokens: 100,
  cachedInputTokens: 40,
  outputTokens: 20,
  costMicros: 400,
  estimated: true,
  latencyMs: 9,
}
const CALL: PaidCall = {
  ordinal: 1,
  askedHash: 'h',
  answer: { text: '{}', model: { provider: 'anthropic', name: 'claude-sonnet-5-5', offline: false } },
  provider: 'anthropic',
  model: 'claude-sonnet-5-5',
  inputTokens: 900,
  cachedInputTokens: 500,
  cacheWriteTokens: 300,
  outputTokens: 50,
  costMicros: 1_500,
  latencyMs: 12,
}
const conclusion = (call: PaidCall) => ({ answer: {}, promptVersion: 'x/1', call, calls: 1, totalCostMicros: call.costMicros, tookMs: 1 })

describe('attempts', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())

  async function claimed() {
    const tenant = await insertTenant(db)
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    const key: StepKey = {
      organizationId: tenant.organizationId,
      requestId,
      agent: 'instagram',
      platform: 'instagram',
      version: 1,
      pass: 0,
    }
    const claim = await claimStep(db, key)
    assert.ok(claim?.won)
    return { key, claim }
  }
  const spent = async ({ requestId }: StepKey) => (await db('content_requests').where({ id: requestId }).first('spent_micros')).spent_micros

  it('are stored once each, and their cost counts once', async () => {
    const { key, claim } = await claimed()
    await storeAttempt(db, key, claim, LOST)
    await storeAttempt(db, key, claim, LOST)
    assert.equal(await spent(key), 400)
    await storeAttempt(db, key, claim, { ...LOST, nth: 2, costMicros: 0 })
    assert.equal(await spent(key), 400)
    assert.equal((await attemptsOf(db, key.requestId)).length, 2)
  })

  it('of a later claim are other attempts', async () => {
    const { key, claim } = await claimed()
    await storeAttempt(db, key, claim, LOST)
    const next = await claimStep(db, key)
    assert.ok(next?.won)
    await storeAttempt(db, key, next, LOST)
    assert.equal(await spent(key), 800)
  })

  it('stand beside the calls that answered, with what was read from a cache and written to one', async () => {
    const { key, claim } = await claimed()
    await storeAttempt(db, key, claim, { ...LOST, retryAfterMs: 20_000, message: 'x'.repeat(900) })
    await storeCall(db, key, claim.id, CALL)
    assert.ok(await concludeStep(db, key, claim, conclusion({ ...CALL, ordinal: 2 })))
    const attempts = await attemptsOf(db, key.requestId)
    assert.deepEqual(
      attempts.map((a) => [
        a.step,
        a.ordinal,
        a.provider,
        a.outcome,
        a.cached_input_tokens,
        a.cache_write_tokens,
        a.cost_micros,
        a.estimated,
      ]),
      [
        ['instagram/writer', 1, 'openai', 'unavailable', 40, 0, 400, true],
        ['instagram/writer', 1, 'anthropic', 'answered', 500, 300, 1_500, false],
        ['instagram/writer', 2, 'anthropic', 'answered', 500, 300, 1_500, false],
      ],
    )
    assert.equal(attempts[0]?.message?.length, 500)
    assert.equal(await spent(key), 3_400)
    assert.deepEqual(await costByAgent(db, key.requestId), [
      { agent: 'instagram', calls: 2, input_tokens: 1_900, output_tokens: 120, cost_micros: 3_400 },
    ])
  })

  it('leave a draft with the model that wrote it, not the one that reviewed it', async () => {
    const { key, claim } = await claimed()
    assert.ok(await concludeStep(db, key, claim, conclusion(CALL)))
    const draft: NewDraft = {
      organizationId: key.organizationId,
      requestId: key.requestId,
      platform: 'instagram',
      contentType: 'post',
      version: 1,
      pass: 0,
      content: {},
      contentHash: 'a'.repeat(64),
      score: 0.5,
      scoreParts: {},
      findings: [],
      blocked: false,
      toAttach: [],
      model: { provider: 'gemini', name: 'gemini-3.8-flash', offline: false },
      rulePack: 'x/1',
      promptVersions: {},
    }
    const model = async () => (await db('generated_content').where({ request_id: key.requestId }).first('model')).model
    await keepBestDraft(db, draft)
    assert.deepEqual(await model(), { provider: 'anthropic', name: 'claude-sonnet-5-5', offline: false })
    // A better pass, of whose writer nothing is stored.
    await keepBestDraft(db, { ...draft, pass: 1, score: 0.9 })
    assert.deepEqual(await model(), draft.model)
  })
})
