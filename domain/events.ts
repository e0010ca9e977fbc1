import type { AgentName, Platform, PlatformStatus, RequestStatus } from './words.ts'

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
  | { type: 'regeneration.asked'; data: { platform: Platform; version: number; base_version: number; by: string } }
  | { type: 'slot.moved' | 'slot.reset'; data: { platform: Platform; planned_at: string | null; from: string | null; by: string } }
  | { type: 'links.revoked'; data: { round: number; links: number } }
  | { type: 'mail'; data: { template: string; to: string; state: string; reason: string } }
