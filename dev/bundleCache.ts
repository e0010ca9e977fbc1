import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from './executables.ts'
import { hashOfSources } from './sources.ts'
import { ROOT, tsxArguments } from './tsx.ts'

/** What a workflow bundle can be made of. */
const SOURCES = ['workflows', 'domain', 'activities', 'package-lock.json']

/** A bundle of the workflows as they are now: the one kept from an earlier run, or a new one (2 to 4 s). */
export async function workflowBundle(folder: string, signal: AbortSignal): Promise<string> {
  const file = path.join(folder, `${await hashOfSources(SOURCES)}.cjs`)
  if (existsSync(file)) return file
  await rm(folder, { recursive: true, force: true })
  const built = await runCommand(process.execPath, [...tsxArguments('dev/bundle.ts'), file], { cwd: ROOT, limitMs: 120_000, signal })
  if (!built.ok) throw new Error(`The workflows could not be bundled: ${built.said}`)
  return file
}
