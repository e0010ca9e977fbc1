import { createParser, type EventSourceMessage } from 'eventsource-parser'

export interface EventReader {
  seen: EventSourceMessage[]
  /** Resolves with the answer as soon as its head is there. */
  opened: Promise<Response>
  /** Resolves when the server ends the stream; rejects when the connection is cut. */
  ended: Promise<Response>
  leave(): void
  ids(): number[]
  /** Waits for the event with this number. */
  next(seq: number): Promise<void>
}

/** Reads the event stream of a request as it comes. */
export function readEvents(url: string, of: { token: string; id: string; lastEventId?: number | undefined }): EventReader {
  const seen: EventSourceMessage[] = []
  const waiting: { seq: number; resolve(): void }[] = []
  const parser = createParser({
    onEvent(event) {
      seen.push(event)
      for (const { seq, resolve } of waiting) if (Number(event.id) >= seq) resolve()
    },
  })
  const leave = new AbortController()
  const opened = fetch(`${url}/api/v1/content/requests/${of.id}/events`, {
    signal: leave.signal,
    headers: { authorization: `Bearer ${of.token}`, ...(of.lastEventId !== undefined && { 'last-event-id': String(of.lastEventId) }) },
  })
  const ended = opened.then(async (response) => {
    if (!response.body) return response
    const decoder = new TextDecoder()
    for await (const chunk of response.body) parser.feed(decoder.decode(chunk, { stream: true }))
    return response
  })
  // Whoever does not wait for the end is not told of it: leaving and a restart cut the connection.
  ended.catch(() => undefined)
  return {
    seen,
    opened,
    ended,
    leave: () => leave.abort(),
    ids: () => seen.map((event) => Number(event.id)),
    next: (seq) =>
      seen.some((event) => Number(event.id) >= seq) ? Promise.resolve() : new Promise((resolve) => waiting.push({ seq, resolve })),
  }
}
