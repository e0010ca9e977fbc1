import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type FileStore, fileKey } from '../../adapters/files.ts'
import type { Db } from '../../db/knex.ts'
import type { ImageKind } from '../../domain/images.ts'
import type { Platform } from '../../domain/words.ts'

/** Stores an image of a draft as `makeImages` would, whatever it shows. Returns the name of its file. */
export async function storeImage(
  { db, files }: { db: Db; files: FileStore },
  of: {
    organizationId: string
    requestId: string
    platform: Platform
    contentHash: string
    version?: number
    position?: number
    item?: number
    kind?: ImageKind
    alt_text?: string
    width?: number
    height?: number
  },
): Promise<string> {
  const { width = 1080, height = 1350, position = 0, kind = 'slide' } = of
  const data = await sharp({ create: { width, height, channels: 3, background: { r: 40 * position, g: 90, b: 90 } } })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(data).digest('hex')
  const file_key = fileKey({ ...of, sha256, ending: 'jpg' })
  await files.put(file_key, data)
  await db('media').insert({
    organization_id: of.organizationId,
    request_id: of.requestId,
    platform: of.platform,
    version: of.version ?? 1,
    position,
    item: of.item ?? position,
    content_hash: of.contentHash,
    file_key,
    sha256,
    kind,
    format: 'jpeg',
    width,
    height,
    bytes: data.length,
    alt_text: of.alt_text ?? `Words of image ${position + 1}`,
    template: 'editorial',
  })
  return file_key
}
