import type { RequestStatus } from '../domain/words.ts'

/** A link that is out or on its way: its holder can still decide. */
export const OPEN_LINKS: readonly string[] = ['queued', 'sending', 'sent', 'unknown']

export interface Situation {
  status: RequestStatus
  reason: string
  /** Addresses whose link is still good. */
  waitsFor: readonly string[]
  dueAt: Date | null
  /** Platforms that failed. */
  failed: number
}

/** What happens next, or what a person can do, in a sentence. */
export function nextStep({ status, reason, waitsFor, dueAt, failed }: Situation): string {
  const retry = failed ? ` ${failed === 1 ? 'One platform' : `${failed} platforms`} failed: retry with POST to links.retry.` : ''
  switch (status) {
    case 'pending':
      return 'Accepted; the agents start as soon as a worker is free.'
    case 'generating':
      return 'The agents are writing; the drafts go to review when quality assurance has passed them.'
    case 'awaiting_approval':
      if (!waitsFor.length) return 'Nobody holds an open approval link yet. If this stays, send one with POST to links.approval_links.'
      return `Waiting for ${waitsFor.join(' or ')} to decide by the mailed link${dueAt ? `, until ${dueAt.toISOString()}` : ''}.`
    case 'revising':
      return 'The drafts that a reviewer wants changed are being rewritten; a new link follows.'
    case 'needs_attention':
      return `A person has to step in${reason ? `: ${reason}` : ''}.`
    case 'completed':
      return 'Everything is approved: the text is ready to paste at links.export.'
    case 'partial':
      return `What is approved is ready to paste at links.export.${retry}`
    case 'rejected':
      return 'The reviewer rejected the drafts. Ask again with another prompt.'
    case 'expired':
      return 'Nobody decided in time. Ask again, with a later due time or other approvers.'
    case 'cancelled':
      return 'Cancelled: nothing more happens.'
    case 'failed':
      return `Nothing could be made${reason ? `: ${reason}` : ''}.${retry}`
    default:
      return status satisfies never
  }
}
