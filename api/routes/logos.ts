import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { z } from 'zod'
import { transact } from '../../db/knex.ts'
import { dropLogo, findLogo, keepLogo } from '../../db/logos.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { logoAddress } from '../links.ts'
import { Id } from '../schemas.ts'

/** Twice the size at which pages and mails show it, for sharp screens. */
const MOST = { width: 480, height: 120 }
const MOST_PIXELS = 16_000_000
const MOST_BYTES = 131_072

const LogoInput = z
  .strictObject({
    image: z.base64().min(1).max(240_000).meta({ description: 'A PNG, JPEG or WebP, in base64; made smaller to fit 480 x 120.' }),
  })
  .meta({ id: 'LogoInput' })
const LogoView = z.object({ url: z.string(), width: z.number().int(), height: z.number().int() }).meta({ id: 'Logo' })
const LogoParams = z.object({ organization: Id, sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** The agency's logo, on pages behind approval links and in mails. */
export function logoEndpoints({ pool, publicUrl }: Pick<RouteDeps, 'pool' | 'publicUrl'>) {
  const own = { path: '/api/v1/organization/logo', tag: 'Organization', access: 'organization.write' } as const
  return [
    endpoint({
      ...own,
      method: 'put',
      summary: 'Set the logo',
      body: LogoInput,
      refuses: { 422: 'It is no image that can be read.' },
      responses: { 200: { description: 'As it is shown.', schema: LogoView } },
    }).handle(async ({ body, caller, db, req }) => {
      const { data: png, info } = await drawn(Buffer.from(body.image, 'base64'))
      const sha256 = createHash('sha256').update(png).digest('hex')
      const { width, height } = info
      await transact(db, async (trx) => {
        await keepLogo(trx, caller.organizationId, { png, sha256, width, height })
        await note(trx, { caller, req }, { action: 'logo.changed', subject: `organization/${caller.organizationId}`, data: { sha256 } })
      })
      return { status: 200, body: { url: logoAddress(publicUrl, caller.organizationId, sha256), width, height } }
    }),
    endpoint({
      ...own,
      method: 'delete',
      summary: 'Take the logo away; the name is shown in its place',
      responses: { 204: { description: 'There is none now.' } },
    }).handle(async ({ caller, db, req }) =>
      transact(db, async (trx) => {
        if (await dropLogo(trx, caller.organizationId))
          await note(trx, { caller, req }, { action: 'logo.removed', subject: `organization/${caller.organizationId}` })
        return { status: 204 }
      }),
    ),
    endpoint({
      method: 'get',
      path: '/files/logos/:organization/:sha256',
      tag: 'Files',
      summary: 'A logo, by the address that a page or a mail shows',
      access: 'public',
      params: LogoParams,
      responses: { 200: { description: 'The image.', schema: z.string(), mediaType: 'image/png' } },
    }).handle(async ({ params, res }) => {
      const png = await findLogo(pool, params.organization, params.sha256)
      if (!png) throw notFound()
      res
        .status(200)
        .set({
          'Content-Type': 'image/png',
          'X-Content-Type-Options': 'nosniff',
          // Its name is its hash: another logo has another address.
          'Cache-Control': 'public, max-age=31536000, immutable',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        })
        .end(png)
      return 'streamed'
    }),
  ]
}

/** Drawn anew, so that nothing but pixels comes through. */
async function drawn(bytes: Buffer) {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    const { format } = await image.metadata()
    if (format !== 'png' && format !== 'jpeg' && format !== 'webp') throw new Error(`a ${format}`)
    const out = await image
      .resize({ ...MOST, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9, palette: true })
      .toBuffer({ resolveWithObject: true })
    if (out.data.length > MOST_BYTES) throw new Error('too many bytes')
    return out
  } catch (cause) {
    throw Object.assign(new AppError('unprocessable', 'image: is no PNG, JPEG or WebP that can be read, or too large when drawn.'), {
      cause,
    })
  }
}
