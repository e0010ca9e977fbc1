import { MAX_REGENERATIONS, MAX_VERSION, type Platform } from '../domain/words.ts'
import { editableDraft, followUp, type Refused } from './edits.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { reserveUnits } from './quota.ts'

export interface NewRegeneration {
  organizationId: string
  requestId: string
  platform: Platform
  /** The version to change: another by now means that somebody was faster. */
  baseVersion: number
  instruction: string
  /** Who asks: `user/<id>` or `key/<id>`, and whose unit it is where one is needed. */
  by: string
  byName: string
  userId: string | null
}

export type Regenerated =
  | Refused
  | { kind: 'used_up' }
  | { kind: 'budget_spent' }
  | { kind: 'no_quota' }
  /** `left` is how often more it may be asked. */
  | { kind: 'asked'; version: number; run: number; left: number; hashBefore: string }

/**
 * Asks the agents for the next version of a draft, as an edit by hand makes it: taken out of the round that shows the version before, and asked
 * for from the first level on. It costs no unit where the draft has used one. Call in a transaction.
 */
export async function regenerateDraft(db: Db, asked: NewRegeneration): Promise<Regenerated> {
  const { organizationId, requestId, platform, instruction } = asked
  const draft = await editableDraft(db, asked)
  if (draft.kind !== 'editable') return draft
  const { request, next: version, newest } = draft
  const left = MAX_REGENERATIONS - (await timesAsked(db, requestId, platform))
  if (version > MAX_VERSION || left <= 0) return { kind: 'used_up' }
  if (request.spent_micros >= request.budget_micros) return { kind: 'budget_spent' }
  if (draft.over && !(await hasUnit(db, requestId, platform))) {
    const unit = { organizationId, userId: asked.userId, requestId, run: request.run + 1, platforms: [platform] }
    if (!(await reserveUnits(db, unit))) return { kind: 'no_quota' }
  }
  await db('regenerations').insert({
    organization_id: organizationId,
    request_id: requestId,
    platform,
    version,
    base_version: newest.version,
    instruction,
    asked_by: asked.by,
    asked_by_name: asked.byName,
  })
  await appendEvent(db, requestId, {
    type: 'regeneration.asked',
    data: { platform, version, base_version: newest.version, by: asked.byName },
  })
  const run = await followUp(db, draft, { reason: `${asked.byName} asked for another version`, asked: true })
  return { kind: 'asked', version, run, left: left - 1, hashBefore: newest.content_hash }
}

async function timesAsked(db: Db, requestId: string, platform: Platform): Promise<number> {
  const row: { n: number } | undefined = await db('regenerations').where({ request_id: requestId, platform }).first(db.raw('count(*) as n'))
  return row?.n ?? 0
}

/** Whether a unit was used for this draft, in whichever run. One that was never approved nor shown to anybody gave its unit back. */
async function hasUnit(db: Db, requestId: string, platform: Platform): Promise<boolean> {
  return Boolean(await db('quota_reservations').where({ request_id: requestId, platform, state: 'committed' }).first('run'))
}
