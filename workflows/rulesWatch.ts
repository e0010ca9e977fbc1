import { continueAsNew, log, proxyActivities } from '@temporalio/workflow'
import type { RulesWatchActivities } from '../activities/index.ts'
import type { DriftPlace } from '../domain/messages.ts'
import { LEDGER } from './options.ts'

const { recheckApproved } = proxyActivities<RulesWatchActivities>({ ...LEDGER, startToCloseTimeout: '2 minutes' })

/** Pages of one run: a history of 400 events. */
const MAX_PAGES = 60

export interface RulesWatchState {
  after: DriftPlace | null
  checked: number
  outdated: number
}

/** Rules change after an approval. Once a day everything that was approved lately is judged again, and what no longer holds is shown. */
export async function rulesWatch(state: RulesWatchState = { after: null, checked: 0, outdated: 0 }): Promise<RulesWatchState> {
  let { after, checked, outdated } = state
  for (let page = 0; page < MAX_PAGES; page++) {
    const done = await recheckApproved({ after })
    checked += done.checked
    outdated += done.outdated
    after = done.next
    if (!after) {
      log.info('approved drafts judged again', { checked, outdated })
      return { after, checked, outdated }
    }
  }
  return continueAsNew<typeof rulesWatch>({ after, checked, outdated })
}
