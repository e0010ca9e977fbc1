import type { Content } from '../domain/content.ts'
import type { Platform } from '../domain/words.ts'
import { type Db, type Pool, tenant } from './knex.ts'

/** So many of a brand's newest drafts are compared: with 512 numbers each that takes some 40 ms. */
const MOST_COMPARED = 500

interface Place {
  organizationId: string
  brandId: string
  model: string
}

/** Memory in Postgres: an exact search over the drafts of one brand. */
export function memoryPostgres(pool: Pool) {
  return {
    provider: 'postgres' as const,
    async remember(
      { organizationId, brandId, model }: Place,
      items: readonly { id: string; vector: readonly number[]; approvedAt: number }[],
    ) {
      if (!items.length) return
      await tenant(
        pool,
        organizationId,
      )('memory_vectors')
        .insert(
          items.map(({ id, vector, approvedAt }) => ({
            organization_id: organizationId,
            brand_id: brandId,
            model,
            item: id,
            vector: `{${vector.join(',')}}`,
            approved_at: new Date(approvedAt),
          })),
        )
        .onConflict(['brand_id', 'model', 'item'])
        .merge(['vector', 'approved_at'])
    },
    async nearest(
      { organizationId, brandId, model }: Place,
      of: { vector: readonly number[]; most: number; after: number; before: number },
    ) {
      const { rows } = await tenant(pool, organizationId).raw<{ rows: { id: string; score: number }[] }>(
        `select item as id, (select sum(a * b) from unnest(vector, cast(:vector as real[])) as t (a, b))::float8 as score
           from (select item, vector from memory_vectors
                  where organization_id = :organization and brand_id = :brand and model = :model and approved_at > :after and approved_at < :before
                  order by approved_at desc limit ${MOST_COMPARED}) recent
          order by score desc, item limit :most`,
        {
          organization: organizationId,
          brand: brandId,
          model,
          vector: `{${of.vector.join(',')}}`,
          after: new Date(of.after),
          before: new Date(of.before),
          most: of.most,
        },
      )
      return rows
    },
    async forget({ organizationId, brandId, model }: Place, ids?: readonly string[]) {
      await tenant(
        pool,
        organizationId,
      )('memory_vectors')
        .where({ brand_id: brandId, model })
        .modify((query) => void (ids && query.whereIn('item', [...ids])))
        .delete()
    },
  }
}

/** Whether a brand has anything to remember, before anybody is asked to embed for it. */
export async function hasMemories(db: Db, brandId: string, model: string, before: Date): Promise<boolean> {
  return Boolean(await db('remembered_drafts').where({ brand_id: brandId, model }).where('approved_at', '<', before).first('item'))
}

/** What is remembered, wherever its vector is: the registry that says which drafts can be found. */
export async function registerMemory(
  db: Db,
  of: { organizationId: string; brandId: string; model: string; provider: string; item: string; approvedAt: Date },
): Promise<void> {
  await db('remembered_drafts')
    .insert({
      organization_id: of.organizationId,
      brand_id: of.brandId,
      model: of.model,
      provider: of.provider,
      item: of.item,
      approved_at: of.approvedAt,
    })
    .onConflict(['brand_id', 'model', 'item'])
    .ignore()
}

/** An approved draft to remember; undefined where it is not approved (any more), or has no brand. */
export async function draftToRemember(
  db: Db,
  of: { organizationId: string; requestId: string; platform: Platform; version: number },
): Promise<{ brandId: string; content: Content; approvedAt: Date } | undefined> {
  const { rows } = await db.raw<{ rows: { brandId: string; content: Content; approvedAt: Date }[] }>(
    `select r.brand_profile_id as "brandId", g.content_data as content,
            coalesce((select max(d.created_at) from decisions d where d.request_id = r.id and d.platform = g.platform and d.version = g.version), now()) as "approvedAt"
       from content_requests r
       join generated_content g on g.request_id = r.id and g.platform = :platform and g.version = :version
      where r.organization_id = :organization and r.id = :request and r.brand_profile_id is not null`,
    { organization: of.organizationId, request: of.requestId, platform: of.platform, version: of.version },
  )
  return rows[0]
}

/** Drafts by their names, those of one request left out. */
export async function draftsByName(
  db: Db,
  items: readonly string[],
  notOf: string,
): Promise<{ item: string; platform: Platform; content: Content; approved_on: string }[]> {
  if (!items.length) return []
  const { rows } = await db.raw(
    `select m.item, g.platform, g.content_data as content, to_char(m.approved_at at time zone 'utc', 'YYYY-MM-DD') as approved_on
       from remembered_drafts m
       join generated_content g on g.request_id = cast(split_part(m.item, '/', 1) as uuid) and g.platform = split_part(m.item, '/', 2)
        and g.version = cast(split_part(m.item, '/', 3) as int)
      where m.item = any(cast(:items as text[])) and g.request_id <> cast(:not as uuid)`,
    { items: [...items], not: notOf },
  )
  return rows
}

/** What an embedding of a request cost, in micros of a US dollar; it counts towards the request's budget. */
export async function payForEmbedding(
  db: Db,
  of: {
    organizationId: string
    requestId: string
    provider: string
    model: string
    purpose: 'recall' | 'remember'
    tokens: number
    costMicros: number
  },
): Promise<void> {
  if (of.costMicros === 0) return
  await db.raw(
    `with paid as (
       insert into embedding_calls (organization_id, request_id, provider, model, purpose, tokens, cost_micros)
       values (:organization, :request, :provider, :model, :purpose, :tokens, :cost) returning cost_micros
     ) update content_requests set spent_micros = spent_micros + (select cost_micros from paid) where id = :request`,
    {
      organization: of.organizationId,
      request: of.requestId,
      provider: of.provider,
      model: of.model,
      purpose: of.purpose,
      tokens: of.tokens,
      cost: of.costMicros,
    },
  )
}
