import type { AgentName, Platform, PlatformStatus, RequestStatus } from '../domain/words.ts'
import type { Db } from './knex.ts'

/** Everything that happens to a request, in order. Short facts only: a reader follows ids for text. */
export type RequestEvent =
  | { type: 'request.accepted'; data: { platforms: Platform[]; units: number } }
  | { type: 'request.status'; data: { status: RequestStatus; reason: string } }
  | { type: 'platform.status'; data: { platform: Platform; status: PlatformStatus; version: number; reason: string } }
  | { type: 'agent.started'; data: { agent: AgentName; platform: Platform | null; version: number; pass: number; claims: number } }
  | {
      type: 'agent.finished'
      data: {
        agent: AgentName
        platform: Platform | null
        version: number
        pass: number
        model: string
        calls: number
        cost_micros: number
        took_ms: number
      }
    }
  | {
      type: 'agent.failed'
      data: { agent: AgentName; platform: Platform | null; version: number; pass: number; error: string; will_retry: boolean }
    }
  | { type: 'draft.ready'; data: { platform: Platform; version: number; pass: number; quality_score: number | null; blocked: boolean } }
  | {
      type: 'review.opened'
      data: { round: number; level: number; levels: number; due_at: string; platforms: Platform[]; approvers: number }
    }
  | { type: 'review.reminded'; data: { round: number; due_at: string; people: number } }
  | { type: 'review.escalated'; data: { round: number; asked: number; missing: number } }
  | { type: 'review.held'; data: { round: number; why: string } }
  | { type: 'review.reassigned'; data: { round: number; due_at: string; asked: number } }
  | { type: 'review.changed'; data: { round: number; by: string; what: string[] } }
  | {
      type: 'review.voted'
      data: {
        round: number
        by: string
        verdicts: Partial<Record<Platform, string>>
        /** Drafts that need more approvals than they have. */
        waits: { platform: Platform; approvals: number; needed: number }[]
      }
    }
  | { type: 'review.extended'; data: { round: number; due_at: string } }
  | { type: 'review.decided'; data: { round: number; by: string; verdicts: Partial<Record<Platform, string>> } }
  | { type: 'review.expired'; data: { round: number } }
  | { type: 'draft.edited'; data: { platform: Platform; version: number; by: string } }
  | { type: 'regeneration.asked'; data: { platform: Platform; version: number; base_version: number; by: string; instruction: string } }
  | { type: 'slot.moved' | 'slot.reset'; data: { platform: Platform; planned_at: string | null; from: string | null; by: string } }
  | { type: 'links.revoked'; data: { round: number; links: number } }
  | { type: 'mail'; data: { template: string; to: string; state: string; reason: string } }

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
