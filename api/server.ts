import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * How long a caller may take to send. Whoever drips a header or a body byte by byte holds a connection no longer than this; event streams
 * are answers, which no bound of these touches.
 */
const SLOWEST = { headersMs: 10_000, requestMs: 30_000, checkEveryMs: 2_000 }
/** Longer than a load balancer's idle time (60 s is usual), so that it never sends into a connection that is being closed. */
const KEEP_ALIVE_MS = 65_000
/** Answers under way may take this long after SIGTERM; an orchestrator kills after 30 s. */
const DRAIN_MS = 10_000
/** A burst of connections waits in the kernel's queue up to its own bound (net.core.somaxconn) instead of Node's 511. */
const BACKLOG = 16_384

export interface ApiServer {
  /**
   * Takes the port, or fails with words to act on, and answers from that moment with what `app` makes for the port, which it makes at once: a
   * request that comes before anybody answers would wait for ever. Returns the port.
   */
  listen(port: number, host: string, app: (port: number) => RequestListener): Promise<number>
  /** Takes nothing new and closes when the last answer is out. */
  drain(): Promise<void>
}

/** The HTTP server of the API, bounded against slow senders. */
export function apiServer(slowest: Partial<typeof SLOWEST> = {}): ApiServer {
  const { headersMs, requestMs, checkEveryMs } = { ...SLOWEST, ...slowest }
  const server = createServer({ headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkEveryMs })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  let underWay = 0
  server.on('request', (_req, res) => {
    underWay++
    res.once('close', () => underWay--)
  })
  return {
    listen(port, host, app) {
      return new Promise((resolve, reject) => {
        // A server that cannot listen says so by an event, and without this would look well.
        server.once('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} on ${host} is taken by another process: set PORT`) : error),
        )
        server.listen({ port, host, backlog: BACKLOG }, () => {
          const taken = (server.address() as AddressInfo).port
          try {
            server.on('request', app(taken))
            resolve(taken)
          } catch (error) {
            server.close(() => reject(error))
          }
        })
      })
    },
    async drain() {
      const closed = new Promise((resolve) => server.close(resolve))
      const until = Date.now() + DRAIN_MS
      // Connections opened ahead of a request count as busy for Node: not for us.
      const watch = setInterval(() => (underWay === 0 || Date.now() > until) && server.closeAllConnections(), 20)
      await closed
      clearInterval(watch)
    },
  }
}
