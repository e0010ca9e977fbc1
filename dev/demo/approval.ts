import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Verdict } from '../../domain/words.ts'
import { isErrno } from '../processes.ts'
import { send } from './api.ts'

const MAIL_WITHIN_MS = 60_000

/** The approval link of a round, from the mail in the mailbox folder; waits for that mail. */
export async function approvalLink(mailbox: string, roundId: string, signal: AbortSignal): Promise<string> {
  const until = Date.now() + MAIL_WITHIN_MS
  while (Date.now() < until) {
    const mail = await findMail(mailbox, `review/${roundId}`)
    const link = mail && /^https?:\/\/\S+\/approve\/\S+$/m.exec(mail.text)?.[0]
    if (link) return link
    await delay(100, undefined, { signal })
  }
  throw new Error(`The review is open, but no mail with its link came into ${mailbox} within a minute. The worker's log says why.`)
}

async function findMail(mailbox: string, keyStart: string): Promise<{ text: string } | undefined> {
  for (const name of await readdir(mailbox).catch(whenAbsent<string[]>([]))) {
    if (!name.endsWith('.json')) continue
    const mail = JSON.parse(await readFile(path.join(mailbox, name), 'utf8')) as { key: string; text: string }
    if (mail.key.startsWith(keyStart)) return mail
  }
  return undefined
}

const whenAbsent =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isErrno(error, 'ENOENT')) return value
    throw error
  }

/** Decides alike on every draft behind a link, the way a browser does: reads the page, fills in its form, sends it. */
export async function decideByLink(link: string, verdict: Verdict): Promise<void> {
  const page = await send(link)
  const html = await page.text()
  if (!page.ok) throw new Error(`The approval page answers ${page.status}: ${headline(html)}`)
  const form = new URLSearchParams()
  for (const { name, value } of inputs(html, 'hidden')) form.append(name, value)
  for (const { name, value } of inputs(html, 'radio')) if (value === verdict) form.append(name, value)
  const answer = await send(link, { method: 'POST', body: form })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`The approval page refused the decision (${answer.status}): ${headline(said)}`)
}

/** The inputs of one type in a page of ours, whose attributes are always quoted. */
export function inputs(html: string, type: 'hidden' | 'radio'): { name: string; value: string }[] {
  return [...html.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => ({ type: attribute(tag, 'type'), name: attribute(tag, 'name'), value: attribute(tag, 'value') }))
    .filter((input) => input.type === type && input.name)
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

const headline = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? 'it does not say why'
