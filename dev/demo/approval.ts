import type { Verdict } from '../../domain/words.ts'
import { send } from './api.ts'
import { awaitMail } from './mailbox.ts'

/** The approval link of a round, from the mail in the mailbox folder; waits for that mail. */
export const approvalLink = (mailbox: string, roundId: string, signal: AbortSignal): Promise<string> =>
  awaitMail(
    {
      mailbox,
      what: 'with the link of the review',
      fits: ({ key }) => key.startsWith(`review/${roundId}`),
      found: /^https?:\/\/\S+\/approve\/\S+$/m,
    },
    signal,
  )

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
