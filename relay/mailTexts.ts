import type { Mail } from '../adapters/port.ts'
import type { MailTemplate } from '../db/mails.ts'
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

/** Words of each mail: a subject and plain paragraphs, from which the text and the HTML part are both made. */
export function writeMail(template: MailTemplate, facts: MailFacts): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { subject, before, after } = wordsOf(template, facts)
  const link = facts.link ? [facts.link] : []
  const text = [...before, ...link, ...after].join('\n\n')
  const button = facts.link
    ? `<p style="margin:24px 0"><a href="${escapeHtml(facts.link)}" style="background:#1a4fd6;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">Review the drafts</a></p><p style="font-size:13px;color:#555">${escapeHtml(facts.link)}</p>`
    : ''
  const paragraphs = (lines: string[]) => lines.map((line) => `<p>${escapeHtml(line).replaceAll('\n', '<br>')}</p>`).join('')
  const html = `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;color:#111;max-width:36em;margin:0 auto;padding:24px">${paragraphs(before)}${button}${paragraphs(after)}</body></html>`
  return { subject, text, html }
}

function wordsOf(template: MailTemplate, facts: MailFacts): { subject: string; before: string[]; after: string[] } {
  const what = `${facts.brand}: ${facts.platforms.join(', ')}`
  const due = facts.dueAt ? `Please decide by ${formatDue(facts.dueAt, facts.timeZone)}.` : ''
  const sign = [`${facts.organization}`]
  const once = 'The link works without an account, for one decision. Whoever has it can decide, so please do not pass it on.'
  switch (template) {
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
