import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Knex } from 'knex'
import { openDb, type Pool } from './knex.ts'

const DIRECTORY = path.join(path.dirname(fileURLToPath(import.meta.url)), 'migrations')

/** Development runs .ts, a container runs the emitted .js; the name without its ending is what the table remembers. */
const source: Knex.MigrationSource<string> = {
  async getMigrations() {
    const files = await readdir(DIRECTORY)
    return files.filter((file) => /^\d{4}_\w+\.(ts|js)$/.test(file)).sort()
  },
  getMigrationName: (file) => file.replace(/\.(ts|js)$/, ''),
  getMigration: (file) => import(path.join(DIRECTORY, file)) as Promise<Knex.Migration>,
}

/**
 * Brings the schema up to date as its owner and lets the application's login act as `media_app`. Returns the migrations that ran.
 * Two at once are safe: knex takes a lock.
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  const db = openDb(ownerUrl, { max: 2, applicationName: 'ai-media-consultant-migrate' })
  try {
    const [, names] = (await db.migrate.latest({ migrationSource: source })) as [number, string[]]
    const [owner, app] = [ownerUrl, appUrl].map((url) => decodeURIComponent(new URL(url).username))
    if (app && app !== owner) await db.raw('grant media_app to ??', [app])
    return names
  } finally {
    await db.destroy()
  }
}

/** Migrations that this code has and this database has not; a process that finds any must not serve. Needs the application's role only. */
export async function pendingMigrations(db: Pool): Promise<string[]> {
  const files = await source.getMigrations([])
  const { rows } = await db.raw<{ rows: { exists: boolean }[] }>(`select to_regclass('knex_migrations') is not null as exists`)
  const done = rows[0]?.exists ? await db('knex_migrations').pluck<string[]>('name') : []
  return files.map((file) => source.getMigrationName(file)).filter((name) => !done.includes(name))
}
