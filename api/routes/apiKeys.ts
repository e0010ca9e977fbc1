import { z } from 'zod'
import { type ApiKeyRow, insertApiKey, listApiKeys, revokeApiKey } from '../../db/apiKeys.ts'
import { transact } from '../../db/knex.ts'
import { missingBrands } from '../../db/organizations.ts'
import { AppError } from '../../domain/errors.ts'
import { KEY_SCOPES } from '../../domain/permissions.ts'
import { note } from '../audit.ts'
import { hashToken, newApiKey } from '../auth/tokens.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, NextCursor, Page, Timestamp, typed } from '../schemas.ts'

const Scopes = z
  .array(z.enum(KEY_SCOPES))
  .min(1)
  .max(KEY_SCOPES.length)
  .transform((scopes) => [...new Set(scopes)])

const NewApiKey = z
  .strictObject({
    name: typed(1, 255),
    scopes: Scopes,
    brand_ids: z.array(Id).min(1).max(200).nullable().default(null).meta({ description: 'Null is every brand.' }),
    expires_at: Timestamp.nullable().default(null).meta({ description: 'Null is never.' }),
  })
  .meta({ id: 'NewApiKey' })

const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string().meta({ description: 'The part of the key that may be shown.' }),
  scopes: z.array(z.enum(KEY_SCOPES)),
  brand_ids: z.array(Id).nullable(),
  created_by: Id.nullable(),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
  last_used_at: Timestamp.nullable().meta({ description: 'To the minute.' }),
  revoked_at: Timestamp.nullable(),
})
const ApiKeyView = ApiKey.meta({ id: 'ApiKey' })
const MadeApiKey = ApiKey.extend({ key: z.string().meta({ description: 'Shown this once: only its hash is kept.' }) }).meta({
  id: 'MadeApiKey',
})

const moment = (at: Date | null) => at?.toISOString() ?? null
const view = ({ at: _, created_at, expires_at, last_used_at, revoked_at, ...row }: ApiKeyRow): z.input<typeof ApiKey> => ({
  ...row,
  created_at: created_at.toISOString(),
  expires_at: moment(expires_at),
  last_used_at: moment(last_used_at),
  revoked_at: moment(revoked_at),
})

const shared = { path: '/api/v1/api-keys', tag: 'API keys' } as const

/** Keys for programs. A key may create and cancel; no key decides on a draft, invites or makes keys. */
export function apiKeyEndpoints() {
  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'List keys, oldest first, revoked ones too',
      access: 'keys.read',
      query: z.strictObject(Page.shape),
      responses: { 200: { description: 'One page.', schema: z.object({ items: z.array(ApiKeyView), next_cursor: NextCursor }) } },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listApiKeys(db, caller.organizationId, { after: fromCursor(query.cursor), limit: query.limit + 1 })
      const { page, next_cursor } = pageOf(rows, query.limit, (row) => row)
      return { status: 200, body: { items: page.map(view), next_cursor } }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Make a key; it is shown once',
      access: 'keys.write',
      idempotent: 'sealed',
      body: NewApiKey,
      responses: { 201: { description: 'Made.', schema: MadeApiKey } },
    }).handle(async ({ body, caller, db, req }) => {
      if (body.expires_at && Date.parse(body.expires_at) <= Date.now())
        throw new AppError('invalid', 'expires_at: lies in the past; leave it out for a key that does not expire.')
      const missing = body.brand_ids ? await missingBrands(db, caller.organizationId, body.brand_ids) : []
      if (missing.length) throw new AppError('invalid', `brand_ids: there is no brand ${missing.join(', ')} here.`)
      const { key, prefix } = newApiKey()
      const { name, scopes, brand_ids, expires_at } = body
      const row = await insertApiKey(db, {
        organizationId: caller.organizationId,
        createdBy: caller.userId ?? null,
        name,
        prefix,
        hash: hashToken(key),
        scopes,
        brandIds: brand_ids,
        expiresAt: expires_at,
      })
      await note(
        db,
        { caller, req },
        { action: 'key.created', subject: `key/${row.id}`, data: { name, prefix, scopes, brand_ids, expires_at } },
      )
      return { status: 201, body: { ...view(row), key } }
    }),
    endpoint({
      method: 'delete',
      path: '/api/v1/api-keys/:id',
      tag: 'API keys',
      summary: 'Revoke a key; it stops working within a second',
      access: 'keys.write',
      params: IdParam,
      responses: { 204: { description: 'Revoked, now or before.' } },
    }).handle(async ({ params, caller, db, req }) =>
      transact(db, async (trx) => {
        const revoked = await revokeApiKey(trx, caller.organizationId, params.id)
        if (revoked === undefined) throw notFound()
        if (revoked) await note(trx, { caller, req }, { action: 'key.revoked', subject: `key/${params.id}` })
        return { status: 204 }
      }),
    ),
  ]
}
