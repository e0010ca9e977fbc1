import type { WorkCalendar } from '../domain/calendar.ts'
import type { Role } from '../domain/permissions.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'

export interface OrganizationRow {
  id: string
  name: string
  time_zone: string
  plan: string
  plan_active: boolean
  work_calendar: StoredCalendar
  /** Whether deadlines may approve, since when, and who said so. */
  deadline_approval: boolean
  deadline_approval_by: string | null
  deadline_approval_at: Date | null
  created_at: Date
}

/** Local times as `HH:MM`, local dates as `YYYY-MM-DD`, countries and regions as ISO 3166 (`ID`, `DE-BY`). */
export interface StoredCalendar {
  business_days: number[]
  from: string
  to: string
  quiet_hours: { from: string; to: string } | null
  holidays_of: string[]
  closed_on: string[]
}

const COLUMNS = [
  'id',
  'name',
  'time_zone',
  'plan',
  'plan_active',
  'work_calendar',
  'deadline_approval',
  'deadline_approval_by',
  'deadline_approval_at',
  'created_at',
] as const

export function findOrganization(db: Db, id: string): Promise<OrganizationRow | undefined> {
  return db<OrganizationRow>('organizations').where({ id }).first(COLUMNS)
}

export interface OrganizationChanges {
  name?: string
  time_zone?: string
  work_calendar?: StoredCalendar
  /** Consent, or its end, by this person. */
  deadline_approval?: { given: boolean; by: string | null }
}

export async function updateOrganization(
  db: Db,
  id: string,
  { work_calendar, deadline_approval: consent, ...changes }: OrganizationChanges,
): Promise<OrganizationRow> {
  const [row] = await db('organizations')
    .where({ id })
    .update({
      ...changes,
      ...(work_calendar && { work_calendar: JSON.stringify(work_calendar) }),
      ...(consent && {
        deadline_approval: consent.given,
        deadline_approval_by: consent.given ? consent.by : null,
        deadline_approval_at: consent.given ? db.fn.now() : null,
      }),
    })
    .returning<OrganizationRow[]>(COLUMNS)
  if (!row) throw new Error(`no organization ${id}`)
  return row
}

export interface MemberRow {
  user_id: string
  email: string
  name: string
  role: Role
  brand_ids: string[] | null
  created_at: Date
  at: string
}

/** Members of an organization, who joined first at the head, from after the cursor. */
export async function listMembers(
  db: Db,
  organizationId: string,
  page: { after: { at: string; id: string } | undefined; limit: number },
): Promise<MemberRow[]> {
  const { rows } = await db.raw<{ rows: MemberRow[] }>(
    `select m.user_id, u.email, u.name, m.role, m.brand_ids, m.created_at,
            ${placeOf('m.created_at')} as at
       from memberships m join users u on u.id = m.user_id
      where m.organization_id = :organization
        and (cast(:at as timestamptz) is null or (m.created_at, m.user_id) > (cast(:at as timestamptz), cast(:id as uuid)))
      order by m.created_at, m.user_id limit :limit`,
    { organization: organizationId, at: page.after?.at ?? null, id: page.after?.id ?? null, limit: page.limit },
  )
  return rows
}

export async function findMember(db: Db, organizationId: string, userId: string): Promise<Omit<MemberRow, 'at'> | undefined> {
  return db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where({ 'm.organization_id': organizationId, 'm.user_id': userId })
    .first('m.user_id', 'u.email', 'u.name', 'm.role', 'm.brand_ids', 'm.created_at')
}

/** One change of an organization's members at a time, so that it always has an owner. Call in a transaction. */
export const lockMembers = (db: Db, organizationId: string) => db('organizations').where({ id: organizationId }).forUpdate().first('id')

/** How many owners there are beside this person. Call under the lock. */
export async function otherOwners(db: Db, organizationId: string, userId: string): Promise<number> {
  const row: { n: number } | undefined = await db('memberships')
    .where({ organization_id: organizationId, role: 'owner' })
    .whereNot({ user_id: userId })
    .first(db.raw('count(*) as n'))
  return row?.n ?? 0
}

export async function updateMember(
  db: Db,
  organizationId: string,
  userId: string,
  to: { role: Role; brandIds: string[] | null },
): Promise<void> {
  await db('memberships')
    .where({ organization_id: organizationId, user_id: userId })
    .update({ role: to.role, brand_ids: to.brandIds, updated_at: db.fn.now() })
}

export async function removeMember(db: Db, organizationId: string, userId: string): Promise<void> {
  await db('memberships').where({ organization_id: organizationId, user_id: userId }).delete()
}

/** Adds a member; false when the person is one already. */
export async function addMember(
  db: Db,
  organizationId: string,
  of: { userId: string; role: Role; brandIds: string[] | null },
): Promise<boolean> {
  const added = await db('memberships')
    .insert({ organization_id: organizationId, user_id: of.userId, role: of.role, brand_ids: of.brandIds })
    .onConflict(['organization_id', 'user_id'])
    .ignore()
    .returning('user_id')
  return added.length > 0
}

/** Which of these brands the organization does not have (any more). */
export async function missingBrands(db: Db, organizationId: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = await db('brand_profiles')
    .where({ organization_id: organizationId, deleted_at: null })
    .whereIn('id', [...ids])
    .pluck('id')
  return ids.filter((id) => !found.includes(id))
}

/** An organization's hours, with holidays looked up by `holidaysOf`, which is given countries and the local years that matter. */
export async function calendarOf(
  db: Db,
  id: string,
  at: Date,
  holidaysOf: (countries: readonly string[], from: Date) => Promise<readonly string[]>,
): Promise<WorkCalendar> {
  const row: Pick<OrganizationRow, 'time_zone' | 'work_calendar'> | undefined = await db('organizations')
    .where({ id })
    .first('time_zone', 'work_calendar')
  if (!row) throw new Error(`no organization ${id}`)
  const { business_days, from, to, quiet_hours, holidays_of, closed_on } = row.work_calendar
  const holidays = holidays_of.length ? await holidaysOf(holidays_of, at) : []
  return { timeZone: row.time_zone, businessDays: business_days, from, to, quietHours: quiet_hours, holidays: [...holidays, ...closed_on] }
}

/** Whether the organization consented to deadlines that approve. */
export async function mayApproveByDeadline(db: Db, id: string): Promise<boolean> {
  const row: { deadline_approval: boolean } | undefined = await db('organizations').where({ id }).first('deadline_approval')
  return row?.deadline_approval ?? false
}
