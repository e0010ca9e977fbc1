import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'

/** Workflows are named by path and never imported: they run in a sandbox of their own. */
export function workflowsPath(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  return path.join(here, '..', 'workflows', `index${path.extname(fileURLToPath(import.meta.url))}`)
}

/** Bundles the workflows into one file, whole or not at all; 2 to 4 s, which a worker that is given the file saves at boot. */
export async function buildBundle(outFile: string): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: workflowsPath() })
  await mkdir(path.dirname(outFile), { recursive: true })
  const part = `${outFile}.${process.pid}.part`
  await writeFile(part, code)
  await rename(part, outFile)
}
