import { editToJudge, keepJudgement } from '../db/edits.ts'
import { type Pool, tenant } from '../db/knex.ts'
import { toHouseRules } from '../db/ruleOverrides.ts'
import { BrandSnapshot, kitOf, withRules } from '../domain/brand.ts'
import { stringsOf } from '../domain/contentStrings.ts'
import { DisclosureSchema } from '../domain/disclosure.ts'
import { panelsOf } from '../domain/images.ts'
import { Strategy } from '../domain/strategy.ts'
import type { Platform } from '../domain/words.ts'
import { assess } from './quality.ts'
import { permanent } from './step.ts'
import { blocks, contentOf, type Quality, stored } from './think.ts'

export interface EditKey {
  organizationId: string
  requestId: string
  platform: Platform
  version: number
}

/** What becomes of a version that a person made. */
export const editActivities = ({ pool }: { pool: Pool }) => ({
  /** Judges it by the same rules and measures as what agents write, without a model's opinion. */
  async judgeEdit(key: EditKey): Promise<Pick<Quality, 'contentHash' | 'unapprovable' | 'images'>> {
    const db = tenant(pool, key.organizationId)
    const row = await editToJudge(db, key)
    if (!row) throw permanent('RequestGone', 'the edited draft no longer exists')
    const content = contentOf(row.content_data, key.platform, row.content_type)
    const brand = withRules(stored(BrandSnapshot, row.brand, 'brand'))
    const { findings, score, parts } = await assess({
      platform: key.platform,
      contentType: row.content_type,
      language: row.language,
      content,
      brand,
      prompt: row.prompt,
      strategy: row.strategy ? stored(Strategy, row.strategy, 'strategy') : null,
      disclosure: stored(DisclosureSchema, row.disclosure, 'disclosure'),
      house: toHouseRules(row.house),
      // What a person wrote, a person said.
      comments: stringsOf(content),
      opinion: null,
      offline: true,
    })
    await keepJudgement(db, key, { score, scoreParts: parts, findings })
    const images = panelsOf(key.platform, row.content_type, content, { textCards: kitOf(brand).text_cards }).length
    return { contentHash: row.content_hash, unapprovable: blocks(findings, 'approval'), ...(images && { images }) }
  },
})

export type EditActivities = ReturnType<typeof editActivities>
