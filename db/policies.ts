import type { Approver, Level } from '../domain/approvals.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'

/** A level as a policy keeps it: members by id, so that a changed address is asked at the new one. */
export type PolicyPerson = { email: string; name: string } | { user_id: string }
export type PolicyLevel = Omit<Level, 'approvers' | 'backup'> & { approvers: PolicyPerson[]; backup: PolicyPerson[] }

export interface PolicyRow {
  id: string
  name: string
  levels: PolicyLevel[]
  applies: boolean
  brand_id: string | null
  content_class: string | null
  created_at: Date
  updated_at: Date
}

const COLUMNS = ['id', 'name', 'levels', 'applies', 'brand_id', 'content_class', 'created_at', 'updated_at'] as const
const living = (db: Db, organizationId: string) => db('approval_policies').where({ organization_id: organizationId, deleted_at: null })

/** Policies of an organization, oldest first, from after the cursor. */
export async function listPolicies(
  db: Db,
  organizationId: string,
  page: { after: { at: string; id: string } | undefined; limit: number },
): Promise<(PolicyRow & { at: string })[]> {
  const { rows } = await db.raw<{ rows: (PolicyRow & { at: string })[] }>(
    `select ${COLUMNS.join(', ')}, ${placeOf('created_at')} as at
       from approval_policies
      where organization_id = :organization and deleted_at is null
        and (cast(:at as timestamptz) is null or (created_at, id) > (cast(:at as timestamptz), cast(:id as uuid)))
      order by created_at, id limit :limit`,
    { organization: organizationId, at: page.after?.at ?? null, id: page.after?.id ?? null, limit: page.limit },
  )
  return rows
}

export function findPolicy(db: Db, organizationId: string, id: string): Promise<PolicyRow | undefined> {
  return living(db, organizationId).where({ id }).first(COLUMNS)
}

/** The policies that apply by themselves to this brand, or to any; null is the organization's default brand. */
export async function applyingPolicies(db: Db, organizationId: string, brandId: string | null): Promise<PolicyRow[]> {
  const { rows } = await db.raw<{ rows: PolicyRow[] }>(
    `select ${COLUMNS.map((column) => `p.${column}`).join(', ')}
       from approval_policies p
      where p.organization_id = :organization and p.deleted_at is null and p.applies
        and (p.brand_id is null or p.brand_id = coalesce(cast(:brand as uuid),
             (select id from brand_profiles where organization_id = :organization and is_default and deleted_at is null)))
      order by p.created_at, p.id`,
    { organization: organizationId, brand: brandId },
  )
  return rows
}

export interface PolicyFields {
  name: string
  levels: PolicyLevel[]
  applies: boolean
  brand_id: string | null
  content_class: string | null
}

const asRow = (fields: PolicyFields) => ({ ...fields, levels: JSON.stringify(fields.levels) })

/** Keeps a policy; undefined where another applies to the same brand and class already. */
export async function insertPolicy(db: Db, organizationId: string, by: string, fields: PolicyFields): Promise<PolicyRow | undefined> {
  if (fields.applies && (await rival(db, organizationId, fields, null))) return undefined
  const [row] = await db('approval_policies')
    .insert({ organization_id: organizationId, set_by: by, ...asRow(fields) })
    .returning<PolicyRow[]>(COLUMNS)
  return row
}

export type Replaced = { kind: 'unknown' } | { kind: 'rival' } | { kind: 'replaced'; before: PolicyRow; row: PolicyRow }

/** Replaces a policy. Requests under way keep what they froze. */
export async function replacePolicy(db: Db, organizationId: string, id: string, by: string, fields: PolicyFields): Promise<Replaced> {
  const before = await findPolicy(db, organizationId, id)
  if (!before) return { kind: 'unknown' }
  if (fields.applies && (await rival(db, organizationId, fields, id))) return { kind: 'rival' }
  const [row] = await living(db, organizationId)
    .where({ id })
    .update({ ...asRow(fields), set_by: by, updated_at: db.fn.now() })
    .returning<PolicyRow[]>(COLUMNS)
  return row ? { kind: 'replaced', before, row } : { kind: 'unknown' }
}

export async function deletePolicy(db: Db, organizationId: string, id: string): Promise<boolean> {
  return (await living(db, organizationId).where({ id }).update({ deleted_at: db.fn.now() })) > 0
}

/** One change of an organization's policies at a time: the organization's row is locked. */
async function rival(db: Db, organizationId: string, { brand_id, content_class }: PolicyFields, not: string | null): Promise<boolean> {
  await db('organizations').where({ id: organizationId }).forUpdate().first('id')
  const other = await living(db, organizationId)
    .where({ applies: true })
    .whereRaw('brand_id is not distinct from cast(? as uuid) and content_class is not distinct from cast(? as text)', [
      brand_id,
      content_class,
    ])
    .modify((query) => void (not && query.whereNot({ id: not })))
    .first('id')
  return other !== undefined
}

/** Members by id, with the address they are asked at. Names whoever is none. */
export async function membersById(db: Db, organizationId: string, ids: readonly string[]): Promise<Map<string, Approver>> {
  const rows: { user_id: string; email: string; name: string }[] = await db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where('m.organization_id', organizationId)
    .whereIn('m.user_id', [...ids])
    .select('m.user_id', 'u.email', 'u.name')
  return new Map(rows.map((row) => [row.user_id, row]))
}
