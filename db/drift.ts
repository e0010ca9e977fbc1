import type { Content } from '../domain/content.ts'
import type { DriftPlace } from '../domain/messages.ts'
import { rulePackVersion, violations } from '../domain/platforms/index.ts'
import type { ContentType, Disclosure, Finding, Platform } from '../domain/words.ts'
import { audit } from './audit.ts'
import { acrossTenants, type Db, type Pool, tenant, transact } from './knex.ts'
import { houseRules } from './ruleOverrides.ts'

/** Who publishes later than this has the draft approved anew. */
export const WATCH_DAYS = 90

interface ApprovedRow {
  organization_id: string
  request_id: string
  platform: Platform
  content_type: ContentType
  version: number
  content_data: Content
  findings: Finding[]
  rule_pack: string
  disclosure: Disclosure
}

/**
 * Looks at one page of approved drafts of all organizations by the rules as they are now, and writes down which of them break a rule that
 * they did not when they were judged. Repeating it changes nothing. Returns where to go on; null at the end.
 */
export async function recheckApproved(
  pool: Pool,
  after: DriftPlace | null,
  limit: number,
): Promise<{ checked: number; outdated: number; next: DriftPlace | null }> {
  const { rows } = await acrossTenants(pool).raw<{ rows: ApprovedRow[] }>(
    `select g.organization_id, g.request_id, g.platform, g.content_type, g.version, g.content_data, g.findings, g.rule_pack, r.disclosure
       from request_platforms p
       join content_requests r on r.id = p.request_id
       join generated_content g on g.request_id = p.request_id and g.platform = p.platform and g.version = p.version
      where p.status = 'approved' and p.updated_at > now() - make_interval(days => :days)
        and (p.request_id, p.platform) > (cast(:request as uuid), cast(:platform as text))
      order by p.request_id, p.platform limit :limit`,
    {
      days: WATCH_DAYS,
      request: after?.requestId ?? '00000000-0000-0000-0000-000000000000',
      platform: after?.platform ?? '',
      limit,
    },
  )
  let outdated = 0
  for (const row of rows) if (await recheck(tenant(pool, row.organization_id), row)) outdated++
  const last = rows.length === limit ? rows.at(-1) : undefined
  return { checked: rows.length, outdated, next: last ? { requestId: last.request_id, platform: last.platform } : null }
}

/** Whether the draft breaks a rule that is new to it. */
async function recheck(db: Db, row: ApprovedRow): Promise<boolean> {
  const { organization_id: organizationId, request_id: requestId, platform, version } = row
  const house = await houseRules(db, organizationId)
  const pack = rulePackVersion(platform, house)
  const draft = { platform, contentType: row.content_type, content: row.content_data }
  const broken =
    pack === row.rule_pack
      ? []
      : violations(draft, 'approval', { ...house, disclosure: row.disclosure })
          .filter(({ severity }) => severity !== 'INFO')
          .filter(({ rule, severity }) => !row.findings.some((known) => known.rule === rule && known.severity === severity))
  const key = { request_id: requestId, platform, version }
  await transact(db, async (trx) => {
    if (!broken.length) return void (await trx('approval_drifts').where(key).delete())
    const before = await trx('approval_drifts').where(key).first('rule_pack', 'findings')
    if (before?.rule_pack === pack) return
    await trx('approval_drifts')
      .insert({ ...key, organization_id: organizationId, rule_pack: pack, findings: JSON.stringify(broken) })
      .onConflict(['request_id', 'platform', 'version'])
      .merge({ rule_pack: pack, findings: JSON.stringify(broken), found_at: trx.fn.now() })
    await audit(trx, {
      organizationId,
      requestId,
      actor: 'rules watch',
      action: 'approval.outdated',
      subject: `draft/${requestId}/${platform}/${version}`,
      data: { platform, version, approved_under: row.rule_pack, now: pack, rules: broken.map(({ rule }) => rule) },
    })
  })
  return broken.length > 0
}

export interface DriftRow {
  platform: Platform
  version: number
  rule_pack: string
  findings: Finding[]
  found_at: Date
}

/** Approved drafts of a request under which the rules have changed. */
export function driftsOf(db: Db, requestId: string): Promise<DriftRow[]> {
  return db('approval_drifts as d')
    .join('request_platforms as p', (on) =>
      on.on('p.request_id', 'd.request_id').andOn('p.platform', 'd.platform').andOn('p.version', 'd.version'),
    )
    .where({ 'd.request_id': requestId, 'p.status': 'approved' })
    .orderBy('d.platform')
    .select('d.platform', 'd.version', 'd.rule_pack', 'd.findings', 'd.found_at')
}
