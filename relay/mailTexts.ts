import type { Mail } from '../adapters/port.ts'
import type { ReviewTemplate } from '../db/mails.ts'
import { escapeHtml } from '../domain/html.ts'

export interface MailFacts {
  organization: string
  brand: string
  /** The first words of what was asked for. */
  prompt: string
  platforms: string[]
  dueAt: Date | null
  timeZone: string
  /** Empty where the mail carries no link. */
  link: string
  hoursLeft: number | null
  decidedBy: string
  verdicts: { platform: string; verdict: string; comment: string }[]
}

const SAID = { approve: 'approved', request_changes: 'asked for changes', reject: 'rejected' } as Record<string, string>

/** Words of a mail: plain paragraphs round a button, from which the text and the HTML part are both made. */
export interface MailWords {
  subject: string
  before: string[]
  button?: { words: string; link: string }
  after: string[]
}

/** A mail about a round of a review. */
export function writeMail(template: ReviewTemplate, facts: MailFacts): Pick<Mail, 'subject' | 'text' | 'html'> {
  const words = wordsOf(template, facts)
  return composeMail({ ...words, ...(facts.link && { button: { words: 'Review the drafts', link: facts.link } }) })
}

/** Both parts of a mail. Everything in it is escaped: names and prompts are other people's text. */
export function composeMail({ subject, before, button, after }: MailWords): Pick<Mail, 'subject' | 'text' | 'html'> {
  const text = [...before, ...(button ? [button.link] : []), ...after].join('\n\n')
  const shown = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.link)}" style="background:#1a4fd6;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">${escapeHtml(button.words)}</a></p><p style="font-size:13px;color:#555;overflow-wrap:anywhere">${escapeHtml(button.link)}</p>`
    : ''
  const paragraphs = (lines: string[]) => lines.map((line) => `<p>${escapeHtml(line).replaceAll('\n', '<br>')}</p>`).join('')
  const html = `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;color:#111;max-width:36em;margin:0 auto;padding:24px">${paragraphs(before)}${shown}${paragraphs(after)}</body></html>`
  // A subject is one line, whatever a name in it holds.
  return { subject: subject.replaceAll(/\p{Cc}+/gu, ' '), text, html }
}

function wordsOf(template: ReviewTemplate, facts: MailFacts): { subject: string; before: string[]; after: string[] } {
  const what = `${facts.brand}: ${facts.platforms.join(', ')}`
  const due = facts.dueAt ? `Please decide by ${formatDue(facts.dueAt, facts.timeZone)}.` : ''
  const sign = [`${facts.organization}`]
  const once = 'The link works without an account, for one decision. Whoever has it can decide, so please do not pass it on.'
  switch (template) {
    case 'escalated':
    case 'reassigned':
    case 'review':
      return {
        subject: `Please review: ${what}`,
        before: [`${facts.organization} has prepared drafts for ${what}.`, `Asked for: ${facts.prompt}`, due],
        after: [once, ...sign],
      }
    case 'reminder':
      return {
        subject: `Still waiting for you: ${what}`,
        before: [`The drafts for ${what} still wait for your decision; about ${facts.hoursLeft ?? 0} hours are left.`, due],
        after: [once, ...sign],
      }
    case 'held':
    case 'changed':
    case 'new_link_asked':
    case 'code':
    case 'not_arrived':
      return { subject: `${template}: ${what}`, before: [due], after: sign }
    case 'decided':
      return {
        subject: `Decided: ${what}`,
        before: [
          `${facts.decidedBy} decided on the drafts for ${what}.`,
          ...facts.verdicts.map((v) => `${v.platform}: ${SAID[v.verdict] ?? v.verdict}${v.comment ? `\n“${v.comment}”` : ''}`),
        ],
        after: sign,
      }
    default:
      return template satisfies never
  }
}

/** Such as "Thursday, 26 November 2026 at 14:00 UTC". */
export function formatDue(at: Date, timeZone: string): string {
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)} (${timeZone})`
}
