import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findVersitygw, VERSITYGW_MODULE } from '../../dev/versitygw.ts'

describe('finding the S3 server of the tests', () => {
  let folder: string
  let said: string[]
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'test-versitygw-'))
    mkdirSync(path.join(folder, 'bin'))
    said = []
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const program = (file: string, script: string) => {
    writeFileSync(file, script)
    chmodSync(file, 0o755)
    return file
  }
  const find = (env: NodeJS.ProcessEnv = {}) =>
    findVersitygw({
      env: { PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`, ...env },
      cache: path.join(folder, 'cache'),
      say: (line) => said.push(line),
    })

  it('takes the one that is named, then the one on PATH', async () => {
    const named = program(path.join(folder, 'mine'), '#!/bin/sh\n')
    const onPath = program(path.join(folder, 'bin', 'versitygw'), '#!/bin/sh\n')
    assert.equal(await find({ VERSITYGW_BINARY: named }), named)
    assert.equal(await find(), onPath)
    await assert.rejects(find({ VERSITYGW_BINARY: path.join(folder, 'none') }), /VERSITYGW_BINARY names .*none, which does not run/)
  })

  it('builds its module once, says how long that takes, and keeps what it built', async () => {
    program(
      path.join(folder, 'bin', 'go'),
      `#!/bin/sh\necho "$@" >> ${folder}/asked\nprintf '#!/bin/sh\\n' > $GOBIN/versitygw; chmod +x $GOBIN/versitygw\n`,
    )
    const [one, other] = [await find(), await find()]
    assert.equal(one, other)
    assert.ok(one.startsWith(path.join(folder, 'cache')))
    assert.equal(readFileSync(path.join(folder, 'asked'), 'utf8'), `install ${VERSITYGW_MODULE}\n`)
    assert.match(said.join('\n'), /building .*2 to 4 minutes.*once/)
  })

  it('says plainly what to do where it cannot be built', async () => {
    await assert.rejects(find(), /Go is not on PATH to build one\. Install versitygw .*VERSITYGW_BINARY/)
    program(path.join(folder, 'bin', 'go'), '#!/bin/sh\necho "no space left on device" >&2; exit 1\n')
    await assert.rejects(find(), /Building versitygw failed: no space left on device/)
  })
})
