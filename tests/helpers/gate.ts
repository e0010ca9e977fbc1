import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from '../../dev/ports.ts'

export interface Gate {
  /** Where clients connect: nobody listens while the gate is shut. */
  address: string
  open(): Promise<void>
  /** Refuses new connections and cuts those that are open. */
  shut(): Promise<void>
}

/** A door before a real server, so that a test can take the server away and bring it back. Shut at first. */
export async function createGate(target: string): Promise<Gate> {
  const [host, port] = target.split(':')
  const own = await freePort()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  return {
    address: `127.0.0.1:${own}`,
    async open() {
      const opened = createServer((client) => {
        const behind = keep(connect(Number(port), host))
        keep(client).pipe(behind).pipe(client)
        client.on('close', () => behind.destroy())
        behind.on('close', () => client.destroy())
      })
      await new Promise<void>((resolve, reject) => opened.once('error', reject).listen(own, '127.0.0.1', resolve))
      server = opened
    },
    async shut() {
      const closing = server
      server = undefined
      for (const socket of sockets) socket.destroy()
      if (closing) await new Promise((resolve) => closing.close(resolve))
    },
  }
}
