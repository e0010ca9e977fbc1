import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { mailbox } from '../../adapters/mailbox.ts'

describe('mail as files', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mailbox-'))
  after(() => rmSync(folder, { recursive: true }))

  it('writes a mail whole, once per key, and knows what it wrote', async () => {
    const box = mailbox(path.join(folder, 'new'))
    const mail = { key: 'review/1/../ana@example.com', to: { email: 'ana@example.com', name: '' }, subject: 'S', text: 'T', html: 'H' }
    assert.equal(await box.wasSent?.(mail.key), false)
    await box.send(mail)
    await box.send(mail)
    assert.equal(await box.wasSent?.(mail.key), true)
    const files = readdirSync(path.join(folder, 'new'))
    assert.equal(files.length, 1)
    const { sent_at, ...written } = JSON.parse(readFileSync(path.join(folder, 'new', files[0] ?? ''), 'utf8'))
    assert.deepEqual(written, mail)
    assert.ok(!Number.isNaN(Date.parse(sent_at)))
  })
})
