import { z } from 'zod'
import { checkUrl, OutboundFailure } from '../../adapters/outboundRules.ts'
import { type BrandRow, deleteBrand, findBrand, insertBrand, type ListedBrandRow, listBrands, updateBrand } from '../../db/brands.ts'
import { transact } from '../../db/knex.ts'
import { BrandKit, BrandVoice, MAX_COMPETITORS, MAX_COUNTRIES, MAX_FEEDS, TargetAudience } from '../../domain/brand.ts'
import { CountryCode } from '../../domain/countries.ts'
import { AppError } from '../../domain/errors.ts'
import { MAX_SAMPLE_CHARACTERS, MAX_SAMPLES } from '../../domain/voiceProfile.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { seesBrand } from '../auth/principal.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { defined, Id, IdParam, NextCursor, Page, Timestamp, typed } from '../schemas.ts'

/** Refused here as it would be when it is read, so that a person learns of it while they type. Who resolves the name may still refuse. */
const SourceUrl = z
  .string()
  .max(2000)
  .superRefine((text, { addIssue }) => {
    try {
      checkUrl(text)
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error
      addIssue({ code: 'custom', message: error.message })
    }
  })
  .meta({ format: 'uri', description: 'A public https address' })

const distinct = <T extends z.ZodType<string>>(of: T, most: number) =>
  z
    .array(of)
    .max(most)
    .refine((list) => new Set(list).size === list.length, 'name each one once')
    .meta({ uniqueItems: true })

/** Where the strategist may look: pages of competitors, RSS or Atom feeds, and the countries whose days count. */
const SOURCES = {
  competitors: distinct(SourceUrl, MAX_COMPETITORS),
  feeds: distinct(SourceUrl, MAX_FEEDS),
  countries: distinct(CountryCode, MAX_COUNTRIES),
}

/** What the brand published, as it wrote it: its voice is read from it. */
const Samples = distinct(typed(1, MAX_SAMPLE_CHARACTERS), MAX_SAMPLES)

const NewBrand = z
  .strictObject({
    brand_name: typed(1, 255),
    brand_voice: BrandVoice.default(() => BrandVoice.parse({})),
    brand_guidelines: z.string().max(20_000).default(''),
    target_audience: TargetAudience.default(() => TargetAudience.parse({})),
    competitors: SOURCES.competitors.default([]),
    feeds: SOURCES.feeds.default([]),
    countries: SOURCES.countries.default([]),
    samples: Samples.default([]),
    kit: BrandKit.default(() => BrandKit.parse({})),
    is_default: z.boolean().default(false),
  })
  .meta({ id: 'NewBrand' })

const BrandChanges = z
  .strictObject({
    brand_name: typed(1, 255),
    brand_voice: BrandVoice,
    brand_guidelines: z.string().max(20_000),
    target_audience: TargetAudience,
    ...SOURCES,
    samples: Samples,
    kit: BrandKit,
    is_default: z.literal(true, 'make another brand the default instead'),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one field to change')
  .meta({ minProperties: 1, id: 'BrandChanges' })

const Brand = z
  .object({
    id: Id,
    brand_name: z.string(),
    brand_voice: BrandVoice,
    brand_guidelines: z.string(),
    target_audience: TargetAudience,
    competitors: z.array(z.string()),
    feeds: z.array(z.string()),
    countries: z.array(z.string()),
    samples: z.array(z.string()).meta({ description: 'Texts that the brand published, from which its voice is read.' }),
    kit: BrandKit,
    version: z.number().int().meta({ description: 'Counts every change of the brand and of its learned rules.' }),
    is_default: z.boolean(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Brand' })

/** Twenty long texts a brand would make a list of a hundred brands ten megabytes. */
const ListedBrand = Brand.omit({ samples: true }).meta({ id: 'ListedBrand' })
const Brands = z.object({ items: z.array(ListedBrand), next_cursor: NextCursor }).meta({ id: 'Brands' })
/** Changes are told at once; this bounds what a lost word can cost. */
const CACHED_SECONDS = 30

const view = (row: BrandRow) => ({ ...listed(row), samples: row.samples })

const listed = (row: ListedBrandRow) => ({
  id: row.id,
  brand_name: row.brand_name,
  brand_voice: row.brand_voice,
  brand_guidelines: row.brand_guidelines,
  target_audience: row.target_audience,
  competitors: row.competitors,
  feeds: row.feeds,
  countries: row.countries,
  kit: BrandKit.parse(row.kit),
  version: row.version,
  is_default: row.is_default,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

const shared = { path: '/api/v1/brands', tag: 'Brands' } as const
const one = { path: '/api/v1/brands/:id', tag: 'Brands', params: IdParam } as const

/** The brands of an organization: whose voice requests speak in. */
export function brandEndpoints({ cache }: Pick<RouteDeps, 'cache'>) {
  /** Everything cached of an organization's brands; forgotten when one of them changes. */
  const scopeOf = (organizationId: string) => `brands/${organizationId}`
  const forget = (organizationId: string) => () => cache.invalidate(scopeOf(organizationId))

  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'List brands, oldest first',
      access: 'brands.read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: Brands } },
    }).handle(async ({ query, caller, db }) => {
      const { organizationId, brandIds } = caller
      const key = JSON.stringify([query.cursor, query.limit, brandIds])
      const body = await cache.read({ scope: scopeOf(organizationId), key, ttlSeconds: CACHED_SECONDS }, Brands, async () => {
        const rows = await listBrands(db, organizationId, { among: brandIds, after: fromCursor(query.cursor), limit: query.limit + 1 })
        const { page, next_cursor } = pageOf(rows, query.limit, (row) => row)
        return { items: page.map(listed), next_cursor }
      })
      return { status: 200, body }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Add a brand; the first becomes the default',
      access: 'brands.write',
      idempotent: 'kept',
      body: NewBrand,
      responses: { 201: { description: 'Added.', schema: Brand, headers: { Location: 'Its address.' } } },
    }).handle(async ({ body, caller, db, after, req }) => {
      after(forget(caller.organizationId))
      if (caller.brandIds) throw new AppError('forbidden', 'You are limited to named brands: ask an owner or admin to add one.')
      const row = await insertBrand(db, caller.organizationId, caller.userId ?? null, body)
      await note(db, { caller, req }, { action: 'brand.created', subject: `brand/${row.id}`, data: { brand_name: row.brand_name } })
      return { status: 201, headers: { Location: `${shared.path}/${row.id}` }, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'get',
      summary: 'Read a brand',
      access: 'brands.read',
      responses: { 200: { description: 'The brand.', schema: Brand } },
    }).handle(async ({ params, caller, db }) => {
      const { organizationId } = caller
      const found = seesBrand(caller, params.id)
        ? await cache.read({ scope: scopeOf(organizationId), key: params.id, ttlSeconds: CACHED_SECONDS }, Brand.nullable(), async () => {
            const row = await findBrand(db, organizationId, params.id)
            return row ? view(row) : null
          })
        : null
      if (!found) throw notFound()
      return { status: 200, body: found }
    }),
    endpoint({
      ...one,
      method: 'patch',
      summary: 'Change a brand, or make it the default; requests under way keep the brand as it was',
      access: 'brands.write',
      body: BrandChanges,
      responses: { 200: { description: 'As it is now.', schema: Brand } },
    }).handle(async ({ params, body, caller, db, after, req }) => {
      after(forget(caller.organizationId))
      const changes = defined(body)
      const row = await transact(db, async (trx) => {
        if (!seesBrand(caller, params.id)) return undefined
        const changed = await updateBrand(trx, caller.organizationId, params.id, changes)
        const data = { fields: Object.keys(changes) }
        if (changed) await note(trx, { caller, req }, { action: 'brand.changed', subject: `brand/${changed.id}`, data })
        return changed
      })
      if (!row) throw notFound()
      return { status: 200, body: view(row) }
    }),
    endpoint({
      ...one,
      method: 'delete',
      summary: 'Take a brand out of use; what was made with it stays',
      access: 'brands.write',
      responses: { 204: { description: 'Gone.' } },
    }).handle(async ({ params, caller, db, after, req }) => {
      after(forget(caller.organizationId))
      const gone = await transact(db, async (trx) => {
        const found = seesBrand(caller, params.id) && (await deleteBrand(trx, caller.organizationId, params.id))
        if (found) await note(trx, { caller, req }, { action: 'brand.deleted', subject: `brand/${params.id}` })
        return found
      })
      if (!gone) throw notFound()
      return { status: 204 }
    }),
  ]
}
