import { createServer } from 'node:net'
import { isErrno } from './processes.ts'

const HOST = '127.0.0.1'

/** The wanted port when nobody listens on it, another free one otherwise. 0 means any. Loopback only. */
export async function freePort(wanted = 0): Promise<number> {
  return (await tryListen(wanted)) ?? (await tryListen(0)) ?? Promise.reject(new Error(`no free port on ${HOST}`))
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (isErrno(error, 'EADDRINUSE', 'EACCES') ? resolve(undefined) : reject(error)))
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined))
    })
  })
}
