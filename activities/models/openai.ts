import { OpenAI } from 'openai'
import type { ChatCompletionCreateParamsNonStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import type { AgentName } from '../../domain/words.ts'
import { failureOf } from './openaiFailure.ts'
import { type Message, type Model, type ModelAnswer, type ModelCall, ModelFailure } from './port.ts'
import { costMicros, estimatedTokens, type Usage } from './prices.ts'
import { strictSchema } from './strictSchema.ts'

export interface OpenaiOptions {
  apiKey: string
  /** Any server that speaks Chat Completions, with its version path; OpenAI's own when absent. */
  baseUrl?: string | undefined
  model: string
  smallModel: string
  /** One call, from the first byte sent to the last byte read. */
  deadlineMs: number
}

/** Which agents do with the small model: brand voice edits what another has written. */
const SIZE: Record<AgentName, 'large' | 'small'> = {
  strategist: 'large',
  instagram: 'large',
  linkedin: 'large',
  tiktok: 'large',
  brand_voice: 'small',
  quality_assurance: 'large',
}

/**
 * Tokens of one call, from the length of our prompts with a brand of one page and of ordinary drafts. Two calls a step are typical (one round
 * of tools); seven are the most (four rounds, two repairs), and three passes a draft. Change rounds come on top and are bounded by the request's budget.
 */
const TYPICAL: Record<'strategist' | 'writer' | 'brand_voice' | 'quality_assurance', Usage> = {
  strategist: { inputTokens: 1_500, cachedInputTokens: 0, outputTokens: 600 },
  writer: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 900 },
  brand_voice: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 900 },
  quality_assurance: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 250 },
}
const CALLS_A_STEP = { typical: 2, most: 7 }
const MOST_PASSES = 3

/** OpenAI, or a server that imitates it, over Chat Completions: the one interface all of them have. */
export function openaiModel({ apiKey, baseUrl, model, smallModel, deadlineMs }: OpenaiOptions): Model {
  const provider = 'openai'
  const nameFor = (agent: AgentName) => (SIZE[agent] === 'small' ? smallModel : model)
  const client = new OpenAI({
    apiKey,
    // Given in full, because the SDK reads the environment for what is left out.
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: deadlineMs,
    logLevel: 'off',
  })

  return {
    label: { provider, name: model, offline: false },
    languages: ['en', 'id'],

    estimate(platforms) {
      const strategy = costMicros(model, TYPICAL.strategist)
      const draft =
        costMicros(model, TYPICAL.writer) + costMicros(smallModel, TYPICAL.brand_voice) + costMicros(model, TYPICAL.quality_assurance)
      return {
        expectedMicros: CALLS_A_STEP.typical * (strategy + platforms * draft),
        ceilingMicros: CALLS_A_STEP.most * (strategy + platforms * MOST_PASSES * draft),
      }
    },

    async complete(call, signal) {
      const name = nameFor(call.agent)
      const body = requestBody(name, call)
      const raw = await withDeadline(deadlineMs, signal, (until) =>
        client.chat.completions.create(body, { signal: until }).catch((error: unknown) => {
          throw failureOf(error, name)
        }),
      )
      return answerOf(raw, call, { provider, name, offline: false })
    },
  }
}

function requestBody(model: string, { messages, tools, output, maxOutputTokens }: ModelCall): ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: messages.map(toOpenai),
    response_format: { type: 'json_schema', json_schema: { name: output.name, schema: strictSchema(output.schema), strict: true } },
    max_completion_tokens: maxOutputTokens,
    store: false,
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({ type: 'function' as const, function: { name, description, parameters } })),
    }),
  }
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

/** What we read of a completion; servers that imitate OpenAI leave out the rest. */
const Completion = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z.array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
      }),
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

/** An answer that is empty or was cut is still an answer that was paid for: it is handed on, and the agent's loop finds the fault. */
function answerOf(raw: unknown, call: ModelCall, model: ModelAnswer['model']): ModelAnswer {
  const parsed = Completion.safeParse(raw)
  if (!parsed.success)
    throw new ModelFailure(
      'misconfigured',
      'The model server answered something that is no chat completion: check OPENAI_BASE_URL, it has to end with the version path (such as /v1).',
    )
  const { choices, usage } = parsed.data
  const choice = choices[0]
  if (choice?.message.refusal) throw new ModelFailure('refused', `The model refused: ${choice.message.refusal}`)
  if (choice?.finish_reason === 'content_filter') throw new ModelFailure('refused', "The provider's content filter stopped the answer.")
  const text = choice?.message.content ?? ''
  const toolCalls = (choice?.message.tool_calls ?? []).map(({ id, function: f }) => ({ id, name: f.name, arguments: f.arguments }))
  const counted: Usage = usage
    ? {
        inputTokens: usage.prompt_tokens,
        cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
        outputTokens: usage.completion_tokens,
      }
    : {
        inputTokens: estimatedTokens(JSON.stringify(call.messages) + JSON.stringify(call.output.schema)),
        cachedInputTokens: 0,
        outputTokens: estimatedTokens(text + JSON.stringify(toolCalls)),
      }
  return { text, toolCalls, model, usage: counted, costMicros: costMicros(model.name, counted) }
}

/**
 * The SDK's own timeout ends when headers arrive; a body that trickles would hold a worker for ever. When `signal` ends the call its
 * reason is thrown, so that a cancelled activity stays a cancellation.
 */
async function withDeadline<T>(deadlineMs: number, signal: AbortSignal, work: (until: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const controller = new AbortController()
  let stop = () => {}
  const stopped = new Promise<never>((_resolve, reject) => {
    const end = (reason: unknown) => {
      reject(reason)
      controller.abort(reason)
    }
    const cancelled = () => end(signal.reason)
    const timer = setTimeout(() => end(new ModelFailure('timeout', `The model gave no whole answer within ${deadlineMs} ms.`)), deadlineMs)
    signal.addEventListener('abort', cancelled, { once: true })
    stop = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancelled)
    }
  })
  try {
    return await Promise.race([work(controller.signal), stopped])
  } finally {
    stop()
  }
}
