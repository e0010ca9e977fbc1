import type { HouseRules } from '../domain/platforms/rules.ts'
import type { Severity } from '../domain/words.ts'
import type { Db } from './knex.ts'

export interface OverrideRow {
  rule: string
  limit_value: number | null
  severity: Severity | 'off' | null
  reason: string
  set_by: string
  created_at: Date
}

/** The overrides of an organization that stand: of each rule the newest, where that was not lifted. */
export async function listOverrides(db: Db, organizationId: string): Promise<OverrideRow[]> {
  const { rows } = await db.raw<{ rows: OverrideRow[] }>(
    `select rule, limit_value, severity, reason, set_by, created_at
       from (select distinct on (rule) * from rule_overrides where organization_id = ? order by rule, id desc) newest
      where not lifted order by rule`,
    [organizationId],
  )
  return rows
}

/** Sets what an organization decides about a rule; what it decided before stays on record. */
export async function setOverride(
  db: Db,
  organizationId: string,
  of: { rule: string; limit: number | null; severity: Severity | 'off' | null; reason: string; setBy: string },
): Promise<OverrideRow> {
  const { rule, limit, severity, reason, setBy } = of
  const [row] = await db('rule_overrides')
    .insert({ organization_id: organizationId, rule, limit_value: limit, severity, reason, set_by: setBy })
    .returning<OverrideRow[]>(['rule', 'limit_value', 'severity', 'reason', 'set_by', 'created_at'])
  if (!row) throw new Error('the override was not inserted')
  return row
}

/** Lets the rule stand as the pack has it. False when nothing was overridden. Call in a transaction. */
export async function liftOverride(db: Db, organizationId: string, of: { rule: string; setBy: string }): Promise<boolean> {
  const standing = await listOverrides(db, organizationId)
  if (!standing.some(({ rule }) => rule === of.rule)) return false
  await db('rule_overrides').insert({ organization_id: organizationId, rule: of.rule, lifted: true, set_by: of.setBy })
  return true
}

export interface DeniedRow {
  terms: string[]
  hashtags: string[]
  checked_on: string
  set_by: string
  created_at: Date
}
const DENIED = ['terms', 'hashtags', 'set_by', 'created_at'] as const

/** Words and hashtags an organization never uses; undefined before there were any. */
export async function readDenied(db: Db, organizationId: string): Promise<DeniedRow | undefined> {
  return db('denied_lists')
    .where({ organization_id: organizationId })
    .orderBy('id', 'desc')
    .first(...DENIED, db.raw('checked_on::text'))
}

/** Replaces the lists; earlier ones stay on record. */
export async function setDenied(
  db: Db,
  organizationId: string,
  of: { terms: string[]; hashtags: string[]; checkedOn: string; setBy: string },
): Promise<DeniedRow> {
  const [row] = await db('denied_lists')
    .insert({ organization_id: organizationId, terms: of.terms, hashtags: of.hashtags, checked_on: of.checkedOn, set_by: of.setBy })
    .returning<DeniedRow[]>([...DENIED, db.raw('checked_on::text') as unknown as 'checked_on'])
  if (!row) throw new Error('the list was not inserted')
  return row
}

/** The rules as this organization keeps them: read wherever a draft is judged, and never frozen with a request. */
export async function houseRules(db: Db, organizationId: string): Promise<HouseRules> {
  const { rows } = await db.raw<{ rows: { house: StoredHouse }[] }>('select house_rules(?) as house', [organizationId])
  return toHouseRules(rows[0]?.house)
}

/** As `house_rules` of the database gives it. */
export type StoredHouse = Omit<HouseRules, 'denied'> & { denied: HouseRules['denied'] | null }

export const toHouseRules = (stored: StoredHouse | null | undefined): HouseRules => ({ ...stored, denied: stored?.denied ?? undefined })
