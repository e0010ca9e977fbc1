import { ledgerActivities } from './ledger.ts'
import type { StepDeps } from './step.ts'
import { thinkActivities } from './think.ts'

/** Everything a worker can do, by the names the workflow calls. */
export const createActivities = (deps: StepDeps) => ({ ...ledgerActivities(deps), ...thinkActivities(deps) })

export type { LedgerActivities } from './ledger.ts'
export type { ThinkActivities } from './think.ts'
