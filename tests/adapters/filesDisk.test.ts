import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileKey, fileType, isFileKey } from '../../adapters/files.ts'
import { filesDisk } from '../../adapters/filesDisk.ts'

describe('files in a folder', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-files-'))
  const store = filesDisk(path.join(folder, 'files'))
  after(() => rm(folder, { recursive: true, force: true }))

  const keyOf = (body: Buffer, ending: 'jpg' | 'png' = 'jpg') =>
    fileKey({ organizationId: randomUUID(), requestId: randomUUID(), sha256: createHash('sha256').update(body).digest('hex'), ending })
  const all = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile())

  it('are kept under their content’s name, whole, for this account only', async () => {
    const body = Buffer.from('a picture')
    const key = keyOf(body)
    await Promise.all([store.put(key, body), store.put(key, body), store.put(key, body)])
    assert.deepEqual(all(), [path.join('files', ...key.split('/'))])
    const file = path.join(folder, 'files', key)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700)
    assert.equal(await store.size(key), body.length)
    const found = await store.get(key)
    assert.ok(found)
    assert.deepEqual(await buffer(found.stream), body)
  })

  it('are written anew where a half one lies', async () => {
    const body = Buffer.from('whole')
    const key = keyOf(body)
    const file = path.join(folder, 'files', key)
    await mkdir(path.dirname(file), { recursive: true })
    writeFileSync(file, 'who')
    await store.put(key, body)
    assert.equal(await store.size(key), body.length)
  })

  it('are undefined where there is none, or a folder of that name', async () => {
    const key = keyOf(Buffer.from('never'))
    assert.equal(await store.get(key), undefined)
    await mkdir(path.join(folder, 'files', key), { recursive: true })
    assert.equal(await store.get(key), undefined)
  })

  it('leave nothing half behind when they cannot be written', async () => {
    const blocked = path.join(folder, 'blocked')
    writeFileSync(blocked, 'a file where a folder should be')
    await assert.rejects(filesDisk(blocked).put(keyOf(Buffer.from('x')), Buffer.from('x')))
    assert.ok(all().every((name) => !name.endsWith('.part')))
  })

  it('have names that lead nowhere else', async () => {
    const [a, b] = [randomUUID(), randomUUID()]
    const hash = 'a'.repeat(64)
    symlinkSync(os.tmpdir(), path.join(folder, 'files', 'link'))
    const wrong = [
      '',
      '/etc/passwd',
      '../secret.jpg',
      `organizations/${a}/requests/${b}/../../../${hash}.jpg`,
      `organizations/${a}/requests/${b}/${hash}.jpg/../x`,
      `organizations/${a}/requests/${b}/${hash}.svg`,
      `organizations/${a}/requests/${b}/${hash}.html`,
      `organizations/${a}/requests/${b}/${hash}.jpg\0.png`,
      `organizations/${a}/requests/${b}/${hash.toUpperCase()}.jpg`,
      `organizations/${a}/requests/${b}/${hash}.jpg\n`,
      `organizations\\${a}\\requests\\${b}\\${hash}.jpg`,
      `link/${hash}.jpg`,
      `organizations/${a}/requests/..%2f..%2f/${hash}.jpg`,
    ]
    for (const key of wrong) {
      assert.equal(isFileKey(key), false, key)
      await assert.rejects(store.get(key), /not the name of a file/, key)
      await assert.rejects(store.size(key), /not the name of a file/, key)
      await assert.rejects(store.put(key, Buffer.from('x')), /not the name of a file/, key)
    }
    assert.equal(fileType(keyOf(Buffer.from('x'), 'png')), 'image/png')
  })
})
