import { onPath, runCommand } from '../../dev/executables.ts'

/** Installs a Debian package where that is allowed, and says so; the path of its program, or undefined where it could not be had. */
export async function installedByApt(name: string, program: string, why: string): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !onPath('apt-get', process.env)) return undefined
  process.stderr.write(`Installing ${name} with apt-get, once: ${why}.\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const { ok, said } = await runCommand('apt-get', args, { env, limitMs: 240_000 })
    if (!ok) process.stderr.write(`apt-get ${args[0]}: ${said}\n`)
  }
  return onPath(program, process.env)
}
