import { loadConfig, need } from '../config/env.ts'
import { migrate } from '../db/migrate.ts'

/** `npm run db:migrate`: DATABASE_OWNER_URL applies the migrations, DATABASE_URL names the login that gets to use the tables. */
const config = loadConfig()
const { DATABASE_URL, DATABASE_OWNER_URL } = need(config, 'DATABASE_URL', 'DATABASE_OWNER_URL')
const ran = await migrate(DATABASE_OWNER_URL, DATABASE_URL)
console.log(ran.length ? `Applied ${ran.join(', ')}.` : 'The database is up to date.')
