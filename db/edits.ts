import type { Content } from '../domain/content.ts'
import type { ContentRequestInput } from '../domain/messages.ts'
import { isFinal } from '../domain/outcome.ts'
import type { ContentType, Finding, Language, Platform, PlatformStatus, ToAttach } from '../domain/words.ts'
import { approvalInput } from './accept.ts'
import { endIfDecided } from './decisions.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { lockRound } from './links.ts'
import { enqueue } from './outbox.ts'
import { lockRequest, platformsOf, requesterOf } from './requests.ts'
import { endRound, levelOf, openRounds } from './reviews.ts'
import type { StoredHouse } from './ruleOverrides.ts'
import { setPlatforms, setRequestStatus } from './statuses.ts'
import { countVotes } from './voters.ts'

export interface NewEdit {
  organizationId: string
  requestId: string
  platform: Platform
  contentType: ContentType
  /** The version that was edited: another by now means that somebody was faster. */
  baseVersion: number
  content: Content
  contentHash: string
  findings: Finding[]
  toAttach: ToAttach[]
  rulePack: string
  /** Who made it: `user/<id>` or `key/<id>`. */
  by: string
  byName: string
  note: string
}

export type Edited =
  | { kind: 'unknown' }
  | { kind: 'not_now'; status: PlatformStatus }
  | { kind: 'stale'; version: number }
  | { kind: 'same' }
  | { kind: 'edited'; version: number; hashBefore: string }

/** Drafts in these states can be edited: they were made and nobody is writing on them. */
const EDITABLE: readonly PlatformStatus[] = ['awaiting_approval', 'approved', 'rejected', 'expired', 'needs_attention']

/**
 * Makes a person's edit the next version of a draft. It is taken out of the round that shows the version before, and the workflow asks for
 * the new one from the first level on, also where the old one was approved. A request that is over begins its next run for it. Call in a transaction.
 */
export async function editDraft(db: Db, edit: NewEdit): Promise<Edited> {
  const { organizationId, requestId, platform } = edit
  // Rounds before their request, as a decision locks them.
  const rounds = await openRounds(db, requestId)
  const request = await lockRequest(db, organizationId, requestId)
  const all = request ? await platformsOf(db, requestId) : []
  const mine = all.find((p) => p.platform === platform)
  if (!request || !mine) return { kind: 'unknown' }
  const over = isFinal(request.status)
  if (!EDITABLE.includes(mine.status) || (over && (request.status === 'cancelled' || request.status === 'failed')))
    return { kind: 'not_now', status: mine.status }
  const newest: { version: number; content_hash: string } | undefined = await db('generated_content')
    .where({ request_id: requestId, platform })
    .orderBy('version', 'desc')
    .first('version', 'content_hash')
  if (!newest) return { kind: 'not_now', status: mine.status }
  if (newest.version !== edit.baseVersion) return { kind: 'stale', version: newest.version }
  if (newest.content_hash === edit.contentHash) return { kind: 'same' }

  const version = newest.version + 1
  await insertVersion(db, edit, version)
  const reason = `edited by ${edit.byName}`
  const roundId = over ? null : await withdraw(db, rounds, platform)
  await setPlatforms(db, requestId, [{ platform, version, status: over ? 'pending' : 'revising', reason }])
  await appendEvent(db, requestId, { type: 'draft.edited', data: { platform, version, by: edit.byName } })
  if (over) await beginRun(db, edit, request, all, version)
  else {
    const payload = { platform, version, roundId, run: request.run }
    await enqueue(db, { organizationId, requestId, key: `edit/${requestId}/${platform}/${version}`, kind: 'edit', payload })
  }
  return { kind: 'edited', version, hashBefore: newest.content_hash }
}

async function insertVersion(db: Db, edit: NewEdit, version: number): Promise<void> {
  await db('generated_content').insert({
    organization_id: edit.organizationId,
    request_id: edit.requestId,
    platform: edit.platform,
    content_type: edit.contentType,
    version,
    content_data: JSON.stringify(edit.content),
    content_hash: edit.contentHash,
    score_parts: '{}',
    findings: JSON.stringify(edit.findings),
    to_attach: JSON.stringify(edit.toAttach),
    model: JSON.stringify({ provider: 'person', name: edit.byName, offline: false }),
    rule_pack: edit.rulePack,
    prompt_versions: '{}',
    made_by: edit.by,
    note: edit.note,
  })
}

/** Takes a draft out of the open round that shows it. Returns that round; null where none does. */
async function withdraw(db: Db, rounds: readonly { id: string }[], platform: Platform): Promise<string | null> {
  for (const { id } of rounds) {
    const taken = await db('approval_items').where({ round_id: id, platform, outcome: 'open' }).update({ outcome: 'withdrawn' })
    if (!taken) continue
    const round = await lockRound(db, id)
    if (!round) throw new Error(`no approval round ${id}`)
    const standings = await countVotes(db, id, levelOf(round))
    if (standings.every(({ outcome }) => outcome === 'withdrawn')) await endRound(db, id, 'closed')
    else await endIfDecided(db, { round, requester: await requesterOf(db, round.request_id) }, standings)
    return id
  }
  return null
}

/** A run of its own for one edited draft of a request that is over. It costs no unit: the platform's was used by the version before. */
async function beginRun(
  db: Db,
  { organizationId, requestId, platform }: NewEdit,
  request: NonNullable<Awaited<ReturnType<typeof lockRequest>>>,
  all: readonly { platform: Platform; status: PlatformStatus }[],
  version: number,
): Promise<void> {
  const run = request.run + 1
  await db('content_requests').where({ id: requestId }).update({ run, cancel_requested_at: null })
  await setRequestStatus(db, requestId, { status: 'pending', reason: '' }, { reopen: true })
  const payload: ContentRequestInput = {
    organizationId,
    requestId,
    brandId: request.brand_profile_id,
    run,
    platforms: [{ platform, version, edited: true }],
    others: all.filter((p) => p.platform !== platform).map((p) => p.status),
    approval: approvalInput(request.approval),
  }
  await enqueue(db, { organizationId, requestId, key: `start/${requestId}/${run}`, kind: 'start', payload })
}

/** A person's version with what it is judged by, as stored. */
export interface EditRow {
  content_type: ContentType
  content_data: unknown
  content_hash: string
  prompt: string
  brand: unknown
  language: Language
  disclosure: unknown
  house: StoredHouse
  strategy: unknown
}

export async function editToJudge(
  db: Db,
  of: { organizationId: string; requestId: string; platform: Platform; version: number },
): Promise<EditRow | undefined> {
  const { rows } = await db.raw<{ rows: EditRow[] }>(
    `select g.content_type, g.content_data, g.content_hash, r.prompt, r.brand, r.language, r.disclosure, house_rules(r.organization_id) as house,
            (select answer from agent_steps where request_id = r.id and step = 'strategist' and state = 'done' order by version desc limit 1) as strategy
       from generated_content g join content_requests r on r.id = g.request_id
      where r.organization_id = :organization and g.request_id = :request and g.platform = :platform and g.version = :version`,
    { organization: of.organizationId, request: of.requestId, platform: of.platform, version: of.version },
  )
  return rows[0]
}

/** Writes down how a person's version was judged. */
export async function keepJudgement(
  db: Db,
  of: { requestId: string; platform: Platform; version: number },
  judged: { score: number | null; scoreParts: unknown; findings: readonly Finding[] },
): Promise<void> {
  await db('generated_content')
    .where({ request_id: of.requestId, platform: of.platform, version: of.version })
    .update({ quality_score: judged.score, score_parts: JSON.stringify(judged.scoreParts), findings: JSON.stringify(judged.findings) })
}
