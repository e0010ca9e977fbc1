import type { KeyScope, Role } from '../domain/permissions.ts'
import { acrossTenants, type Pool } from './knex.ts'

export interface PersonRow {
  user_id: string
  session_id: string
  email: string
  name: string
  /** The organization asked for or, where none was, the only one; null when the person is no member of it, or where there is no only one. */
  organization_id: string | null
  role: Role | null
  brand_ids: string[] | null
  /** Of how many organizations they are a member. */
  memberships: number
}

/** Who a session belongs to and what they are in an organization, read now; undefined when the session is over or the person gone. */
export async function findPerson(
  pool: Pool,
  of: { userId: string; sessionId: string; organizationId: string | undefined },
): Promise<PersonRow | undefined> {
  const { rows } = await acrossTenants(pool).raw<{ rows: PersonRow[] }>(
    `select u.id as user_id, s.id as session_id, u.email, u.name, m.organization_id, m.role, m.brand_ids, coalesce(n.memberships, 0) as memberships
       from sessions s
       join users u on u.id = s.user_id
       left join lateral (select count(*) as memberships from memberships where user_id = u.id) n on true
       left join memberships m on m.user_id = u.id and ${of.organizationId ? 'm.organization_id = :organization' : 'n.memberships = 1'}
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
