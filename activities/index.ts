import { editActivities } from './edits.ts'
import { type ImageDeps, imageActivities } from './images.ts'
import { ledgerActivities } from './ledger.ts'
import { type MemoryDeps, memoryActivities, recaller } from './memory.ts'
import { rulesWatchActivities } from './rulesWatch.ts'
import type { StepDeps } from './step.ts'
import { thinkActivities } from './think.ts'

/** Everything a worker can do, by the names the workflow calls. */
export const createActivities = (deps: Omit<StepDeps, 'recall'> & ImageDeps & MemoryDeps) => ({
  ...ledgerActivities(deps),
  ...thinkActivities({ ...deps, recall: recaller(deps) }),
  ...memoryActivities(deps),
  ...imageActivities(deps),
  ...editActivities(deps),
  ...rulesWatchActivities(deps),
})

export type { EditActivities } from './edits.ts'
export type { ImageActivities } from './images.ts'
export type { LedgerActivities } from './ledger.ts'
export type { MemoryActivities } from './memory.ts'
export type { RulesWatchActivities } from './rulesWatch.ts'
export type { ThinkActivities } from './think.ts'
