import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { findTemporal, GO_MODULE } from '../../dev/temporalBinary.ts'

const TEMPORAL = '#!/bin/sh\necho "temporal version 9.9.9 (Server 9.9, UI 9.9)"\n'

describe('the search for a Temporal server', () => {
  let folder: string
  let bin: string
  let cache: string
  let said: string[]
  let blackHole: Server
  let held: Set<Socket>

  beforeEach((done) => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'find-temporal-'))
    bin = path.join(folder, 'bin')
    cache = path.join(folder, 'cache')
    mkdirSync(bin)
    said = []
    held = new Set()
    // Takes every connection and never says a word: a download through it hangs.
    blackHole = createServer((socket) => {
      held.add(socket)
      socket.on('error', () => socket.destroy())
    }).listen(0, '127.0.0.1', done)
  })
  afterEach((done) => {
    rmSync(folder, { recursive: true, force: true })
    for (const socket of held) socket.destroy()
    blackHole.close(() => done())
  })

  const executable = (file: string, text: string) => {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
    chmodSync(file, 0o755)
  }
  const search = (env: NodeJS.ProcessEnv = {}, stalledMs = 300) => {
    const address = blackHole.address()
    const port = address && typeof address === 'object' ? address.port : 0
    return findTemporal({
      // The shell of the stand-in scripts needs the system's folders; no machine has a `temporal` or a `go` there.
      env: { HOME: folder, PATH: `${bin}:/bin`, HTTPS_PROXY: `http://127.0.0.1:${port}`, ...env },
      cache,
      say: (line) => said.push(line),
      downloadLimits: { stalledMs, totalMs: 60_000 },
    })
  }

  it('takes TEMPORAL_ADDRESS before anything else, and starts nothing', async () => {
    executable(path.join(bin, 'temporal'), TEMPORAL)
    assert.deepEqual(await search({ TEMPORAL_ADDRESS: 'temporal.internal:7233' }), {
      from: 'TEMPORAL_ADDRESS',
      address: 'temporal.internal:7233',
    })
    assert.match(said.join('\n'), /because TEMPORAL_ADDRESS says so/)
  })

  it('takes temporal from PATH next, and tells its version', async () => {
    executable(path.join(bin, 'temporal'), TEMPORAL)
    executable(path.join(cache, 'temporal-go', 'temporal'), TEMPORAL)
    const found = await search()
    assert.equal(found.from, 'PATH')
    assert.match(said.join('\n'), /9\.9\.9.*because it is on PATH.*second/)
  })

  it('takes a copy in the cache when PATH has none, or has something else of that name', async () => {
    executable(path.join(bin, 'temporal'), '#!/bin/sh\necho "a clock"\n')
    executable(path.join(cache, 'temporal-go', 'temporal'), TEMPORAL)
    const found = await search()
    assert.equal(found.from, 'cache')
    assert.match(said.join('\n'), /fetched by an earlier run/)
  })

  it('gives up a download that hangs and builds the pinned Go module', async () => {
    executable(
      path.join(bin, 'go'),
      `#!/bin/sh\necho "$@" > ${folder}/asked\nprintf '%s' '${TEMPORAL}' > $GOBIN/temporal; chmod +x $GOBIN/temporal\n`,
    )
    // Long enough for the downloading process to boot on a busy machine.
    const found = await search({}, 5_000)
    assert.equal(found.from, 'go')
    assert.ok(held.size > 0, 'the download was tried')
    assert.equal(readFileSync(path.join(folder, 'asked'), 'utf8').trim(), `install ${GO_MODULE}`)
    assert.match(said[0] ?? '', /own download.*under a minute/)
    assert.match(said[1] ?? '', /building .*minutes/)
    assert.equal((await search()).from, 'cache', 'the build is kept')
  })

  it('never takes half a build', async () => {
    executable(path.join(bin, 'go'), '#!/bin/sh\nprintf half > $GOBIN/temporal; echo "no space left on device" >&2; exit 1\n')
    await assert.rejects(search(), /building it with Go failed: no space left on device/)
    assert.deepEqual(readdirSync(cache), [])
  })

  it('builds once when two processes ask at the same time', async () => {
    executable(
      path.join(bin, 'go'),
      `#!/bin/sh\necho built >> ${folder}/builds\nprintf '%s' '${TEMPORAL}' > $GOBIN/temporal; chmod +x $GOBIN/temporal\n`,
    )
    const found = await Promise.all([search(), search()])
    assert.deepEqual(found.map(({ from }) => from).sort(), ['cache', 'go'])
    assert.equal(readFileSync(path.join(folder, 'builds'), 'utf8'), 'built\n')
    assert.match(said.join('\n'), /already fetching it/)
  })

  it('says why each way failed and what to do, when nothing is left', async () => {
    await assert.rejects(search(), (error: Error) => {
      for (const reason of [
        /TEMPORAL_ADDRESS is not set/,
        /"temporal" is not on PATH/,
        /no copy in/,
        /download failed/,
        /Go is not on PATH/,
      ])
        assert.match(error.message, reason)
      assert.match(error.message, /Install the Temporal CLI/)
      return true
    })
    assert.equal(existsSync(path.join(cache, 'temporal.lock')), false)
  })
})
