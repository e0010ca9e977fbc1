import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openDb } from '../../db/knex.ts'
import { forgetPostgres, POSTGRES_STOP, type PostgresServer, startPostgres } from '../../dev/postgres.ts'
import { type ProcessRecord, stopProcess } from '../../dev/processes.ts'

describe('the embedded Postgres', () => {
  let parent: string
  let folder: string
  let started: ProcessRecord[]
  beforeEach(() => {
    // Made with mode 0700, as root's home is: another account may not enter.
    parent = mkdtempSync(path.join(os.tmpdir(), 'postgres-'))
    folder = path.join(parent, 'postgres')
    started = []
  })
  afterEach(async () => {
    for (const record of started) await stopProcess(record, { signal: 'SIGQUIT' })
    await forgetPostgres(folder)
    rmSync(parent, { recursive: true, force: true })
  })

  const start = () =>
    startPostgres({ folder, logFile: path.join(parent, 'log'), throwaway: true, onSpawn: ({ record }) => void started.push(record) })
  const cluster = () => JSON.parse(readFileSync(path.join(folder, 'postgres.json'), 'utf8')).cluster as string

  async function query<T>(server: PostgresServer, sql: string): Promise<T[]> {
    const db = openDb(server.ownerUrl, { max: 1 })
    try {
      return (await db.raw<{ rows: T[] }>(sql)).rows
    } finally {
      await db.destroy()
    }
  }

  it('runs from a folder that nobody else may enter, root or not, and keeps its data and its passwords', async () => {
    const first = await start()
    await query(first, "create table kept (word text); insert into kept values ('still here')")
    await stopProcess(first.record, POSTGRES_STOP)
    const second = await start()
    assert.equal(new URL(second.appUrl).password, new URL(first.appUrl).password)
    assert.deepEqual(await query(second, 'select word from kept'), [{ word: 'still here' }])
    assert.equal(statSync(path.join(folder, 'postgres.json')).mode & 0o077, 0)

    const root = process.getuid?.() === 0
    assert.equal(cluster().startsWith(folder), !root)
    assert.equal(statSync(cluster()).uid === process.getuid?.(), !root, 'Postgres refuses to run as root')
  })

  it('is forgotten wherever it had to be kept', async () => {
    const server = await start()
    const kept = cluster()
    await stopProcess(server.record, POSTGRES_STOP)
    await forgetPostgres(folder)
    assert.deepEqual([existsSync(kept), existsSync(`${kept}.origin`), existsSync(folder)], [false, false, false])
  })
})
