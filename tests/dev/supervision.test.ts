import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { clearLeftovers, forget, openDataDir, removeWhenEmpty } from '../../dev/dataDir.ts'
import { takeLock } from '../../dev/lock.ts'
import { freePort } from '../../dev/ports.ts'
import { isAlive, type ProcessRecord, startOf, startService, stopProcess, thisProcess, untilReady } from '../../dev/processes.ts'
import { createSupervisor } from '../../dev/supervisor.ts'

let folder: string
let started: ProcessRecord[]
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'supervision-'))
  started = []
})
afterEach(async () => {
  for (const record of started) await stopProcess(record, { signal: 'SIGKILL' })
  rmSync(folder, { recursive: true, force: true })
})

/** A process that does nothing until it is told to stop, and then writes its name down. */
async function idler(name: string) {
  const script = `process.on('SIGTERM', () => { require('fs').appendFileSync('order', '${name} '); process.exit(0) }); require('fs').writeFileSync('${name}.up', ''); setInterval(() => {}, 1e6)`
  const running = await startService({
    name,
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    logFile: path.join(folder, `${name}.log`),
  })
  started.push(running.record)
  await until(() => existsSync(path.join(folder, `${name}.up`)))
  return running
}

const until = (holds: () => boolean) => untilReady('the test', async () => assert.ok(holds()), { withinMs: 20_000 })
const nobody: ProcessRecord = { name: 'gone', pid: 1_999_999, startedAt: '1' }

describe('a process written down', () => {
  it('is known by its pid and its start, so that a reused pid is left alone', async () => {
    const { record } = await idler('one')
    assert.ok(isAlive(record))
    const reused = { ...record, startedAt: 'another moment' }
    assert.equal(isAlive(reused), false)
    await stopProcess(reused, { signal: 'SIGKILL' })
    assert.ok(isAlive(record))
    await stopProcess(record)
    assert.equal(startOf(record.pid), undefined)
  })

  it('is killed when it does not stop in time', async () => {
    const args = ['-e', "process.on('SIGTERM', () => {}); require('fs').writeFileSync('deaf.up', ''); setInterval(() => {}, 1e6)"]
    const running = await startService({ name: 'deaf', command: process.execPath, args, cwd: folder, logFile: path.join(folder, 'log') })
    started.push(running.record)
    await until(() => existsSync(path.join(folder, 'deaf.up')))
    await stopProcess(running.record, { graceMs: 50 })
    assert.equal(await running.exited, 'SIGKILL')
  })
})

describe('the lock of a folder', () => {
  it('is held by one process and free again afterwards', () => {
    const file = path.join(folder, 'lock')
    const first = takeLock(file, 'first')
    assert.ok(first.taken)
    const second = takeLock(file, 'second')
    assert.ok(!second.taken)
    assert.deepEqual(second.holder, thisProcess('first'))
    first.release()
    assert.ok(takeLock(file, 'third').taken)
  })

  it('is taken over from a process that died, even while it buried another', () => {
    const file = path.join(folder, 'lock')
    writeFileSync(file, JSON.stringify(nobody))
    writeFileSync(`${file}.burial`, JSON.stringify(nobody))
    assert.ok(takeLock(file, 'heir').taken)
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).name, 'heir')
  })
})

describe('a port', () => {
  let server: Server
  beforeEach((done) => {
    server = createServer().listen(0, '127.0.0.1', done)
  })
  afterEach((done) => {
    server.close(() => done())
  })

  it('is the wanted one when it is free and another when it is taken', async () => {
    const address = server.address()
    const taken = address && typeof address === 'object' ? address.port : 0
    const instead = await freePort(taken)
    assert.notEqual(instead, taken)
    assert.equal(await freePort(instead), instead)
  })
})

describe('a data folder', () => {
  it('is cleared of what a killed stack left, last started first, and of nothing else', async () => {
    const dataDir = openDataDir(folder)
    const [one, two] = [await idler('one'), await idler('two')]
    dataDir.writeState({
      services: [one.record, two.record, nobody, { ...thisProcess('me'), startedAt: 'another moment' }],
      addresses: null,
    })
    assert.deepEqual(await clearLeftovers(dataDir), ['one', 'two'])
    assert.equal(readFileSync(path.join(folder, 'order'), 'utf8'), 'two one ')
    assert.deepEqual(dataDir.readState(), { services: [], addresses: null })
  })

  it('forgets what the stack keeps, and not what a person put there', async () => {
    const dataDir = openDataDir(path.join(folder, 'data'))
    mkdirSync(dataDir.in('mailbox'))
    for (const name of ['mailbox/a.json', 'jwt-secret', 'notes.txt']) writeFileSync(dataDir.in(name), '')
    await forget(dataDir)
    removeWhenEmpty(dataDir)
    assert.ok(existsSync(dataDir.in('notes.txt')))
    assert.ok(!existsSync(dataDir.in('mailbox')) && !existsSync(dataDir.in('jwt-secret')))
    rmSync(dataDir.in('notes.txt'))
    removeWhenEmpty(dataDir)
    assert.ok(!existsSync(dataDir.path))
  })
})

describe('the supervisor', () => {
  it('starts again what dies, says its pid, writes it down, and stops all in reverse', async () => {
    const said: string[] = []
    let written: ProcessRecord[] = []
    const supervisor = createSupervisor({
      remember: (records) => {
        written = [...records]
        started.push(...records)
      },
      say: (line) => said.push(line),
    })
    const [one, two] = [await idler('one'), await idler('two')]
    supervisor.adopt(one)
    supervisor.adopt(two)
    supervisor.keepAlive()
    rmSync(path.join(folder, 'two.up'))
    process.kill(two.record.pid, 'SIGKILL')
    await until(() => existsSync(path.join(folder, 'two.up')) && written.length === 2 && written[1]?.pid !== two.record.pid)
    const next = written[1]
    assert.match(said.join('\n'), new RegExp(`two died \\(SIGKILL\\); two restarted, pid ${next?.pid}\\.`))
    await supervisor.stop()
    assert.equal(readFileSync(path.join(folder, 'order'), 'utf8'), 'two one ')
    assert.deepEqual(written, [])
    assert.ok(next && !isAlive(next) && !isAlive(one.record))
  })

  it('kills what does not stop, when it is asked a second time', async () => {
    const args = [
      '-e',
      "process.on('SIGTERM', () => require('fs').writeFileSync('asked', '')); require('fs').writeFileSync('deaf.up', ''); setInterval(() => {}, 1e6)",
    ]
    const deaf = await startService({ name: 'deaf', command: process.execPath, args, cwd: folder, logFile: path.join(folder, 'log') })
    started.push(deaf.record)
    await until(() => existsSync(path.join(folder, 'deaf.up')))
    const supervisor = createSupervisor({ remember() {}, say() {} })
    supervisor.adopt(deaf, { graceMs: 3_600_000 })
    const first = supervisor.stop()
    await until(() => existsSync(path.join(folder, 'asked')))
    await Promise.all([supervisor.stop(), first])
    assert.equal(await deaf.exited, 'SIGKILL')
  })

  it('starts nothing again once it stops', async () => {
    const said: string[] = []
    const supervisor = createSupervisor({ remember: (records) => started.push(...records), say: (line) => said.push(line) })
    const one = await idler('one')
    supervisor.adopt(one)
    supervisor.keepAlive()
    await Promise.all([supervisor.stop(), supervisor.stop()])
    await one.exited
    assert.equal(isAlive(one.record), false)
    assert.deepEqual(said, [])
  })
})
