import type { Role } from '../domain/permissions.ts'
import { acrossTenants, type Db, type Pool } from './knex.ts'
import { queueInvitationMail } from './mails.ts'
import { placeOf } from './place.ts'

/** Days an invitation can be accepted. */
const LASTS = '7 days'

export interface InvitationRow {
  id: string
  organization_id: string
  email: string
  role: Role
  brand_ids: string[] | null
  invited_by: string | null
  created_at: Date
  expires_at: Date
  state: 'open' | 'expired' | 'accepted' | 'revoked'
  at: string
}

const STATE = `case when accepted_at is not null then 'accepted' when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired'
  else 'open' end as state`
const COLUMNS = `id, organization_id, email, role, brand_ids, invited_by, created_at, expires_at, ${STATE},
  ${placeOf('created_at')} as at`

/** Invitations of an organization, oldest first, from after the cursor. */
export async function listInvitations(
  db: Db,
  organizationId: string,
  page: { after: { at: string; id: string } | undefined; limit: number },
): Promise<InvitationRow[]> {
  const { rows } = await db.raw<{ rows: InvitationRow[] }>(
    `select ${COLUMNS} from invitations
      where organization_id = :organization
        and (cast(:at as timestamptz) is null or (created_at, id) > (cast(:at as timestamptz), cast(:id as uuid)))
      order by created_at, id limit :limit`,
    { organization: organizationId, at: page.after?.at ?? null, id: page.after?.id ?? null, limit: page.limit },
  )
  return rows
}

export async function findInvitation(db: Db, organizationId: string, id: string): Promise<InvitationRow | undefined> {
  const { rows } = await db.raw<{ rows: InvitationRow[] }>(
    `select ${COLUMNS} from invitations where organization_id = ? and id = ? for update`,
    [organizationId, id],
  )
  return rows[0]
}

/** Invites an address and orders the mail. Undefined when it has an open invitation already. Call in a transaction. */
export async function invite(
  db: Db,
  of: { organizationId: string; email: string; role: Role; brandIds: string[] | null; invitedBy: string | null },
): Promise<InvitationRow | undefined> {
  // One that ran out makes room for the next.
  await db('invitations')
    .where({ organization_id: of.organizationId, email: of.email, accepted_at: null, revoked_at: null })
    .andWhere('expires_at', '<=', db.fn.now())
    .update({ revoked_at: db.fn.now() })
  const { rows } = await db.raw<{ rows: InvitationRow[] }>(
    `insert into invitations (organization_id, email, role, brand_ids, invited_by, expires_at)
     values (?, ?, ?, ?, ?, now() + interval '${LASTS}')
     on conflict (organization_id, email) where accepted_at is null and revoked_at is null do nothing
     returning ${COLUMNS}`,
    [of.organizationId, of.email, of.role, of.brandIds, of.invitedBy],
  )
  const [row] = rows
  if (row) await orderMail(db, row, 1)
  return row
}

/** Sends the mail again with a new link and more time; what was sent before stops working. Call in a transaction. */
export async function resendInvitation(db: Db, row: Pick<InvitationRow, 'id' | 'organization_id' | 'email'>): Promise<InvitationRow> {
  const { rows } = await db.raw<{ rows: (InvitationRow & { mails: number })[] }>(
    `update invitations set mails = mails + 1, token_hash = null, expires_at = now() + interval '${LASTS}' where id = ? returning mails, ${COLUMNS}`,
    [row.id],
  )
  const [again] = rows
  if (!again) throw new Error(`no invitation ${row.id}`)
  await orderMail(db, row, again.mails)
  return again
}

const orderMail = (db: Db, row: Pick<InvitationRow, 'id' | 'organization_id' | 'email'>, nth: number) =>
  queueInvitationMail(db, row.organization_id, {
    key: `invitation/${row.id}/${nth}`,
    template: 'invitation',
    to: { email: row.email, name: '' },
    data: { invitation_id: row.id },
  })

/** Revokes an open invitation; false when it is open no more. */
export async function revokeInvitation(db: Db, organizationId: string, id: string): Promise<boolean> {
  const changed = await db('invitations')
    .where({ organization_id: organizationId, id, accepted_at: null, revoked_at: null })
    .update({ revoked_at: db.fn.now() })
  return changed > 0
}

/** Revokes every open invitation that a person sent. Returns their ids. */
export function revokeInvitationsOf(db: Db, organizationId: string, userId: string): Promise<string[]> {
  return db('invitations')
    .where({ organization_id: organizationId, invited_by: userId, accepted_at: null, revoked_at: null })
    .update({ revoked_at: db.fn.now() })
    .returning<{ id: string }[]>('id')
    .then((rows) => rows.map(({ id }) => id))
}

/** The invitation whose token this is, with the organization's name; whose it is, is known only when it is found. */
export async function invitationOfToken(pool: Pool, hash: Buffer): Promise<(InvitationRow & { organization: string }) | undefined> {
  const { rows } = await acrossTenants(pool).raw<{ rows: (InvitationRow & { organization: string })[] }>(
    `select i.*, o.name as organization from (select ${COLUMNS} from invitations where token_hash = ?) i
       join organizations o on o.id = i.organization_id`,
    [hash],
  )
  return rows[0]
}

/** Accepts it for a person, once: false when somebody or something was faster. Call in a transaction of its organization. */
export async function acceptInvitation(db: Db, id: string, userId: string): Promise<boolean> {
  const changed = await db('invitations')
    .where({ id, accepted_at: null, revoked_at: null })
    .andWhere('expires_at', '>', db.fn.now())
    .update({ accepted_at: db.fn.now(), accepted_by: userId })
  return changed > 0
}
