import type { Db, Pool } from '../../db/knex.ts'

export interface TenantTable {
  name: string
  /** The column that says whose a row is. */
  column: string
  /** Everything that the walls consist of. */
  walls: { enabled: boolean; forced: boolean; policies: string[] }
}

/** Every table with an organization's rows in it, as the catalog has them: a table of tomorrow is among them. */
export async function tenantTables(db: Db | Pool): Promise<TenantTable[]> {
  const { rows } = await db.raw<{ rows: TenantTable[] }>(
    `select c.relname as name, case c.relname when 'organizations' then 'id' else 'organization_id' end as column,
            jsonb_build_object('enabled', c.relrowsecurity, 'forced', c.relforcerowsecurity,
              'policies', (select coalesce(jsonb_agg(p.polname order by p.polname), '[]') from pg_policy p where p.polrelid = c.oid)) as walls
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and (c.relname = 'organizations'
             or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
      order by 1`,
  )
  return rows
}

/** The application cannot read it; the log that it belongs to can be read. */
const ASIDE: readonly string[] = ['audit_heads']

/** Every row of an organization and of the accounts of its members, by table. */
export async function snapshotOf(db: Db, organizationId: string): Promise<Record<string, unknown[]>> {
  const snapshot: Record<string, unknown[]> = {}
  const rowsOf = async (table: string, where: string) => {
    const { rows } = await db.raw(`select to_jsonb(t) - 'last_used_at' as row from ?? t where ${where} order by to_jsonb(t)::text`, [
      table,
      organizationId,
    ])
    snapshot[table] = rows.map(({ row }: { row: unknown }) => row)
  }
  const people = '(select user_id from memberships where organization_id = ?)'
  for (const { name, column } of await tenantTables(db)) if (!ASIDE.includes(name)) await rowsOf(name, `t.${column} = ?`)
  await rowsOf('users', `t.id in ${people}`)
  for (const table of ['sessions', 'identities', 'account_tokens']) await rowsOf(table, `t.user_id in ${people}`)
  await rowsOf('refresh_tokens', `t.session_id in (select id from sessions where user_id in ${people})`)
  return snapshot
}
