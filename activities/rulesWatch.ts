import { recheckApproved } from '../db/drift.ts'
import type { Pool } from '../db/knex.ts'
import type { DriftPlace } from '../domain/messages.ts'

/** So many drafts a call: some 2 s of work. */
const PAGE = 200

/** Looking again at what was approved. */
export const rulesWatchActivities = ({ pool }: { pool: Pool }) => ({
  /** One page of approved drafts by the rules of now; null as `next` at the end. */
  recheckApproved: ({ after }: { after: DriftPlace | null }) => recheckApproved(pool, after, PAGE),
})

export type RulesWatchActivities = ReturnType<typeof rulesWatchActivities>
