import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isErrno } from '../processes.ts'

const WITHIN_MS = 60_000

interface Mail {
  key: string
  to: { email: string }
  text: string
}

/** What `found` captures in the first mail it fits, in the mailbox folder of the embedded stack; waits a minute for that mail. */
export async function awaitMail(
  of: { mailbox: string; what: string; fits(mail: Mail): boolean; found: RegExp },
  signal: AbortSignal,
): Promise<string> {
  const until = Date.now() + WITHIN_MS
  while (Date.now() < until) {
    const mail = await findMail(of.mailbox, of.fits)
    const link = mail && of.found.exec(mail.text)
    if (link) return link[1] ?? link[0]
    await delay(100, undefined, { signal })
  }
  throw new Error(`No mail ${of.what} came into ${of.mailbox} within a minute. The worker's log says why.`)
}

async function findMail(mailbox: string, fits: (mail: Mail) => boolean): Promise<Mail | undefined> {
  for (const name of await readdir(mailbox).catch(whenAbsent<string[]>([]))) {
    if (!name.endsWith('.json')) continue
    const mail = JSON.parse(await readFile(path.join(mailbox, name), 'utf8')) as Mail
    if (fits(mail)) return mail
  }
  return undefined
}

const whenAbsent =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isErrno(error, 'ENOENT')) return value
    throw error
  }
