import { OpenAI } from 'openai'
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { type AdapterOptions, adapter, type Reading, SDK_SLACK_MS } from './adapter.ts'
import { failureOf } from './openaiFailure.ts'
import { type Message, type Model, type ModelCall, ModelFailure } from './port.ts'
import { strictSchema } from './strictSchema.ts'

/** OpenAI, or a server that imitates it (`baseUrl` with its version path), over Chat Completions: the one interface all of them have. */
export function openaiModel(options: AdapterOptions): Model {
  const client = new OpenAI({
    apiKey: options.apiKey,
    // Given in full, because the SDK reads the environment for what is left out.
    baseURL: options.baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: options.deadlineMs + SDK_SLACK_MS,
    logLevel: 'off',
  })
  return adapter(
    {
      provider: 'openai',
      failureOf,
      async read(name, call, reading, until) {
        const { data, response } = await client.chat.completions.create(requestBody(name, call), { signal: until }).withResponse()
        for await (const chunk of data) readChunk(chunk, reading)
        if (!reading.begun && !response.headers.get('content-type')?.includes('text/event-stream')) throw noCompletion()
      },
    },
    options,
  )
}

function requestBody(model: string, { messages, tools, output, maxOutputTokens }: ModelCall): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: joinedSystem(messages).map(toOpenai),
    response_format: { type: 'json_schema', json_schema: { name: output.name, schema: strictSchema(output.schema), strict: true } },
    max_completion_tokens: maxOutputTokens,
    store: false,
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({ type: 'function' as const, function: { name, description, parameters } })),
    }),
  }
}

/** One system message: imitators take no second one. OpenAI finds a prefix it has read by itself. */
function joinedSystem(messages: readonly Message[]): Message[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const rest = messages.filter(({ role }) => role !== 'system')
  return system.length ? [{ role: 'system', content: system.join('\n\n') }, ...rest] : rest
}

function toOpenai(message: Message): ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.content }
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content,
        ...(message.toolCalls.length > 0 && {
          tool_calls: message.toolCalls.map(({ id, name, arguments: args }) => ({
            id,
            type: 'function' as const,
            function: { name, arguments: args },
          })),
        }),
      }
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content }
    default:
      return message satisfies never
  }
}

/** What we read of a piece of an answer; servers that imitate OpenAI leave out the rest. */
const Chunk = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      delta: z
        .object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                index: z.number().int().nonnegative().max(99),
                id: z.string().nullish(),
                function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
              }),
            )
            .nullish(),
        })
        .nullish(),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
})

const FILTERED = "The provider's content filter stopped the answer."

function readChunk(raw: unknown, reading: Reading): void {
  const parsed = Chunk.safeParse(raw)
  if (!parsed.success) throw noCompletion()
  reading.begun = true
  const { choices, usage } = parsed.data
  for (const { delta, finish_reason } of choices.slice(0, 1)) {
    reading.text += delta?.content ?? ''
    if (delta?.refusal) reading.refusal = `${reading.refusal ?? 'The model refused: '}${delta.refusal}`
    for (const piece of delta?.tool_calls ?? []) {
      const toolCall = reading.toolCalls[piece.index] ?? { id: '', name: '', arguments: '' }
      toolCall.id ||= piece.id ?? ''
      toolCall.name ||= piece.function?.name ?? ''
      toolCall.arguments += piece.function?.arguments ?? ''
      reading.toolCalls[piece.index] = toolCall
    }
    if (finish_reason === 'content_filter') reading.refusal ??= FILTERED
    if (finish_reason) reading.finish = finish_reason === 'length' ? 'cut' : 'whole'
  }
  if (usage) {
    reading.usage = {
      inputTokens: usage.prompt_tokens,
      cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
      outputTokens: usage.completion_tokens,
    }
    // It is the last piece where it comes alone; some servers count in every piece.
    if (choices.length === 0 || reading.finish) reading.counted = true
    if (choices.length === 0) reading.finish ??= 'whole'
  }
  reading.moved()
}

const noCompletion = () =>
  new ModelFailure(
    'misconfigured',
    'The model server answered something that is no chat completion: check OPENAI_BASE_URL, it has to end with the version path (such as /v1).',
  )
