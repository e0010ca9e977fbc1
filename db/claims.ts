import { randomUUID } from 'node:crypto'
import type { ChangeWish } from '../domain/instructions.ts'
import type { ContentType, Finding, Language, Platform } from '../domain/words.ts'
import { type Db, NEED_NOT_LAST, prepared } from './knex.ts'
import type { StoredHouse } from './ruleOverrides.ts'
import { type StepKey, stepAnswer, stepName } from './steps.ts'

/** What an agent needs to know, as stored; the activity parses the JSON columns. */
export interface WorkRow {
  status: string
  /** When the request was accepted. */
  created_at: Date
  prompt: string
  brand: unknown
  language: Language
  disclosure: unknown
  /** The rules as the organization keeps them; null for the strategist, who writes no draft. */
  house: StoredHouse | null
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
  /** On a later version: what a member asked to be changed of which version; else the newest earlier one that a client decided on, and what was said of it. */
  reviewed_content: unknown
  wishes: ChangeWish[] | null
  /** Everything that people said of earlier versions of this platform: comments, what they asked of the agents, and versions that a person made. */
  said: unknown[] | null
}

/** What a first try of a first version cannot have: read only where it can be, because most steps are that. */
const HISTORY = {
  columns: `, last.content_data as last_content, last.findings as last_findings, last_qa.answer -> 'suggestions' as last_suggestions,
            case when asked.version is not null then asked.content_data else reviewed.content_data end as reviewed_content,
            case when asked.version is not null
              then jsonb_build_array(jsonb_build_object('comment', asked.instruction, 'spans', cast('[]' as jsonb)))
              else (select jsonb_agg(jsonb_build_object('comment', d.comment, 'spans', d.spans) order by d.created_at) from decisions d
                     where d.request_id = r.id and d.platform = :platform and d.version = reviewed.version
                       and d.verdict = 'request_changes') end as wishes,
            (select jsonb_agg(words.said) from (
               select to_jsonb(d.comment) as said from decisions d
                where d.request_id = r.id and d.platform = :platform and d.version < :version and d.comment <> ''
               union all
               select span -> 'comment' from decisions d, jsonb_array_elements(d.spans) span
                where d.request_id = r.id and d.platform = :platform and d.version < :version
               union all
               select to_jsonb(t.instruction) from regenerations t
                where t.request_id = r.id and t.platform = :platform and t.version <= :version
               union all
               select g.content_data from generated_content g
                where g.request_id = r.id and g.platform = :platform and g.version < :version and g.made_by is not null) words) as said`,
  joins: `
       left join generated_content last on :pass > 0 and last.request_id = r.id and last.platform = :platform and last.version = :version
       left join agent_steps last_qa on :pass > 0 and last_qa.request_id = r.id and last_qa.step = :qa and last_qa.version = :version
         and last_qa.pass = last.pass and last_qa.state = 'done'
       left join lateral (
         select content_data, version from generated_content g
          where :version > 1 and g.request_id = r.id and g.platform = :platform and g.version < :version
            and exists (select from decisions d where d.request_id = g.request_id and d.platform = g.platform and d.version = g.version)
          order by version desc limit 1) reviewed on true
       left join lateral (
         select t.version, t.instruction, g.content_data from regenerations t
           join generated_content g on g.request_id = t.request_id and g.platform = t.platform and g.version = t.base_version
          where t.request_id = r.id and t.platform = :platform and t.version <= :version and t.version > coalesce(reviewed.version, 0)
          order by t.version desc limit 1) asked on true`,
}
const NO_HISTORY = {
  columns:
    ', null as last_content, null as last_findings, null as last_suggestions, null as reviewed_content, null as wishes, null as said',
  joins: '',
}

export type Claim =
  | { won: true; id: string; fence: string; claims: number; work: WorkRow }
  /** Done already: its answer. */
  | { won: false; answer: unknown }

/**
 * Claims a step and reads everything it needs, in one statement that also tells of the start. Whoever claims last may write the answer; a
 * step that is done hands out its stored answer instead. Undefined when the request is gone.
 */
export async function claimStep(db: Db, key: StepKey): Promise<Claim | undefined> {
  const fence = randomUUID()
  const { columns, joins } = key.pass > 0 || key.version > 1 ? HISTORY : NO_HISTORY
  const material = key.agent === 'brand_voice' ? 'writer' : key.agent === 'quality_assurance' ? 'brand_voice' : 'none'
  const started = { agent: key.agent, platform: key.platform, version: key.version, pass: key.pass }
  const { rows } = await db
    .raw<{ rows: (WorkRow & { claim_id: string | null; claims: number })[] }>(
      `with claim as (
       insert into agent_steps as s (organization_id, request_id, step, version, pass, fence)
       select organization_id, id, :step, :version, :pass, :fence from content_requests where id = :request and organization_id = :organization
       on conflict (request_id, step, version, pass) do update
         set fence = excluded.fence, claims = s.claims + 1, state = 'claimed', claimed_at = now(), error = null
         where s.state <> 'done'
       returning id, claims
     )
     select claim.id as claim_id, claim.claims, ${NEED_NOT_LAST},
            case when claim.id is not null
              then append_event(r.id, 'agent.started', cast(:started as jsonb) || jsonb_build_object('claims', claim.claims)) end,
            r.status, r.created_at, r.prompt, r.brand, r.language, r.disclosure, r.platforms,
            case when :platform <> '' then house_rules(r.organization_id) end as house, o.time_zone, r.spent_micros, r.budget_micros, p.content_type,
            (select answer from agent_steps where request_id = r.id and step = 'strategist' and state = 'done'
              order by version desc limit 1) as strategy,
            (select answer from agent_steps where request_id = r.id and step = :material and version = :version and pass = :pass
              and state = 'done') as material${columns}
       from content_requests r
       join organizations o on o.id = r.organization_id
       left join claim on true
       left join request_platforms p on p.request_id = r.id and p.platform = :platform${joins}
      where r.id = :request and r.organization_id = :organization`,
      {
        organization: key.organizationId,
        request: key.requestId,
        step: stepName(key),
        platform: key.platform ?? '',
        version: key.version,
        pass: key.pass,
        fence,
        started: JSON.stringify(started),
        material: `${key.platform}/${material}`,
        qa: stepName({ agent: 'quality_assurance', platform: key.platform }),
      },
    )
    .options(prepared(columns === HISTORY.columns ? 'claim_again' : 'claim'))
  const row = rows[0]
  if (!row) return undefined
  const { claim_id, claims, ...work } = row
  if (claim_id) return { won: true, id: claim_id, fence, claims, work }
  return { won: false, answer: await stepAnswer(db, key) }
}
