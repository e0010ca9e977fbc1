import { createHash } from 'node:crypto'
import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Mail, Mailer } from './port.ts'

/** Mail as files in a folder, for a laptop without a provider: one JSON document a mail, complete or absent. */
export function mailbox(folder: string): Mailer {
  const fileOf = (key: string) => path.join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`)
  return {
    provider: 'mailbox',
    async send(mail: Mail) {
      const file = fileOf(mail.key)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, `${JSON.stringify({ ...mail, sent_at: new Date().toISOString() }, null, 2)}\n`, { mode: 0o600 })
      await rename(`${file}.part`, file)
      return { kind: 'sent', providerId: path.basename(file) }
    },
    async wasSent(key) {
      return access(fileOf(key)).then(
        () => true,
        () => false,
      )
    },
  }
}
