import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { cacheFolder } from '../../dev/cache.ts'
import { isExecutable, onPath, runCommand } from '../../dev/executables.ts'
import { whileLocked } from '../../dev/lock.ts'
import { download } from '../../dev/temporalBinary.ts'
import { quietRuntime } from './runtime.ts'

/** The same server that the SDK downloads, as its Java archive: 39 jars, 38 MB. */
const MAVEN = { groupId: 'io.temporal', artifactId: 'temporal-test-server', version: '1.38.0' }
const MAIN_CLASS = 'io.temporal.testserver.TestServer'

/**
 * A Temporal server in which time jumps to the next timer while a test awaits a result: days pass in a second. Call `teardown` on it.
 * The clock is the server's own: Postgres' `now()` does not move with it.
 */
export async function createTimeSkipping(cache = cacheFolder()): Promise<TestWorkflowEnvironment> {
  quietRuntime()
  await mkdir(cache, { recursive: true })
  const command = await whileLocked(path.join(cache, 'time-skipping.lock'), 'fetching the time-skipping server', () => findServer(cache))
  const wrapper = path.join(cache, `time-skipping-${process.pid}.sh`)
  await writeFile(wrapper, wrapperOf(command))
  await chmod(wrapper, 0o755)
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path: wrapper } } })
  } finally {
    await rm(wrapper, { force: true })
  }
}

/** What the SDK starts is killed with the tests only when they end well: a loop beside the server ends it when they are gone. */
function wrapperOf(command: string[]): string {
  const quoted = command.map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ')
  return `#!/bin/sh
(while kill -0 $PPID && kill -0 $$; do sleep 1; done; kill $$) </dev/null >/dev/null 2>&1 &
exec ${quoted} "$@"
`
}

async function findServer(cache: string): Promise<string[]> {
  const binary = path.join(cache, 'temporal-test-server')
  if (isExecutable(binary)) return [binary]
  const jars = path.join(cache, `temporal-test-server-${MAVEN.version}`)
  const java = onPath('java', process.env)
  const byJava = (command: string) => [command, '-XX:+UseSerialGC', '-Xshare:auto', '-cp', path.join(jars, '*'), MAIN_CLASS]
  if (java && existsSync(jars)) return byJava(java)

  process.stderr.write('Time-skipping server: trying the Temporal SDK’s own download (usually under a minute).\n')
  const folder = path.join(cache, 'time-skipping-download')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const downloaded = await download('time-skipping', folder, { env: process.env, stalledMs: 20_000, totalMs: 300_000 })
  if (downloaded.ok) await rename(downloaded.file, binary)
  await rm(folder, { recursive: true, force: true })
  if (downloaded.ok) return [binary]

  const mvn = onPath('mvn', process.env)
  if (!java || !mvn)
    throw new Error(`The time-skipping server cannot be had: ${downloaded.said}; and Java with Maven, the other way, is not on PATH.`)
  process.stderr.write(
    'Time-skipping server: fetching its 39 jars with Maven, because the download is out of reach (about a minute, once).\n',
  )
  await fetchJars(mvn, jars)
  return byJava(java)
}

async function fetchJars(mvn: string, target: string): Promise<void> {
  const folder = `${target}.fetching`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const { groupId, artifactId, version } = MAVEN
  const dependency = `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`
  const project = `<project><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>fetch</artifactId><version>1</version><dependencies>${dependency}</dependencies></project>`
  await writeFile(path.join(folder, 'pom.xml'), project)
  const args = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${path.join(folder, 'jars')}`]
  const fetched = await runCommand(mvn, args, { cwd: folder, limitMs: 600_000 })
  if (!fetched.ok) throw new Error(`Maven could not fetch the time-skipping server: ${fetched.said || fetched.stdout.slice(-1000)}`)
  if (!(await readdir(path.join(folder, 'jars'))).length) throw new Error('Maven fetched no jar for the time-skipping server')
  await rename(path.join(folder, 'jars'), target)
  await rm(folder, { recursive: true, force: true })
}
