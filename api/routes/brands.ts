import { z } from 'zod'
import { type BrandRow, deleteBrand, findBrand, insertBrand, listBrands, updateBrand } from '../../db/brands.ts'
import { BrandVoice, TargetAudience } from '../../domain/brand.ts'
import type { RouteDeps } from '../app.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, NextCursor, Page, Timestamp, typed } from '../schemas.ts'

const NewBrand = z
  .strictObject({
    brand_name: typed(1, 255),
    brand_voice: BrandVoice.default(() => BrandVoice.parse({})),
    brand_guidelines: z.string().max(20_000).default(''),
    target_audience: TargetAudience.default(() => TargetAudience.parse({})),
    is_default: z.boolean().default(false),
  })
  .meta({ id: 'NewBrand' })

const BrandChanges = z
  .strictObject({
    brand_name: typed(1, 255),
    brand_voice: BrandVoice,
    brand_guidelines: z.string().max(20_000),
    target_audience: TargetAudience,
    is_default: z.literal(true, 'make another brand the default instead'),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one field to change')
  .meta({ id: 'BrandChanges' })

const Brand = z
  .object({
    id: Id,
    brand_name: z.string(),
    brand_voice: BrandVoice,
    brand_guidelines: z.string(),
    target_audience: TargetAudience,
    is_default: z.boolean(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Brand' })

const view = ({ id, brand_name, brand_voice, brand_guidelines, target_audience, is_default, created_at, updated_at }: BrandRow) => ({
  id,
  brand_name,
  brand_voice,
  brand_guidelines,
  target_audience,
  is_default,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

const shared = { path: '/api/v1/brands', tag: 'Brands' } as const
const one = { path: '/api/v1/brands/:id', tag: 'Brands', params: IdParam } as const

/** The brands of an organization: whose voice requests speak in. */
export function brandEndpoints({ db }: Pick<RouteDeps, 'db'>) {
  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'List brands, oldest first',
      access: 'read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(Brand), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller }) => {
      const rows = await listBrands(db, caller.organizationId, { after: fromCursor(query.cursor), limit: query.limit + 1 })
      const page = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? page.at(-1) : undefined
      return { status: 200, body: { items: page.map(view), next_cursor: last ? toCursor(last) : null } }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Add a brand; the first becomes the default',
      access: 'write',
      body: NewBrand,
      responses: { 201: { description: 'Added.', schema: Brand, headers: { Location: 'Its address.' } } },
    }).handle(async ({ body, caller }) => {
      const row = await db.transaction((trx) => insertBrand(trx, caller.organizationId, caller.userId, body))
      return { status: 201, headers: { Location: `${shared.path}/${row.id}` }, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'get',
      summary: 'Read a brand',
      access: 'read',
      responses: { 200: { description: 'The brand.', schema: Brand } },
    }).handle(async ({ params, caller }) => {
      const row = await findBrand(db, caller.organizationId, params.id)
      if (!row) throw notFound()
      return { status: 200, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'patch',
      summary: 'Change a brand, or make it the default; requests under way keep the brand as it was',
      access: 'write',
      body: BrandChanges,
      responses: { 200: { description: 'As it is now.', schema: Brand } },
    }).handle(async ({ params, body, caller }) => {
      const row = await db.transaction((trx) => updateBrand(trx, caller.organizationId, params.id, defined(body)))
      if (!row) throw notFound()
      return { status: 200, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'delete',
      summary: 'Take a brand out of use; what was made with it stays',
      access: 'write',
      responses: { 204: { description: 'Gone.' } },
    }).handle(async ({ params, caller }) => {
      const gone = await db.transaction((trx) => deleteBrand(trx, caller.organizationId, params.id))
      if (!gone) throw notFound()
      return { status: 204 }
    }),
  ]
}

/** Without the members that are undefined: zod's partial allows them, the query does not. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>
