import { z } from 'zod'
import { editDraft } from '../../db/edits.ts'
import { transact } from '../../db/knex.ts'
import { versionsOf } from '../../db/requests.ts'
import { houseRules } from '../../db/ruleOverrides.ts'
import { Content, contentSchema, EditedContent } from '../../domain/content.ts'
import { changesBetween } from '../../domain/diff.ts'
import { AppError } from '../../domain/errors.ts'
import { contentHash } from '../../domain/hash.ts'
import { rulePackVersion, toAttach, violations } from '../../domain/platforms/index.ts'
import { MAX_VERSION, PLATFORMS } from '../../domain/words.ts'
import { note } from '../audit.ts'
import { endpoint, notFound, parseInput } from '../endpoint.ts'
import { requestOf } from '../requestView.ts'
import { Id, Timestamp, typed } from '../schemas.ts'
import { Finding } from './contentSchemas.ts'

const PATH = '/api/v1/content/requests/:id/drafts/:platform/versions'
const Params = z.object({ id: Id, platform: z.enum(PLATFORMS) })

const Edit = z
  .strictObject({
    base_version: z
      .number()
      .int()
      .positive()
      .max(MAX_VERSION)
      .meta({ description: 'The version that was edited; another by now is a conflict.' }),
    content_data: EditedContent,
    note: typed(0, 500).default(''),
  })
  .meta({ id: 'DraftEdit' })

const Edited = z
  .object({
    request_id: Id,
    platform: z.enum(PLATFORMS),
    version: z.number().int(),
    content_hash: z.string(),
    findings: z.array(Finding).meta({ description: 'Broken rules that do not keep it from review; quality is judged in the background.' }),
  })
  .meta({ id: 'EditedDraft' })

const Change = z.object({
  field: z.string(),
  pieces: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
})
const Version = z
  .object({
    version: z.number().int(),
    content_hash: z.string(),
    content_data: Content,
    quality_score: z.number().nullable(),
    findings: z.array(Finding),
    made_by: z.object({ kind: z.enum(['agents', 'person']), name: z.string() }),
    note: z.string(),
    created_at: Timestamp,
    changes: z.array(Change).meta({ description: 'Word by word, what it changed of the version before; empty for the first.' }),
  })
  .meta({ id: 'DraftVersion' })

/** The versions of one draft: what they changed, and making one by hand. */
export function draftEndpoints() {
  return [
    endpoint({
      method: 'get',
      path: PATH,
      tag: 'Content',
      summary: 'Every version of a draft, oldest first, with what it changed word by word',
      access: 'content.read',
      params: Params,
      responses: { 200: { description: 'The versions.', schema: z.object({ items: z.array(Version) }) } },
    }).handle(async ({ params, caller, db }) => {
      const request = await requestOf(db, caller, params.id)
      const { platform } = params
      if (!request.platforms.includes(platform)) throw notFound()
      const rows = await versionsOf(db, params.id, platform)
      const items = rows.map(({ created_at, made_by, model, ...row }, i) => {
        const before = rows[i - 1]
        return {
          ...row,
          made_by: { kind: made_by ? ('person' as const) : ('agents' as const), name: model.name },
          created_at: created_at.toISOString(),
          changes: before ? changesBetween(platform, before.content_data, row.content_data) : [],
        }
      })
      return { status: 200, body: { items } }
    }),
    endpoint({
      method: 'post',
      path: PATH,
      tag: 'Content',
      summary: 'Edit a draft: the next version of it, asked for anew from the first level on',
      access: 'content.create',
      idempotent: 'kept',
      params: Params,
      body: Edit,
      refuses: {
        409: 'It is being written, or was edited meanwhile, or nothing was changed.',
        422: 'A rule that no review can pass is broken.',
      },
      responses: { 202: { description: 'Kept; the review of it follows.', schema: Edited } },
    }).handle(async ({ params, body, caller, db, req }) => {
      const { id, platform } = params
      const request = await requestOf(db, caller, id)
      const [shown] = await versionsOf(db, id, platform)
      if (!shown) throw notFound()
      const contentType = shown.content_type
      const schema = contentSchema(platform, contentType)
      if (!schema) throw notFound()
      const content = parseInput(schema, body.content_data)
      const house = await houseRules(db, caller.organizationId)
      const findings = violations({ platform, contentType, content }, 'approval', { ...house, disclosure: request.disclosure })
      const blocking = findings.filter(({ severity, stage }) => severity === 'BLOCK' && stage === 'draft')
      if (blocking.length) throw new AppError('unprocessable', blocking.map(({ message }) => message).join(' '), { findings: blocking })
      const hash = contentHash(platform, contentType, content)
      const outcome = await transact(db, async (trx) => {
        const done = await editDraft(trx, {
          organizationId: caller.organizationId,
          requestId: id,
          platform,
          contentType,
          baseVersion: body.base_version,
          content,
          contentHash: hash,
          findings,
          toAttach: toAttach(platform, contentType, content),
          rulePack: rulePackVersion(platform, house),
          by: caller.actor,
          byName: caller.name || caller.email,
          note: body.note,
        })
        if (done.kind === 'edited')
          await note(
            trx,
            { caller, req },
            {
              action: 'draft.edited',
              subject: `draft/${id}/${platform}/${done.version}`,
              requestId: id,
              data: { platform, version: done.version, from: done.hashBefore, to: hash },
            },
          )
        return done
      })
      switch (outcome.kind) {
        case 'unknown':
          throw notFound()
        case 'not_now':
          throw new AppError('conflict', `This draft cannot be edited now: it is ${outcome.status}.`)
        case 'stale':
          throw new AppError('conflict', `Somebody was faster: the newest version is ${outcome.version}. Look at it and edit that one.`)
        case 'same':
          throw new AppError('conflict', 'Nothing was changed.')
        case 'edited':
          return { status: 202, body: { request_id: id, platform, version: outcome.version, content_hash: hash, findings } }
        default:
          return outcome satisfies never
      }
    }),
  ]
}
