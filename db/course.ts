import type { ContentRequestInput } from '../domain/messages.ts'
import { isFinal, outcomeOf } from '../domain/outcome.ts'
import type { Platform, RequestStatus } from '../domain/words.ts'
import { approvalInput } from './accept.ts'
import type { Db } from './knex.ts'
import { enqueue } from './outbox.ts'
import { releaseUnits, reserveUnits } from './quota.ts'
import { lockRequest, platformsOf } from './requests.ts'
import { setPlatforms, setRequestStatus } from './statuses.ts'

/** Changes of a request's course that a person asks for. Each is called in a transaction and takes the request's lock first. */

export type Cancelled = { kind: 'unknown' } | { kind: 'final'; status: RequestStatus } | { kind: 'withdrawn' } | { kind: 'asked' }

/** Withdraws the start while Temporal has not got it, and gives the units back; otherwise asks the workflow to cancel. */
export async function cancelRequest(db: Db, organizationId: string, id: string): Promise<Cancelled> {
  const request = await lockRequest(db, organizationId, id)
  if (!request) return { kind: 'unknown' }
  if (isFinal(request.status)) return { kind: 'final', status: request.status }
  const { run } = request
  if (!request.cancel_requested_at)
    await db('content_requests').where({ id }).update({ cancel_requested_at: db.fn.now(), updated_at: db.fn.now() })

  const [start] = await db('outbox')
    .where({ key: `start/${id}/${run}`, delivered_at: null, withdrawn_at: null })
    .update({ withdrawn_at: db.fn.now() })
    .returning<{ attempts: number }[]>('attempts')
  // An attempt that seemed to fail may have reached Temporal all the same: then the workflow is told as well.
  if (!start || start.attempts > 0)
    await enqueue(db, { organizationId, requestId: id, key: `cancel/${id}/${run}`, kind: 'cancel', payload: { run } })
  if (!start) return { kind: 'asked' }

  const reason = 'cancelled before it started'
  const platforms = (await platformsOf(db, id)).map((p) => (p.status === 'pending' ? { ...p, status: 'cancelled' as const, reason } : p))
  await setPlatforms(db, id, platforms)
  await releaseUnits(db, { organizationId, requestId: id, run })
  await setRequestStatus(db, id, { status: outcomeOf(platforms.map((p) => p.status)), reason })
  return { kind: 'withdrawn' }
}

export type Retried =
  | { kind: 'unknown' }
  | { kind: 'not_final'; status: RequestStatus }
  | { kind: 'nothing_failed' }
  | { kind: 'budget_spent' }
  | { kind: 'no_quota'; units: number }
  | { kind: 'started'; run: number; platforms: Platform[] }

/** Starts the failed platforms of a finished request again, each as its next version, in a run of their own. */
export async function retryRequest(db: Db, organizationId: string, userId: string | null, id: string): Promise<Retried> {
  const request = await lockRequest(db, organizationId, id)
  if (!request) return { kind: 'unknown' }
  if (!isFinal(request.status)) return { kind: 'not_final', status: request.status }
  const all = await platformsOf(db, id)
  const failed = all.filter((p) => p.status === 'failed')
  if (!failed.length) return { kind: 'nothing_failed' }
  if (request.spent_micros >= request.budget_micros) return { kind: 'budget_spent' }

  const run = request.run + 1
  const platforms = failed.map((p) => p.platform)
  if (!(await reserveUnits(db, { organizationId, userId, requestId: id, run, platforms })))
    return { kind: 'no_quota', units: failed.length }
  await db('content_requests').where({ id }).update({ run, cancel_requested_at: null })
  const next = failed.map((p) => ({ ...p, version: p.version + 1, status: 'pending' as const, reason: '' }))
  await setPlatforms(db, id, next)
  await setRequestStatus(db, id, { status: 'pending', reason: '' }, { reopen: true })
  const payload: ContentRequestInput = {
    organizationId,
    requestId: id,
    brandId: request.brand_profile_id,
    run,
    platforms: next.map(({ platform, version }) => ({ platform, version })),
    others: all.filter((p) => p.status !== 'failed').map((p) => p.status),
    strategyVersion: (await strategyVersion(db, id)) ?? run,
    approval: approvalInput(request.approval),
  }
  await enqueue(db, { organizationId, requestId: id, key: `start/${id}/${run}`, kind: 'start', payload })
  return { kind: 'started', run, platforms }
}

/** The version of the strategy that a request has; undefined while it has none. */
export async function strategyVersion(db: Db, requestId: string): Promise<number | undefined> {
  const step = await db('agent_steps')
    .where({ request_id: requestId, step: 'strategist', state: 'done' })
    .orderBy('version', 'desc')
    .first<{ version: number }>('version')
  return step?.version
}
