import type { Content } from '../../domain/content.ts'
import type { ContentType, Finding, ModelLabel, Platform, RequestStatus, ToAttach, Verdict } from '../../domain/words.ts'

/** What the demo reads of `GET /api/v1/content/requests/:id`. */
export interface RequestView {
  id: string
  status: RequestStatus
  reason: string
  next_step: string
  brand: { name: string }
  platforms: { platform: Platform; status: string; reason: string }[]
  drafts: DraftView[]
  approval: { round: number | null; round_id: string | null; due_at: string | null; approvers: { email: string }[] }
  decisions: { platform: Platform; version: number; verdict: Verdict; comment: string; by: { email: string; name: string } }[]
  cost: { spent_usd: number }
  workflow_id: string
  links: { temporal_ui?: string; export: string }
}

export interface DraftView {
  platform: Platform
  content_type: ContentType
  version: number
  content_data: Content
  quality_score: number | null
  score_parts: Record<string, unknown>
  findings: Finding[]
  to_attach: ToAttach[]
  model: ModelLabel
}
