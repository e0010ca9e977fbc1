import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Outbound, outboundClient } from '../../adapters/outbound.ts'
import { TLS_CA, TLS_CERT, TLS_KEY } from '../fixtures/tls.ts'

/** A public address that nobody is asked at: connections to it end at the server on loopback. */
export const PUBLIC = '93.184.215.14'

export interface OutboundWorld {
  /** The real client with its real checks; only the name server and the last yard to the socket are the test's. */
  client: Outbound
  /** Requests that arrived, as `host/path`. */
  arrived: string[]
  headers: http.IncomingHttpHeaders[]
  /** Names that were resolved, each time. */
  resolved: string[]
  /** Addresses that were connected to. */
  dialed: string[]
  close(): Promise<void>
}

/** A server on loopback, over TLS as good.example and in clear as plain.example, and a client that takes it for the internet. */
export async function outboundWorld(
  handle: http.RequestListener,
  options: {
    /** What the name server says, by host and by how often it was asked; a public address by itself. */
    resolve?(host: string, times: number): string[] | Promise<string[]>
    timeoutMs?: number
    trusted?: boolean
  } = {},
): Promise<OutboundWorld> {
  const world: Omit<OutboundWorld, 'client' | 'close'> = { arrived: [], headers: [], resolved: [], dialed: [] }
  const listener: http.RequestListener = (request, response) => {
    world.arrived.push(`${request.headers.host}${request.url}`)
    world.headers.push(request.headers)
    handle(request, response)
  }
  const servers = [https.createServer({ cert: TLS_CERT, key: TLS_KEY }, listener), http.createServer(listener)]
  await Promise.all(servers.map((server) => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))))
  const [secure = 0, plain = 0] = servers.map((server) => (server.address() as AddressInfo).port)
  const client = outboundClient({
    async resolve(host) {
      world.resolved.push(host)
      return (await options.resolve?.(host, world.resolved.filter((name) => name === host).length)) ?? [PUBLIC]
    },
    dial(address, port) {
      world.dialed.push(address)
      return { host: '127.0.0.1', port: port === 443 ? secure : plain }
    },
    plainHosts: ['plain.example'],
    ...(options.trusted !== false && { ca: TLS_CA }),
    ...(options.timeoutMs && { timeoutMs: options.timeoutMs }),
  })
  return {
    ...world,
    client,
    async close() {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
    },
  }
}

/** Answers with HTML. */
export const page =
  (html: string): http.RequestListener =>
  (_request, response) =>
    void response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
