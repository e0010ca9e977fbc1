import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EVENTS, type ProviderName, type Said } from './providerWires.ts'

/** What a provider does when it is asked: say something, or fail in one of the ways they fail. */
export type Turn =
  | (Said & { ends?: 'cut' | 'trickle' | undefined })
  | { status: number; headers?: Record<string, string>; body: unknown }
  /** 200 and something that is no stream. */
  | { page: string }
  | 'silence'

export interface ProviderStandIn {
  provider: ProviderName
  /** What the provider's BASE_URL setting wants. */
  baseUrl: string
  /** Each request, in order. */
  readonly asked: { path: string; headers: http.IncomingHttpHeaders; body: Record<string, unknown> }[]
  /** What it does next; it fails the request, and so the test, when nothing is left. */
  next(...turns: Turn[]): void
  close(): Promise<void>
}

/** A server that speaks one provider's wire format, streams, and does what it is told, in order. */
export async function startProvider(provider: ProviderName): Promise<ProviderStandIn> {
  const turns: Turn[] = []
  const asked: ProviderStandIn['asked'] = []
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>
    asked.push({ path: request.url ?? '', headers: request.headers, body })
    const turn = turns.shift()
    if (turn === 'silence') return
    if (!turn) return send(response, 418, {}, { error: { message: `${provider} was asked more often than the test said` } })
    if ('status' in turn) return send(response, turn.status, turn.headers ?? {}, turn.body)
    if ('page' in turn) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(turn.page)
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const events = EVENTS[provider](turn, String(body.model ?? ''))
    switch (turn.ends) {
      case 'cut':
        // Half of what it says, so that none of it counts the whole.
        response.write(events.slice(0, Math.ceil(events.length / 2)).join(''), () => response.destroy())
        return
      case 'trickle': {
        response.write(events.slice(0, 3).join(''))
        const timer = setInterval(() => response.write(': still there\n\n'), 20)
        response.once('close', () => clearInterval(timer))
        return
      }
      default:
        response.end(events.join(''))
    }
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    provider,
    baseUrl: `http://127.0.0.1:${port}${provider === 'openai' ? '/v1' : ''}`,
    asked,
    next: (...more) => void turns.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const google = (code: number, status: string, message: string, details: unknown[] = []) => ({
  status: code,
  body: { error: { code, status, message, details } },
})
const anthropic = (status: number, type: string, message: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { type: 'error', error: { type, message }, request_id: 'req_1' },
})
const openai = (status: number, code: string | null, message: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { error: { message, type: 'error', code, param: null } },
})

/** How each provider says the same failure. Google's waits are in a detail of its body, the others' in a header. */
export const FAILS: Record<
  ProviderName,
  { limited(seconds?: number): Turn; broken: Turn; badKey: Turn; noModel: Turn; badRequest: Turn; busy: Turn }
> = {
  openai: {
    limited: (s) => openai(429, 'rate_limit_exceeded', 'slow down', s === undefined ? {} : { 'retry-after': String(s) }),
    broken: openai(500, null, 'oops'),
    busy: openai(503, null, 'overloaded'),
    badKey: openai(401, 'invalid_api_key', 'Incorrect API key provided: sk-se***et'),
    noModel: openai(404, 'model_not_found', 'no such model'),
    badRequest: openai(400, null, 'unsupported parameter'),
  },
  anthropic: {
    limited: (s) => anthropic(429, 'rate_limit_error', 'slow down', s === undefined ? {} : { 'retry-after': String(s) }),
    broken: anthropic(500, 'api_error', 'oops'),
    busy: anthropic(529, 'overloaded_error', 'Overloaded'),
    badKey: anthropic(401, 'authentication_error', 'invalid x-api-key sk-se***et'),
    noModel: anthropic(404, 'not_found_error', 'no such model'),
    badRequest: anthropic(400, 'invalid_request_error', 'unsupported parameter'),
  },
  gemini: {
    limited: (s) =>
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'slow down',
        s === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${s}s` }],
      ),
    broken: google(500, 'INTERNAL', 'oops'),
    busy: google(503, 'UNAVAILABLE', 'overloaded'),
    badKey: google(400, 'INVALID_ARGUMENT', 'API key not valid sk-se***et', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ]),
    noModel: google(404, 'NOT_FOUND', 'no such model'),
    badRequest: google(400, 'INVALID_ARGUMENT', 'unsupported parameter'),
  },
}
