import { setTimeout as delay } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { RequestEvent } from '../../domain/events.ts'
import { type Api, Unreachable } from './api.ts'

export type SeenEvent = RequestEvent & { at: string }

/** How long the API may be away, for a restart, before following gives up. */
const AWAY_MS = 60_000

/**
 * A request's events from the first one on, until it is over. Goes on from the last one seen whenever the stream ends before: the API
 * was restarted, or the token ran out.
 */
export async function* followEvents(api: Api, requestId: string, signal: AbortSignal): AsyncGenerator<SeenEvent> {
  let last = '0'
  let awaySince: number | undefined
  while (!signal.aborted) {
    try {
      const response = await api.open(`/api/v1/content/requests/${requestId}/events`, { headers: { 'Last-Event-ID': last }, signal })
      if (response.status === 204) return
      if (!response.ok || !response.body) throw new Error(`The event stream of request ${requestId} answers ${response.status}.`)
      awaySince = undefined
      const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
      for await (const { id, event, data } of events) {
        last = id ?? last
        const { at, ...facts } = JSON.parse(data) as { at: string }
        yield { type: event, data: facts, at } as unknown as SeenEvent
      }
    } catch (error) {
      signal.throwIfAborted()
      // A stream that is cut is a TypeError of fetch; both pass when the API is back.
      if (!(error instanceof Unreachable || error instanceof TypeError)) throw error
      awaySince ??= Date.now()
      if (Date.now() - awaySince > AWAY_MS) throw error
      await delay(500, undefined, { signal })
    }
  }
}
