import { z } from 'zod'
import type { Db } from '../db/knex.ts'
import { approvedDrafts, type RequestRow } from '../db/requests.ts'
import { houseRules } from '../db/ruleOverrides.ts'
import { Content } from '../domain/content.ts'
import { apiText, fieldsToPaste, publishedText, toSetByHand, violations } from '../domain/platforms/index.ts'
import { PLATFORMS, REQUEST_STATUSES } from '../domain/words.ts'
import { Finding, ToAttach, ToSetByHand } from './routes/contentSchemas.ts'
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
    to_attach: z.array(ToAttach),
    to_set_by_hand: z.array(ToSetByHand).meta({ description: 'Switches to set in the platform’s own form when publishing.' }),
    findings: z.array(Finding).meta({ description: 'What still stands in the way of publishing, or could be better.' }),
  })
  .meta({ id: 'ExportedDraft' })

export const ExportView = z.object({ id: Id, status: z.enum(REQUEST_STATUSES), drafts: z.array(Exported) }).meta({ id: 'Export' })

/** The approved drafts of a request as a person publishes them; empty while nothing is approved. */
export async function exportOf(
  db: Db,
  request: Pick<RequestRow, 'id' | 'organization_id' | 'disclosure'>,
): Promise<z.input<typeof Exported>[]> {
  const [rows, house] = await Promise.all([approvedDrafts(db, request.id), houseRules(db, request.organization_id)])
  const options = { ...house, disclosure: request.disclosure }
  return rows.map((row) => {
    const content = Content.parse(row.content_data)
    return {
      platform: row.platform,
      content_type: row.content_type,
      version: row.version,
      content_hash: row.content_hash,
      text: publishedText(row.platform, row.content_type, content),
      api_text: apiText(row.platform, content),
      fields: fieldsToPaste(row.platform, content),
      hashtags: content.hashtags,
      alt_texts: altTexts(content),
      to_attach: row.to_attach,
      to_set_by_hand: toSetByHand(row.platform, row.content_type, options),
      findings: violations({ platform: row.platform, contentType: row.content_type, content }, 'export', options),
    }
  })
}

function altTexts(content: Content): string[] {
  switch (content.form) {
    case 'post':
    case 'article':
    case 'photo':
      return content.media.map((media) => media.alt_text)
    case 'carousel':
      return content.slides.map((slide) => slide.alt_text)
    case 'story':
      return content.frames.map((frame) => frame.alt_text)
    case 'script':
      return [content.cover.alt_text]
    default:
      return content satisfies never
  }
}
