import os from 'node:os'
import path from 'node:path'

/** Our own folder for what is fetched or built once per machine: under XDG_CACHE_HOME, or ~/.cache. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME
  // The XDG specification tells to ignore a relative path.
  return path.join(base && path.isAbsolute(base) ? base : path.join(env.HOME || os.homedir(), '.cache'), 'ai-media-consultant')
}
