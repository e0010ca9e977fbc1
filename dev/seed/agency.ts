import { createHash, randomBytes } from 'node:crypto'
import { hashPassword } from '../../api/auth/passwords.ts'
import { insertBrand } from '../../db/brands.ts'
import { type Db, type Pool, tenant, transact } from '../../db/knex.ts'
import { addMember } from '../../db/organizations.ts'
import { findAccount, insertUser } from '../../db/users.ts'
import { BrandKit, BrandSnapshot, BrandVoice, TargetAudience } from '../../domain/brand.ts'
import type { Role } from '../../domain/permissions.ts'
import { DEMO_BRANDS } from './brands.ts'

export interface DemoPerson {
  id: string
  email: string
  name: string
  role: Role
}

export interface DemoAgency {
  organizationId: string
  people: DemoPerson[]
  brands: BrandSnapshot[]
}

export const DEMO_OWNER = 'owner@demo-agency.example'
const AGENCY = 'Demo agency'
const TIME_ZONE = 'Asia/Jakarta'

const PEOPLE: readonly (Pick<DemoPerson, 'name' | 'role'> & { brand?: number })[] = [
  { role: 'owner', name: 'Rani Wijaya' },
  { role: 'admin', name: 'Tom Becker' },
  { role: 'editor', name: 'Sari Lestari' },
  { role: 'reviewer', name: 'Ana Molina' },
  { role: 'client', name: 'Dewi Hartono', brand: 0 },
]

/** An owner has one demonstration agency, found again by their address. */
export function demoAgencyId(email: string): string {
  const hex = createHash('sha256').update(`${AGENCY}/${email.toLowerCase()}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The agency as it is; undefined while there is none. */
export async function findDemoAgency(pool: Pool, email: string): Promise<DemoAgency | undefined> {
  const organizationId = demoAgencyId(email)
  const db = tenant(pool, organizationId)
  if (!(await db('organizations').where({ id: organizationId }).first('id'))) return undefined
  const people: DemoPerson[] = await db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where('m.organization_id', organizationId)
    .orderBy(['m.created_at', 'u.email'])
    .select('u.id', 'u.email', 'u.name', 'm.role')
  return { organizationId, people, brands: await brandsOf(db, organizationId) }
}

/** Makes it: organization, people with one password, brands. The owner keeps the account and the password that they have. Returns the password. */
export async function makeDemoAgency(pool: Pool, email: string): Promise<{ password: string; ownerHadAccount: boolean }> {
  const organizationId = demoAgencyId(email)
  const password = randomBytes(12).toString('base64url')
  const passwordHash = await hashPassword(password)
  return transact(tenant(pool, organizationId), async (trx) => {
    await trx('organizations').insert({ id: organizationId, name: AGENCY, time_zone: TIME_ZONE, plan: 'agency' })
    let ownerId: string | null = null
    let ownerHadAccount = false
    const people: { id: string; brand: number | undefined; role: Role }[] = []
    for (const { role, name, brand } of PEOPLE) {
      const address = role === 'owner' ? email : addressOf(email, role)
      const known = await findAccount(trx, address)
      const user = known ?? (await insertUser(trx, { email: address, name, passwordHash }))
      if (!user) throw new Error(`${address} was taken meanwhile`)
      if (role === 'owner') [ownerId, ownerHadAccount] = [user.id, known !== undefined]
      people.push({ id: user.id, brand, role })
    }
    const brandIds: string[] = []
    for (const brand of DEMO_BRANDS) {
      const row = await insertBrand(trx, organizationId, ownerId, {
        brand_name: brand.name,
        brand_guidelines: brand.guidelines,
        brand_voice: BrandVoice.parse(brand.voice),
        target_audience: TargetAudience.parse({ description: brand.audience }),
        kit: BrandKit.parse({}),
        is_default: false,
      })
      brandIds.push(row.id)
    }
    for (const { id, brand, role } of people)
      await addMember(trx, organizationId, { userId: id, role, brandIds: brand === undefined ? null : brandIds.slice(brand, brand + 1) })
    return { password, ownerHadAccount }
  })
}

/** Beside an owner of another name, colleagues have addresses of their own: an account belongs to one demonstration. */
function addressOf(email: string, role: Role): string {
  if (email === DEMO_OWNER) return `${role}@demo-agency.example`
  return `${role}@${email
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}.demo-agency.example`
}

/** The brands that this made, as a request freezes them. */
async function brandsOf(db: Db, organizationId: string): Promise<BrandSnapshot[]> {
  const rows = await db('brand_profiles')
    .where({ organization_id: organizationId, deleted_at: null })
    .whereIn(
      'brand_name',
      DEMO_BRANDS.map(({ name }) => name),
    )
    .orderBy('created_at')
  return DEMO_BRANDS.map(({ name }) => {
    const row = rows.find(({ brand_name }) => brand_name === name)
    if (!row) throw new Error(`the brand ${name} is gone from the demonstration: npm run reset forgets all, or take another --email`)
    return BrandSnapshot.parse(row)
  })
}
