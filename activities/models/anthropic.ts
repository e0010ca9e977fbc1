import { Anthropic } from '@anthropic-ai/sdk'
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import { type AdapterOptions, adapter, type Reading, SDK_SLACK_MS } from './adapter.ts'
import { failureOf } from './anthropicFailure.ts'
import { toAnthropic } from './anthropicMessages.ts'
import { argumentsOf } from './json.ts'
import { type Model, type ModelCall, ModelFailure, type ToolCall } from './port.ts'
import { strictSchema } from './strictSchema.ts'

/** Thoughts count as output: room for them beside what the agent may write, so that thinking does not cut the answer. */
const ROOM_FOR_THOUGHTS = 4_000
/** These came before `effort` and refuse it; every later model takes it (platform.claude.com, "Effort"). */
const NO_EFFORT = /^claude-(3|(opus|sonnet|haiku)-4($|-[015]|-2025)|haiku-4)/

/** Anthropic over Messages. No thinking, sampling or tool choice is asked for: each of them is refused by some model, and the defaults by none. */
export function anthropicModel(options: AdapterOptions): Model {
  const client = new Anthropic({
    apiKey: options.apiKey,
    // Given in full, because the SDK reads the environment for what is left out.
    authToken: null,
    baseURL: options.baseUrl ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: options.deadlineMs + SDK_SLACK_MS,
    logLevel: 'off',
  })
  return adapter(
    {
      provider: 'anthropic',
      failureOf,
      async read(name, call, reading, until) {
        const { data, response } = await client.messages.create(requestBody(name, call), { signal: until }).withResponse()
        const turn = new Turn(reading)
        for await (const event of data) turn.take(event)
        if (!reading.begun && !response.headers.get('content-type')?.includes('text/event-stream'))
          throw new ModelFailure('misconfigured', 'The model server answered something that is no message: check ANTHROPIC_BASE_URL.')
        turn.close(name)
      },
    },
    options,
  )
}

function requestBody(model: string, call: ModelCall): MessageCreateParamsStreaming {
  const { system, messages, tools } = toAnthropic(call, model)
  return {
    model,
    max_tokens: call.maxOutputTokens + ROOM_FOR_THOUGHTS,
    system,
    messages,
    stream: true,
    output_config: {
      format: { type: 'json_schema', schema: strictSchema(call.output.schema) },
      ...(!NO_EFFORT.test(model) && { effort: 'low' as const }),
    },
    ...tools,
  }
}

type Block = Record<string, unknown> & { type: string }
type Counts = {
  input_tokens: number | null
  output_tokens: number
  cache_read_input_tokens?: number | null
  cache_creation_input_tokens?: number | null
}

/** One turn of the assistant, put together from its events. */
class Turn {
  readonly #reading: Reading
  readonly #blocks: Block[] = []
  /** By the index of its block. */
  readonly #toolCalls = new Map<number, ToolCall>()

  constructor(reading: Reading) {
    this.#reading = reading
  }

  take(event: RawMessageStreamEvent): void {
    const reading = this.#reading
    reading.begun = true
    switch (event.type) {
      case 'message_start':
        this.#count(event.message.usage)
        break
      case 'content_block_start':
        this.#start(event.index, event.content_block as unknown as Block)
        break
      case 'content_block_delta':
        this.#add(event.index, event.delta)
        break
      case 'message_delta': {
        this.#count(event.usage)
        const { stop_reason, stop_details } = event.delta
        if (stop_reason === 'refusal') reading.refusal = `The model refused: ${stop_details?.explanation ?? 'it gave no reason.'}`
        if (stop_reason) {
          reading.counted = true
          reading.finish = stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded' ? 'cut' : 'whole'
        }
        break
      }
      default:
    }
    reading.moved()
  }

  /** Thoughts and their signatures go back with what the tools said, or the model thinks it all again. */
  close(model: string): void {
    for (const [index, { arguments: args }] of this.#toolCalls) {
      const block = this.#blocks[index]
      if (block && args) block.input = argumentsOf(args)
    }
    const thought = this.#blocks.some(({ type }) => type.endsWith('thinking'))
    if (thought && this.#toolCalls.size) this.#reading.echo = { provider: 'anthropic', model, content: this.#blocks.filter(Boolean) }
  }

  #start(index: number, block: Block): void {
    this.#blocks[index] = { ...block }
    if (block.type === 'text') this.#reading.text += String(block.text ?? '')
    if (block.type !== 'tool_use') return
    const toolCall = { id: String(block.id), name: String(block.name), arguments: '' }
    this.#toolCalls.set(index, toolCall)
    this.#reading.toolCalls.push(toolCall)
  }

  #add(index: number, delta: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>['delta']): void {
    const block = this.#blocks[index]
    if (!block) return
    switch (delta.type) {
      case 'text_delta':
        block.text = String(block.text ?? '') + delta.text
        this.#reading.text += delta.text
        break
      case 'input_json_delta': {
        const toolCall = this.#toolCalls.get(index)
        if (toolCall) toolCall.arguments += delta.partial_json
        break
      }
      case 'thinking_delta':
        block.thinking = String(block.thinking ?? '') + delta.thinking
        break
      case 'signature_delta':
        block.signature = delta.signature
        break
      default:
    }
  }

  /** Anthropic counts what it read anew, from its cache and into it apart; the port's input is all of them. Later counts replace earlier ones. */
  #count(counts: Counts): void {
    const before = this.#reading.usage
    const cached = counts.cache_read_input_tokens ?? before?.cachedInputTokens ?? 0
    const written = counts.cache_creation_input_tokens ?? before?.cacheWriteTokens ?? 0
    const anew = counts.input_tokens ?? (before ? before.inputTokens - before.cachedInputTokens - (before.cacheWriteTokens ?? 0) : 0)
    this.#reading.usage = {
      inputTokens: anew + cached + written,
      cachedInputTokens: cached,
      cacheWriteTokens: written,
      outputTokens: counts.output_tokens,
    }
  }
}
