import type { ImageFile } from '../domain/images.ts'
import type { ContentType, Finding, Platform, ToAttach } from '../domain/words.ts'
import { type Db, transact } from './knex.ts'

/** One draft, in the very wording that its images are drawn from. */
export interface DraftKey {
  requestId: string
  platform: Platform
  version: number
  contentHash: string
}

export interface MediaRow extends ImageFile {
  platform: Platform
  version: number
  position: number
  content_hash: string
  file_key: string
  sha256: string
  template: string
}

const COLUMNS = [
  'platform',
  'version',
  'position',
  'item',
  'content_hash',
  'file_key',
  'sha256',
  'kind',
  'format',
  'width',
  'height',
  'bytes',
  'alt_text',
  'template',
] as const

const ofDraft = ({ requestId, platform, version, contentHash }: DraftKey) => ({
  request_id: requestId,
  platform,
  version,
  content_hash: contentHash,
})

/** The images of every draft of a request, in the order they are shown. */
export function mediaOf(db: Db, requestId: string): Promise<MediaRow[]> {
  return db('media').select(COLUMNS).where({ request_id: requestId }).orderBy(['platform', 'version', 'position'])
}

/** Those of one draft: none that were drawn from other words. */
export const mediaFor = (all: readonly MediaRow[], draft: { platform: Platform; version: number; content_hash: string }): MediaRow[] =>
  all.filter((m) => m.platform === draft.platform && m.version === draft.version && m.content_hash === draft.content_hash)

/** What images are drawn from; undefined when no draft has this wording any more. */
export async function draftToDraw(
  db: Db,
  draft: DraftKey,
): Promise<{ content_type: ContentType; content_data: unknown; brand: unknown; drawn: number } | undefined> {
  return db('generated_content as g')
    .join('content_requests as r', 'r.id', 'g.request_id')
    .where({
      'g.request_id': draft.requestId,
      'g.platform': draft.platform,
      'g.version': draft.version,
      'g.content_hash': draft.contentHash,
    })
    .first(
      'g.content_type',
      'g.content_data',
      'r.brand',
      db.raw(
        `(select count(*) from media m where m.request_id = g.request_id and m.platform = g.platform and m.version = g.version
            and m.content_hash = g.content_hash) as drawn`,
      ),
    )
}

/**
 * Writes down the images of a draft with what is left to attach and what was found, all or nothing. Does nothing where they are written down
 * already, or where the draft has other words by now: false. A draft that a review has shown keeps what it was shown with.
 */
export function keepMedia(
  db: Db,
  of: DraftKey & {
    organizationId: string
    template: string
    files: readonly (ImageFile & { key: string; sha256: string })[]
    toAttach: ToAttach[]
    findings: Finding[]
  },
): Promise<boolean> {
  return transact(db, async (trx) => {
    const draft = await lockDraft(trx, of)
    if (!draft || draft.shown || (await trx('media').where(ofDraft(of)).first('id'))) return false
    const { requestId: request_id, platform, version } = of
    // Those of an earlier pass of this version, which nobody has seen.
    await trx('media').where({ request_id, platform, version }).delete()
    await trx('media').insert(
      of.files.map(({ key, ...file }, position) => ({
        ...ofDraft(of),
        ...file,
        organization_id: of.organizationId,
        position,
        file_key: key,
        template: of.template,
      })),
    )
    await trx('generated_content')
      .where(ofDraft(of))
      .update({ to_attach: JSON.stringify(of.toAttach), findings: JSON.stringify(merged(draft.findings, of.findings)) })
    return true
  })
}

/** Adds to what was found in a draft; what it says already is not said twice. */
export function addFindings(db: Db, draft: DraftKey, findings: readonly Finding[]): Promise<void> {
  return transact(db, async (trx) => {
    const found = await lockDraft(trx, draft)
    if (found && !found.shown)
      await trx('generated_content')
        .where(ofDraft(draft))
        .update({ findings: JSON.stringify(merged(found.findings, findings)) })
  })
}

async function lockDraft(trx: Db, draft: DraftKey): Promise<{ findings: Finding[]; shown: boolean } | undefined> {
  const row = await trx('generated_content').where(ofDraft(draft)).forUpdate().first('findings')
  if (!row) return undefined
  const shown = await trx('approval_items as i')
    .join('approval_rounds as r', 'r.id', 'i.round_id')
    .where({ 'r.request_id': draft.requestId, 'i.platform': draft.platform, 'i.version': draft.version })
    .first(trx.raw('1 as shown'))
  return { findings: row.findings as Finding[], shown: Boolean(shown) }
}

const merged = (old: readonly Finding[], added: readonly Finding[]): Finding[] => [
  ...old.filter((f) => !added.some((a) => a.rule === f.rule && a.message === f.message)),
  ...added,
]
