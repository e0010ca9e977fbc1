import { digestOf, type EvidenceAudit, type EvidenceDraft, type EvidencePack } from '../domain/evidence.ts'
import type { Db } from './knex.ts'

/** Everything that proves what was approved of a request, and how. `at` is when it is made. */
export async function evidenceOf(db: Db, organizationId: string, requestId: string, at: Date): Promise<EvidencePack | undefined> {
  const bindings = { organization: organizationId, request: requestId }
  const { rows: requests } = await db.raw<{ rows: { request: EvidencePack['request'] }[] }>(
    `select jsonb_build_object('id', r.id, 'organization_id', r.organization_id, 'organization', o.name, 'brand', r.brand ->> 'brand_name',
              'prompt', r.prompt, 'language', r.language, 'disclosure', r.disclosure, 'status', r.status, 'approval', r.approval,
              'created_at', r.created_at, 'finished_at', r.finished_at) as request
       from content_requests r join organizations o on o.id = r.organization_id
      where r.organization_id = :organization and r.id = :request`,
    bindings,
  )
  const request = requests[0]?.request
  if (!request) return undefined
  const { rows: drafts } = await db.raw<{ rows: { draft: EvidenceDraft }[] }>(
    `select jsonb_build_object('platform', g.platform, 'content_type', g.content_type, 'version', g.version, 'content_hash', g.content_hash,
              'content_data', g.content_data, 'made_by', coalesce(g.made_by, 'agents'), 'note', g.note, 'model', g.model, 'rule_pack', g.rule_pack,
              'prompt_versions', g.prompt_versions, 'quality_score', g.quality_score, 'findings', g.findings, 'created_at', g.created_at,
              'regeneration', (select jsonb_build_object('by', t.asked_by, 'name', t.asked_by_name, 'instruction', t.instruction,
                                 'base_version', t.base_version, 'at', t.created_at)
                 from regenerations t where t.request_id = g.request_id and t.platform = g.platform and t.version = g.version),
              'decisions', coalesce((
                select jsonb_agg(jsonb_build_object('round', a.round, 'level', a.level, 'by', d.approver_email, 'name', d.approver_name,
                         'verdict', d.verdict, 'comment', d.comment, 'spans', d.spans, 'content_hash', d.content_hash, 'counted', d.counted,
                         'at', d.created_at, 'address', d.remote_address, 'user_agent', d.user_agent,
                         'how', case when d.link_id is null then 'signed in' else 'mailed link' end,
                         'audit_seq', (select l.seq from audit_log l
                            where l.organization_id = g.organization_id and l.request_id = g.request_id and l.action = 'review.decided'
                              and l.actor = case when d.link_id is null then 'user/' || d.user_id else 'link/' || d.link_id end
                              and l.data ->> 'round_id' = d.round_id::text order by l.seq limit 1)) order by d.created_at)
                  from decisions d join approval_rounds a on a.id = d.round_id
                 where d.request_id = g.request_id and d.platform = g.platform and d.version = g.version), '[]')) as draft
       from generated_content g
      where g.organization_id = :organization and g.request_id = :request
      order by g.platform, g.version`,
    bindings,
  )
  const { rows: rounds } = await db.raw<{ rows: { round: Record<string, unknown> }[] }>(
    `select jsonb_build_object('id', a.id, 'run', a.run, 'round', a.round, 'level', a.level, 'levels', a.levels, 'policy', a.policy,
              'state', a.state, 'opened_at', a.opened_at, 'due_at', a.due_at, 'closed_at', a.closed_at,
              'people', (select jsonb_agg(jsonb_build_object('email', v.email, 'name', v.name, 'role', v.role, 'added_at', v.added_at,
                           'removed_at', v.removed_at) order by v.added_at, v.email) from approval_voters v where v.round_id = a.id),
              'items', (select jsonb_agg(jsonb_build_object('platform', i.platform, 'version', i.version, 'content_hash', i.content_hash,
                          'outcome', i.outcome) order by i.platform) from approval_items i where i.round_id = a.id)) as round
       from approval_rounds a where a.organization_id = :organization and a.request_id = :request order by a.run, a.round`,
    bindings,
  )
  // The text is what audit_hash() puts together: the same function of the same row.
  const { rows: audit } = await db.raw<{ rows: (EvidenceAudit & { at: Date })[] }>(
    `select l.seq, l.actor, l.action, l.subject, l.address, l.data, l.created_at as at, encode(l.prev_hash, 'hex') as prev_hash, encode(l.hash, 'hex') as hash,
            jsonb_build_array(l.organization_id, l.seq, l.request_id, l.actor, l.action, l.subject, l.address, l.data,
              (extract(epoch from l.created_at) * 1000000)::bigint)::text as hashed
       from audit_log l where l.organization_id = :organization and l.request_id = :request order by l.seq`,
    bindings,
  )
  const { rows: heads } = await db.raw<{ rows: { seq: number; hash: string }[] }>(
    `select seq, encode(hash, 'hex') as hash from audit_log where organization_id = :organization order by seq desc limit 1`,
    bindings,
  )
  const pack: EvidencePack = {
    kind: 'approval-evidence',
    version: 1,
    made_at: at.toISOString(),
    request,
    drafts: drafts.map(({ draft }) => draft),
    rounds: rounds.map(({ round }) => round),
    audit: audit.map((row) => ({ ...row, at: row.at.toISOString() })),
    chain: heads[0] ?? null,
    digest: '',
  }
  return { ...pack, digest: digestOf(pack) }
}
