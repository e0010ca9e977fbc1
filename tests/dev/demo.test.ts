import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { clearLeftovers, forget, openDataDir } from '../../dev/dataDir.ts'
import { isAlive, type ProcessRecord, untilReady } from '../../dev/processes.ts'
import { ROOT } from '../../dev/tsx.ts'

interface Command {
  child: ChildProcess
  stdout: string
  stderr: string
  /** Exit status, or the signal that ended it. */
  ended: Promise<number | string>
}

describe('the demo and its embedded stack', function () {
  this.timeout(240_000)
  let dataDir: ReturnType<typeof openDataDir>
  let commands: Command[]
  let taken: Server
  before(async () => {
    dataDir = openDataDir(mkdtempSync(path.join(os.tmpdir(), 'demo-')))
    commands = []
    // Whoever wants the API's usual port finds it taken.
    taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
  })
  after(async () => {
    for (const { child } of commands) child.kill('SIGKILL')
    await Promise.all(commands.map(({ ended }) => ended))
    await forget(dataDir)
    rmSync(dataDir.path, { recursive: true, force: true })
    taken.close()
  })

  const takenPort = () => {
    const address = taken.address()
    return address && typeof address === 'object' ? address.port : 0
  }
  function run(command: string, args: string[]): Command {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir.path, PORT: String(takenPort()), WORKER_METRICS_PORT: '0', NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Command = {
      child,
      stdout: '',
      stderr: '',
      ended: once(child, 'close').then(([status, signal]) => (status ?? signal) as number | string),
    }
    child.stdout.on('data', (chunk) => {
      said.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      said.stderr += chunk
    })
    commands.push(said)
    return said
  }
  const demo = (...args: string[]) => run('npm', ['run', '--silent', 'demo', '--', ...args])
  const start = () => run(process.execPath, ['--import', 'tsx', 'dev/start.ts'])
  const says = (command: Command, text: RegExp) =>
    untilReady(
      `"${text.source}"`,
      async () => {
        const found = text.exec(command.stdout)
        assert.ok(found, command.stdout + command.stderr)
        return found
      },
      { withinMs: 120_000, stopped: command.ended.then((status) => `${status}: ${command.stdout}${command.stderr}`) },
    )
  const services = (): ProcessRecord[] => dataDir.readState().services

  it('brings a prompt to approved drafts with one command, and leaves no process', async () => {
    const command = demo('Launch our linen summer collection', '--platforms', 'instagram,linkedin,tiktok', '--approve', '--json')
    await untilReady('the services', async () => assert.equal(services().length, 4), {
      withinMs: 120_000,
      stopped: command.ended.then(() => command.stderr),
    })
    const seen = services()
    assert.equal(await command.ended, 0, command.stderr)
    const request = JSON.parse(command.stdout)
    assert.equal(request.status, 'completed')
    assert.deepEqual(
      request.drafts.map(({ platform, model }: { platform: string; model: { offline: boolean } }) => [platform, model.offline]),
      [
        ['instagram', true],
        ['linkedin', true],
        ['tiktok', true],
      ],
    )
    assert.match(command.stderr, /Port \d+ is taken by another program; the API uses \d+/)
    assert.match(command.stderr, /offline.*expected cost \$0\.00/)
    assert.match(command.stderr, /Approval link {2}http/)
    assert.match(command.stderr, /Temporal UI {4}http\S+workflows\/content-request/)
    assert.deepEqual(seen.filter(isAlive), [])
    assert.deepEqual(services(), [])
    for (const secret of ['demo.json', 'jwt-secret', 'postgres/postgres.json', 'stack.json'])
      assert.equal(statSync(dataDir.in(secret)).mode & 0o077, 0, `${secret} is for its owner only`)
  })

  it('attaches to a stack that runs, whose dead worker is started again, and exits with 1 when the request is not completed', async () => {
    const stack = start()
    await says(stack, /Ready\./)
    const worker = services().find(({ name }) => name === 'worker')
    assert.ok(worker)
    process.kill(worker.pid, 'SIGKILL')
    const [, pid] = await says(stack, /worker restarted, pid (\d+)/)
    assert.notEqual(Number(pid), worker.pid)

    const asked = demo('Announce our refill station for hand soap', '--platforms', 'linkedin')
    const [, link] = await says(asked, /Approval link {2}(\S+)/)
    assert.match(asked.stdout, /Using the stack that runs already/)
    assert.match(asked.stdout, /LinkedIn post, version 1/)
    const html = await (await fetch(link ?? '')).text()
    const form = new URLSearchParams({ 'linkedin.verdict': 'reject' })
    for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
      form.append(name ?? '', value ?? '')
    assert.equal((await fetch(link ?? '', { method: 'POST', body: form })).status, 200)
    assert.equal(await asked.ended, 1, asked.stdout)
    assert.match(asked.stdout, /linkedin version 1: reject/)
    assert.match(asked.stdout, /The request is rejected/)

    const second = start()
    assert.equal(await second.ended, 1)
    assert.match(second.stderr, /runs already \(process \d+\)/)
    assert.equal(services().filter(isAlive).length, 4, 'the running stack was left alone')

    stack.child.kill('SIGKILL')
    await stack.ended
    const left = services().filter(isAlive)
    assert.equal(left.length, 4, 'a killed parent leaves its services')
    const next = start()
    await says(next, /Stopped what a killed run had left: .*postgres/)
    assert.deepEqual(left.filter(isAlive), [])
    await says(next, /Ready\./)
    const mine = services()
    next.child.kill('SIGINT')
    assert.equal(await next.ended, 0, next.stderr)
    assert.deepEqual(mine.filter(isAlive), [])
  })

  it('forgets everything on reset', async () => {
    assert.ok(existsSync(dataDir.in('postgres', 'postgres.json')))
    assert.equal(await run('npm', ['run', '--silent', 'reset']).ended, 0)
    assert.equal(existsSync(dataDir.in('postgres')), false)
    assert.deepEqual(await clearLeftovers(openDataDir(dataDir.path)), [])
  })
})
