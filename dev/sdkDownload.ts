import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { TestWorkflowEnvironment } from '@temporalio/testing'

/**
 * Run as a process of its own: `sdkDownload.ts <dev-server|time-skipping> <folder>`. The SDK has no call that only downloads, so the
 * server is started once and stopped; then the path of its executable is printed.
 */
const [kind, folder] = process.argv.slice(2)
if (!folder || (kind !== 'dev-server' && kind !== 'time-skipping'))
  throw new Error('usage: sdkDownload.ts <dev-server|time-skipping> <folder>')

try {
  const server = { executable: { type: 'cached-download', downloadDir: folder } as const }
  const environment =
    kind === 'dev-server'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server })
  await environment.teardown()
  const name = (await readdir(folder)).find((entry) => entry.startsWith('temporal') && !entry.endsWith('.downloading'))
  if (!name) throw new Error(`the SDK left no executable in ${folder}`)
  process.stdout.write(path.join(folder, name))
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
