import assert from 'node:assert/strict'
import { z } from 'zod'
import { anthropicModel } from '../../activities/models/anthropic.ts'
import { geminiModel } from '../../activities/models/gemini.ts'
import type { Message, ModelCall } from '../../activities/models/port.ts'
import { jsonSchemaOf } from '../../activities/models/strictSchema.ts'
import { type ProviderStandIn, startProvider } from '../helpers/providerStandIn.ts'
import { qualityTask } from '../helpers/tasks.ts'

const TOOL = { name: 'check', description: 'Checks', parameters: jsonSchemaOf(z.object({ text: z.string().max(9).optional() })) }
const MESSAGES: Message[] = [
  { role: 'system', content: 'Shared by all.' },
  { role: 'system', content: 'You review.' },
  { role: 'user', content: 'Review this.' },
]
const USED: Message[] = [
  ...MESSAGES,
  { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'check', arguments: '{}' }] },
  { role: 'tool', toolCallId: 'c1', name: 'check', content: '{"ok":true}' },
  { role: 'user', content: 'Answer now.' },
]
const call = (change: Partial<ModelCall> = {}): ModelCall => ({
  agent: 'strategist',
  task: qualityTask(),
  messages: MESSAGES,
  tools: [],
  output: { name: 'x', schema: jsonSchemaOf(z.object({ a: z.string().max(5) })) },
  maxOutputTokens: 500,
  ...change,
})

describe('what each provider is sent', () => {
  let standIn: ProviderStandIn
  afterEach(() => standIn.close())

  async function sent(provider: 'anthropic' | 'gemini', model: string, change: Partial<ModelCall> = {}) {
    standIn = await startProvider(provider)
    standIn.next({ text: '{}' })
    const open = provider === 'anthropic' ? anthropicModel : geminiModel
    await open({ apiKey: 'k', baseUrl: standIn.baseUrl, model, smallModel: model, deadlineMs: 5_000 }).complete(
      call(change),
      AbortSignal.timeout(10_000),
    )
    return standIn.asked[0]?.body ?? {}
  }
  const kept = { type: 'ephemeral' }

  it('marks for Anthropic where what is shared ends, where the agent’s part does, and all of it where tools may follow', async () => {
    const body = await sent('anthropic', 'claude-sonnet-5-5', { tools: [TOOL] })
    assert.deepEqual(body.system, [
      { type: 'text', text: 'Shared by all.', cache_control: kept },
      { type: 'text', text: 'You review.', cache_control: kept },
    ])
    assert.deepEqual(body.messages, [{ role: 'user', content: [{ type: 'text', text: 'Review this.', cache_control: kept }] }])
    assert.deepEqual(body.tools, [{ name: 'check', description: 'Checks', input_schema: TOOL.parameters }])
    assert.deepEqual([body.max_tokens, body.stream], [4_500, true])
    for (const refused of ['temperature', 'top_p', 'top_k', 'thinking', 'tool_choice']) assert.ok(!(refused in body), refused)
  })

  it('asks for little effort only of Claude models that know the word', async () => {
    const format = {
      type: 'json_schema',
      schema: {
        type: 'object',
        properties: { a: { type: 'string', description: 'at most 5 characters' } },
        required: ['a'],
        additionalProperties: false,
      },
    }
    assert.deepEqual((await sent('anthropic', 'claude-haiku-4-5')).output_config, { format })
    await standIn.close()
    assert.deepEqual((await sent('anthropic', 'claude-haiku-5-5')).output_config, { format, effort: 'low' })
  })

  it('declares to Anthropic the tools that were used, and lets none be used any more', async () => {
    const body = await sent('anthropic', 'claude-sonnet-5-5', { messages: USED })
    assert.deepEqual(body.tools, [{ name: 'check', input_schema: { type: 'object' } }])
    assert.deepEqual(body.tool_choice, { type: 'none' })
    assert.deepEqual((body.messages as unknown[])[2], {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c1', content: '{"ok":true}' },
        { type: 'text', text: 'Answer now.' },
      ],
    })
  })

  it('gives Gemini schema and tools together, and Google’s word for thoughts that another model had', async () => {
    const body = await sent('gemini', 'gemini-3.8-flash', { messages: USED, tools: [TOOL] })
    const config = body.generationConfig as Record<string, unknown>
    assert.equal(config.responseMimeType, 'application/json')
    assert.deepEqual(config.thinkingConfig, { thinkingLevel: 'LOW' })
    const [declared] = (body.tools as { functionDeclarations: { parametersJsonSchema: unknown }[] }[])[0]?.functionDeclarations ?? []
    assert.deepEqual(declared?.parametersJsonSchema, {
      type: 'object',
      properties: { text: { type: 'string', description: 'at most 9 characters' } },
      required: [],
      additionalProperties: false,
    })
    const contents = body.contents as { role: string; parts: unknown[] }[]
    assert.deepEqual(
      contents.map(({ role, parts }) => [role, parts.length]),
      [
        ['user', 1],
        ['model', 1],
        ['user', 2],
      ],
    )
    assert.match(JSON.stringify(contents[1]), /"thoughtSignature":"skip_thought_signature_validator"/)
  })

  it('tells Gemini 2.5 the schema in words while it has tools, because it refuses both, and as a schema when it has none', async () => {
    const withTools = await sent('gemini', 'gemini-2.5-pro', { tools: [TOOL] })
    assert.deepEqual(withTools.generationConfig, { maxOutputTokens: 4_500 })
    assert.match(JSON.stringify(withTools.systemInstruction), /JSON of this schema/)
    await standIn.close()
    const without = await sent('gemini', 'gemini-2.5-pro')
    assert.equal((without.generationConfig as Record<string, unknown>).responseMimeType, 'application/json')
  })
})
