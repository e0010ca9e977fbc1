import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { transact } from '../../db/knex.ts'
import { findOrganization, type OrganizationRow, updateOrganization } from '../../db/organizations.ts'
import { insertOrganization } from '../../db/users.ts'
import { note } from '../audit.ts'
import { endpoint } from '../endpoint.ts'
import { defined, Id, Timestamp, typed } from '../schemas.ts'

const TimeZone = z.enum([...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])], 'must be an IANA time zone such as Asia/Jakarta')

const Organization = z
  .object({ id: Id, name: z.string(), time_zone: z.string(), plan: z.string(), plan_active: z.boolean(), created_at: Timestamp })
  .meta({ id: 'Organization' })

const NewOrganization = z.strictObject({ name: typed(1, 255) }).meta({ id: 'NewOrganization' })
const OrganizationChanges = z
  .strictObject({ name: typed(1, 255), time_zone: TimeZone })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one field to change')
  .meta({ minProperties: 1, id: 'OrganizationChanges' })

const view = (row: OrganizationRow): z.input<typeof Organization> => ({ ...row, created_at: row.created_at.toISOString() })

/** The organization that is worked in, and making another. */
export function organizationEndpoints() {
  return [
    endpoint({
      method: 'post',
      path: '/api/v1/organizations',
      tag: 'Organization',
      summary: 'Make another organization; its maker is its owner',
      access: 'self',
      idempotent: 'kept',
      body: NewOrganization,
      responses: { 201: { description: 'Made. Name it as X-Organization-Id to work in it.', schema: Organization } },
    }).handle(async ({ body, person, db, req }) => {
      const id = randomUUID()
      await insertOrganization(db, { id, name: body.name, ownerId: person.userId })
      const row = await findOrganization(db, id)
      if (!row) throw new Error('the organization was not inserted')
      const by = { caller: { organizationId: id, actor: `user/${person.userId}` }, req }
      await note(db, by, { action: 'organization.created', subject: `organization/${id}`, data: { name: body.name } })
      return { status: 201, body: view(row) }
    }),
    endpoint({
      method: 'get',
      path: '/api/v1/organization',
      tag: 'Organization',
      summary: 'The organization that is worked in',
      access: 'organization.read',
      responses: { 200: { description: 'The organization.', schema: Organization } },
    }).handle(async ({ caller, db }) => {
      const row = await findOrganization(db, caller.organizationId)
      if (!row) throw new Error(`no organization ${caller.organizationId}`)
      return { status: 200, body: view(row) }
    }),
    endpoint({
      method: 'patch',
      path: '/api/v1/organization',
      tag: 'Organization',
      summary: 'Change its name or time zone',
      access: 'organization.write',
      body: OrganizationChanges,
      responses: { 200: { description: 'As it is now.', schema: Organization } },
    }).handle(async ({ body, caller, db, req }) => {
      const row = await transact(db, async (trx) => {
        const changed = await updateOrganization(trx, caller.organizationId, defined(body))
        await note(trx, { caller, req }, { action: 'organization.changed', subject: `organization/${changed.id}`, data: body })
        return changed
      })
      return { status: 200, body: view(row) }
    }),
  ]
}
