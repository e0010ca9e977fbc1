import { z } from 'zod'
import { editDraft, type Refused } from '../../db/edits.ts'
import { transact } from '../../db/knex.ts'
import { findOrganization } from '../../db/organizations.ts'
import { regenerateDraft } from '../../db/regenerations.ts'
import { versionsOf } from '../../db/requests.ts'
import { houseRules } from '../../db/ruleOverrides.ts'
import { Content, contentSchema, EditedContent } from '../../domain/content.ts'
import { changesBetween } from '../../domain/diff.ts'
import { AppError } from '../../domain/errors.ts'
import { contentHash, textHash } from '../../domain/hash.ts'
import { rulePackVersion, toAttach, violations } from '../../domain/platforms/index.ts'
import { MAX_INSTRUCTION, MAX_REGENERATIONS, MAX_VERSION, PLATFORMS } from '../../domain/words.ts'
import { note } from '../audit.ts'
import { endpoint, notFound, parseInput } from '../endpoint.ts'
import { quotaExhausted } from '../quotaRefusal.ts'
import { requestOf } from '../requestView.ts'
import { Id, Timestamp, typed } from '../schemas.ts'
import { Finding } from './contentSchemas.ts'

const DRAFT = '/api/v1/content/requests/:id/drafts/:platform'
const PATH = `${DRAFT}/versions`
const Params = z.object({ id: Id, platform: z.enum(PLATFORMS) })

const baseVersion = z.number().int().positive().max(MAX_VERSION)

const Edit = z
  .strictObject({
    base_version: baseVersion.meta({ description: 'The version that was edited; another by now is a conflict.' }),
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

const Regenerate = z
  .strictObject({
    base_version: baseVersion.meta({ description: 'The version to change; another by now is a conflict.' }),
    instruction: typed(1, MAX_INSTRUCTION).meta({
      description: 'What the agents are to change, in plain words; everything else stays as it is where it can.',
    }),
  })
  .meta({ id: 'Regenerate', example: { base_version: 1, instruction: 'Open with the free shipping and name the sizes.' } })

const Asked = z
  .object({
    request_id: Id,
    platform: z.enum(PLATFORMS),
    base_version: z.number().int(),
    version: z.number().int().meta({ description: 'What the agents will make. It is asked for by itself, from the first level on.' }),
    run: z.number().int().meta({ description: 'The run that makes it: the next one where the request was over.' }),
    left: z.number().int().meta({ description: 'How often another version of this draft may still be asked for.' }),
  })
  .meta({ id: 'RegeneratedDraft' })

const Regeneration = z
  .object({ by: z.string(), instruction: z.string(), base_version: z.number().int(), at: Timestamp })
  .meta({ id: 'Regeneration' })

const Change = z
  .object({
    field: z.string(),
    pieces: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  })
  .meta({ id: 'DraftChange' })
const Version = z
  .object({
    version: z.number().int(),
    content_hash: z.string(),
    content_data: Content,
    quality_score: z.number().nullable(),
    findings: z.array(Finding),
    made_by: z.object({ kind: z.enum(['agents', 'person']), name: z.string() }),
    note: z.string(),
    regeneration: z.union([Regeneration, z.null()]).meta({
      description: 'Who asked the agents for it and with what instruction; null where nobody did, and for a client.',
    }),
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
      responses: { 200: { description: 'The versions.', schema: z.object({ items: z.array(Version) }).meta({ id: 'DraftVersions' }) } },
    }).handle(async ({ params, caller, db }) => {
      const request = await requestOf(db, caller, params.id)
      const { platform } = params
      if (!request.platforms.includes(platform)) throw notFound()
      const rows = await versionsOf(db, params.id, platform)
      const items = rows.map(({ created_at, made_by, model, ...row }, i) => {
        const before = rows[i - 1]
        return {
          ...row,
          // What the agency tells its agents is not for the client whose brand it is.
          regeneration: caller.role === 'client' ? null : row.regeneration,
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
        case 'not_now':
        case 'stale':
          throw whyNot(outcome)
        case 'same':
          throw new AppError('conflict', 'Nothing was changed.')
        case 'edited':
          return { status: 202, body: { request_id: id, platform, version: outcome.version, content_hash: hash, findings } }
        default:
          return outcome satisfies never
      }
    }),
    endpoint({
      method: 'post',
      path: `${DRAFT}/regenerate`,
      tag: 'Content',
      summary: 'Ask the agents for the next version of a draft by an instruction; it is asked for anew from the first level on',
      access: 'content.create',
      limit: 'generate',
      idempotent: 'kept',
      params: Params,
      body: Regenerate,
      refuses: {
        402: 'The plan is not active; or the draft has used no unit yet and none is left this month.',
        409: `It is being written, or has a newer version, or was asked for anew ${MAX_REGENERATIONS} times, or its budget is spent.`,
      },
      responses: { 202: { description: 'Accepted: the agents write it, and a review of it follows.', schema: Asked } },
    }).handle(async ({ params, body, caller, db, req }) => {
      const { id, platform } = params
      const { base_version, instruction } = body
      const request = await requestOf(db, caller, id)
      if (!request.platforms.includes(platform)) throw notFound()
      const organization = await findOrganization(db, caller.organizationId)
      if (!organization?.plan_active) throw new AppError('plan_inactive', 'Your plan is not active: renew it to ask for content.')
      const outcome = await transact(db, async (trx) => {
        const done = await regenerateDraft(trx, {
          organizationId: caller.organizationId,
          requestId: id,
          platform,
          baseVersion: base_version,
          instruction,
          by: caller.actor,
          byName: caller.name || caller.email,
          userId: caller.userId ?? null,
        })
        if (done.kind === 'asked')
          await note(
            trx,
            { caller, req },
            {
              action: 'draft.regenerate',
              subject: `draft/${id}/${platform}/${done.version}`,
              requestId: id,
              // The words are kept beside the draft, where they can be erased; the log proves them.
              data: { platform, version: done.version, base_version, from: done.hashBefore, instruction_sha256: textHash(instruction) },
            },
          )
        return done
      })
      switch (outcome.kind) {
        case 'unknown':
        case 'not_now':
        case 'stale':
          throw whyNot(outcome)
        case 'used_up':
          throw new AppError(
            'conflict',
            `The agents were asked for another version of this draft ${MAX_REGENERATIONS} times already, which is the most: edit it by hand.`,
          )
        case 'budget_spent':
          throw new AppError('conflict', 'This request has spent its budget on models: edit the draft by hand, or ask anew.')
        case 'no_quota':
          throw await quotaExhausted(db, caller.organizationId, 1)
        case 'asked': {
          const { version, run, left } = outcome
          return { status: 202, body: { request_id: id, platform, base_version, version, run, left } }
        }
        default:
          return outcome satisfies never
      }
    }),
  ]
}

function whyNot(refused: Refused): AppError {
  switch (refused.kind) {
    case 'unknown':
      return notFound()
    case 'not_now':
      return new AppError('conflict', `This draft cannot be edited now: it is ${refused.status}.`)
    case 'stale':
      return new AppError('conflict', `Somebody was faster: the newest version is ${refused.version}. Look at it and edit that one.`)
    default:
      return refused satisfies never
  }
}
