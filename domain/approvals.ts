import { z } from 'zod'
import type { Connection, Platform } from './words.ts'

/**
 * How drafts are approved. A **policy** has **levels** in order; each has its approvers and says how many of them it needs. What a request
 * is accepted with is frozen into it as **tracks**: which of its platforms go through which levels.
 */

/** What happens to drafts that nobody decided in time. `approve` needs the organization's consent, given beforehand. */
export const DEADLINE_OUTCOMES = ['expire', 'hold', 'reassign', 'reject', 'approve'] as const
export type DeadlineOutcome = (typeof DEADLINE_OUTCOMES)[number]

/** `any`: the first decision decides. A number: so many approvals. `all`: those of every approver. */
export type Needs = 'any' | 'all' | number

/** Somebody who is asked, with the address they are asked at. `user_id` where they are a member. */
export const Approver = z.object({ email: z.string(), name: z.string().default(''), user_id: z.string().nullable().default(null) })
export type Approver = z.infer<typeof Approver>

export const MAX_APPROVERS = 50
export const MAX_LEVELS = 5
/** Ninety days. */
export const MAX_DUE_HOURS = 2160

/** One level as it is frozen into a request, and as a round of it is changed later. */
export const Level = z.object({
  name: z.string().default(''),
  approvers: z.array(Approver),
  needs: z.union([z.enum(['any', 'all']), z.number().int()]).default('any'),
  due_in_hours: z.number(),
  /** Which hours count towards the due time: all, or the organization's working hours. */
  hours: z.enum(['calendar', 'business']).default('calendar'),
  remind_before_hours: z.array(z.number()).default([]),
  /** Asked as well from the escalation on, and in place of the approvers where a deadline reassigns. */
  backup: z.array(Approver).default([]),
  escalate_before_hours: z.number().nullable().default(null),
  on_deadline: z.enum(DEADLINE_OUTCOMES).default('expire'),
  /** Whether the page asks for a code that is mailed when it is opened. */
  code_by_mail: z.boolean().default(false),
})
export type Level = z.infer<typeof Level>

/** Platforms of a request that share their levels. */
export const Track = z.object({
  platforms: z.array(z.string()),
  /** The stored policy it comes from; null where the request brought its own. */
  policy: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  levels: z.array(Level),
})
export type Track = Omit<z.infer<typeof Track>, 'platforms'> & { platforms: Platform[] }

/** As a request keeps it. Requests of before there were levels have only the first three. */
export interface FrozenApproval {
  mode: 'required' | 'none'
  approvers: { email: string; name: string }[]
  due_in_hours: number
  remind_before_hours: number[]
  tracks?: Track[]
}

/** The tracks of a request; one with one level where it was accepted before there were any. */
export function tracksOf(approval: FrozenApproval, platforms: readonly Platform[]): Track[] {
  if (approval.mode === 'none') return []
  if (approval.tracks) return approval.tracks
  return [{ platforms: [...platforms], policy: null, levels: [Level.parse(approval)] }]
}

/** How one approver's decision on a draft counts. */
export interface Vote {
  email: string
  verdict: 'approve' | 'request_changes' | 'reject'
}

/** Where a draft stands in a round. `withdrawn`: it was edited meanwhile. `expired`, `closed`: the round ended without a decision on it. */
export const ITEM_OUTCOMES = ['open', 'approved', 'changes', 'rejected', 'withdrawn', 'expired', 'closed'] as const
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number]

/** How many approvals a level wants when so many approvers are named. */
export function approvalsNeeded(needs: Needs, approvers: number): number {
  return needs === 'any' ? 1 : needs === 'all' ? approvers : needs
}

/**
 * Where a draft stands after these votes, in the order they came. A backup's vote counts like an approver's and changes nothing in how many
 * are needed. A draft fails as soon as the approvals it needs cannot come any more: then somebody's wish for changes outranks a rejection.
 */
export function outcomeOfVotes(
  needs: Needs,
  /** Approvers named and not removed; voters: everybody who may decide, backups that were asked included. */
  people: { approvers: number; voters: number },
  votes: readonly Vote[],
): 'open' | 'approved' | 'changes' | 'rejected' {
  if (needs === 'any') {
    const [first] = votes
    return first ? OUTCOME[first.verdict] : 'open'
  }
  const approvals = votes.filter(({ verdict }) => verdict === 'approve').length
  const needed = approvalsNeeded(needs, people.approvers)
  if (approvals >= needed) return 'approved'
  if (approvals + people.voters - votes.length >= needed) return 'open'
  return votes.some(({ verdict }) => verdict === 'request_changes') ? 'changes' : 'rejected'
}

const OUTCOME = { approve: 'approved', request_changes: 'changes', reject: 'rejected' } as const

/** "any one of 3", "2 of 3", "all 3". */
export function needsInWords(needs: Needs, approvers: number): string {
  if (approvers === 1) return 'one approver'
  if (needs === 'any') return `any one of ${approvers}`
  return needs === 'all' || needs === approvers ? `all ${approvers}` : `${needs} of ${approvers}`
}

/** A policy may apply to a class of content: a content type, or whatever is paid for, whichever type it is. */
export const PAID_CLASS = 'paid'

interface Applying {
  brand_id: string | null
  content_class: string | null
}

/** Of the policies that apply, the one for this draft: the brand's own before the organization's, then `paid`, then its content type. */
export function policyFor<P extends Applying>(
  policies: readonly P[],
  draft: { contentType: string; connection: Connection },
): P | undefined {
  const paid = draft.connection === 'paid' || draft.connection === 'gifted' || draft.connection === 'affiliate'
  const rank = ({ brand_id, content_class }: P): number => {
    const byClass = content_class === null ? 0 : content_class === PAID_CLASS && paid ? 2 : content_class === draft.contentType ? 1 : -1
    return byClass < 0 ? -1 : (brand_id ? 3 : 0) + byClass
  }
  return policies.filter((policy) => rank(policy) >= 0).sort((a, b) => rank(b) - rank(a))[0]
}
