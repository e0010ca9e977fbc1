import type { ContentType, Finding, ModelLabel, Platform, ToAttach } from '../domain/words.ts'
import { type Db, NEED_NOT_LAST, transact } from './knex.ts'
import { stepName } from './steps.ts'

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
  /** Of the draft, where its writer's own is not stored. */
  model: ModelLabel
  rulePack: string
  promptVersions: Record<string, string>
}

/** The pass of a version that stands. */
export type Standing = Pick<NewDraft, 'pass' | 'score' | 'blocked' | 'contentHash' | 'findings'>

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
 * Who wrote a draft: the model that answered its writer last, which need not be the one that reviewed it. The model given with the draft
 * where no call of a writer is stored.
 */
const WRITTEN_BY = `coalesce((
  select c.answer -> 'model' from agent_steps s join model_calls c on c.step_id = s.id
   where s.request_id = :request_id and s.step = :writer and s.version = :version and s.pass = :pass
   order by c.ordinal desc limit 1), cast(:model as jsonb))`

/**
 * Keeps the best pass of a version and tells of it: one without a BLOCK beats one with, then the higher score. A version that a review
 * has shown is never touched again. Returns the pass that stands. Lasts with the next commit that waits for the disk: the step's own.
 */
export async function keepBestDraft(db: Db, draft: NewDraft): Promise<Standing> {
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
  const mine: Standing = {
    pass: draft.pass,
    score: draft.score,
    blocked: draft.blocked,
    contentHash: draft.contentHash,
    findings: draft.findings,
  }
  const { platform, version, pass } = draft
  const writer = stepName({ agent: platform, platform })
  const ready = { platform, version, pass, quality_score: draft.score, blocked: draft.blocked }
  const { rows } = await db.raw<{ rows: { kept: number }[] }>(
    `with kept as (
       insert into generated_content (${COLUMNS.join(', ')}) values (${COLUMNS.map((c) => (c === 'model' ? WRITTEN_BY : `:${c}`)).join(', ')})
       on conflict (request_id, platform, version) do nothing returning pass
     ) select append_event(:request_id, 'draft.ready', :ready), (select count(*)::int from kept) as kept, ${NEED_NOT_LAST}`,
    { ...row, ready: JSON.stringify(ready), writer },
  )
  if (rows[0]?.kept) return mine

  const key = { request_id: draft.requestId, platform, version }
  return transact(db, async (trx) => {
    const standing = await trx('generated_content')
      .select('pass', 'quality_score', 'findings', 'content_hash')
      .where(key)
      .forUpdate()
      .first()
    const findings = standing.findings as Finding[]
    const standingBlocked = findings.some((f) => f.severity === 'BLOCK' && f.stage === 'draft')
    const better = draft.blocked !== standingBlocked ? standingBlocked : (draft.score ?? -1) > (standing.quality_score ?? -1)
    const shown = await trx('approval_items as i')
      .join('approval_rounds as r', 'r.id', 'i.round_id')
      .where({ 'r.request_id': draft.requestId, 'i.platform': platform, 'i.version': version })
      .first(trx.raw('1 as shown'))
    if (!better || shown)
      return { pass: standing.pass, score: standing.quality_score, blocked: standingBlocked, contentHash: standing.content_hash, findings }
    await trx('generated_content')
      .where(key)
      .update({ ...row, model: trx.raw(WRITTEN_BY, { ...row, writer }) })
    return mine
  })
}
