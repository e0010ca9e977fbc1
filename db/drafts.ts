import type { Knex } from 'knex'
import type { ContentType, Finding, Language, ModelLabel, Platform, ToAttach } from '../domain/words.ts'
import { type Db, NEED_NOT_LAST } from './knex.ts'
import { type StepKey, stepName } from './steps.ts'

/** What an agent needs to know, as stored; the activity parses the JSON columns. */
export interface WorkRow {
  status: string
  prompt: string
  brand: unknown
  language: Language
  platforms: Platform[]
  time_zone: string
  spent_micros: number
  budget_micros: number
  content_type: ContentType | null
  strategy: unknown
  /** The answer this step works on: the writer's for brand voice, brand voice's for quality assurance. */
  material: unknown
  /** On a later pass: what the last pass ended with. */
  last_content: unknown
  last_findings: Finding[] | null
  last_suggestions: string[] | null
  /** On a later version: the newest earlier one and what the client said of it. */
  reviewed_content: unknown
  comments: string[] | null
}

/** What a first try of a first version cannot have: read only where it can be, because most steps are that. */
const HISTORY = {
  columns: `, last.content_data as last_content, last.findings as last_findings, last_qa.answer -> 'suggestions' as last_suggestions,
            reviewed.content_data as reviewed_content,
            (select jsonb_agg(d.comment order by d.created_at) from decisions d
              where d.request_id = r.id and d.platform = :platform and d.version = reviewed.version and d.comment <> '') as comments`,
  joins: `
       left join generated_content last on :pass > 0 and last.request_id = r.id and last.platform = :platform and last.version = :version
       left join agent_steps last_qa on :pass > 0 and last_qa.request_id = r.id and last_qa.step = :qa and last_qa.version = :version
         and last_qa.pass = last.pass and last_qa.state = 'done'
       left join lateral (
         select content_data, version from generated_content g
          where :version > 1 and g.request_id = r.id and g.platform = :platform and g.version < :version
          order by version desc limit 1) reviewed on true`,
}
const NO_HISTORY = {
  columns: ', null as last_content, null as last_findings, null as last_suggestions, null as reviewed_content, null as comments',
  joins: '',
}

/** Reads everything one step needs in one statement. Undefined when the request is gone. */
export async function loadWork(db: Db, key: Omit<StepKey, 'organizationId'>): Promise<WorkRow | undefined> {
  const { columns, joins } = key.pass > 0 || key.version > 1 ? HISTORY : NO_HISTORY
  const material = key.agent === 'brand_voice' ? 'writer' : key.agent === 'quality_assurance' ? 'brand_voice' : 'none'
  const { rows } = await db.raw<{ rows: WorkRow[] }>(
    `select r.status, r.prompt, r.brand, r.language, r.platforms, o.time_zone, r.spent_micros, r.budget_micros, p.content_type,
            (select answer from agent_steps where request_id = r.id and step = 'strategist' and state = 'done'
              order by version desc limit 1) as strategy,
            (select answer from agent_steps where request_id = r.id and step = :material and version = :version and pass = :pass
              and state = 'done') as material${columns}
       from content_requests r
       join organizations o on o.id = r.organization_id
       left join request_platforms p on p.request_id = r.id and p.platform = :platform${joins}
      where r.id = :request`,
    {
      request: key.requestId,
      platform: key.platform ?? '',
      version: key.version,
      pass: key.pass,
      material: `${key.platform}/${material}`,
      qa: stepName({ agent: 'quality_assurance', platform: key.platform }),
    },
  )
  return rows[0]
}

export interface NewDraft {
  organizationId: string
  requestId: string
  platform: Platform
  contentType: ContentType
  version: number
  pass: number
  content: unknown
  contentHash: string
  score: number | null
  scoreParts: unknown
  findings: Finding[]
  blocked: boolean
  toAttach: ToAttach[]
  model: ModelLabel
  rulePack: string
  promptVersions: Record<string, string>
}

const COLUMNS = [
  'organization_id',
  'request_id',
  'platform',
  'content_type',
  'version',
  'pass',
  'content_data',
  'content_hash',
  'quality_score',
  'score_parts',
  'findings',
  'to_attach',
  'model',
  'rule_pack',
  'prompt_versions',
] as const

/**
 * Keeps the best pass of a version and tells of it: one without a BLOCK beats one with, then the higher score. A version that a review
 * has shown is never touched again. Returns the pass that stands. Lasts with the next commit that waits for the disk: the step's own.
 */
export async function keepBestDraft(
  db: Knex,
  draft: NewDraft,
): Promise<{ pass: number; score: number | null; blocked: boolean; contentHash: string }> {
  const row = {
    organization_id: draft.organizationId,
    request_id: draft.requestId,
    platform: draft.platform,
    content_type: draft.contentType,
    version: draft.version,
    pass: draft.pass,
    content_data: JSON.stringify(draft.content),
    content_hash: draft.contentHash,
    quality_score: draft.score,
    score_parts: JSON.stringify(draft.scoreParts),
    findings: JSON.stringify(draft.findings),
    to_attach: JSON.stringify(draft.toAttach),
    model: JSON.stringify(draft.model),
    rule_pack: draft.rulePack,
    prompt_versions: JSON.stringify(draft.promptVersions),
  }
  const mine = { pass: draft.pass, score: draft.score, blocked: draft.blocked, contentHash: draft.contentHash }
  const { platform, version, pass } = draft
  const ready = { platform, version, pass, quality_score: draft.score, blocked: draft.blocked }
  const { rows } = await db.raw<{ rows: { kept: number }[] }>(
    `with kept as (
       insert into generated_content (${COLUMNS.join(', ')}) values (${COLUMNS.map((c) => `:${c}`).join(', ')})
       on conflict (request_id, platform, version) do nothing returning pass
     ) select append_event(:request_id, 'draft.ready', :ready), (select count(*)::int from kept) as kept, ${NEED_NOT_LAST}`,
    { ...row, ready: JSON.stringify(ready) },
  )
  if (rows[0]?.kept) return mine

  const key = { request_id: draft.requestId, platform, version }
  return db.transaction(async (trx) => {
    const standing = await trx('generated_content')
      .select('pass', 'quality_score', 'findings', 'content_hash')
      .where(key)
      .forUpdate()
      .first()
    const standingBlocked = (standing.findings as Finding[]).some((f) => f.severity === 'BLOCK' && f.stage === 'draft')
    const better = draft.blocked !== standingBlocked ? standingBlocked : (draft.score ?? -1) > (standing.quality_score ?? -1)
    const shown = await trx('approval_items as i')
      .join('approval_rounds as r', 'r.id', 'i.round_id')
      .where({ 'r.request_id': draft.requestId, 'i.platform': platform, 'i.version': version })
      .first(trx.raw('1 as shown'))
    if (!better || shown)
      return { pass: standing.pass, score: standing.quality_score, blocked: standingBlocked, contentHash: standing.content_hash }
    await trx('generated_content').where(key).update(row)
    return mine
  })
}
