import type { RequestEvent } from '../domain/events.ts'
import type { Db } from './knex.ts'

export interface EventRow {
  seq: number
  type: RequestEvent['type']
  data: Record<string, unknown>
  created_at: Date
}

/** Appends one event to a request, numbered under its row's lock, and wakes open streams. Returns its number. */
export async function appendEvent(db: Db, requestId: string, event: RequestEvent): Promise<number> {
  const { rows } = await db.raw<{ rows: { seq: number }[] }>(
    `select append_event(:id, :type, :data) as seq, pg_notify('request_events', :id)`,
    { id: requestId, type: event.type, data: JSON.stringify(event.data) },
  )
  return rows[0]?.seq ?? 0
}

/** Events after `afterSeq`, oldest first. */
export function listEvents(db: Db, requestId: string, afterSeq: number, limit = 500): Promise<EventRow[]> {
  return db<EventRow & { request_id: string }>('request_events')
    .select('seq', 'type', 'data', 'created_at')
    .where({ request_id: requestId })
    .andWhere('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
}
