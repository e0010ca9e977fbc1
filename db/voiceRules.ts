import type { LearnedRule } from '../domain/brand.ts'
import type { Content } from '../domain/content.ts'
import { type Evidence, type Lesson, proposalsFrom } from '../domain/learning.ts'
import type { Platform } from '../domain/words.ts'
import type { Db } from './knex.ts'

export const VOICE_RULE_STATES = ['proposed', 'accepted', 'dismissed'] as const
export type VoiceRuleState = (typeof VOICE_RULE_STATES)[number]

export interface VoiceRuleRow extends LearnedRule {
  id: string
  evidence: Evidence[]
  state: VoiceRuleState
  decided_at: Date | null
  created_at: Date
  updated_at: Date
}

const COLUMNS = ['id', 'kind', 'value', 'sentence', 'evidence', 'state', 'decided_at', 'created_at', 'updated_at'] as const
/** What is older, or was said before so many others, teaches nothing any more. */
const DAYS = 180
const MOST_LESSONS = 300

/** Everything that people said of a brand's drafts, and did to them, newest first. */
async function lessonsOf(db: Db, organizationId: string, brandId: string): Promise<Lesson[]> {
  const bindings = { organization: organizationId, brand: brandId, days: DAYS, most: MOST_LESSONS }
  const { rows } = await db.raw<{
    rows: { requestId: string; platform: Platform; version: number; comment: string; before: Content; after: Content | null }[]
  }>(
    `with recent as materialized (
       select id from content_requests
        where organization_id = :organization and brand_profile_id = cast(:brand as uuid) and created_at > now() - make_interval(days => :days)
     ), comments as (
       select d.request_id, d.platform, d.version, d.created_at,
              concat_ws(E'\\n', nullif(d.comment, ''), (select string_agg('At “' || (s ->> 'quote') || '”: ' || (s ->> 'comment'), E'\\n')
                from jsonb_array_elements(d.spans) as s)) as comment, g.content_data as before, null::jsonb as after
         from recent join decisions d on d.request_id = recent.id
         join generated_content g on g.request_id = d.request_id and g.platform = d.platform and g.version = d.version
        where d.verdict <> 'approve' and d.counted and (d.comment <> '' or d.spans <> '[]')
       union all
       select t.request_id, t.platform, t.base_version, t.created_at, t.instruction, g.content_data, null::jsonb
         from recent join regenerations t on t.request_id = recent.id
         join generated_content g on g.request_id = t.request_id and g.platform = t.platform and g.version = t.base_version
     ), edits as (
       select g.request_id, g.platform, g.version, g.created_at, '' as comment, p.content_data as before, g.content_data as after
         from recent join generated_content g on g.request_id = recent.id and g.made_by is not null
         join generated_content p on p.request_id = g.request_id and p.platform = g.platform and p.version = g.version - 1
     )
     select request_id as "requestId", platform, version, comment, before, after
       from (select * from comments union all select * from edits) lessons
      order by created_at desc, request_id, platform limit :most`,
    bindings,
  )
  return rows
}

/**
 * Writes down what a brand's people teach. A rule that is known keeps its state and gets the newer evidence; one that was only proposed and has
 * no ground any more goes. Harmless to repeat.
 */
export async function refreshProposals(db: Db, organizationId: string, brandId: string): Promise<void> {
  const lessons = await lessonsOf(db, organizationId, brandId)
  const proposals = proposalsFrom(lessons).slice(0, 50)
  if (proposals.length)
    await db('voice_rules')
      .insert(
        proposals.map(({ key, kind, value, sentence, evidence }) => ({
          organization_id: organizationId,
          brand_id: brandId,
          key,
          kind,
          value: JSON.stringify(value),
          sentence,
          evidence: JSON.stringify(evidence),
        })),
      )
      .onConflict(['brand_id', 'key'])
      .merge(['value', 'sentence', 'evidence'])
      .where('voice_rules.state', 'proposed')
  await db('voice_rules')
    .where({ brand_id: brandId, state: 'proposed' })
    .whereNotIn(
      'key',
      proposals.map(({ key }) => key),
    )
    .delete()
}

/** Rules of a brand in the given state, or all of them, oldest first. */
export function listVoiceRules(db: Db, brandId: string, state: VoiceRuleState | undefined): Promise<VoiceRuleRow[]> {
  return db('voice_rules')
    .where({ brand_id: brandId, ...(state && { state }) })
    .orderBy(['created_at', 'id'])
    .select(COLUMNS)
}

/** A person's word on a rule. Undefined when there is no such rule; else whether that changed it. A change counts the brand's version on. */
export async function decideVoiceRule(
  db: Db,
  of: { organizationId: string; brandId: string; id: string; state: 'accepted' | 'dismissed'; by: string },
): Promise<{ row: VoiceRuleRow; changed: boolean } | undefined> {
  const key = { id: of.id, brand_id: of.brandId, organization_id: of.organizationId }
  const before: VoiceRuleRow | undefined = await db('voice_rules').where(key).forUpdate().first(COLUMNS)
  if (!before) return undefined
  if (before.state === of.state) return { row: before, changed: false }
  const [row] = await db('voice_rules')
    .where(key)
    .update({ state: of.state, decided_by: of.by, decided_at: db.fn.now(), updated_at: db.fn.now() })
    .returning<VoiceRuleRow[]>(COLUMNS)
  if (!row) throw new Error('the rule was there a moment ago')
  if (before.state === 'accepted' || of.state === 'accepted')
    await db('brand_profiles')
      .where({ id: of.brandId })
      .update({ version: db.raw('version + 1'), updated_at: db.fn.now() })
  return { row, changed: true }
}

/** The brand of a request of which somebody asked for changes, in a review or of the agents, or that somebody edited; undefined where nobody did. */
export async function brandTaught(db: Db, requestId: string): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { brand_id: string }[] }>(
    `select r.brand_profile_id as brand_id from content_requests r where r.id = :request and r.brand_profile_id is not null
        and (exists (select from decisions d where d.request_id = r.id and d.verdict <> 'approve' and (d.comment <> '' or d.spans <> '[]'))
          or exists (select from regenerations t where t.request_id = r.id)
          or exists (select from generated_content g where g.request_id = r.id and g.made_by is not null))`,
    { request: requestId },
  )
  return rows[0]?.brand_id
}
