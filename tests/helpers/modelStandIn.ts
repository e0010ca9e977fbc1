import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { AGENTS, type AgentName } from '../../domain/words.ts'
import { answerFor } from './modelStandIn.answers.ts'

/** What an agent asked, as the hook and the log see it. */
export interface Asked {
  /** 1 for the first call of this server. */
  call: number
  agent: AgentName
  model: string
  messages: { role: string; content: string }[]
  /** The request as it came. */
  body: Record<string, unknown>
}

/** What a hook may answer instead; what it leaves out is as usual. */
export interface Reply {
  status?: number
  headers?: Record<string, string>
  /** The whole JSON body; else a completion is made of the rest. */
  body?: unknown
  text?: string
  toolCalls?: { name: string; arguments: string }[]
  refusal?: string
  finishReason?: string
  /** False leaves token counts out, as some servers do. */
  usage?: boolean
  latencyMs?: number
  /** `cut` ends the connection in the middle of the body; `trickle` never ends it, a byte at a time. */
  body_ends?: 'whole' | 'cut' | 'trickle'
}

export interface CallEvent {
  kind: 'started' | 'finished' | 'hung_up'
  call: number
  agent: AgentName
  /** The serial this answer carries; empty without `serials`. */
  serial: string
}

export interface ModelStandIn {
  /** With the version path: what OPENAI_BASE_URL wants. */
  baseUrl: string
  port: number
  /** Calls so far, in the order they came; `finished` when the whole answer was handed to the socket. */
  readonly calls: readonly (Asked & { serial: string; state: CallEvent['kind'] })[]
  close(): Promise<void>
}

const Body = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()) }) }),
})

const Completed = z.looseObject({
  choices: z.array(z.looseObject({ message: z.looseObject({ content: z.string().nullish() }), finish_reason: z.string().nullish() })),
  usage: z.unknown().optional(),
})

/** A completion as it is streamed: a piece of text at a time, then how it ended, then what it took. */
function piecesOf({ choices, usage, ...envelope }: z.infer<typeof Completed>): unknown[] {
  const piece = (choice: unknown[], count: unknown = null) => ({
    ...envelope,
    object: 'chat.completion.chunk',
    choices: choice,
    usage: count,
  })
  const deltas = choices.flatMap(({ index, message: { content, ...message }, finish_reason }) => [
    piece([
      { index, delta: { ...message, ...(message.tool_calls ? { tool_calls: numbered(message.tool_calls) } : {}) }, finish_reason: null },
    ]),
    ...(content?.match(/[\s\S]{1,600}/g) ?? []).map((text) => piece([{ index, delta: { content: text }, finish_reason: null }])),
    piece([{ index, delta: {}, finish_reason }]),
  ])
  return usage || deltas.length === 0 ? [...deltas, piece([], usage)] : deltas
}

const numbered = (toolCalls: unknown) => (toolCalls as object[]).map((toolCall, index) => ({ ...toolCall, index }))

function stream(response: ServerResponse, pieces: unknown[], { headers, body_ends }: Reply) {
  if (response.destroyed) return
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers })
  const events = pieces.map((piece) => `data: ${JSON.stringify(piece)}\n\n`)
  if (body_ends === 'cut') {
    response.write(events.slice(0, -2).join(''), () => response.destroy())
    return
  }
  if (body_ends === 'trickle') {
    const timer = setInterval(() => response.write(': still there\n\n'), 20)
    response.once('close', () => clearInterval(timer))
    return
  }
  response.end(`${events.join('')}data: [DONE]\n\n`)
}

/**
 * A server that speaks Chat Completions and answers each of our agents at once with valid content made of the request. No tool calls, no
 * variety: it stands in for a model where the pipeline around it is what matters. With `serials` every answer carries a number nobody else has.
 */
export async function startModelStandIn(
  options: {
    port?: number
    latencyMs?: number
    serials?: boolean
    log?: (event: CallEvent) => void
    respond?: (asked: Asked) => Reply | undefined | Promise<Reply | undefined>
  } = {},
): Promise<ModelStandIn> {
  const calls: (Asked & { serial: string; state: CallEvent['kind'] })[] = []

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A request we cannot read is a fault of the caller, and a test wants to see which.
      send(response, 400, { error: { message: error instanceof Error ? error.message : String(error), type: 'invalid_request_error' } })
    })
  })
  // Longer than any client's pause, so that no call pays for a new connection or meets a closing one.
  server.keepAliveTimeout = 60_000

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'GET') return send(response, 200, { object: 'list', data: [] })
    const body = Body.parse(JSON.parse(await textOf(request)))
    const { name, schema } = body.response_format.json_schema
    const agent = agentOf(name)
    const number = calls.length + 1
    const serial = options.serials ? `serial-${String(number).padStart(6, '0')}` : ''
    const call = { call: number, agent, model: body.model, messages: body.messages, body, serial, state: 'started' as CallEvent['kind'] }
    calls.push(call)
    const log = (kind: CallEvent['kind']) => {
      call.state = kind
      options.log?.({ kind, call: number, agent, serial })
    }
    log('started')
    response.once('close', () => log(response.writableFinished ? 'finished' : 'hung_up'))

    const reply = (await options.respond?.(call)) ?? {}
    const latencyMs = reply.latencyMs ?? options.latencyMs ?? 0
    if (latencyMs > 0) await untilLater(latencyMs, response)
    if (response.destroyed) return
    const made = reply.body ?? completion(call, { text: answerFor(agent, body.messages, schema, serial), ...reply })
    const completed = Completed.safeParse(made)
    if (body.stream && completed.success && !reply.status) stream(response, piecesOf(completed.data), reply)
    else send(response, reply.status ?? 200, made, reply)
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    port,
    calls,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

/** The schema's name says who asks: `strategy`, `instagram_content`, `brand_voice_content`, `quality_review`. */
function agentOf(outputName: string): AgentName {
  const known: Record<string, AgentName> = { strategy: 'strategist', quality_review: 'quality_assurance' }
  const agent = known[outputName] ?? AGENTS.find((name) => outputName === `${name}_content`)
  if (!agent) throw new Error(`the stand-in knows no agent that asks for "${outputName}"`)
  return agent
}

function completion({ call, model, body }: Asked, { text, toolCalls, refusal, finishReason, usage }: Reply) {
  const written = JSON.stringify(body.messages).length
  return {
    id: `chatcmpl-${call}`,
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        finish_reason: finishReason ?? (toolCalls ? 'tool_calls' : 'stop'),
        message: {
          role: 'assistant',
          content: toolCalls || refusal ? null : text,
          refusal: refusal ?? null,
          ...(toolCalls && {
            tool_calls: toolCalls.map((toolCall, i) => ({ id: `call_${call}_${i}`, type: 'function', function: toolCall })),
          }),
        },
      },
    ],
    ...(usage === false
      ? {}
      : {
          usage: {
            prompt_tokens: Math.ceil(written / 4),
            completion_tokens: Math.ceil((text ?? '').length / 4) + 1,
            total_tokens: Math.ceil((written + (text ?? '').length) / 4) + 1,
            prompt_tokens_details: { cached_tokens: 0 },
          },
        }),
  }
}

function send(response: ServerResponse, status: number, body: unknown, { headers, body_ends }: Reply = {}) {
  if (response.destroyed) return
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers })
  switch (body_ends) {
    case 'cut':
      response.write(text.slice(0, text.length / 2), () => response.destroy())
      return
    case 'trickle': {
      let sent = 0
      const timer = setInterval(() => response.write(text[sent++] ?? ' '), 20)
      response.once('close', () => clearInterval(timer))
      return
    }
    default:
      response.end(text)
  }
}

/** A pause that ends early when the caller hangs up, so that nothing is left waiting when a test is over. */
function untilLater(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
