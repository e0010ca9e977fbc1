import path from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { cacheFolder } from '../../dev/cache.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { findTemporal } from '../../dev/temporalBinary.ts'
import { startTemporal } from '../../dev/temporalServer.ts'
import { clearLeftovers, openRunFolder, type RunFolder } from './runFolder.ts'
import { TEST_SERVERS, type TestServers } from './testServers.ts'

/** No test may reach a service of the person who runs it, or spend that person's money. */
const BLANKED =
  /^(DATABASE_|TEMPORAL_|OPENAI_|SENDGRID_|ANTHROPIC_|LINKEDIN_|REDIS_URL$|RATE_LIMITS$|CORS_|GOOGLE_|GEMINI_|AWS_|S3_|STRIPE_|MODEL(_|$)|DATA_DIR$|JWT_SECRET$|PUBLIC_URL$)/

/** `this` is the same from setup to teardown; mocha has members of its own on it. */
interface Kept {
  testRun?: RunFolder
}

/** Once a run: a Postgres with a migrated database to clone from, and a Temporal server. */
export async function mochaGlobalSetup(this: Kept): Promise<void> {
  for (const key of Object.keys(process.env)) if (BLANKED.test(key)) delete process.env[key]
  await clearLeftovers()
  const run = openRunFolder()
  this.testRun = run
  try {
    process.env[TEST_SERVERS] = JSON.stringify(await startServers(run))
  } catch (error) {
    await run.clear()
    throw error
  }
}

export async function mochaGlobalTeardown(this: Kept): Promise<void> {
  await this.testRun?.clear()
  // A test that leaves a worker, a pool or a timer open would keep this process for ever: it fails the run instead, by name.
  setTimeout(() => {
    process.stderr.write(`The tests ended but left open: ${process.getActiveResourcesInfo().join(', ')}\n`)
    process.exit(1)
  }, 10_000).unref()
}

async function startServers(run: RunFolder): Promise<TestServers> {
  const onSpawn = ({ record }: { record: Parameters<RunFolder['remember']>[0] }) => run.remember(record)
  const [postgres, temporal] = await Promise.all([
    startTemplate(run, onSpawn),
    findTemporal({ env: process.env, cache: cacheFolder(), say: quietUnlessSlow }).then((source) => {
      if (!('binary' in source)) throw new Error('tests start a Temporal server of their own')
      return startTemporal({ binary: source.binary, logFile: path.join(run.path, 'temporal.log'), onSpawn })
    }),
  ])
  return { ...postgres, temporalAddress: temporal.address, temporalUiUrl: temporal.uiUrl }
}

async function startTemplate(run: RunFolder, onSpawn: NonNullable<Parameters<typeof startPostgres>[0]['onSpawn']>) {
  const server = await startPostgres({
    folder: path.join(run.path, 'postgres'),
    logFile: path.join(run.path, 'postgres.log'),
    throwaway: true,
    onSpawn,
  })
  await migrate(server.ownerUrl, server.appUrl)
  return { adminUrl: server.adminUrl, ownerUrl: server.ownerUrl, appUrl: server.appUrl }
}

/** A server that is simply there needs no word; minutes of downloading or building do. */
function quietUnlessSlow(line: string): void {
  if (!/ second/.test(line)) process.stderr.write(`${line}\n`)
}
