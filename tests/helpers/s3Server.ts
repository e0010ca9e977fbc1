import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { S3Settings } from '../../adapters/filesS3.ts'
import { cacheFolder } from '../../dev/cache.ts'
import { freePort } from '../../dev/ports.ts'
import { signalProcess, startService, stopProcess, tail, untilReady } from '../../dev/processes.ts'
import { findVersitygw } from '../../dev/versitygw.ts'

/** A real S3-compatible server of one test file, on a free port of loopback, with one bucket. */
export interface TestS3 {
  settings: S3Settings
  stop(): Promise<void>
}

/** Starts one; call in `before` (the first run builds the program) and `stop` in `after`. */
export async function startTestS3(): Promise<TestS3> {
  const binary = await findVersitygw({ env: process.env, cache: cacheFolder(), say: (line) => process.stderr.write(`${line}\n`) })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-s3-'))
  const [data, sidecar, logFile] = ['data', 'sidecar', 'versitygw.log'].map((name) => path.join(folder, name)) as [string, string, string]
  const bucket = 'images'
  mkdirSync(path.join(data, bucket), { recursive: true })
  // Metadata beside the files: a temporary file system has no extended attributes everywhere.
  mkdirSync(sidecar)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const keys = { accessKeyId: 'test-access', secretAccessKey: 'a secret that only these tests know' }
  const service = await startService({
    name: 'versitygw',
    command: binary,
    args: ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', sidecar, data],
    env: { PATH: process.env.PATH ?? '', HOME: folder, ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey },
    logFile,
  })
  const last = () => void signalProcess(service.record, 'SIGKILL')
  process.once('exit', last)
  const stop = async () => {
    process.off('exit', last)
    await stopProcess(service.record, { signal: 'SIGKILL' })
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await untilReady('The S3 server', () => fetch(`${endpoint}/`).then((r) => r.body?.cancel()), {
      withinMs: 30_000,
      stopped: service.exited,
    })
  } catch (error) {
    const said = tail(logFile)
    await stop()
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error })
  }
  return { settings: { bucket, region: 'us-east-1', endpoint, forcePathStyle: true, ...keys }, stop }
}
