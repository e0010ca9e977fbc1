import type { Pool } from './knex.ts'

/**
 * Refuses to serve as a role that the walls do not hold: a superuser, one that bypasses row level security, or one that owns the tables.
 * Throws with what to do about it; also where a table of tenants' rows has no walls.
 */
export async function requireWalls(pool: Pool): Promise<void> {
  const { rows } = await pool.raw<{ rows: { name: string; above: boolean; owned: string[] | null; open: string[] | null }[] }>(
    `with tenants as (
       select c.oid, c.relname, c.relowner, c.relrowsecurity and c.relforcerowsecurity as walled
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p')
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
     )
     select current_user as name,
            exists (select from pg_roles where pg_has_role(current_user, oid, 'member') and (rolsuper or rolbypassrls)) as above,
            (select array_agg(relname::text) from tenants where pg_has_role(current_user, relowner, 'member')) as owned,
            (select array_agg(relname::text) from tenants where not walled) as open`,
  )
  const [role] = rows
  const use =
    'Migrate as the owner (DATABASE_OWNER_URL) and run the product as another role (DATABASE_URL), which "npm run db:migrate" prepares.'
  if (!role) throw new Error('the database did not say who this process is')
  if (role.above) throw new Error(`DATABASE_URL signs in as ${role.name}, which passes every wall between organizations. ${use}`)
  if (role.owned?.length) throw new Error(`DATABASE_URL signs in as ${role.name}, which owns the tables (${role.owned[0]}, ...). ${use}`)
  if (role.open?.length) throw new Error(`Row level security is not forced on ${role.open.join(', ')}: a migration left it out.`)
}
