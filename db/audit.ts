import { acrossTenants, type Db, type Pool } from './knex.ts'

export interface AuditEntry {
  organizationId: string
  requestId: string | null
  /** An id (`user/<id>`, `key/<id>`, `link/<id>`), never a name or an address of a person. */
  actor: string
  action: string
  /** On what: `member/<id>`, `brand/<id>`. */
  subject?: string
  /** From where: the caller's network address. */
  address?: string
  data?: Record<string, unknown>
}

/** Who did what to what, from where, kept for ever: each row carries the hash of the one before it, which the table's trigger writes. */
export async function audit(db: Db, of: AuditEntry): Promise<void> {
  await db('audit_log').insert({
    organization_id: of.organizationId,
    request_id: of.requestId,
    actor: of.actor,
    action: of.action,
    subject: of.subject ?? '',
    address: of.address ?? '',
    data: JSON.stringify(of.data ?? {}),
  })
}

/** What a person did to their own account, written for every organization whose data that account opens. */
export async function auditPerson(
  pool: Pool,
  userId: string,
  of: Pick<AuditEntry, 'action' | 'subject' | 'address' | 'data'>,
): Promise<void> {
  await acrossTenants(pool).raw(
    `insert into audit_log (organization_id, actor, action, subject, address, data)
     select organization_id, cast(:actor as text), cast(:action as text), cast(:subject as text), cast(:address as text), cast(:data as jsonb)
       from memberships where user_id = :user order by organization_id`,
    {
      user: userId,
      actor: `user/${userId}`,
      action: of.action,
      subject: of.subject ?? '',
      address: of.address ?? '',
      data: JSON.stringify(of.data ?? {}),
    },
  )
}

export interface AuditRow {
  seq: number
  at: Date
  actor: string
  action: string
  subject: string
  address: string
  request_id: string | null
  data: Record<string, unknown>
  hash: string
  prev_hash: string
}

const COLUMNS = `seq, created_at as at, actor, action, subject, address, request_id, data,
  encode(hash, 'hex') as hash, encode(prev_hash, 'hex') as prev_hash`

/** Rows of an organization's log, newest first, before the given place. */
export async function listAudit(
  db: Db,
  organizationId: string,
  page: { before: number | undefined; action: string | undefined; limit: number },
): Promise<AuditRow[]> {
  const { rows } = await db.raw<{ rows: AuditRow[] }>(
    `select ${COLUMNS} from audit_log
      where organization_id = :organization ${page.before === undefined ? '' : 'and seq < :before'} ${page.action === undefined ? '' : 'and action = :action'}
      order by seq desc limit :limit`,
    {
      organization: organizationId,
      limit: page.limit,
      ...(page.before !== undefined && { before: page.before }),
      ...(page.action !== undefined && { action: page.action }),
    },
  )
  return rows
}

/** Rows of an organization's log in the order they were written, after the given place. */
export async function auditAfter(db: Db, organizationId: string, seq: number, limit: number): Promise<AuditRow[]> {
  const { rows } = await db.raw<{ rows: AuditRow[] }>(
    `select ${COLUMNS} from audit_log where organization_id = ? and seq > ? order by seq limit ?`,
    [organizationId, seq, limit],
  )
  return rows
}

/** Whether the chain is whole, by recomputing every hash: the first fault, and the newest row's place and hash. */
export async function verifyAudit(
  db: Db,
  organizationId: string,
): Promise<{ rows: number; head: string | null; fault: { seq: number; fault: string } | undefined }> {
  const { rows: faults } = await db.raw<{ rows: { seq: number; fault: string }[] }>('select * from audit_faults(?)', [organizationId])
  const { rows } = await db.raw<{ rows: { rows: number; head: string | null }[] }>(
    `select count(*) as rows, (select encode(hash, 'hex') from audit_log where organization_id = :organization order by seq desc limit 1) as head
       from audit_log where organization_id = :organization`,
    { organization: organizationId },
  )
  return { rows: rows[0]?.rows ?? 0, head: rows[0]?.head ?? null, fault: faults[0] }
}
