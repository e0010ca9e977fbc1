import { appendEvent } from '../db/events.ts'
import { type Pool, tenant, transact } from '../db/knex.ts'
import { lockRound } from '../db/links.ts'
import { closeRound } from '../db/reviews.ts'
import { setRequestStatus } from '../db/statuses.ts'
import { remind } from '../db/tend.ts'
import type { RequestKey } from './ledger.ts'

/** What workflows call for rounds that were opened before rounds had a plan. Nothing opens such a round any more. */
export const reviewsBefore = ({ pool }: { pool: Pool }) => ({
  /** Asks once more everyone who was asked and not shut out since; one mail per recipient and reminder. */
  async remindApprovers(key: RequestKey & { roundId: string; hoursLeft: number }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (db) => {
      const round = await lockRound(db, key.roundId)
      if (round?.state !== 'open') return
      await remind({ db, round }, { at: `${round.due_at.toISOString()}/${key.hoursLeft}`, hours_left: key.hoursLeft })
    })
  },

  /** Writes a later due date; the workflow alone decides dates, because its clock is the one that fires. */
  async extendReview(key: RequestKey & { roundId: string; dueAt: string }): Promise<void> {
    await transact(tenant(pool, key.organizationId), async (trx) => {
      const [round] = await trx('approval_rounds')
        .where({ id: key.roundId, state: 'open' })
        .whereNot({ due_at: key.dueAt })
        .update({ due_at: key.dueAt })
        .returning('round')
      if (!round) return
      const reason = `round ${round.round} waits for a decision by ${key.dueAt}`
      await setRequestStatus(trx, key.requestId, { status: 'awaiting_approval', reason })
      await appendEvent(trx, key.requestId, { type: 'review.extended', data: { round: round.round, due_at: key.dueAt } })
    })
  },

  /** The time is up: closes the round and its links, unless a decision came first. */
  async expireReview(key: RequestKey & { roundId: string }): Promise<'expired' | 'decided'> {
    return transact(tenant(pool, key.organizationId), async (trx) => {
      const before = await lockRound(trx, key.roundId)
      const state = await closeRound(trx, key.roundId, 'expired')
      if (state === 'decided') return 'decided'
      if (before?.state === 'open') await appendEvent(trx, key.requestId, { type: 'review.expired', data: { round: before.round } })
      return 'expired'
    })
  },
})
