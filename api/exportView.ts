import { z } from 'zod'
import type { FileStore } from '../adapters/files.ts'
import type { Db } from '../db/knex.ts'
import { type MediaRow, mediaFor, mediaOf } from '../db/media.ts'
import { approvedDrafts, type RequestRow } from '../db/requests.ts'
import { houseRules } from '../db/ruleOverrides.ts'
import { Content } from '../domain/content.ts'
import { altTexts, apiText, fieldsToPaste, publishedText, toAttach, toSetByHand, violations } from '../domain/platforms/index.ts'
import { PLATFORMS, REQUEST_STATUSES } from '../domain/words.ts'
import { type FileAddresses, withAddresses } from './files.ts'
import { Finding, Image, imageView, ToAttach, ToSetByHand } from './routes/contentSchemas.ts'
import { Id } from './schemas.ts'

const Exported = z
  .object({
    platform: z.enum(PLATFORMS),
    content_type: z.string(),
    version: z.number().int(),
    content_hash: z.string(),
    text: z.string().meta({ description: 'The main field, hashtags included, ready to paste.' }),
    api_text: z
      .string()
      .nullable()
      .meta({ description: 'The same as LinkedIn’s API takes it, reserved characters escaped; null elsewhere.' }),
    fields: z
      .array(z.object({ field: z.string(), text: z.string() }))
      .meta({ description: 'Everything to copy, field by field: title, slides, script, article, alt texts.' }),
    hashtags: z.array(z.string()),
    alt_texts: z.array(z.string()),
    images: z.array(Image).meta({ description: 'The images that exist, in the order they are published.' }),
    to_attach: z.array(ToAttach),
    to_set_by_hand: z.array(ToSetByHand).meta({ description: 'Switches to set in the platform’s own form when publishing.' }),
    findings: z.array(Finding).meta({ description: 'What still stands in the way of publishing, or could be better.' }),
  })
  .meta({ id: 'ExportedDraft' })

export type ExportedDraft = z.input<typeof Exported>

export const ExportView = z.object({ id: Id, status: z.enum(REQUEST_STATUSES), drafts: z.array(Exported) }).meta({ id: 'Export' })

/** The approved drafts of a request as a person publishes them; empty while nothing is approved. */
export async function exportOf(
  { db, files, addresses }: { db: Db; files: FileStore; addresses: FileAddresses },
  request: Pick<RequestRow, 'id' | 'organization_id' | 'disclosure'>,
): Promise<z.input<typeof Exported>[]> {
  const [rows, house] = await Promise.all([approvedDrafts(db, request.id), houseRules(db, request.organization_id)])
  const bounds = { ...house, disclosure: request.disclosure }
  const media = rows.length ? await mediaOf(db, request.id) : []
  const exported = rows.map(async (row) => {
    const content = Content.parse(row.content_data)
    const images = await present(files, mediaFor(media, row))
    return {
      platform: row.platform,
      content_type: row.content_type,
      version: row.version,
      content_hash: row.content_hash,
      text: publishedText(row.platform, row.content_type, content),
      api_text: apiText(row.platform, content),
      fields: fieldsToPaste(row.platform, content, images),
      hashtags: content.hashtags,
      alt_texts: altTexts(content, images),
      images: (await withAddresses(addresses, images)).map(imageView),
      to_attach: toAttach(row.platform, row.content_type, content, images),
      to_set_by_hand: toSetByHand(row.platform, row.content_type, bounds),
      findings: violations({ platform: row.platform, contentType: row.content_type, content }, 'export', { ...bounds, images }),
    }
  })
  return Promise.all(exported)
}

/** The images whose files are there, whole: of one that was lost the rest goes on, and it is among what is to attach. */
async function present(files: FileStore, images: readonly MediaRow[]): Promise<MediaRow[]> {
  const sizes = await Promise.all(images.map((image) => files.size(image.file_key)))
  return images.filter((image, i) => sizes[i] === image.bytes)
}
