import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The checkout's root: what is started runs from there, wherever the caller stands. */
export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Node's arguments that run a TypeScript file of ours in one process; the `tsx` command would put a second one between. */
export function tsxArguments(file: string): string[] {
  const loader = createRequire(import.meta.url).resolve('tsx')
  return ['--import', pathToFileURL(loader).href, path.join(ROOT, file)]
}

/** The same, restarted whenever a file it imports changes, or a workflow, which the worker only names by path. */
export function tsxWatchArguments(file: string): string[] {
  const command = path.join(path.dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist', 'cli.mjs')
  return [command, 'watch', '--clear-screen=false', '--include', path.join(ROOT, 'workflows/**/*.ts'), path.join(ROOT, file)]
}
