import { Readable } from 'node:stream'
import { type FileStore, fileType } from '../../adapters/files.ts'

/** Files in memory, under the same names as everywhere. */
export function memoryFiles(): FileStore & { all: Map<string, Buffer> } {
  const all = new Map<string, Buffer>()
  return {
    all,
    kind: 'disk',
    async put(key, body) {
      fileType(key)
      all.set(key, body)
    },
    async get(key) {
      const body = all.get(key)
      return body && { bytes: body.length, stream: Readable.from([body]) }
    },
    size: async (key) => all.get(key)?.length,
  }
}
