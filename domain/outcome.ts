import type { PlatformStatus, RequestStatus } from './words.ts'

/** Statuses that a run of a request ends in; only a retry leaves them. */
export const FINAL_STATUSES: readonly RequestStatus[] = [
  'completed',
  'partial',
  'rejected',
  'expired',
  'cancelled',
  'failed',
  'needs_attention',
]
export const isFinal = (status: RequestStatus): boolean => FINAL_STATUSES.includes(status)

const EDITABLE: readonly PlatformStatus[] = ['awaiting_approval', 'approved', 'rejected', 'expired', 'needs_attention']
/** Whether a person may make the next version of a draft, or ask for it: it was made, nobody is writing on it, and its request was neither cancelled nor lost. */
export const isEditable = (request: RequestStatus, draft: PlatformStatus): boolean =>
  EDITABLE.includes(draft) && request !== 'cancelled' && request !== 'failed'

/**
 * The final status of a request from the final statuses of its platforms. Pure; safe in a workflow.
 * Somebody having to step in outranks everything; something approved beside something lost is `partial`.
 */
export function outcomeOf(
  statuses: readonly PlatformStatus[],
): Extract<RequestStatus, 'completed' | 'partial' | 'rejected' | 'expired' | 'cancelled' | 'failed' | 'needs_attention'> {
  const has = (status: PlatformStatus) => statuses.includes(status)
  if (has('needs_attention')) return 'needs_attention'
  if (has('approved')) return statuses.every((s) => s === 'approved') ? 'completed' : 'partial'
  if (has('cancelled')) return 'cancelled'
  if (has('expired')) return 'expired'
  if (has('rejected')) return 'rejected'
  return 'failed'
}
