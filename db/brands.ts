import type { BrandKit, BrandVoice, TargetAudience } from '../domain/brand.ts'
import type { Db } from './knex.ts'
import { placeOf } from './place.ts'

export interface BrandRow {
  id: string
  brand_name: string
  brand_voice: BrandVoice
  brand_guidelines: string
  target_audience: TargetAudience
  competitors: string[]
  feeds: string[]
  countries: string[]
  /** Texts that it published; left out of lists, for they may be long. */
  samples: string[]
  /** Empty for a brand from before there were kits. */
  kit: BrandKit | Record<string, never>
  /** Counts every change of it and of its learned rules. */
  version: number
  is_default: boolean
  created_at: Date
  updated_at: Date
}

/** What a person sets of a brand; its sources and its kit may be left out, and are then none. */
export type BrandFields = Pick<BrandRow, 'brand_name' | 'brand_voice' | 'brand_guidelines' | 'target_audience'> &
  Partial<Pick<BrandRow, 'competitors' | 'feeds' | 'countries' | 'samples'>> & { kit?: BrandKit }

const LISTED = [
  'id',
  'brand_name',
  'brand_voice',
  'brand_guidelines',
  'target_audience',
  'competitors',
  'feeds',
  'countries',
  'kit',
  'version',
  'is_default',
  'created_at',
  'updated_at',
] as const
const COLUMNS = [...LISTED, 'samples'] as const
export type ListedBrandRow = Omit<BrandRow, 'samples'>

const living = (db: Db, organizationId: string) => db('brand_profiles').where({ organization_id: organizationId, deleted_at: null })

/** Brands of an organization, oldest first, from after the cursor; `at` is the row's place for the next page. */
export async function listBrands(
  db: Db,
  organizationId: string,
  page: {
    after: { at: string; id: string } | undefined
    limit: number
    /** Only these; null is all. */
    among: readonly string[] | null
  },
): Promise<(ListedBrandRow & { at: string })[]> {
  const { rows } = await db.raw<{ rows: (ListedBrandRow & { at: string })[] }>(
    `select ${LISTED.join(', ')}, ${placeOf('created_at')} as at
       from brand_profiles
      where organization_id = :organization and deleted_at is null${page.among ? ' and id = any(cast(:among as uuid[]))' : ''}
        and (cast(:at as timestamptz) is null or (created_at, id) > (cast(:at as timestamptz), cast(:id as uuid)))
      order by created_at, id
      limit :limit`,
    {
      organization: organizationId,
      at: page.after?.at ?? null,
      id: page.after?.id ?? null,
      limit: page.limit,
      ...(page.among && { among: [...page.among] }),
    },
  )
  return rows
}

export async function findBrand(db: Db, organizationId: string, id: string): Promise<BrandRow | undefined> {
  return living(db, organizationId).where({ id }).first(COLUMNS)
}

/** Adds a brand; the organization's first becomes its default. Call in a transaction. */
export async function insertBrand(
  db: Db,
  organizationId: string,
  userId: string | null,
  brand: BrandFields & { is_default: boolean },
): Promise<BrandRow> {
  await lockBrands(db, organizationId)
  const hasDefault = Boolean(await living(db, organizationId).where({ is_default: true }).first('id'))
  if (brand.is_default) await living(db, organizationId).where({ is_default: true }).update({ is_default: false })
  const [row] = await db('brand_profiles')
    .insert({ organization_id: organizationId, user_id: userId, ...asJson(brand), is_default: brand.is_default || !hasDefault })
    .returning<BrandRow[]>(COLUMNS)
  if (!row) throw new Error('the brand was not inserted')
  return row
}

/** Changes the given fields; undefined when there is no such brand here. Requests under way keep the brand they froze. Call in a transaction. */
export async function updateBrand(
  db: Db,
  organizationId: string,
  id: string,
  changes: Partial<BrandFields & { is_default: true }>,
): Promise<BrandRow | undefined> {
  await lockBrands(db, organizationId)
  if (!(await findBrand(db, organizationId, id))) return undefined
  if (changes.is_default) await living(db, organizationId).where({ is_default: true }).update({ is_default: false })
  const [row] = await living(db, organizationId)
    .where({ id })
    .update({
      ...asJson(changes),
      ...(changes.is_default && { is_default: true }),
      version: db.raw('version + 1'),
      updated_at: db.fn.now(),
    })
    .returning<BrandRow[]>(COLUMNS)
  return row
}

/** Takes a brand out of use; requests made with it stay. The oldest that is left becomes the default. Call in a transaction. */
export async function deleteBrand(db: Db, organizationId: string, id: string): Promise<boolean> {
  await lockBrands(db, organizationId)
  const [gone] = await living(db, organizationId)
    .where({ id })
    .update({ deleted_at: db.fn.now(), is_default: false })
    .returning<{ id: string }[]>('id')
  if (!gone) return false
  const hasDefault = await living(db, organizationId).where({ is_default: true }).first('id')
  const next = hasDefault ? undefined : await living(db, organizationId).orderBy(['created_at', 'id']).first('id')
  if (next) await db('brand_profiles').where({ id: next.id }).update({ is_default: true })
  return true
}

/** One change of an organization's brands at a time, so that exactly one is the default. */
const lockBrands = (db: Db, organizationId: string) => db('organizations').where({ id: organizationId }).forUpdate().first('id')

const asJson = (brand: Partial<BrandFields>) => ({
  ...(brand.brand_name !== undefined && { brand_name: brand.brand_name }),
  ...(brand.brand_guidelines !== undefined && { brand_guidelines: brand.brand_guidelines }),
  ...(brand.competitors && { competitors: brand.competitors }),
  ...(brand.feeds && { feeds: brand.feeds }),
  ...(brand.countries && { countries: brand.countries }),
  ...(brand.samples && { samples: brand.samples }),
  ...(brand.brand_voice && { brand_voice: JSON.stringify(brand.brand_voice) }),
  ...(brand.kit && { kit: JSON.stringify(brand.kit) }),
  ...(brand.target_audience && { target_audience: JSON.stringify(brand.target_audience) }),
})

/** The brand that a request would be made for: the one that is named, or the default; undefined where it is not there or not among these. */
export function brandToWriteFor(
  db: Db,
  organizationId: string,
  of: { brandId: string | undefined; among: readonly string[] | null },
): Promise<{ id: string; brand_name: string } | undefined> {
  return living(db, organizationId)
    .where(of.brandId === undefined ? { is_default: true } : { id: of.brandId })
    .modify((query) => void (of.among && query.whereIn('id', [...of.among])))
    .first('id', 'brand_name')
}
