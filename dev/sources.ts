import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from './tsx.ts'

/** A hash of these files and folders of the project: what is made of them is made again only when it changes. */
export async function hashOfSources(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    const top = path.join(ROOT, source)
    const isFile = path.extname(source) !== ''
    const entries = isFile ? [] : await readdir(top, { recursive: true, withFileTypes: true })
    const files = isFile ? [top] : entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
    for (const file of files.sort()) hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file))
  }
  return hash.digest('hex').slice(0, 16)
}
