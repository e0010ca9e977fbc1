import type { FrozenApproval } from '../domain/approvals.ts'
import type { ContentRequestInput } from '../domain/messages.ts'
import { NO_DISCLOSURE } from '../domain/platforms/disclosure.ts'
import type { ContentType, Disclosure, Language, Platform } from '../domain/words.ts'
import { type Db, prepared } from './knex.ts'

export interface NewRequest {
  id: string
  organizationId: string
  userId: string | null
  apiKeyId: string | null
  /** Who asks and from where, for the audit. */
  actor: string
  address: string
  /** Brands the caller is limited to; null is every brand. */
  brandIds: readonly string[] | null
  /** The organization's default brand when undefined. */
  brandId: string | undefined
  prompt: string
  platforms: { platform: Platform; content_type: ContentType }[]
  language: Language
  /** What the drafts have to disclose; nothing when absent. */
  disclosure?: Disclosure
  approval: FrozenApproval
  budgetMicros: number
  /** What the caller is answered; the brand is added to it. */
  answer: Record<string, unknown>
  idempotency: { route: string; key: string; bodyHash: string } | undefined
}

export type Accepted =
  | { kind: 'accepted'; answer: Record<string, unknown> }
  | { kind: 'no_brand' }
  | { kind: 'no_quota' }
  | { kind: 'key_taken' }

/**
 * Accepts a request, all of it or nothing, as one statement and so one transaction and one round trip: quota reservation with its
 * ledger row, the request with its brand frozen, its platforms, the first event, the workflow start for the relay and the answer
 * under its idempotency key. The conditional update comes first and everything else selects from it.
 * A second statement with the same key waits for the first to end and then finds the key taken.
 */
export async function acceptRequest(db: Db, request: NewRequest): Promise<Accepted> {
  const { id, organizationId, platforms, approval, idempotency } = request
  const start: Omit<ContentRequestInput, 'brandId'> = {
    organizationId,
    requestId: id,
    run: 1,
    platforms: platforms.map(({ platform }) => ({ platform, version: 1 })),
    approval: approvalInput(approval),
  }
  const bindings = {
    id,
    organization: organizationId,
    user: request.userId,
    brand: request.brandId ?? null,
    among: request.brandIds && [...request.brandIds],
    api_key: request.apiKeyId,
    actor: request.actor,
    address: request.address,
    prompt: request.prompt,
    names: platforms.map(({ platform }) => platform),
    types: platforms.map(({ content_type }) => content_type),
    types_by_platform: JSON.stringify(Object.fromEntries(platforms.map((p) => [p.platform, p.content_type]))),
    units: platforms.length,
    language: request.language,
    approval: JSON.stringify(approval),
    disclosure: JSON.stringify(request.disclosure ?? NO_DISCLOSURE),
    budget: request.budgetMicros,
    reserve_key: `reserve/${id}/1`,
    reserve_facts: JSON.stringify({ platforms: platforms.map((p) => p.platform), run: 1 }),
    start_key: `start/${id}/1`,
    start: JSON.stringify(start),
    answer: JSON.stringify(request.answer),
    route: idempotency?.route ?? null,
    key: idempotency?.key ?? null,
    body_hash: idempotency?.bodyHash ?? null,
  }
  try {
    const { rows } = await db
      .raw<{ rows: { has_brand: boolean; answer: Record<string, unknown> | null }[] }>(ACCEPT, bindings)
      .options(prepared('accept'))
    const row = rows[0]
    if (row?.answer) return { kind: 'accepted', answer: row.answer }
    return { kind: row?.has_brand ? 'no_quota' : 'no_brand' }
  } catch (error) {
    if (isKeyTaken(error)) return { kind: 'key_taken' }
    throw error
  }
}

/** What a workflow is told of its approvals: which platforms go together. Who is asked, and when, it learns as it goes. */
export const approvalInput = (approval: FrozenApproval): ContentRequestInput['approval'] => ({
  mode: approval.mode,
  dueInHours: approval.due_in_hours,
  remindBeforeHours: approval.remind_before_hours,
  ...(approval.tracks && approval.tracks.length > 1 && { tracks: approval.tracks.map(({ platforms }) => platforms) }),
})

const isKeyTaken = (error: unknown) =>
  error instanceof Error &&
  'constraint' in error &&
  error.constraint === 'idempotency_keys_pkey' &&
  'code' in error &&
  error.code === '23505'

// The ledger row and the reservations are those of reserveUnits (db/quota.ts), the start row that of enqueue (db/outbox.ts).
const ACCEPT = `
with brand as materialized (
  select id, brand_name, jsonb_build_object('id', id, 'brand_name', brand_name, 'brand_voice', brand_voice,
         'brand_guidelines', brand_guidelines, 'target_audience', target_audience,
         'competitors', competitors, 'feeds', feeds, 'countries', countries, 'samples', samples)
         || case when kit = '{}' then '{}' else jsonb_build_object('kit', kit) end || jsonb_build_object('version', version)
         || coalesce((select jsonb_build_object('rules', jsonb_agg(jsonb_build_object('kind', v.kind, 'value', v.value, 'sentence', v.sentence)
              order by v.created_at, v.id)) from voice_rules v where v.brand_id = brand_profiles.id and v.state = 'accepted' having count(*) > 0), '{}') as snapshot
    from brand_profiles
   where organization_id = :organization and deleted_at is null
     and case when cast(:brand as uuid) is null then is_default else id = cast(:brand as uuid) end
     and (cast(:among as uuid[]) is null or id = any(cast(:among as uuid[])))
), quota as (
  update quota_periods set reserved = reserved + :units
   where organization_id = :organization and period_start <= now() and now() < period_end and used + reserved + :units <= unit_limit
     and exists (select from brand) and exists (select from organizations where id = :organization and plan_active)
  returning period_start
), request as (
  insert into content_requests (id, organization_id, user_id, brand_profile_id, brand, prompt, platforms, content_types, language,
         approval, disclosure, budget_micros, api_key_id, event_seq)
  select cast(:id as uuid), cast(:organization as uuid), cast(:user as uuid), brand.id, brand.snapshot, cast(:prompt as text),
         cast(:names as text[]), cast(:types_by_platform as jsonb), cast(:language as text), cast(:approval as jsonb), cast(:disclosure as jsonb),
         cast(:budget as bigint), cast(:api_key as uuid), 1
    from brand, quota
  returning id, organization_id
), platforms as (
  insert into request_platforms (request_id, organization_id, platform, content_type)
  select request.id, request.organization_id, wanted.platform, wanted.content_type
    from request, unnest(cast(:names as text[]), cast(:types as text[])) as wanted (platform, content_type)
), reservations as (
  insert into quota_reservations (request_id, platform, run, organization_id, period_start)
  select request.id, wanted.platform, 1, request.organization_id, quota.period_start
    from request, quota, unnest(cast(:names as text[])) as wanted (platform)
), ledger as (
  insert into usage_tracking (user_id, organization_id, request_id, action, units, key, metadata)
  select cast(:user as uuid), organization_id, id, 'units_reserved', cast(:units as int), cast(:reserve_key as text), cast(:reserve_facts as jsonb) from request
), event as (
  insert into request_events (organization_id, request_id, seq, type, data)
  select organization_id, id, 1, 'request.accepted', jsonb_build_object('platforms', to_jsonb(cast(:names as text[])), 'units', cast(:units as int))
    from request
), start as (
  insert into outbox (organization_id, request_id, kind, key, payload)
  select request.organization_id, request.id, 'start', cast(:start_key as text), cast(:start as jsonb) || jsonb_build_object('brandId', brand.id)
    from request, brand
), noted as (
  insert into audit_log (organization_id, request_id, actor, action, subject, address, data)
  select organization_id, id, cast(:actor as text), 'content.requested', 'request/' || id, cast(:address as text),
         jsonb_build_object('units', cast(:units as int), 'platforms', to_jsonb(cast(:names as text[]))) from request
), answer as (
  select cast(:answer as jsonb) || jsonb_build_object('brand', jsonb_build_object('id', brand.id, 'name', brand.brand_name)) as body
    from request, brand
), kept as (
  insert into idempotency_keys (organization_id, route, key, body_hash, status, response, expires_at)
  select cast(:organization as uuid), cast(:route as text), cast(:key as text), cast(:body_hash as text), 202, answer.body, now() + interval '24 hours'
    from answer where cast(:key as text) is not null
)
select exists (select from brand) as has_brand, (select body from answer) as answer`
