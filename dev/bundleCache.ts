import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from './executables.ts'
import { ROOT, tsxArguments } from './tsx.ts'

/** What a workflow bundle can be made of. */
const SOURCES = ['workflows', 'domain', 'activities', 'package-lock.json']

/** A bundle of the workflows as they are now: the one kept from an earlier run, or a new one (2 to 4 s). */
export async function workflowBundle(folder: string, signal: AbortSignal): Promise<string> {
  const file = path.join(folder, `${await hashOfSources()}.cjs`)
  if (existsSync(file)) return file
  await rm(folder, { recursive: true, force: true })
  const built = await runCommand(process.execPath, [...tsxArguments('dev/bundle.ts'), file], { cwd: ROOT, limitMs: 120_000, signal })
  if (!built.ok) throw new Error(`The workflows could not be bundled: ${built.said}`)
  return file
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const top = path.join(ROOT, source)
    const names = source.includes('.') ? [''] : (await readdir(top, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
    for (const name of names) hash.update(`${source}/${name}\0`).update(await readFile(path.join(top, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
