import type { Db } from './knex.ts'

/** Who did what to what, kept for ever. `actor` is an id (`user/<id>`, `link/<id>`), never a name or an address of a person. */
export async function audit(
  db: Db,
  of: { organizationId: string; requestId: string | null; actor: string; action: string; data?: Record<string, unknown> },
): Promise<void> {
  await db('audit_log').insert({
    organization_id: of.organizationId,
    request_id: of.requestId,
    actor: of.actor,
    action: of.action,
    data: JSON.stringify(of.data ?? {}),
  })
}
