import { editActivities } from './edits.ts'
import { type ImageDeps, imageActivities } from './images.ts'
import { ledgerActivities } from './ledger.ts'
import { rulesWatchActivities } from './rulesWatch.ts'
import type { StepDeps } from './step.ts'
import { thinkActivities } from './think.ts'

/** Everything a worker can do, by the names the workflow calls. */
export const createActivities = (deps: StepDeps & ImageDeps) => ({
  ...ledgerActivities(deps),
  ...thinkActivities(deps),
  ...imageActivities(deps),
  ...editActivities(deps),
  ...rulesWatchActivities(deps),
})

export type { EditActivities } from './edits.ts'
export type { ImageActivities } from './images.ts'
export type { LedgerActivities } from './ledger.ts'
export type { RulesWatchActivities } from './rulesWatch.ts'
export type { ThinkActivities } from './think.ts'
