import { parseArgs } from 'node:util'
import pg from 'pg'
import { loadConfig } from '../config/env.ts'
import { openDb } from '../db/knex.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { commandLine } from './commandLine.ts'
import { openDataDir } from './dataDir.ts'
import { runningPostgres } from './postgres.ts'
import { DEMO_OWNER } from './seed/agency.ts'
import { seed } from './seed/seed.ts'

const MOST = 1_000_000
const USAGE = `npm run seed -- [--requests 2000] [--email ${DEMO_OWNER}] [--more]`

/** `npm run seed` fills the database of a running stack with a demonstration agency. Never in production: it knows no undoing. */
await commandLine(async ({ signal }) => {
  if (process.env.NODE_ENV === 'production')
    throw new Error('npm run seed makes people and requests up: it does not run where NODE_ENV is production.')
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '2000' },
      email: { type: 'string', default: DEMO_OWNER },
      more: { type: 'boolean', default: false },
    },
  })
  const requests = Number(values.requests)
  if (!Number.isInteger(requests) || requests < 1 || requests > MOST) throw new Error(`--requests is a number from 1 to ${MOST}. ${USAGE}`)
  if (!/^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$/.test(values.email)) throw new Error(`--email is an address. ${USAGE}`)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const config = loadConfig()
  const dataDir = openDataDir(config.DATA_DIR)
  const embedded = config.DATABASE_URL ? undefined : await runningPostgres(dataDir.in('postgres'))
  const url = config.DATABASE_URL ?? embedded?.appUrl
  if (!url) throw new Error(`No stack of ${dataDir.path} runs: start one with "npm start" in another terminal, or set DATABASE_URL.`)
  const pool = openDb(url, { max: 3, applicationName: 'ai-media-consultant-seed' })
  const began = Date.now()
  try {
    const pending = await pendingMigrations(pool)
    if (pending.length) throw new Error(`The database is older than this code (${pending.join(', ')}): restart the stack first.`)
    const told = await seed(pool, {
      requests,
      email: values.email,
      more: values.more,
      progress(done) {
        signal.throwIfAborted()
        if (done % 10_000 === 0) say(`${done} requests, ${seconds(began)}`)
      },
    })
    const { agency, before, added, password } = told
    say(`Demo agency (${agency.organizationId}): ${before + added} requests, ${added} of them new, in ${seconds(began)}.`)
    for (const { email, role, name } of agency.people) say(`  ${role.padEnd(9)} ${email}  ${name}`)
    if (password) say(`Password of all of them${told.ownerHadAccount ? ' but the owner, who keeps theirs' : ''}: ${password}`)
    else say('Passwords are as the first run printed them.')
    if (!added) say('Nothing was added. Run it with --more to add requests.')
    const ownerUrl = config.DATABASE_OWNER_URL ?? embedded?.ownerUrl
    if (added && ownerUrl) await settle(ownerUrl, say)
  } finally {
    await pool.destroy()
  }
  return 0
})

/** What autovacuum does within minutes: until then the planner knows nothing of the new rows. */
async function settle(ownerUrl: string, say: (line: string) => void): Promise<void> {
  const began = Date.now()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'member')`,
    )
    await owner.query(`vacuum (analyze) ${rows.map(({ name }) => name).join(', ')}`)
  } finally {
    await owner.end()
  }
  say(`Vacuumed and analysed in ${seconds(began)}.`)
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
