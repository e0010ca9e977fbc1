import assert from 'node:assert/strict'
import { ApplicationFailure } from '@temporalio/activity'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { chooseModel } from '../../activities/models/choose.ts'
import { type ThinkActivities, thinkActivities } from '../../activities/think.ts'
import { NO_OUTBOUND } from '../../adapters/outbound.ts'
import { loadConfig } from '../../config/env.ts'
import { type AttemptRow, attemptsOf } from '../../db/attempts.ts'
import { listEvents } from '../../db/events.ts'
import { tenant } from '../../db/knex.ts'
import { costByAgent } from '../../db/requests.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { FAILS, type ProviderStandIn, startProvider } from '../helpers/providerStandIn.ts'
import type { ProviderName, Said } from '../helpers/providerWires.ts'
import { NOTHING_RECALLED } from '../helpers/recall.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'
import { STRATEGY } from '../helpers/tasks.ts'

/** Who is asked first, and who stands in, in this order. */
const ORDERS: [ProviderName, ProviderName, ProviderName][] = [
  ['openai', 'anthropic', 'gemini'],
  ['anthropic', 'gemini', 'openai'],
  ['gemini', 'openai', 'anthropic'],
]
/** Models whose price changes on no day, so that these tests hold next year; micros a token in, cached, written to a cache and out. */
const MODELS: Record<ProviderName, { name: string; price: [number, number, number, number] }> = {
  openai: { name: 'gpt-4o', price: [2.5, 1.25, 2.5, 10] },
  anthropic: { name: 'claude-opus-5-5', price: [4, 0.2, 5, 20] },
  gemini: { name: 'gemini-3.5-flash', price: [1.5, 0.15, 1.5, 9] },
}
/** The organization of this test keeps no slots of another one's time zone, and its request names no sizes. */
const WHOLE: Said = { text: JSON.stringify({ ...STRATEGY, key_points: ['linen summer collection'], suggested_slots: [] }) }

function costs(provider: ProviderName, { anew, cached = 0, written = 0, output, thoughts = 0 }: NonNullable<Said['usage']>): number {
  const [input, cache, write, out] = MODELS[provider].price
  return Math.ceil(anew * input + cached * cache + written * write + (output + thoughts) * out)
}

describe('one request over the wire of each provider', () => {
  let database: TestDatabase
  let standIns: Record<ProviderName, ProviderStandIn>
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())
  beforeEach(async () => {
    const [openai, anthropic, gemini] = await Promise.all([startProvider('openai'), startProvider('anthropic'), startProvider('gemini')])
    standIns = { openai, anthropic, gemini }
  })
  afterEach(() => Promise.all(Object.values(standIns).map((standIn) => standIn.close())))

  /** The worker's own parts: settings, model, activities, and a database that keeps what they paid for. */
  function worker([first, ...others]: readonly ProviderName[], settings: Record<string, string> = {}) {
    const config = loadConfig({
      MODEL: first,
      MODEL_FALLBACK: others.join(','),
      ...Object.fromEntries(
        Object.values(standIns).flatMap(({ provider, baseUrl }) => [
          [`${provider.toUpperCase()}_BASE_URL`, baseUrl],
          [`${provider.toUpperCase()}_API_KEY`, 'sk-test'],
          [`${provider.toUpperCase()}_MODEL`, MODELS[provider].name],
        ]),
      ),
      ...settings,
    })
    const seen: string[] = []
    const { pool } = database
    const activities = thinkActivities({
      pool,
      outbound: NO_OUTBOUND,
      recall: NOTHING_RECALLED,
      model: chooseModel(config),
      announce: () => undefined,
      observe: { step: ({ outcome }) => void seen.push(outcome) },
    })
    return { activities, seen }
  }
  /** One attempt of the activity, as Temporal makes it. */
  async function attempt({ strategist }: ThinkActivities, key: Parameters<ThinkActivities['strategist']>[0], beats: unknown[] = []) {
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => undefined) })
    environment.on('heartbeat', (details: unknown) => beats.push(details))
    await environment.run(strategist, key)
  }
  async function failure(work: Promise<void>): Promise<ApplicationFailure> {
    const error = await work.then(
      () => assert.fail('it was done'),
      (e: unknown) => e,
    )
    assert.ok(error instanceof ApplicationFailure, String(error))
    return error
  }
  async function request() {
    const whose = await insertTenant(database.db)
    const requestId = await acceptedRequest(database.db, whose)
    assert.ok(requestId)
    return { organizationId: whose.organizationId, requestId, version: 1, pass: 0 }
  }
  const spent = async (id: string): Promise<number> =>
    (await database.db('content_requests').where({ id }).first('spent_micros')).spent_micros
  const told = ({ provider, model, ordinal, outcome, cost_micros, estimated }: AttemptRow) =>
    `${ordinal} ${provider}/${model} ${outcome} ${estimated ? 'estimated' : cost_micros}`
  const named = (provider: ProviderName) => `${provider}/${MODELS[provider].name}`

  for (const order of ORDERS) {
    const [p, q, r] = order
    it(`${p} first: a tool call, a 429, a 500, a stand-in whose stream is cut, and the answer of ${r}`, async () => {
      const asks: Said = {
        toolCalls: [{ name: 'audience_analyzer', arguments: '{}' }],
        signature: 'c2lnbmVk',
        usage: { anew: 1_400, written: p === 'anthropic' ? 300 : 0, output: 17, thoughts: 3 },
      }
      const answers: Said = { ...WHOLE, usage: { anew: 321, cached: 1_200, output: 543 } }
      const { activities, seen } = worker(order)
      const key = await request()

      standIns[p].next(asks, FAILS[p].limited(3))
      const limited = await failure(attempt(activities, key))
      assert.deepEqual([limited.type, limited.nonRetryable, limited.nextRetryDelay], ['Model_rate_limited', false, 3_000])

      standIns[p].next(FAILS[p].broken)
      standIns[q].next({ ...WHOLE, usage: { anew: 1_500, output: 400 }, ends: 'cut' })
      standIns[r].next(answers)
      await attempt(activities, key)
      assert.deepEqual(seen, ['failed', 'done'])
      assert.equal(standIns[p].asked.length, 3, 'the tool call was paid for once')
      assert.doesNotMatch(JSON.stringify(standIns[r].asked[0]?.body), /c2lnbmVk/, 'what only one provider can read is told to no other')

      const attempts = await attemptsOf(database.db, key.requestId)
      const [first, last] = [costs(p, asks.usage ?? assert.fail()), costs(r, answers.usage ?? assert.fail())]
      assert.deepEqual(attempts.map(told), [
        `1 ${named(p)} answered ${first}`,
        `2 ${named(p)} rate_limited 0`,
        `2 ${named(p)} unavailable 0`,
        `2 ${named(q)} unavailable estimated`,
        `2 ${named(r)} answered ${last}`,
      ])
      const cut = attempts[3]
      assert.ok(cut && cut.cost_micros > 0 && cut.output_tokens > 50 && cut.output_tokens < 400)
      if (q !== 'openai') assert.equal(cut.input_tokens, 1_500)
      assert.equal(await spent(key.requestId), first + cut.cost_micros + last)
      const [cost] = await costByAgent(database.db, key.requestId)
      assert.deepEqual([cost?.agent, cost?.calls, cost?.cost_micros], ['strategist', 2, first + cut.cost_micros + last])
      const finished = (await listEvents(database.db, key.requestId, 0)).find(({ type }) => type === 'agent.finished')
      assert.equal((finished?.data as { model?: string } | undefined)?.model, named(r))
    })

    it(`${p} is asked again only what it has not answered, thoughts and all, when another attempt takes over`, async () => {
      const { activities } = worker([p])
      const key = await request()
      const usage = { anew: 100, output: 10 }
      standIns[p].next(
        { toolCalls: [{ name: 'audience_analyzer', arguments: '{}' }], signature: 'c2lnbmVk', usage },
        { text: '{"half":', usage },
        FAILS[p].broken,
      )
      assert.equal((await failure(attempt(activities, key))).type, 'Model_unavailable')
      standIns[p].next({ ...WHOLE, usage })
      await attempt(worker([p]).activities, key)
      assert.equal(standIns[p].asked.length, 4)
      assert.deepEqual(standIns[p].asked[3]?.body, standIns[p].asked[2]?.body, 'the call in flight is repeated as it was')
      assert.equal(await spent(key.requestId), 3 * costs(p, usage))
    })

    it(`${p} refuses: nobody else is asked, and the refusal is paid for`, async () => {
      const { activities } = worker(order)
      const key = await request()
      const usage = { anew: 1_234, output: 12 }
      standIns[p].next({ refusal: 'I will not write that.', usage })
      const refused = await failure(attempt(activities, key))
      assert.deepEqual([refused.type, refused.nonRetryable], ['ModelRefused', true])
      assert.deepEqual([standIns[q].asked.length, standIns[r].asked.length], [0, 0])
      assert.deepEqual((await attemptsOf(database.db, key.requestId)).map(told), [`1 ${named(p)} refused ${costs(p, usage)}`])
      assert.equal(await spent(key.requestId), costs(p, usage))
    })

    it(`${p} is gone: ${q} answers, and is asked first by the next request`, async () => {
      const { activities } = worker(order)
      await standIns[p].close()
      const usage = { anew: 700, output: 300 }
      standIns[q].next({ ...WHOLE, usage }, { ...WHOLE, usage })
      const [one, two] = [await request(), await request()]
      await attempt(activities, one)
      await attempt(activities, two)
      assert.deepEqual((await attemptsOf(database.db, one.requestId)).map(told), [
        `1 ${named(p)} unavailable 0`,
        `1 ${named(q)} answered ${costs(q, usage)}`,
      ])
      assert.deepEqual((await attemptsOf(database.db, two.requestId)).map(told), [`1 ${named(q)} answered ${costs(q, usage)}`])
    })

    it(`${p} has a wrong key: nobody else is asked, and no retry is made`, async () => {
      const { activities } = worker(order)
      standIns[p].next(FAILS[p].badKey)
      const wrong = await failure(attempt(activities, await request()))
      assert.deepEqual([wrong.type, wrong.nonRetryable], ['ModelMisconfigured', true])
      assert.doesNotMatch(wrong.message, /sk-/)
      assert.equal(standIns[q].asked.length, 0)
    })

    it(`${p} streams slowly: heartbeats go on and say how far it is, until our deadline`, async () => {
      const { activities } = worker([p], { MODEL_DEADLINE_MS: '2500' })
      const beats: unknown[] = []
      standIns[p].next({ ...WHOLE, usage: { anew: 700, output: 300 }, ends: 'trickle' })
      const late = await failure(attempt(activities, await request(), beats))
      assert.deepEqual([late.type, late.nonRetryable], ['Model_timeout', false])
      assert.ok(beats.length >= 2, `${beats.length} heartbeats`)
      const { provider, model, outputTokens } = beats.at(-1) as Record<string, unknown>
      assert.deepEqual([provider, model, Number(outputTokens) > 0], [p, MODELS[p].name, true])
    })
  }

  it('ends when what was lost has used the budget up, and asks nobody else', async () => {
    const { activities } = worker(['anthropic', 'openai'])
    const key = await request()
    await database.db('content_requests').where({ id: key.requestId }).update({ budget_micros: 1_000 })
    standIns.anthropic.next({ ...WHOLE, usage: { anew: 1_000, output: 300 }, ends: 'cut' })
    assert.equal((await failure(attempt(activities, key))).type, 'BudgetSpent')
    assert.equal(standIns.openai.asked.length, 0)
    assert.ok((await spent(key.requestId)) > 4_000)
  })

  it('gives an agent its own model, and the others theirs', async () => {
    const { activities } = worker(['openai'], { MODEL_AGENTS: 'strategist=anthropic/claude-haiku-4-5' })
    const key = await request()
    standIns.anthropic.next({ ...WHOLE, usage: { anew: 1_000, output: 100 } })
    await attempt(activities, key)
    assert.deepEqual((await attemptsOf(database.db, key.requestId)).map(told), ['1 anthropic/claude-haiku-4-5 answered 1500'])
    assert.equal(standIns.anthropic.asked[0]?.body.model, 'claude-haiku-4-5')
  })

  it('lets the offline model stand in, which costs nothing and says what it is', async () => {
    const { activities } = worker(['gemini'], { MODEL_FALLBACK: 'offline' })
    const key = await request()
    standIns.gemini.next(FAILS.gemini.busy)
    // It asks for its tool first; by then Gemini is not asked first any more.
    await attempt(activities, key)
    assert.deepEqual((await attemptsOf(database.db, key.requestId)).map(told), [
      `1 ${named('gemini')} unavailable 0`,
      '1 offline/offline-composer-1 answered 0',
      '2 offline/offline-composer-1 answered 0',
    ])
  })

  it('keeps the attempts of an organization from every other', async () => {
    const { activities } = worker(['openai', 'gemini'])
    const key = await request()
    standIns.openai.next(FAILS.openai.broken)
    standIns.gemini.next({ ...WHOLE, usage: { anew: 1, output: 1 } })
    await attempt(activities, key)
    const other = await request()
    assert.equal((await attemptsOf(tenant(database.pool, key.organizationId), key.requestId)).length, 2)
    assert.deepEqual(await attemptsOf(tenant(database.pool, other.organizationId), key.requestId), [])
    const denied = { code: '42501' }
    await assert.rejects(database.db('model_attempts').update({ cost_micros: 0 }), denied)
    await assert.rejects(database.db('model_attempts').delete(), denied)
  })
})
