import { existsSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from './executables.ts'
import { hashOfSources } from './sources.ts'
import { ROOT } from './tsx.ts'

/** What the dashboard is made of: its own sources, and the rule packs that it shares. */
const SOURCES = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'web/package.json', 'domain', 'package-lock.json']
const STAMP = '.sources'

/** The folder of the dashboard as it is now: the one of an earlier build, or a new one (about 4 s). Throws when it cannot be built. */
export async function dashboardFolder(signal: AbortSignal): Promise<string> {
  const folder = path.join(ROOT, 'web', 'dist')
  const sources = await hashOfSources(SOURCES)
  const stamp = path.join(folder, STAMP)
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === sources) return folder
  // Built beside it and moved: who starts at the same moment never sees half of one.
  const fresh = `${folder}.${process.pid}`
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = await runCommand(process.execPath, [vite, 'build', 'web', '--outDir', fresh, '--emptyOutDir'], {
    cwd: ROOT,
    limitMs: 180_000,
    signal,
  })
  if (!built.ok) throw new Error(`The dashboard could not be built: ${built.said}`)
  await writeFile(path.join(fresh, STAMP), sources)
  await rm(folder, { recursive: true, force: true })
  await rename(fresh, folder)
  return folder
}
