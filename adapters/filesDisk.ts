import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type FileStore, fileType } from './files.ts'

/** Files in a folder, for one machine or a volume that API and worker share; for this account's eyes only. The API serves them. */
export function filesDisk(folder: string): FileStore {
  /** A key has neither dots nor slashes beyond its own, so it cannot lead out of the folder. */
  const fileOf = (key: string) => {
    fileType(key)
    return path.join(folder, ...key.split('/'))
  }
  const size = (file: string) =>
    stat(file).then(
      (found) => (found.isFile() ? found.size : undefined),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      },
    )
  return {
    kind: 'disk',
    async put(key, body) {
      const file = fileOf(key)
      if ((await size(file)) === body.length) return
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const part = `${file}.${randomUUID()}.part`
      try {
        const handle = await open(part, 'wx', 0o600)
        try {
          await handle.writeFile(body)
          // The row that names it is committed after this: a power cut must not leave a name without its file.
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(part, file)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async get(key) {
      const file = fileOf(key)
      const bytes = await size(file)
      return bytes === undefined ? undefined : { bytes, stream: createReadStream(file) }
    },
    size: async (key) => size(fileOf(key)),
  }
}
