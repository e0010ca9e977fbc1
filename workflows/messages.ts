import { defineQuery, defineSignal } from '@temporalio/workflow'
import type { DraftEdited, ReviewChanged, ReviewDecided, ReviewExtended, StatusView } from '../domain/messages.ts'

/** The names that cross between the relay and the workflow. */

export const WORKFLOW_TYPE = 'contentRequest'
/** The workflow that judges approved drafts again, and the schedule that starts it. */
export const RULES_WATCH = 'rulesWatch'

/** The business id is the workflow id; a retry of failed platforms is a run of its own. */
export function workflowIdOf(organizationId: string, requestId: string, run: number): string {
  return `content-request/${organizationId}/${requestId}${run === 1 ? '' : `/run-${run}`}`
}

export const reviewDecided = defineSignal<[ReviewDecided]>('reviewDecided')
export const reviewExtended = defineSignal<[ReviewExtended]>('reviewExtended')
export const reviewChanged = defineSignal<[ReviewChanged]>('reviewChanged')
export const draftEdited = defineSignal<[DraftEdited]>('draftEdited')
export const status = defineQuery<StatusView>('status')

/** Search attributes the product uses; registered by `npm run temporal:setup` and by the worker at boot. */
export const SEARCH_ATTRIBUTES = {
  OrganizationId: 'KEYWORD',
  BrandId: 'KEYWORD',
  RequestStatus: 'KEYWORD',
  Platforms: 'KEYWORD_LIST',
} as const
