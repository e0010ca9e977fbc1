import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { Logger } from 'pino'
import { acrossTenants, type Db, type Pool, tenant, transact } from '../db/knex.ts'
import { lockRound } from '../db/links.ts'
import { releaseUnits } from '../db/quota.ts'
import { lockRequest } from '../db/requests.ts'
import { closeRound, openRounds } from '../db/reviews.ts'
import { type PlatformChange, setPlatforms, setRequestStatus } from '../db/statuses.ts'
import { FINAL_STATUSES, isFinal, outcomeOf } from '../domain/outcome.ts'
import type { PlatformStatus } from '../domain/words.ts'
import { workflowIdOf } from '../workflows/messages.ts'

const CALL_DEADLINE_MS = 2_000
const BATCH = 50

export interface SweeperDeps {
  pool: Pool
  client: Client
  log: Logger
  /** A request younger than this may still be on its way. */
  olderThanMs?: number
}

interface Suspect {
  id: string
  organization_id: string
  run: number
}

/**
 * Looks once for requests that are under way in Postgres while their workflow is gone (terminated, failed, lost) and settles them:
 * what was reserved and never reviewed is released, open rounds close, the status says why. Returns how many it settled.
 */
export async function sweep(deps: SweeperDeps, after: string | null = null): Promise<{ settled: number; last: string | null }> {
  const { pool, olderThanMs = 120_000 } = deps
  const db = acrossTenants(pool)
  const suspects: Suspect[] = await db('content_requests as r')
    .join('outbox as o', function () {
      this.on('o.request_id', 'r.id').andOn('o.key', db.raw(`'start/' || r.id || '/' || r.run`))
    })
    .select('r.id', 'r.organization_id', 'r.run')
    .whereNotIn('r.status', [...FINAL_STATUSES])
    .whereNotNull('o.delivered_at')
    .andWhere('r.updated_at', '<', db.raw(`now() - ? * interval '1 millisecond'`, [olderThanMs]))
    .modify((query) => void (after && query.andWhere('r.id', '>', after)))
    .orderBy('r.id')
    .limit(BATCH)
  let settled = 0
  for (const suspect of suspects) {
    const gone = await whyGone(deps.client, suspect)
    if (!gone) continue
    if (!(await settleGone(tenant(pool, suspect.organization_id), suspect, gone))) continue
    deps.log.warn({ request_id: suspect.id, run: suspect.run, gone }, 'settled a request whose workflow is gone')
    settled++
  }
  return { settled, last: suspects.length === BATCH ? (suspects.at(-1)?.id ?? null) : null }
}

/** Why a workflow will never settle its request itself any more; undefined while it still runs. */
async function whyGone(client: Client, { id, organization_id, run }: Suspect): Promise<string | undefined> {
  try {
    const handle = client.workflow.getHandle(workflowIdOf(organization_id, id, run))
    const { status } = await client.withDeadline(Date.now() + CALL_DEADLINE_MS, () => handle.describe())
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return undefined
    return `its workflow ended as ${status.name.toLowerCase()} without settling`
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'its workflow no longer exists'
    throw error
  }
}

const ENDED: readonly PlatformStatus[] = ['approved', 'rejected', 'expired', 'cancelled', 'failed', 'needs_attention']

/** False where nothing is left to settle: the workflow did it in the meantime, and a retry may even have begun the next run. */
async function settleGone(db: Db, { id, organization_id, run }: Suspect, why: string): Promise<boolean> {
  const reason = `stopped by an operator or lost: ${why}; retry makes what is missing`
  return transact(db, async (trx) => {
    const rounds = await openRounds(trx, id)
    // Rounds before their request, as a decision locks them.
    for (const round of rounds) await lockRound(trx, round.id)
    const request = await lockRequest(trx, organization_id, id)
    if (request?.run !== run || isFinal(request.status)) return false
    const platforms = await trx('request_platforms')
      .select<PlatformChange[]>('platform', 'status', 'version', 'reason')
      .where({ request_id: id })
    for (const round of rounds) await closeRound(trx, round.id, 'closed')
    await releaseUnits(trx, { organizationId: organization_id, requestId: id, run })
    const ended = platforms.map((p): PlatformChange => (ENDED.includes(p.status) ? p : { ...p, status: 'failed', reason }))
    await setPlatforms(trx, id, ended)
    await setRequestStatus(trx, id, { status: outcomeOf(ended.map((p) => p.status)), reason })
    return true
  })
}

/** Sweeps again and again; stops between two sweeps. */
export function startSweeper(deps: SweeperDeps & { everyMs?: number }): { stop(): Promise<void> } {
  let after: string | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const tick = () => {
    running = sweep(deps, after)
      .then(({ last }) => {
        after = last
      })
      .catch((err: unknown) => deps.log.warn({ err }, 'the sweep did not finish; trying again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, deps.everyMs ?? 60_000)
      })
  }
  timer = setTimeout(tick, deps.everyMs ?? 60_000)
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
