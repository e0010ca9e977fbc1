import type { KeyScope } from '../domain/permissions.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'

export interface ApiKeyRow {
  id: string
  name: string
  prefix: string
  scopes: KeyScope[]
  brand_ids: string[] | null
  created_by: string | null
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
  at: string
}

const COLUMNS = `id, name, prefix, scopes, brand_ids, created_by, created_at, expires_at, last_used_at, revoked_at,
  ${placeOf('created_at')} as at`

/** Keys of an organization, oldest first, from after the cursor; revoked ones stay in the list. */
export async function listApiKeys(
  db: Db,
  organizationId: string,
  page: { after: { at: string; id: string } | undefined; limit: number },
): Promise<ApiKeyRow[]> {
  const { rows } = await db.raw<{ rows: ApiKeyRow[] }>(
    `select ${COLUMNS} from api_keys
      where organization_id = :organization
        and (cast(:at as timestamptz) is null or (created_at, id) > (cast(:at as timestamptz), cast(:id as uuid)))
      order by created_at, id limit :limit`,
    { organization: organizationId, at: page.after?.at ?? null, id: page.after?.id ?? null, limit: page.limit },
  )
  return rows
}

/** Stores a new key: its hash, and the prefix it is shown by. */
export async function insertApiKey(
  db: Db,
  of: {
    organizationId: string
    createdBy: string | null
    name: string
    prefix: string
    hash: Buffer
    scopes: readonly KeyScope[]
    brandIds: readonly string[] | null
    expiresAt: string | null
  },
): Promise<ApiKeyRow> {
  const { rows } = await db.raw<{ rows: ApiKeyRow[] }>(
    `insert into api_keys (organization_id, created_by, name, prefix, key_hash, scopes, brand_ids, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?) returning ${COLUMNS}`,
    [of.organizationId, of.createdBy, of.name, of.prefix, of.hash, [...of.scopes], of.brandIds && [...of.brandIds], of.expiresAt],
  )
  const [row] = rows
  if (!row) throw new Error('the key was not inserted')
  return row
}

/** Revokes every living key that a person made. Returns their ids. */
export function revokeKeysOf(db: Db, organizationId: string, userId: string): Promise<string[]> {
  return db('api_keys')
    .where({ organization_id: organizationId, created_by: userId, revoked_at: null })
    .update({ revoked_at: db.fn.now() })
    .returning<{ id: string }[]>('id')
    .then((rows) => rows.map(({ id }) => id))
}

/** Revokes a key; undefined when there is none here, false when it was revoked before. */
export async function revokeApiKey(db: Db, organizationId: string, id: string): Promise<boolean | undefined> {
  const key = await db('api_keys').where({ organization_id: organizationId, id }).forUpdate().first('revoked_at')
  if (!key) return undefined
  if (key.revoked_at) return false
  await db('api_keys').where({ id }).update({ revoked_at: db.fn.now() })
  return true
}
