import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isAlive, type ProcessRecord, startService, stopProcess } from '../../dev/processes.ts'
import { clearLeftovers, openRunFolder } from '../helpers/runFolder.ts'

describe('what a run of the suite leaves behind', () => {
  let base: string
  let started: ProcessRecord[]
  beforeEach(() => {
    base = mkdtempSync(path.join(os.tmpdir(), 'runs-'))
    started = []
  })
  afterEach(async () => {
    for (const record of started) await stopProcess(record, { signal: 'SIGKILL' })
    rmSync(base, { recursive: true, force: true })
  })

  async function service(): Promise<ProcessRecord> {
    const args = ['-e', 'setInterval(() => {}, 1e6)']
    const { record } = await startService({ name: 'temporal', command: process.execPath, args, logFile: path.join(base, 'log') })
    started.push(record)
    return record
  }

  it('is cleared by the next run when it was killed, and left alone while it runs', async () => {
    const [mine, orphan] = [await service(), await service()]
    const running = openRunFolder(base)
    running.remember(mine)
    const killed = openRunFolder(base)
    const gone: ProcessRecord = { name: 'tests', pid: 1_999_999, startedAt: '1' }
    writeFileSync(path.join(killed.path, 'run.json'), JSON.stringify({ owner: gone, services: [orphan] }))

    assert.equal(await clearLeftovers(base), 1)
    assert.deepEqual([isAlive(orphan), isAlive(mine)], [false, true])
    assert.deepEqual([existsSync(killed.path), existsSync(running.path)], [false, true])

    await running.clear()
    assert.equal(isAlive(mine), false)
    assert.deepEqual(
      readdirSync(base).filter((name) => name.startsWith('run-')),
      [],
    )
  })
})
