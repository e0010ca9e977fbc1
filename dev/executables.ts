import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Where a command would be run from, by the PATH of `env`; undefined when nowhere. */
export function onPath(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const name = process.platform === 'win32' ? `${command}.exe` : command
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue
    const file = path.join(folder, name)
    if (isExecutable(file)) return file
  }
  return undefined
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

export interface CommandResult {
  ok: boolean
  stdout: string
  /** The end of what it said on stderr, or why it could not be run. */
  said: string
}

/** Runs a command to its end. Never throws: a command that fails, cannot be run or is cut off is `ok: false` with the reason in `said`. */
export function runCommand(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; limitMs: number; signal?: AbortSignal | undefined; hung?: () => boolean },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a compiler's children end with it.
      detached: true,
    })
    const out = { stdout: '', stderr: '' }
    let cut: string | undefined
    const kill = (why: string) => {
      cut ??= why
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It ended in this very moment.
      }
    }
    const limit = setTimeout(() => kill(`did not end within ${Math.round(options.limitMs / 1000)} s`), options.limitMs)
    const watch = setInterval(() => options.hung?.() && kill('made no progress'), 500)
    const abort = () => kill('was interrupted')
    options.signal?.addEventListener('abort', abort, { once: true })
    child.stdout.on('data', (chunk: Buffer) => {
      out.stdout += chunk
    })
    child.stderr.on('data', (chunk: Buffer) => {
      out.stderr = (out.stderr + chunk).slice(-4000)
    })
    const finish = (ok: boolean, said: string) => {
      clearTimeout(limit)
      clearInterval(watch)
      options.signal?.removeEventListener('abort', abort)
      resolve({ ok, stdout: out.stdout, said })
    }
    child.once('error', (error) => finish(false, error.message))
    child.once('close', (code) => finish(code === 0 && cut === undefined, cut ?? (out.stderr.trim() || `exit status ${code}`)))
    if (options.signal?.aborted) abort()
  })
}
