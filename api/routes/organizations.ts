import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { withoutHolidays } from '../../adapters/holidays.ts'
import { type Db, transact } from '../../db/knex.ts'
import { type Logo, logoOf } from '../../db/logos.ts'
import { findOrganization, type OrganizationRow, updateOrganization } from '../../db/organizations.ts'
import { insertOrganization } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { endpoint } from '../endpoint.ts'
import { logoAddress } from '../links.ts'
import { defined, Id, Timestamp, typed } from '../schemas.ts'

const TimeZone = z.enum([...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])], 'must be an IANA time zone such as Asia/Jakarta')

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/
const Time = z.string().regex(TIME, 'must be a time such as 09:00').meta({ example: '09:00' })
const Day = z.iso.date()
/** A country, or a region of one, that the tables know. */
const Region = z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, 'must be a country such as ID, or a region such as DE-BY')

/** When the organization works, in its own time zone. */
const WorkCalendar = z
  .strictObject({
    business_days: z.array(z.number().int().min(1).max(7)).min(1).max(7).meta({ uniqueItems: true, description: '1 is Monday.' }),
    from: Time,
    to: Time.meta({ description: 'Later than `from`.' }),
    quiet_hours: z
      .strictObject({ from: Time, to: Time })
      .nullable()
      .meta({ description: 'When nobody is reminded, besides days without work; it may cross midnight.' }),
    holidays_of: z.array(Region).max(10).meta({ description: 'Their public holidays are days without work.' }),
    closed_on: z.array(Day).max(200).meta({ description: 'Further days without work.' }),
  })
  .superRefine(({ business_days, from, to }, ctx) => {
    const wrong = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message })
    if (from >= to) wrong(['to'], 'must be later than from')
    business_days.forEach((day, i) => {
      if (business_days.indexOf(day) !== i) wrong(['business_days', i], `${day} is named twice`)
    })
  })
  .meta({ id: 'WorkCalendar' })

const Organization = z
  .object({
    id: Id,
    name: z.string(),
    time_zone: z.string(),
    plan: z.string(),
    plan_active: z.boolean(),
    work_calendar: WorkCalendar,
    deadline_approval: z
      .object({ allowed: z.boolean(), by: Id.nullable(), at: Timestamp.nullable() })
      .meta({ description: 'Whether a deadline may approve in place of a person, and who consented to it when.' }),
    logo: z.object({ url: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'Organization' })

const NewOrganization = z.strictObject({ name: typed(1, 255) }).meta({ id: 'NewOrganization' })
const OrganizationChanges = z
  .strictObject({
    name: typed(1, 255),
    time_zone: TimeZone,
    work_calendar: WorkCalendar,
    deadline_approval: z.boolean().meta({ description: 'Whether a deadline may approve where a policy says so.' }),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one field to change')
  .meta({ minProperties: 1, id: 'OrganizationChanges' })

const view = (
  { created_at, deadline_approval, deadline_approval_by, deadline_approval_at, ...row }: OrganizationRow,
  logo: Omit<Logo, 'png'> | undefined,
  publicUrl: string,
): z.input<typeof Organization> => ({
  ...row,
  deadline_approval: { allowed: deadline_approval, by: deadline_approval_by, at: deadline_approval_at?.toISOString() ?? null },
  logo: logo ? { url: logoAddress(publicUrl, row.id, logo.sha256), width: logo.width, height: logo.height } : null,
  created_at: created_at.toISOString(),
})

/** The organization that is worked in, and making another. */
export function organizationEndpoints({ publicUrl }: Pick<RouteDeps, 'publicUrl'>) {
  const shown = async (db: Db, row: OrganizationRow) => view(row, await logoOf(db, row.id), publicUrl)
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
      return { status: 201, body: await shown(db, row) }
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
      return { status: 200, body: await shown(db, row) }
    }),
    endpoint({
      method: 'patch',
      path: '/api/v1/organization',
      tag: 'Organization',
      summary: 'Change its name, time zone or working hours, or whether deadlines may approve',
      access: 'organization.write',
      body: OrganizationChanges,
      responses: { 200: { description: 'As it is now.', schema: Organization } },
    }).handle(async ({ body, caller, db, req }) => {
      const unknown = await withoutHolidays(body.work_calendar?.holidays_of ?? [])
      if (unknown.length)
        throw new AppError(
          'invalid',
          `work_calendar.holidays_of: the holidays of ${unknown.join(', ')} are not known; give their days as closed_on.`,
        )
      const row = await transact(db, async (trx) => {
        const { deadline_approval: given, ...changes } = defined(body)
        const consent = given === undefined ? {} : { deadline_approval: { given, by: caller.userId ?? null } }
        const changed = await updateOrganization(trx, caller.organizationId, { ...changes, ...consent })
        if (given !== undefined)
          await note(
            trx,
            { caller, req },
            { action: `deadline_approval.${given ? 'allowed' : 'withdrawn'}`, subject: `organization/${changed.id}` },
          )
        await note(trx, { caller, req }, { action: 'organization.changed', subject: `organization/${changed.id}`, data: body })
        return changed
      })
      return { status: 200, body: await shown(db, row) }
    }),
  ]
}
