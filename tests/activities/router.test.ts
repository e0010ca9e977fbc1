import assert from 'node:assert/strict'
import { COOL_MS, LIMIT_MEMORY_MS, LONGEST_COOL_MS } from '../../activities/models/circuit.ts'
import {
  type Billed,
  type FailedAttempt,
  type Model,
  type ModelCall,
  ModelFailure,
  type ModelFailureKind,
} from '../../activities/models/port.ts'
import { routedModel, SHORT_WAIT_MS } from '../../activities/models/router.ts'
import type { Language } from '../../domain/words.ts'
import { qualityTask } from '../helpers/tasks.ts'

type Says = 'answer' | ModelFailure | Error
const failed = (kind: ModelFailureKind, retryAfterMs?: number, billed?: Billed) =>
  new ModelFailure(kind, `it was ${kind}`, { retryAfterMs, billed, model: `${kind}-model` })

function scripted(provider: string, says: Says[], languages: Language[] = ['en', 'id']): Model & { asked: number } {
  return {
    label: { provider, name: `${provider}-large`, offline: false },
    languages,
    asked: 0,
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    async complete() {
      this.asked++
      const next = says.shift()
      if (!next) throw new Error(`${provider} was asked more often than the test said`)
      if (next !== 'answer') throw next
      const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }
      return { text: provider, toolCalls: [], model: { provider, name: `${provider}-large`, offline: false }, usage, costMicros: 1 }
    },
  }
}

const call = (language: Language = 'en'): ModelCall => ({
  agent: 'quality_assurance',
  task: qualityTask({ language }),
  messages: [],
  tools: [],
  output: { name: 'x', schema: {} },
  maxOutputTokens: 1,
})

function world(...models: (Model & { asked: number })[]) {
  const clock = { ms: 1_000_000 }
  const lost: FailedAttempt[] = []
  const label = models[0]?.label ?? { provider: 'none', name: 'none', offline: false }
  const router = routedModel({
    label,
    languages: ['en'],
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    order: () => models,
    now: () => clock.ms,
  })
  const ask = (language?: Language) =>
    router.complete(call(language), AbortSignal.timeout(5_000), {
      async failed(attempt) {
        lost.push(attempt)
      },
    })
  const asksInVain = async () => {
    const failure = await ask().then(
      (answer) => assert.fail(`${answer.text} answered`),
      (error: unknown) => error,
    )
    assert.ok(failure instanceof ModelFailure, String(failure))
    return failure
  }
  return { clock, lost, ask, asksInVain, asked: () => models.map(({ asked }) => asked) }
}

describe('the router', () => {
  for (const kind of ['unavailable', 'timeout'] as const)
    it(`asks the next provider when one is ${kind}, and tells of both`, async () => {
      const billed = { usage: { inputTokens: 9, cachedInputTokens: 0, outputTokens: 3 }, costMicros: 42, estimated: true }
      const { ask, lost } = world(scripted('a', [failed(kind, undefined, billed)]), scripted('b', ['answer']))
      assert.equal((await ask()).text, 'b')
      const [attempt] = lost
      assert.deepEqual([attempt?.nth, attempt?.model.provider, attempt?.model.name], [1, 'a', `${kind}-model`])
      assert.deepEqual(attempt?.failure.billed, billed)
    })

  for (const kind of ['refused', 'misconfigured', 'nonsense'] as const)
    it(`asks nobody else when one is ${kind}`, async () => {
      const { asksInVain, asked, lost } = world(scripted('a', [failed(kind)]), scripted('b', []))
      assert.equal((await asksInVain()).kind, kind)
      assert.deepEqual(asked(), [1, 0])
      assert.equal(lost.length, 1)
    })

  it('leaves a short wait to Temporal, and asks another when it is repeated', async () => {
    const limits = [failed('rate_limited', 2_000), failed('rate_limited', 2_000)]
    const { ask, asksInVain, asked, clock } = world(scripted('a', limits), scripted('b', ['answer']))
    const failure = await asksInVain()
    assert.deepEqual([failure.kind, failure.retryAfterMs], ['rate_limited', 2_000])
    clock.ms += 2_000
    assert.equal((await ask()).text, 'b')
    assert.deepEqual(asked(), [2, 1])
  })

  it('takes rate limits far apart for single ones', async () => {
    const { asksInVain, asked, clock } = world(scripted('a', [failed('rate_limited'), failed('rate_limited')]), scripted('b', []))
    await asksInVain()
    clock.ms += LIMIT_MEMORY_MS + 1
    await asksInVain()
    assert.deepEqual(asked(), [2, 0])
  })

  it('asks another at once when the wait is long', async () => {
    const { ask } = world(scripted('a', [failed('rate_limited', SHORT_WAIT_MS + 1)]), scripted('b', ['answer']))
    assert.equal((await ask()).text, 'b')
  })

  it('asks each provider once, and says what each of them said', async () => {
    const { asksInVain, asked, lost } = world(
      scripted('a', [failed('unavailable')]),
      scripted('b', [failed('rate_limited', 500)]),
      scripted('c', [failed('timeout')]),
    )
    const failure = await asksInVain()
    assert.equal(failure.kind, 'unavailable')
    assert.match(failure.message, /a: it was unavailable b: it was rate_limited c: it was timeout/)
    assert.equal(failure.retryAfterMs, undefined, 'one of them named no time')
    assert.deepEqual(asked(), [1, 1, 1])
    assert.deepEqual(
      lost.map(({ nth }) => nth),
      [1, 2, 3],
    )
  })

  it('comes back when the first of them may be asked again', async () => {
    const { asksInVain } = world(scripted('a', [failed('rate_limited', 60_000)]), scripted('b', [failed('rate_limited', 20_000)]))
    assert.equal((await asksInVain()).retryAfterMs, 20_000)
  })

  it('lets an outage pass when the stand-in is misconfigured, and names its fault', async () => {
    const { asksInVain, asked } = world(scripted('a', [failed('unavailable')]), scripted('b', [failed('misconfigured')]), scripted('c', []))
    const failure = await asksInVain()
    assert.equal(failure.kind, 'unavailable')
    assert.match(failure.message, /b: it was misconfigured/)
    assert.deepEqual(asked(), [1, 1, 0])
  })

  it('takes the word of a stand-in that refuses', async () => {
    const { asksInVain } = world(scripted('a', [failed('unavailable')]), scripted('b', [failed('refused')]))
    assert.equal((await asksInVain()).kind, 'refused')
  })

  it('does not ask first, for a while, who has just failed', async () => {
    const a = ['answer', failed('unavailable'), 'answer'] as Says[]
    const { ask, asked, clock } = world(scripted('a', a), scripted('b', ['answer', 'answer']))
    assert.equal((await ask()).text, 'a')
    assert.equal((await ask()).text, 'b')
    clock.ms += COOL_MS - 1
    assert.equal((await ask()).text, 'b')
    assert.deepEqual(asked(), [2, 2])
    clock.ms += 1
    assert.equal((await ask()).text, 'a')
  })

  it('asks it all the same when all others fail, and first again once it has answered', async () => {
    const { ask, asked } = world(
      scripted('a', [failed('unavailable'), 'answer', 'answer']),
      scripted('b', [failed('unavailable'), failed('timeout')]),
    )
    await assert.rejects(ask())
    // Both have just failed, so they are asked in their own order.
    assert.equal((await ask()).text, 'a')
    assert.equal((await ask()).text, 'a')
    assert.deepEqual(asked(), [3, 1])
  })

  it('forgets a limit in minutes, however long the provider wished for', async () => {
    const { ask, clock } = world(scripted('a', [failed('rate_limited', 86_400_000), 'answer']), scripted('b', ['answer', 'answer']))
    await ask()
    clock.ms += LONGEST_COOL_MS - 1
    assert.equal((await ask()).text, 'b')
    clock.ms += 1
    assert.equal((await ask()).text, 'a')
  })

  it('passes over a model that does not write the language', async () => {
    const { ask, asked } = world(scripted('offline', [], ['en']), scripted('b', ['answer']))
    assert.equal((await ask('id')).text, 'b')
    assert.deepEqual(asked(), [0, 1])
  })

  it('throws on what is no failure of a model, and asks nobody else', async () => {
    const cancelled = new Error('cancelled')
    const { ask, asked, lost } = world(scripted('a', [cancelled]), scripted('b', []))
    await assert.rejects(ask(), cancelled)
    assert.deepEqual([asked(), lost.length], [[1, 0], 0])
  })

  it('asks nobody else when what was lost used the budget up', async () => {
    const models = [scripted('a', [failed('unavailable')]), scripted('b', [])]
    const router = routedModel({ ...(models[0] as Model), order: () => models })
    const spent = new Error('the budget is used up')
    await assert.rejects(router.complete(call(), AbortSignal.timeout(5_000), { failed: () => Promise.reject(spent) }), spent)
    assert.equal(models[1]?.asked, 0)
  })
})
