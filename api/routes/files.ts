import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { fileType, isFileKey } from '../../adapters/files.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { fileAddresses } from '../files.ts'
import { Id } from '../schemas.ts'

const FileParams = z.object({ organization: Id, request: Id, name: z.string().regex(/^[0-9a-f]{64}\.(jpg|png)$/) })
const Signed = z.object({
  ends: z.string().max(20).optional().meta({ description: 'When the address ends, in seconds since 1970.' }),
  signature: z.string().max(100).optional(),
})
/** A file never changes under its name; how long a browser keeps it is bounded by how long it may be seen. */
const KEPT_SECONDS = 600

/** Files that this machine keeps, to whoever was given a signed address. One in a bucket is read there. */
export function fileEndpoints({ files, keys, publicUrl }: Pick<RouteDeps, 'files' | 'keys' | 'publicUrl'>) {
  const addresses = fileAddresses({ files, keys, publicUrl })
  return [
    endpoint({
      method: 'get',
      path: '/files/organizations/:organization/requests/:request/:name',
      tag: 'Files',
      summary: 'An image, by an address that was signed for it',
      access: 'public',
      params: FileParams,
      query: Signed,
      refuses: { 404: 'No such file, or not an address of ours; nothing more is said.', 410: 'The address has ended: ask for a new one.' },
      responses: { 200: { description: 'The image, JPEG or PNG as its name says.', schema: z.string(), mediaType: 'image/jpeg' } },
    }).handle(async ({ params, query, req, res }) => {
      const key = `organizations/${params.organization}/requests/${params.request}/${params.name}`
      const { ends = '', signature = '' } = query
      if (!isFileKey(key) || !addresses.isOurs(key, ends, signature)) throw notFound()
      if (Number(ends) * 1000 <= Date.now())
        throw new AppError('gone', 'This address of an image has ended: open the page that showed it again.')
      const found = await files.get(key)
      if (!found) throw notFound()
      res.status(200).set({
        'Content-Type': fileType(key),
        'Content-Length': String(found.bytes),
        'Content-Disposition': 'inline',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': `private, max-age=${KEPT_SECONDS}`,
        // A dashboard on another origin may show it: the address is what gives the right to.
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
      if (req.method === 'HEAD') {
        found.stream.destroy()
        res.end()
      } else {
        // Whoever goes away halfway has what they wanted.
        await pipeline(found.stream, res).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
        })
      }
      return 'streamed'
    }),
  ]
}
