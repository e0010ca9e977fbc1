import type { z } from 'zod'
import type { Db } from '../db/knex.ts'
import type { FrozenApproval } from '../domain/approvals.ts'
import { AppError } from '../domain/errors.ts'
import { CONTENT_TYPES, type ContentType, type Language, type Platform } from '../domain/words.ts'
import { frozenApproval } from './approval.ts'
import type { Caller } from './auth/principal.ts'
import { notFound } from './endpoint.ts'
import type { Estimate } from './routes/contentSchemas.ts'

/** What somebody asks for, with everything that they left open. */
export interface Asked {
  platforms: { platform: Platform; content_type: ContentType }[]
  /** The organization's default brand when undefined. */
  brandId: string | undefined
  approval: FrozenApproval
}

/** The same for an estimate as for the request itself. Throws what the request is refused with, but for the brand and the units. */
export async function whatIsAsked(db: Db, body: z.output<typeof Estimate>, caller: Caller): Promise<Asked> {
  const platforms = body.platforms.map((platform) => ({
    platform,
    content_type: body.content_types[platform] ?? CONTENT_TYPES[platform][0],
  }))
  // Who sees one brand only means that one.
  const brandId = body.brand_profile_id ?? (caller.brandIds?.length === 1 ? caller.brandIds[0] : undefined)
  const approval = await frozenApproval(db, caller, {
    approval: body.approval,
    brandId,
    drafts: platforms,
    connection: body.disclosure.connection,
  })
  return { platforms, brandId, approval }
}

/** Throws `invalid` for a language that the model at hand does not write. */
export function refuseLanguage(languages: readonly Language[], language: Language): void {
  if (!languages.includes(language)) throw new AppError('invalid', `language: the model at hand writes ${languages.join(', ')} only.`)
}

/** The refusal where the brand that was named is not there, or none was and there is no default. */
export const noBrand = (named: string | undefined): AppError =>
  named
    ? notFound()
    : new AppError('unprocessable', 'There is no brand to write for: make one with POST /api/v1/brands, or name one as brand_profile_id.')
