import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client'
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import type { Logger } from 'pino'
import { acrossTenants, type Db, NEED_NOT_LAST, type Pool } from '../db/knex.ts'
import type { OutboxRow } from '../db/outbox.ts'
import type { ContentRequestInput } from '../domain/messages.ts'
import { draftEdited, reviewChanged, reviewDecided, reviewExtended, WORKFLOW_TYPE, workflowIdOf } from '../workflows/messages.ts'
import { type Pump, startPump } from './pump.ts'

const OrganizationId = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD)
const BrandId = defineSearchAttributeKey('BrandId', SearchAttributeType.KEYWORD)
const RequestStatus = defineSearchAttributeKey('RequestStatus', SearchAttributeType.KEYWORD)
const Platforms = defineSearchAttributeKey('Platforms', SearchAttributeType.KEYWORD_LIST)

/** A claim that was neither delivered nor put back within this is taken up again: its worker died. */
const LEASE = '15 seconds'
/** A dead Temporal blocks a start for 20 s by itself. */
const CALL_DEADLINE_MS = 2_000
const MAX_BACKOFF_S = 30

export interface RelayDeps {
  pool: Pool
  client: Client
  taskQueue: string
  log: Logger
}

/**
 * Delivers what was decided in Postgres to Temporal: workflow starts, decisions, extensions, changes, edits, cancellations. Each message is delivered
 * at least once; starts and handlers make twice the same as once. Several relays share the work by row locks.
 */
export const startRelay = (deps: RelayDeps): Pump =>
  startPump({
    name: 'outbox',
    inFlight: 16,
    claim: (free) => claim(acrossTenants(deps.pool), free),
    carry: (row) => deliverRow(deps, row),
    log: deps.log,
  })

async function claim(db: Db, free: number): Promise<OutboxRow[]> {
  const { rows } = await db.raw<{ rows: OutboxRow[] }>(
    `update outbox set attempts = attempts + 1, next_attempt_at = now() + interval '${LEASE}'
      where id in (
        select id from outbox where delivered_at is null and withdrawn_at is null and next_attempt_at <= now()
         order by id limit ? for update skip locked)
     returning id, organization_id, request_id, kind, key, payload, attempts, created_at, ${NEED_NOT_LAST}`,
    [free],
  )
  return rows
}

async function deliverRow(deps: RelayDeps, row: OutboxRow): Promise<void> {
  const { log } = deps
  const db = acrossTenants(deps.pool)
  const about = { request_id: row.request_id, kind: row.kind, key: row.key, attempts: row.attempts }
  try {
    const note = await deps.client.withDeadline(Date.now() + CALL_DEADLINE_MS, () => deliver(deps, row))
    await db('outbox')
      .where({ id: row.id })
      .update({ delivered_at: db.fn.now(), last_error: note ?? null })
    if (note) log.warn(about, note)
    else log.debug(about, 'delivered')
  } catch (err) {
    const waitSeconds = Math.min(2 ** Math.min(row.attempts, 10) / 2, MAX_BACKOFF_S)
    log.warn({ ...about, err, next_try_in_s: waitSeconds }, 'not delivered to Temporal; trying again')
    await db('outbox')
      .where({ id: row.id })
      .update({ last_error: String(err).slice(0, 500), next_attempt_at: db.raw(`now() + ? * interval '1 second'`, [waitSeconds]) })
      .catch((dbErr: unknown) => log.error({ ...about, err: dbErr }, 'the failed delivery could not be noted; its lease will end'))
  }
}

/** One message to Temporal. A note comes back when there was nobody left to tell. */
async function deliver({ client, taskQueue }: RelayDeps, row: OutboxRow): Promise<string | undefined> {
  const handle = client.workflow.getHandle(workflowIdOf(row.organization_id, row.request_id, row.payload.run))
  try {
    switch (row.kind) {
      case 'start':
        await start(client, taskQueue, row.payload)
        return undefined
      case 'decision':
        await handle.signal(reviewDecided, { roundId: row.payload.roundId, decisions: row.payload.decisions })
        return undefined
      case 'extend':
        await handle.signal(reviewExtended, { roundId: row.payload.roundId, dueInHours: row.payload.dueInHours })
        return undefined
      case 'change':
        await handle.signal(reviewChanged, { roundId: row.payload.roundId })
        return undefined
      case 'edit': {
        const { platform, version, roundId, asked } = row.payload
        await handle.signal(draftEdited, { platform, version, roundId, ...(asked && { asked }) })
        return undefined
      }
      case 'cancel':
        await handle.cancel()
        return undefined
      default:
        return row satisfies never
    }
  } catch (error) {
    // The sweeper settles requests whose workflow is gone; telling it again would not bring it back.
    if (error instanceof WorkflowNotFoundError && row.kind !== 'start') return 'its workflow is gone'
    throw error
  }
}

async function start(client: Client, taskQueue: string, input: ContentRequestInput): Promise<void> {
  const platforms = input.platforms.map((p) => p.platform)
  try {
    await client.workflow.start(WORKFLOW_TYPE, {
      workflowId: workflowIdOf(input.organizationId, input.requestId, input.run),
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
      workflowTaskTimeout: '5 seconds',
      typedSearchAttributes: [
        { key: OrganizationId, value: input.organizationId },
        { key: BrandId, value: input.brandId },
        { key: RequestStatus, value: 'pending' },
        { key: Platforms, value: platforms },
      ],
      staticSummary: `request ${input.requestId}: ${platforms.join(', ')}`,
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
