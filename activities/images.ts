import { createHash } from 'node:crypto'
import { type FileStore, fileKey } from '../adapters/files.ts'
import { type Pool, tenant } from '../db/knex.ts'
import { addFindings, draftToDraw, keepMedia } from '../db/media.ts'
import { BrandSnapshot, kitOf } from '../domain/brand.ts'
import { contentSchema } from '../domain/content.ts'
import { canvasOf, panelsOf } from '../domain/images.ts'
import { toAttach } from '../domain/platforms/index.ts'
import type { Finding, Platform } from '../domain/words.ts'
import { CannotDraw, type Renderer } from './images/draw.ts'
import { permanent } from './step.ts'

export interface ImagesKey {
  organizationId: string
  requestId: string
  platform: Platform
  version: number
  contentHash: string
}

export interface ImageDeps {
  pool: Pool
  files: FileStore
  renderer: Renderer
}

/** Draws the images of a draft. The draft is not changed by it: a client approves its words, and these are its words. */
export const imageActivities = ({ pool, files, renderer }: ImageDeps) => ({
  /**
   * Draws, stores and writes down, in this order, so that no row names a file that is not there. Repeating it is harmless: the same draft
   * gives the same bytes, and so the same names. Answers how many images the draft has.
   */
  async makeImages(key: ImagesKey): Promise<{ images: number }> {
    const db = tenant(pool, key.organizationId)
    const draft = await draftToDraw(db, key)
    if (!draft) throw permanent('RequestGone', 'the draft that images were asked for is no longer there')
    if (draft.drawn) return { images: draft.drawn }
    const content = contentSchema(key.platform, draft.content_type)?.safeParse(draft.content_data).data
    const brand = BrandSnapshot.safeParse(draft.brand).data
    if (!content || !brand) throw permanent('UnreadableRow', 'the stored draft or brand cannot be read')
    const canvas = canvasOf(key.platform, draft.content_type)
    const panels = panelsOf(key.platform, draft.content_type, content, { textCards: kitOf(brand).text_cards })
    if (!canvas || !panels.length) return { images: 0 }

    const { images, template, mended } = await renderer.draw({ brand, canvas, panels }).catch((error: unknown) => {
      throw error instanceof CannotDraw ? permanent('ImagesNotDrawn', error.message) : error
    })
    const kept = []
    for (const { data, ...image } of images) {
      const sha256 = createHash('sha256').update(data).digest('hex')
      const name = fileKey({ ...key, sha256, ending: image.format === 'png' ? 'png' : 'jpg' })
      await files.put(name, data)
      kept.push({ ...image, sha256, key: name })
    }
    await keepMedia(db, {
      ...key,
      template,
      files: kept,
      toAttach: toAttach(key.platform, draft.content_type, content, kept),
      findings: mended.map((message): Finding => ({ rule: 'images.contrast', severity: 'INFO', stage: 'draft', message })),
    })
    return { images: kept.length }
  },

  /** Says in the draft why it has no images. */
  async noteMissingImages(key: ImagesKey & { reason: string }): Promise<void> {
    const message = `No images could be made: ${key.reason}. They are to be attached by hand.`
    await addFindings(tenant(pool, key.organizationId), key, [{ rule: 'images.missing', severity: 'WARN', stage: 'draft', message }])
  },
})

export type ImageActivities = ReturnType<typeof imageActivities>
