import type { ContentRequestInput, DraftEdited, ReviewChanged, ReviewDecided, ReviewExtended } from '../domain/messages.ts'
import type { Db, Pool } from './knex.ts'

export type OutboxMessage =
  | { kind: 'start'; payload: ContentRequestInput }
  | { kind: 'decision'; payload: ReviewDecided & { run: number } }
  | { kind: 'extend'; payload: ReviewExtended & { run: number } }
  | { kind: 'change'; payload: ReviewChanged & { run: number } }
  | { kind: 'edit'; payload: DraftEdited & { run: number } }
  | { kind: 'cancel'; payload: { run: number } }

export type OutboxRow = OutboxMessage & {
  id: number
  organization_id: string
  request_id: string
  key: string
  attempts: number
  created_at: Date
}

/** Puts a message for Temporal beside the change it belongs to, and wakes the relay when that commits. A key already there is done. */
export async function enqueue(db: Db, of: { organizationId: string; requestId: string; key: string } & OutboxMessage): Promise<void> {
  await db.raw(
    `with put as (
       insert into outbox (organization_id, request_id, kind, key, payload) values (?, ?, ?, ?, ?) on conflict (key) do nothing
     ) select pg_notify('outbox', '')`,
    [of.organizationId, of.requestId, of.kind, of.key, JSON.stringify(of.payload)],
  )
}

/**
 * Wakes the relay for a message that is committed already. Apart from the commit it tells of, because a commit with a NOTIFY in it
 * takes a lock of the whole server; lost, it costs the relay's poll interval, a second.
 */
export async function wakeRelay(db: Pool | Db): Promise<void> {
  await db.raw(`select pg_notify('outbox', '')`)
}
