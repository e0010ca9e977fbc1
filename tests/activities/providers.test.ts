import assert from 'node:assert/strict'
import { LLMock } from '@copilotkit/aimock'
import { z } from 'zod'
import type { AdapterOptions } from '../../activities/models/adapter.ts'
import { anthropicModel } from '../../activities/models/anthropic.ts'
import { geminiModel } from '../../activities/models/gemini.ts'
import { openaiModel } from '../../activities/models/openai.ts'
import { type Message, type Model, type ModelCall, ModelFailure, type Progress } from '../../activities/models/port.ts'
import { jsonSchemaOf } from '../../activities/models/strictSchema.ts'
import { QualityReview } from '../../domain/strategy.ts'
import { FAILS, type ProviderStandIn, startProvider, type Turn } from '../helpers/providerStandIn.ts'
import type { ProviderName } from '../helpers/providerWires.ts'
import { qualityTask } from '../helpers/tasks.ts'

const tools = [
  { name: 'check', description: 'Checks', parameters: jsonSchemaOf(z.object({ text: z.string().max(9), deep: z.boolean().optional() })) },
]
const asks: Message[] = [
  { role: 'system', content: 'Shared by all.' },
  { role: 'system', content: 'You review.' },
  { role: 'user', content: 'Review this.' },
]
const call = (change: Partial<ModelCall> = {}): ModelCall => ({
  agent: 'quality_assurance',
  task: qualityTask(),
  messages: asks,
  tools: [],
  output: { name: 'quality_review', schema: jsonSchemaOf(QualityReview) },
  maxOutputTokens: 500,
  ...change,
})
const patience = () => AbortSignal.timeout(20_000)
const ANSWER = '{"opinion":0.9,"suggestions":["Name the price."]}'

interface Provider {
  open(options: AdapterOptions): Model
  names: { model: string; smallModel: string }
  key: RegExp
  /** Of 1,000 tokens read anew, 4,000 cached, 2,000 written to the cache (Anthropic), 90 written and 10 thought. */
  micros: number
  /** What aimock calls its counts. */
  usage: Record<string, number>
  suffix: string
}

const PROVIDERS: Record<ProviderName, Provider> = {
  openai: {
    open: openaiModel,
    names: { model: 'gpt-4o', smallModel: 'gpt-4o-mini' },
    key: /OPENAI_API_KEY/,
    micros: 1_000 * 2.5 + 4_000 * 1.25 + 100 * 10,
    usage: { prompt_tokens: 1_000, completion_tokens: 100 },
    suffix: '/v1',
  },
  anthropic: {
    open: anthropicModel,
    names: { model: 'claude-opus-5-5', smallModel: 'claude-haiku-5-5' },
    key: /ANTHROPIC_API_KEY/,
    micros: 1_000 * 4 + 4_000 * 0.2 + 2_000 * 5 + 100 * 20,
    usage: { input_tokens: 1_000, output_tokens: 100 },
    suffix: '',
  },
  gemini: {
    open: geminiModel,
    names: { model: 'gemini-3.5-flash', smallModel: 'gemini-3.5-flash-lite' },
    key: /GEMINI_API_KEY/,
    micros: 1_000 * 1.5 + 4_000 * 0.15 + 100 * 9,
    usage: { promptTokenCount: 1_000, candidatesTokenCount: 100 },
    suffix: '',
  },
}

for (const [provider, { open, names, key, micros, usage, suffix }] of Object.entries(PROVIDERS) as [ProviderName, Provider][]) {
  describe(`the ${provider} adapter`, () => {
    const modelAt = (baseUrl: string, deadlineMs = 10_000) => open({ apiKey: 'sk-secret', baseUrl, ...names, deadlineMs })

    describe('against aimock', () => {
      let mock: LLMock
      beforeEach(async () => {
        mock = new LLMock({ port: 0 })
        await mock.start()
      })
      afterEach(() => mock.stop())

      it('returns the answer, who gave it and what it cost', async () => {
        mock.onMessage('Review this', { content: ANSWER, usage })
        const answer = await modelAt(`${mock.url}${suffix}`).complete(call(), patience())
        assert.equal(answer.text, ANSWER)
        assert.deepEqual(answer.model, { provider, name: names.model, offline: false })
        assert.deepEqual([answer.usage.inputTokens, answer.usage.outputTokens], [1_000, 100])
      })

      it('hands over a tool call and takes its result back', async () => {
        mock.on({ endpoint: 'chat', hasToolResult: true }, { content: ANSWER })
        mock.on({ endpoint: 'chat', hasToolResult: false }, { toolCalls: [{ name: 'check', arguments: '{"text":"Hi"}' }] })
        const model = modelAt(`${mock.url}${suffix}`)
        const first = await model.complete(call({ tools }), patience())
        const [toolCall] = first.toolCalls
        assert.ok(toolCall?.id)
        assert.deepEqual([first.text, toolCall.name, JSON.parse(toolCall.arguments)], ['', 'check', { text: 'Hi' }])
        const messages: Message[] = [
          ...asks,
          { role: 'assistant', content: '', toolCalls: first.toolCalls, ...(first.echo && { echo: first.echo }) },
          { role: 'tool', toolCallId: toolCall.id, name: 'check', content: '{"ok":true}' },
        ]
        assert.equal((await model.complete(call({ messages, tools }), patience())).text, ANSWER)
        assert.equal(mock.getRequests().length, 2)
      })

      it('takes a stream that aimock cuts for a broken connection', async () => {
        mock.onMessage('Review this', { content: ANSWER.repeat(20) }, { truncateAfterChunks: 3 })
        const failure = await modelAt(`${mock.url}${suffix}`)
          .complete(call(), patience())
          .catch((error: unknown) => error)
        assert.ok(failure instanceof ModelFailure && failure.kind === 'unavailable', String(failure))
      })
    })

    describe('on its wire', () => {
      let standIn: ProviderStandIn
      beforeEach(async () => {
        standIn = await startProvider(provider)
      })
      afterEach(() => standIn.close())

      async function failsWith(turn: Turn, deadlineMs?: number): Promise<ModelFailure> {
        standIn.next(turn)
        const failure = await modelAt(standIn.baseUrl, deadlineMs)
          .complete(call(), patience())
          .then(
            (answer) => assert.fail(`it answered ${answer.text}`),
            (error: unknown) => error,
          )
        assert.ok(failure instanceof ModelFailure, String(failure))
        assert.equal(standIn.asked.length, 1, 'the SDK must not retry by itself: Temporal does')
        assert.equal(failure.model, names.model)
        assert.doesNotMatch(`${failure.message} ${failure.stack} ${JSON.stringify(failure.cause)}`, /sk-se/)
        return failure
      }

      it('counts cached, written and thought tokens at their prices, to the micro', async () => {
        standIn.next({
          text: ANSWER,
          usage: { anew: 1_000, cached: 4_000, written: provider === 'anthropic' ? 2_000 : 0, output: 90, thoughts: 10 },
        })
        const answer = await modelAt(standIn.baseUrl).complete(call(), patience())
        assert.equal(answer.text, ANSWER)
        assert.equal(answer.usage.inputTokens, provider === 'anthropic' ? 7_000 : 5_000)
        assert.deepEqual([answer.usage.cachedInputTokens, answer.usage.outputTokens], [4_000, 100])
        assert.equal(answer.costMicros, micros)
      })

      it('tells how far it is while it streams', async () => {
        standIn.next({ text: ANSWER, usage: { anew: 10, output: 20 } })
        const seen: Progress[] = []
        await modelAt(standIn.baseUrl).complete(call(), patience(), { progress: (so) => seen.push(so) })
        assert.ok(seen.length > 3, `${seen.length} pieces`)
        const tokens = seen.map(({ outputTokens }) => outputTokens)
        assert.deepEqual(
          tokens,
          tokens.toSorted((a, b) => a - b),
        )
        assert.deepEqual(seen.at(-1), { provider, model: names.model, outputTokens: Math.max(20, Math.ceil(ANSWER.length / 3)) })
      })

      it('asks for strict JSON, by the agent’s own model', async () => {
        standIn.next({ text: ANSWER })
        await modelAt(standIn.baseUrl).complete(call({ agent: 'brand_voice', tools }), patience())
        const [{ body, path }] = standIn.asked as [ProviderStandIn['asked'][number]]
        const sent = JSON.stringify(body)
        assert.ok(sent.includes(names.smallModel) || path.includes(names.smallModel))
        assert.match(sent, /"description":"at least 0, at most 1"/)
        assert.match(sent, /"additionalProperties":false/)
      })

      it('sends thoughts back to who had them, and to nobody else', async () => {
        const toolCalls = [{ name: 'check', arguments: '{"text":"Hi"}' }]
        standIn.next({ toolCalls, signature: 'c2lnbmVk', usage: { anew: 1, output: 1 } }, { text: ANSWER }, { text: ANSWER })
        const model = modelAt(standIn.baseUrl)
        const first = await model.complete(call({ tools }), patience())
        const messages: Message[] = [
          ...asks,
          { role: 'assistant', content: '', toolCalls: first.toolCalls, ...(first.echo && { echo: first.echo }) },
          { role: 'tool', toolCallId: first.toolCalls[0]?.id ?? '', name: 'check', content: '{"ok":true}' },
        ]
        await model.complete(call({ messages, tools }), patience())
        await model.complete(call({ messages, tools, agent: 'brand_voice' }), patience())
        const [, same, other] = standIn.asked.map(({ body }) => JSON.stringify(body))
        assert.equal(same?.includes('c2lnbmVk'), provider !== 'openai')
        assert.equal(other?.includes('c2lnbmVk'), false)
        assert.ok(other?.includes('check'))
      })

      it('goes on with what another provider began, and with tools that may not be used any more', async () => {
        standIn.next({ text: ANSWER })
        const messages: Message[] = [
          ...asks,
          {
            role: 'assistant',
            content: '',
            toolCalls: [{ id: 'call:1/x', name: 'check', arguments: '{"text":' }],
            echo: { provider: 'another', model: 'x', content: [{ secret: true }] },
          },
          { role: 'tool', toolCallId: 'call:1/x', name: 'check', content: 'error: the arguments are not valid JSON' },
          { role: 'assistant', content: '', toolCalls: [] },
          { role: 'user', content: 'Your answer cannot be used.' },
        ]
        assert.equal((await modelAt(standIn.baseUrl).complete(call({ messages }), patience())).text, ANSWER)
        assert.doesNotMatch(JSON.stringify(standIn.asked[0]?.body), /secret/)
      })

      it('reads how long to wait', async () => {
        const failure = await failsWith(FAILS[provider].limited(7))
        assert.deepEqual([failure.kind, failure.retryAfterMs, failure.billed], ['rate_limited', 7_000, undefined])
      })

      it('reads Retry-After as a header whatever the body says', async () => {
        const limited = FAILS[provider].limited()
        assert.ok(typeof limited === 'object' && 'status' in limited)
        assert.equal((await failsWith({ ...limited, headers: { 'retry-after': '3' } })).retryAfterMs, 3_000)
      })

      it('says when no time was named', async () => {
        const failure = await failsWith(FAILS[provider].limited())
        assert.deepEqual([failure.kind, failure.retryAfterMs], ['rate_limited', undefined])
      })

      for (const name of ['broken', 'busy'] as const)
        it(`takes a server that is ${name} for a pause`, async () => {
          const failure = await failsWith(FAILS[provider][name])
          assert.deepEqual([failure.kind, failure.billed], ['unavailable', undefined])
        })

      it('says which key to check, and keeps what the provider says of it to itself', async () => {
        const failure = await failsWith(FAILS[provider].badKey)
        assert.equal(failure.kind, 'misconfigured')
        assert.match(failure.message, key)
      })

      it('says what to check when model or request are refused', async () => {
        assert.equal((await failsWith(FAILS[provider].badRequest)).kind, 'misconfigured')
        await standIn.close()
        standIn = await startProvider(provider)
        const failure = await failsWith(FAILS[provider].noModel)
        assert.match(failure.message, new RegExp(`${names.model}.*_MODEL`))
      })

      it('takes a refusal for a refusal, with what it cost', async () => {
        const failure = await failsWith({ refusal: 'I cannot help with that.', usage: { anew: 1_000, output: 10 } })
        assert.equal(failure.kind, 'refused')
        assert.deepEqual(
          [failure.billed?.usage.inputTokens, failure.billed?.usage.outputTokens, failure.billed?.estimated],
          [1_000, 10, false],
        )
      })

      it('takes a stream that is cut for a broken connection, and counts what came', async () => {
        const failure = await failsWith({ text: ANSWER, usage: { anew: 1_000, output: 50 }, ends: 'cut' })
        assert.equal(failure.kind, 'unavailable')
        assert.equal(failure.billed?.estimated, true)
        assert.ok((failure.billed?.usage.outputTokens ?? 0) > 1 && (failure.billed?.costMicros ?? 0) > 0)
        if (provider !== 'openai') assert.equal(failure.billed?.usage.inputTokens, 1_000, 'the input was counted before the cut')
      })

      it('ends a stream that trickles at our own deadline, and counts what came', async () => {
        const failure = await failsWith({ text: ANSWER, usage: { anew: 1_000, output: 50 }, ends: 'trickle' }, 150)
        assert.equal(failure.kind, 'timeout')
        assert.match(failure.message, /150 ms/)
        assert.ok((failure.billed?.costMicros ?? 0) > 0)
      })

      it('ends a silent server at the deadline, for nothing', async () => {
        const failure = await failsWith('silence', 100)
        assert.deepEqual([failure.kind, failure.billed], ['timeout', undefined])
      })

      it('knows a page of some other server from an answer', async () => {
        const failure = await failsWith({ page: '<html>Welcome</html>' })
        assert.equal(failure.kind, 'misconfigured')
        assert.match(failure.message, /_BASE_URL/)
      })

      it('survives a server that is not there', async () => {
        const { baseUrl } = standIn
        await standIn.close()
        const failure = await modelAt(baseUrl)
          .complete(call(), patience())
          .catch((error: unknown) => error)
        assert.ok(failure instanceof ModelFailure && failure.kind === 'unavailable', String(failure))
      })

      it('hands on an answer that was cut at the limit of tokens, and says so', async () => {
        standIn.next({ text: '{"opinion":0.', full: true, usage: { anew: 10, output: 500 } })
        const answer = await modelAt(standIn.baseUrl).complete(call(), patience())
        assert.deepEqual([answer.text, answer.cut], ['{"opinion":0.', true])
      })

      it('ends with the caller’s own reason when the caller gives up', async () => {
        standIn.next('silence')
        const controller = new AbortController()
        const reason = new Error('the activity was cancelled')
        const answer = modelAt(standIn.baseUrl).complete(call(), controller.signal)
        setTimeout(() => controller.abort(reason), 50)
        await assert.rejects(answer, reason)
      })
    })
  })
}
