import type { Request } from 'express'
import { audit } from '../db/audit.ts'
import type { Db } from '../db/knex.ts'
import type { Caller } from './auth/principal.ts'

/** Writes into the audit what a caller did, to what, and from where; in the transaction of the change itself. */
export function note(
  db: Db,
  by: { caller: Pick<Caller, 'organizationId' | 'actor'>; req: Request },
  of: { action: string; subject: string; requestId?: string; data?: Record<string, unknown> },
): Promise<void> {
  return audit(db, {
    organizationId: by.caller.organizationId,
    requestId: of.requestId ?? null,
    actor: by.caller.actor,
    action: of.action,
    subject: of.subject,
    address: by.req.ip ?? '',
    ...(of.data && { data: of.data }),
  })
}
