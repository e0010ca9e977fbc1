import type { FrozenApproval } from '../domain/approvals.ts'
import type { Content } from '../domain/content.ts'
import type {
  AgentName,
  ContentType,
  Disclosure,
  Finding,
  Language,
  ModelLabel,
  Platform,
  PlatformStatus,
  RequestStatus,
  ToAttach,
  Verdict,
} from '../domain/words.ts'
import type { Db } from './knex.ts'

export interface RequestRow {
  id: string
  organization_id: string
  user_id: string | null
  brand_profile_id: string
  brand: { id: string; brand_name: string }
  prompt: string
  platforms: Platform[]
  language: Language
  disclosure: Disclosure
  approval: FrozenApproval
  status: RequestStatus
  reason: string
  run: number
  cancel_requested_at: Date | null
  event_seq: number
  budget_micros: number
  spent_micros: number
  created_at: Date
  updated_at: Date
  finished_at: Date | null
}

/** One request of this organization; a foreign id is as unknown as a random one. */
export async function findRequest(db: Db, organizationId: string, id: string): Promise<RequestRow | undefined> {
  return db('content_requests').where({ id, organization_id: organizationId }).first()
}

/** A request, locked until the transaction ends: whatever changes a request's course takes this lock first. Rows that only refer to it may still be added. */
export async function lockRequest(db: Db, organizationId: string, id: string): Promise<RequestRow | undefined> {
  return db('content_requests').where({ id, organization_id: organizationId }).forNoKeyUpdate().first()
}

export interface PlatformRow {
  platform: Platform
  content_type: ContentType
  status: PlatformStatus
  reason: string
  version: number
}

/** A request's platforms in the order they were asked for. */
export async function platformsOf(db: Db, requestId: string): Promise<PlatformRow[]> {
  const { rows } = await db.raw<{ rows: PlatformRow[] }>(
    `select p.platform, p.content_type, p.status, p.reason, p.version
       from request_platforms p join content_requests r on r.id = p.request_id
      where p.request_id = ?
      order by array_position(r.platforms, p.platform::text)`,
    [requestId],
  )
  return rows
}

export interface DraftRow {
  platform: Platform
  content_type: ContentType
  version: number
  content_hash: string
  content_data: Content
  quality_score: number | null
  score_parts: Record<string, unknown>
  findings: Finding[]
  to_attach: ToAttach[]
  model: ModelLabel
}

/** The latest version of each platform's draft, in the order the platforms were asked for. */
export async function latestDrafts(db: Db, requestId: string): Promise<DraftRow[]> {
  const { rows } = await db.raw<{ rows: DraftRow[] }>(
    `select * from (
       select distinct on (g.platform) g.platform, g.content_type, g.version, g.content_hash, g.content_data, g.quality_score, g.score_parts,
              g.findings, g.to_attach, g.model, array_position(r.platforms, g.platform::text) as place
         from generated_content g join content_requests r on r.id = g.request_id
        where g.request_id = ?
        order by g.platform, g.version desc) latest
      order by place`,
    [requestId],
  )
  return rows
}

export interface DecisionRow {
  platform: Platform
  version: number
  verdict: Verdict
  comment: string
  approver_email: string
  approver_name: string
  created_at: Date
  round: number
}

/** Everything that was decided of a request, oldest first. */
export function requestDecisions(db: Db, requestId: string): Promise<DecisionRow[]> {
  return db('decisions as d')
    .join('approval_rounds as r', 'r.id', 'd.round_id')
    .select('d.platform', 'd.version', 'd.verdict', 'd.comment', 'd.approver_email', 'd.approver_name', 'd.created_at', 'r.round')
    .where('d.request_id', requestId)
    .orderBy(['d.created_at', 'd.platform'])
}

/** How many of a request's units are reserved, committed and released, over all runs. */
export async function unitsOf(db: Db, requestId: string): Promise<{ reserved: number; committed: number; released: number }> {
  const rows: { state: 'reserved' | 'committed' | 'released'; units: number }[] = await db('quota_reservations')
    .select('state', db.raw('count(*) as units'))
    .where({ request_id: requestId })
    .groupBy('state')
  const count = (state: string) => rows.find((row) => row.state === state)?.units ?? 0
  return { reserved: count('reserved'), committed: count('committed'), released: count('released') }
}

export interface AgentCost {
  agent: AgentName | 'memory'
  calls: number
  input_tokens: number
  output_tokens: number
  cost_micros: number
}

/** What each agent's model calls cost, in micros of a US dollar; attempts without an answer cost what they were billed, and are no calls. Embeddings are told as `memory`. */
export async function costByAgent(db: Db, requestId: string): Promise<AgentCost[]> {
  const { rows } = await db.raw<{ rows: AgentCost[] }>(
    `select agent, sum(calls) as calls, sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens, sum(cost_micros) as cost_micros
       from (select agent, 1 as calls, input_tokens, output_tokens, cost_micros from model_calls where request_id = :request
             union all
             select agent, 0, input_tokens, output_tokens, cost_micros from model_attempts where request_id = :request
             union all
             select 'memory', 1, tokens, 0, cost_micros from embedding_calls where request_id = :request) attempts
      group by agent order by agent`,
    { request: requestId },
  )
  return rows
}

/** The drafts that were approved, in the very version that was, in the order the platforms were asked for. */
export async function approvedDrafts(
  db: Db,
  requestId: string,
): Promise<Pick<DraftRow, 'platform' | 'content_type' | 'version' | 'content_hash' | 'content_data' | 'to_attach'>[]> {
  const { rows } = await db.raw<{ rows: DraftRow[] }>(
    `select g.platform, g.content_type, g.version, g.content_hash, g.content_data, g.to_attach
       from request_platforms p
       join content_requests r on r.id = p.request_id
       join generated_content g on g.request_id = p.request_id and g.platform = p.platform and g.version = p.version
      where p.request_id = ? and p.status = 'approved'
      order by array_position(r.platforms, p.platform::text)`,
    [requestId],
  )
  return rows
}

export interface VersionRow
  extends Pick<DraftRow, 'content_type' | 'version' | 'content_hash' | 'content_data' | 'quality_score' | 'findings' | 'model'> {
  /** Null where agents made it. */
  made_by: string | null
  note: string
  created_at: Date
  /** The instruction that agents made it by; null where nobody gave one. */
  regeneration: { by: string; instruction: string; base_version: number; at: string } | null
}

/** Every version of one draft, oldest first. */
export function versionsOf(db: Db, requestId: string, platform: Platform): Promise<VersionRow[]> {
  return db('generated_content as g')
    .leftJoin('regenerations as t', (on) =>
      on.on('t.request_id', 'g.request_id').andOn('t.platform', 'g.platform').andOn('t.version', 'g.version'),
    )
    .where({ 'g.request_id': requestId, 'g.platform': platform })
    .orderBy('g.version')
    .select(
      'g.content_type',
      'g.version',
      'g.content_hash',
      'g.content_data',
      'g.quality_score',
      'g.findings',
      'g.model',
      'g.made_by',
      'g.note',
      'g.created_at',
      db.raw(REGENERATION),
    )
}

/** How a version was asked of the agents, as JSON; of a row of `regenerations` called t. */
export const REGENERATION = `case when t.version is not null then jsonb_build_object('by', t.asked_by_name, 'instruction', t.instruction,
  'base_version', t.base_version, 'at', to_char(t.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as regeneration`

/** Who asked for it, where that account still is. */
export function requesterOf(db: Db, requestId: string): Promise<{ email: string; name: string } | undefined> {
  return db('content_requests as r').join('users as u', 'u.id', 'r.user_id').where('r.id', requestId).first('u.email', 'u.name')
}

/** The strategy of a request as it is stored; undefined while it has none. */
export async function strategyOf(db: Db, requestId: string): Promise<unknown> {
  const step = await db('agent_steps')
    .where({ request_id: requestId, step: 'strategist', state: 'done' })
    .orderBy('version', 'desc')
    .first<{ answer: unknown }>('answer')
  return step?.answer
}
