import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { RequestEvent } from '../../../domain/events.ts'
import { freshToken, renew } from '../session/renew.ts'
import { store } from '../store.ts'

export type SeenEvent = RequestEvent & { at: string; seq: number }
export type Connection = 'connecting' | 'live' | 'lost' | 'over'

const LONGEST_WAIT_MS = 15_000

/**
 * Tells a request's events from the first on, each once, until it is over or `signal` is aborted. A connection that drops is taken up again
 * from the last event that was told; the browser's own EventSource cannot send a token, and a token has no place in an address.
 */
export async function followRequest(
  requestId: string,
  { tell, show, signal }: { tell(events: SeenEvent[]): void; show(connection: Connection): void; signal: AbortSignal },
): Promise<void> {
  let last = 0
  let waitMs = 500
  while (!signal.aborted) {
    try {
      await freshToken()
      const { accessToken, organizationId } = store.getState().session
      const response = await fetch(`/api/v1/content/requests/${requestId}/events`, {
        headers: {
          Accept: 'text/event-stream',
          ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
          ...(organizationId && { 'X-Organization-Id': organizationId }),
          ...(last > 0 && { 'Last-Event-ID': String(last) }),
        },
        signal,
      })
      // Nothing is left to tell.
      if (response.status === 204) return show('over')
      if (response.status === 401 && (await renew()) === 'out') return
      if (response.status === 403 || response.status === 404) return show('over')
      if (!response.ok || !response.body) throw new Error(`the stream answers ${response.status}`)
      show('live')
      waitMs = 500
      const reader = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        const seq = Number(value.id)
        if (!(seq > last)) continue
        last = seq
        const { at, ...data } = JSON.parse(value.data) as { at: string }
        tell([{ type: value.event, data, at, seq } as unknown as SeenEvent])
      }
      // A stream that ends of itself is over, or its token is: the next connection says which.
    } catch {
      if (signal.aborted) return
      show('lost')
      await pause(waitMs, signal)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }
}

/** Ends early when the network is back. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
