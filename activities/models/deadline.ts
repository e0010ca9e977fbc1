import { ModelFailure } from './port.ts'

/**
 * Runs one call within our own deadline, from the first byte sent to the last byte read: the SDKs' timeouts end when headers arrive, and a
 * stream that trickles would hold a worker for ever. When `signal` ends the call its reason is thrown, so that a cancelled activity stays a
 * cancellation.
 */
export async function withDeadline<T>(deadlineMs: number, signal: AbortSignal, work: (until: AbortSignal) => Promise<T>): Promise<T> {
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
