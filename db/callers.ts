import type { KeyScope, Role } from '../domain/permissions.ts'
import { acrossTenants, type Pool } from './knex.ts'

export interface PersonRow {
  user_id: string
  session_id: string
  email: string
  name: string
  /** The organization asked for or, where none was, the one joined first; null when the person is no member of it, or of any. */
  organization_id: string | null
  role: Role | null
  brand_ids: string[] | null
}

/** Who a session belongs to and what they are in an organization, read now; undefined when the session is over or the person gone. */
export async function findPerson(
  pool: Pool,
  of: { userId: string; sessionId: string; organizationId: string | undefined },
): Promise<PersonRow | undefined> {
  const { rows } = await acrossTenants(pool).raw<{ rows: PersonRow[] }>(
    `select u.id as user_id, s.id as session_id, u.email, u.name, m.organization_id, m.role, m.brand_ids
       from sessions s
       join users u on u.id = s.user_id
       left join lateral (
         select organization_id, role, brand_ids from memberships
          where user_id = u.id ${of.organizationId ? 'and organization_id = :organization' : ''}
          order by created_at, organization_id limit 1) m on true
      where s.id = :session and s.user_id = :user and s.ended_at is null and s.expires_at > now()`,
    { session: of.sessionId, user: of.userId, ...(of.organizationId && { organization: of.organizationId }) },
  )
  return rows[0]
}

export interface KeyRow {
  id: string
  organization_id: string
  created_by: string | null
  name: string
  scopes: KeyScope[]
  brand_ids: string[] | null
  expires_at: Date | null
}

/** The living key whose hash this is. Notes its use, at most once a minute. */
export async function findKey(pool: Pool, hash: Buffer): Promise<KeyRow | undefined> {
  const { rows } = await acrossTenants(pool).raw<{ rows: KeyRow[] }>(
    `with found as (
       select id, organization_id, created_by, name, scopes, brand_ids, expires_at, last_used_at from api_keys
        where key_hash = ? and revoked_at is null and (expires_at is null or expires_at > now())
     ), used as (
       update api_keys k set last_used_at = now() from found
        where k.id = found.id and (found.last_used_at is null or found.last_used_at < now() - interval '1 minute')
     ) select * from found`,
    [hash],
  )
  return rows[0]
}
