import { type GenerateContentConfig, type GenerateContentResponse, GoogleGenAI, ThinkingLevel } from '@google/genai'
import { type AdapterOptions, adapter, type Reading, SDK_SLACK_MS } from './adapter.ts'
import { retryAfterOf } from './failures.ts'
import { failureOf } from './geminiFailure.ts'
import { toGemini } from './geminiMessages.ts'
import { type Model, type ModelCall, ModelFailure } from './port.ts'
import { strictSchema, wordedSchema } from './strictSchema.ts'

/** Thoughts count as output: room for them beside what the agent may write, so that thinking does not cut the answer. */
const ROOM_FOR_THOUGHTS = 4_000
/** Up to 2.5 a schema and tools together are refused, and there is no thinking level (ai.google.dev, "Structured outputs", "Thinking"). */
const BEFORE_3 = /^(models\/)?gemini-[12](\.|-|$)/
/** Endings by which the provider itself stopped what it would not say. */
const STOPPED: ReadonlySet<string> = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'])

/** Gemini over generateContent of Google's Gemini API. */
export function geminiModel(options: AdapterOptions): Model {
  const client = new GoogleGenAI({
    apiKey: options.apiKey,
    // Given in full, because the SDK reads the environment for what is left out.
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl: options.baseUrl ?? 'https://generativelanguage.googleapis.com', timeout: options.deadlineMs + SDK_SLACK_MS },
  })
  return adapter(
    {
      provider: 'gemini',
      failureOf,
      async read(name, call, reading, until) {
        let answered: Response | undefined
        const asking: typeof fetch = async (...args) => {
          answered = await fetch(...args)
          return answered
        }
        try {
          const stream = await client.models.generateContentStream({
            model: name,
            contents: toGemini(call, name),
            config: { ...configOf(name, call), abortSignal: until, httpOptions: { fetch: asking } },
          })
          const parts: unknown[] = []
          for await (const piece of stream) readPiece(piece, { call, reading, parts })
          const signed = parts.some((part) => (part as { thoughtSignature?: string }).thoughtSignature)
          if (signed && reading.toolCalls.length) reading.echo = { provider: 'gemini', model: name, content: parts }
        } catch (error) {
          if (!isPage(answered, reading)) throw failureOf(error, name, retryAfterOf(answered?.headers))
        }
        if (isPage(answered, reading))
          throw new ModelFailure('misconfigured', 'The model server answered something that is no Gemini stream: check GEMINI_BASE_URL.')
      },
    },
    options,
  )
}

const isPage = (answered: Response | undefined, { begun }: Reading) =>
  !begun && answered?.ok && !answered.headers.get('content-type')?.includes('text/event-stream')

function configOf(name: string, { messages, tools, output, maxOutputTokens }: ModelCall): GenerateContentConfig {
  const old = BEFORE_3.test(name)
  const schema = strictSchema(output.schema)
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => ({ text: content }))
  const inWords = old && tools.length > 0
  if (inWords) system.push({ text: `When you answer, answer with JSON of this schema and nothing else: ${JSON.stringify(schema)}` })
  return {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    maxOutputTokens: maxOutputTokens + ROOM_FOR_THOUGHTS,
    ...(!old && { thinkingConfig: { thinkingLevel: ThinkingLevel.LOW } }),
    ...(!inWords && { responseMimeType: 'application/json', responseJsonSchema: schema }),
    ...(tools.length > 0 && {
      tools: [
        {
          functionDeclarations: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            parametersJsonSchema: wordedSchema(parameters),
          })),
        },
      ],
    }),
  }
}

function readPiece(
  piece: GenerateContentResponse,
  { call, reading, parts }: { call: ModelCall; reading: Reading; parts: unknown[] },
): void {
  reading.begun = true
  const { usageMetadata: counts, promptFeedback } = piece
  if (promptFeedback?.blockReason) {
    reading.refusal = `The provider's filter stopped the request: ${promptFeedback.blockReason}.`
    reading.counted = true
  }
  const candidate = piece.candidates?.[0]
  for (const part of candidate?.content?.parts ?? []) {
    parts.push(part)
    if (part.text && !part.thought) reading.text += part.text
    const called = part.functionCall
    // Ids are given by some models only; ours are unique in a conversation, because it grows with each turn.
    if (called)
      reading.toolCalls.push({
        id: called.id || `gemini_${call.messages.length}_${reading.toolCalls.length}`,
        name: called.name ?? '',
        arguments: JSON.stringify(called.args ?? {}),
      })
  }
  if (counts)
    reading.usage = {
      inputTokens: (counts.promptTokenCount ?? 0) + (counts.toolUsePromptTokenCount ?? 0),
      cachedInputTokens: counts.cachedContentTokenCount ?? 0,
      outputTokens: (counts.candidatesTokenCount ?? 0) + (counts.thoughtsTokenCount ?? 0),
    }
  const ending = candidate?.finishReason
  if (ending) {
    if (STOPPED.has(ending)) reading.refusal = `The provider's filter stopped the answer: ${ending}.`
    reading.finish = ending === 'MAX_TOKENS' ? 'cut' : 'whole'
    reading.counted = counts !== undefined
  }
  reading.moved()
}
