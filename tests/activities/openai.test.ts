import assert from 'node:assert/strict'
import { LLMock } from '@copilotkit/aimock'
import { z } from 'zod'
import { openaiModel } from '../../activities/models/openai.ts'
import { type ModelCall, ModelFailure } from '../../activities/models/port.ts'
import { jsonSchemaOf } from '../../activities/models/strictSchema.ts'
import { QualityReview } from '../../domain/strategy.ts'
import { type ModelStandIn, type Reply, startModelStandIn } from '../helpers/modelStandIn.ts'
import { qualityTask } from '../helpers/tasks.ts'

const call = (change: Partial<ModelCall> = {}): ModelCall => ({
  agent: 'quality_assurance',
  task: qualityTask(),
  messages: [
    { role: 'system', content: 'You review.' },
    { role: 'user', content: 'Review this.' },
  ],
  tools: [],
  output: { name: 'quality_review', schema: jsonSchemaOf(QualityReview) },
  maxOutputTokens: 500,
  ...change,
})

const modelAt = (baseUrl: string, deadlineMs = 10_000) =>
  openaiModel({ apiKey: 'test-key', baseUrl, model: 'gpt-4o', smallModel: 'gpt-4o-mini', deadlineMs })
const patience = () => AbortSignal.timeout(20_000)

describe('the OpenAI adapter', () => {
  describe('against a server that answers as OpenAI does', () => {
    let mock: LLMock
    beforeEach(async () => {
      mock = new LLMock({ port: 0 })
      await mock.start()
    })
    afterEach(() => mock.stop())

    it('returns the text, what it cost and who wrote it', async () => {
      mock.onMessage('Review this', {
        content: '{"opinion":0.9,"suggestions":[]}',
        usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
      })
      const answer = await modelAt(`${mock.url}/v1`).complete(call(), patience())
      assert.deepEqual(JSON.parse(answer.text), { opinion: 0.9, suggestions: [] })
      assert.deepEqual(answer.model, { provider: 'openai', name: 'gpt-4o', offline: false })
      assert.deepEqual(answer.usage, { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 100 })
      assert.equal(answer.costMicros, 3500)
    })

    it('hands over the tool calls and takes their results back', async () => {
      mock.on({ endpoint: 'chat', hasToolResult: true }, { content: '{"opinion":1,"suggestions":[]}' })
      mock.on({ endpoint: 'chat', hasToolResult: false }, { toolCalls: [{ name: 'check', arguments: '{"text":"Hi"}' }] })
      const model = modelAt(`${mock.url}/v1`)
      const tools = [{ name: 'check', description: 'Checks', parameters: jsonSchemaOf(z.object({ text: z.string() })) }]
      const asks = await model.complete(call({ tools }), patience())
      const [toolCall] = asks.toolCalls
      assert.ok(toolCall)
      assert.deepEqual([asks.text, toolCall.name, JSON.parse(toolCall.arguments)], ['', 'check', { text: 'Hi' }])

      const messages: ModelCall['messages'] = [
        ...call().messages,
        { role: 'assistant', content: asks.text, toolCalls: asks.toolCalls },
        { role: 'tool', toolCallId: toolCall.id, name: 'check', content: '{"ok":true}' },
      ]
      const answer = await model.complete(call({ messages, tools }), patience())
      assert.equal(answer.text, '{"opinion":1,"suggestions":[]}')
      assert.equal(mock.getRequests().length, 2)
    })
  })

  describe('against a server that fails', () => {
    let standIn: ModelStandIn
    afterEach(() => standIn.close())

    async function failsWith(reply: Reply, deadlineMs?: number): Promise<ModelFailure> {
      standIn = await startModelStandIn({ respond: () => reply })
      const failure = await modelAt(standIn.baseUrl, deadlineMs)
        .complete(call(), patience())
        .then(
          (answer) => assert.fail(`it answered ${answer.text}`),
          (error: unknown) => error,
        )
      assert.ok(failure instanceof ModelFailure, String(failure))
      assert.equal(standIn.calls.length, 1, 'the SDK must not retry by itself: Temporal does')
      return failure
    }
    const error = (message: string, code: string | null = null) => ({ error: { message, type: 'error', code, param: null } })

    it('reads Retry-After in seconds', async () => {
      const failure = await failsWith({ status: 429, headers: { 'retry-after': '7' }, body: error('slow down', 'rate_limit_exceeded') })
      assert.deepEqual([failure.kind, failure.retryAfterMs], ['rate_limited', 7000])
    })

    it('reads Retry-After as a date', async () => {
      const failure = await failsWith({
        status: 429,
        headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() },
        body: error('slow down'),
      })
      assert.equal(failure.kind, 'rate_limited')
      assert.ok((failure.retryAfterMs ?? 0) > 30_000 && (failure.retryAfterMs ?? 0) <= 60_000, String(failure.retryAfterMs))
    })

    it('says when a 429 named no time', async () => {
      const failure = await failsWith({ status: 429, body: error('slow down') })
      assert.deepEqual([failure.kind, failure.retryAfterMs], ['rate_limited', undefined])
    })

    it('tells an empty account from a rate limit, which waiting does not cure', async () => {
      const failure = await failsWith({ status: 429, body: error('You exceeded your current quota', 'insufficient_quota') })
      assert.equal(failure.kind, 'misconfigured')
      assert.match(failure.message, /billing/)
    })

    for (const status of [500, 502, 503, 408, 409])
      it(`takes ${status} for a pause`, async () => {
        assert.equal((await failsWith({ status, body: error('oops') })).kind, 'unavailable')
      })

    for (const [status, check] of [
      [400, /JSON-schema output/],
      [401, /OPENAI_API_KEY/],
      [403, /may not use gpt-4o/],
      [404, /OPENAI_MODEL.*OPENAI_BASE_URL/],
      [422, /JSON-schema output/],
    ] as const)
      it(`says what to check after ${status}`, async () => {
        const failure = await failsWith({ status, body: error('no') })
        assert.equal(failure.kind, 'misconfigured')
        assert.match(failure.message, check)
      })

    it('keeps what the provider says of our key to itself', async () => {
      const failure = await failsWith({ status: 401, body: error('Incorrect API key provided: sk-ab***yz') })
      assert.doesNotMatch(`${failure.message} ${failure.stack} ${JSON.stringify(failure.cause)}`, /sk-ab/)
    })

    it('takes a refusal for a refusal', async () => {
      const failure = await failsWith({ refusal: 'I cannot help with that.' })
      assert.equal(failure.kind, 'refused')
      assert.match(failure.message, /I cannot help with that/)
    })

    it('takes a stopped answer for a refusal, as an answer and as an error', async () => {
      assert.equal((await failsWith({ text: '{"opin', finishReason: 'content_filter' })).kind, 'refused')
      await standIn.close()
      assert.equal((await failsWith({ status: 400, body: error('filtered', 'content_filter') })).kind, 'refused')
    })

    it('survives a body that is cut', async () => {
      assert.equal((await failsWith({ body_ends: 'cut' })).kind, 'unavailable')
    })

    it('survives a server that is not there', async () => {
      standIn = await startModelStandIn()
      const { baseUrl } = standIn
      await standIn.close()
      const failure = await modelAt(baseUrl)
        .complete(call(), patience())
        .catch((e: unknown) => e)
      assert.ok(failure instanceof ModelFailure)
      assert.equal(failure.kind, 'unavailable')
      assert.match(failure.message, /ECONNREFUSED|Connection error/)
      standIn = await startModelStandIn()
    })

    it('ends a silent server at the deadline', async () => {
      assert.equal((await failsWith({ latencyMs: 60_000 }, 100)).kind, 'timeout')
    })

    it('ends a body that trickles at the deadline', async () => {
      const failure = await failsWith({ body_ends: 'trickle' }, 150)
      assert.equal(failure.kind, 'timeout')
      assert.match(failure.message, /150 ms/)
    })

    it('knows a page of some other server from a completion', async () => {
      const failure = await failsWith({ headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' })
      assert.equal(failure.kind, 'misconfigured')
      assert.match(failure.message, /OPENAI_BASE_URL/)
    })

    it('takes an error in the shape of a success for a misconfigured server', async () => {
      assert.equal((await failsWith({ body: { error: 'model not loaded' } })).kind, 'misconfigured')
    })

    it('ends with the caller’s own reason when the caller gives up', async () => {
      standIn = await startModelStandIn({ latencyMs: 60_000 })
      const controller = new AbortController()
      const answer = modelAt(standIn.baseUrl).complete(call(), controller.signal)
      const reason = new Error('the activity was cancelled')
      setTimeout(() => controller.abort(reason), 50)
      await assert.rejects(answer, reason)
      await assert.rejects(modelAt(standIn.baseUrl).complete(call(), controller.signal), reason)
      assert.ok(standIn.calls.length <= 1, 'a call that is over before it began is not sent')
    })

    it('hands on an answer of nothing, which was paid for all the same', async () => {
      standIn = await startModelStandIn({ respond: () => ({ body: { choices: [{ message: { content: null }, finish_reason: 'stop' }] } }) })
      const answer = await modelAt(standIn.baseUrl).complete(call(), patience())
      assert.deepEqual([answer.text, answer.toolCalls], ['', []])
      assert.ok(answer.costMicros > 0)
    })

    it('hands on an answer that was cut at the limit of tokens, and its cost', async () => {
      standIn = await startModelStandIn({ respond: () => ({ text: '{"opinion":0.', finishReason: 'length' }) })
      const answer = await modelAt(standIn.baseUrl).complete(call(), patience())
      assert.equal(answer.text, '{"opinion":0.')
      assert.ok(answer.costMicros > 0)
    })
  })

  describe('in what it asks', () => {
    let standIn: ModelStandIn
    afterEach(() => standIn.close())

    it('wants strict JSON of the schema, nothing stored, and no tools when there are none', async () => {
      standIn = await startModelStandIn()
      await modelAt(standIn.baseUrl).complete(call(), patience())
      const { messages: _messages, ...body } = standIn.calls[0]?.body ?? {}
      assert.deepEqual(body, {
        model: 'gpt-4o',
        max_completion_tokens: 500,
        store: false,
        stream: true,
        stream_options: { include_usage: true },
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'quality_review',
            strict: true,
            schema: {
              type: 'object',
              properties: {
                opinion: { type: 'number', description: 'at least 0, at most 1' },
                suggestions: {
                  type: 'array',
                  items: { type: 'string', description: 'not empty, at most 400 characters' },
                  description: 'at most 8 items',
                },
              },
              required: ['opinion', 'suggestions'],
              additionalProperties: false,
            },
          },
        },
      })
    })

    it('counts cached input at its own price, and estimates what a server does not count', async () => {
      const body = {
        choices: [{ message: { content: '{}' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10_000, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 8000 } },
      }
      standIn = await startModelStandIn({ respond: (asked) => (asked.call === 1 ? { body } : { usage: false }) })
      const cached = await modelAt(standIn.baseUrl).complete(call(), patience())
      assert.equal(cached.costMicros, 2000 * 2.5 + 8000 * 1.25)
      const uncounted = await modelAt(standIn.baseUrl).complete(call(), patience())
      assert.ok(uncounted.usage.inputTokens > 50 && uncounted.usage.outputTokens > 5 && uncounted.costMicros > 0)
    })

    it('expects more of three platforms than of one, and never more than the ceiling', async () => {
      standIn = await startModelStandIn()
      const model = modelAt(standIn.baseUrl)
      const [one, three] = [model.estimate(1), model.estimate(3)]
      assert.ok(one.expectedMicros > 0 && one.expectedMicros < three.expectedMicros)
      assert.ok(three.expectedMicros < three.ceilingMicros)
    })
  })
})
