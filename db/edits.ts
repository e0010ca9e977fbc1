import type { Content } from '../domain/content.ts'
import type { ContentRequestInput } from '../domain/messages.ts'
import { isEditable, isFinal } from '../domain/outcome.ts'
import type { ContentType, Finding, Language, Platform, PlatformStatus, ToAttach } from '../domain/words.ts'
import { approvalInput } from './accept.ts'
import { strategyVersion } from './course.ts'
import { endIfDecided } from './decisions.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { lockRound } from './links.ts'
import { enqueue } from './outbox.ts'
import { lockRequest, type PlatformRow, platformsOf, type RequestRow, requesterOf } from './requests.ts'
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

export type Edited = Refused | { kind: 'same' } | { kind: 'edited'; version: number; hashBefore: string }

/** Why nothing can be done to a draft just now. */
export type Refused = { kind: 'unknown' } | { kind: 'not_now'; status: PlatformStatus } | { kind: 'stale'; version: number }

/** A draft that a next version may be made of, its rounds and its request locked. */
export interface Editable {
  kind: 'editable'
  rounds: { id: string }[]
  request: RequestRow
  all: PlatformRow[]
  mine: PlatformRow
  /** Whether its run has ended: another one has to begin. */
  over: boolean
  newest: { version: number; content_hash: string }
  /** What the next one is called: above every version that was made or asked for. */
  next: number
}

/** Looks whether a draft waits for nobody but people, in the version that somebody saw of it. Locks rounds before their request, as a decision does. */
export async function editableDraft(
  db: Db,
  of: Pick<NewEdit, 'organizationId' | 'requestId' | 'platform' | 'baseVersion'>,
): Promise<Editable | Refused> {
  const { organizationId, requestId, platform } = of
  const rounds = await openRounds(db, requestId)
  const request = await lockRequest(db, organizationId, requestId)
  const all = request ? await platformsOf(db, requestId) : []
  const mine = all.find((p) => p.platform === platform)
  if (!request || !mine) return { kind: 'unknown' }
  const over = isFinal(request.status)
  if (!isEditable(request.status, mine.status)) return { kind: 'not_now', status: mine.status }
  const newest: Editable['newest'] | undefined = await db('generated_content')
    .where({ request_id: requestId, platform })
    .orderBy('version', 'desc')
    .first('version', 'content_hash')
  if (!newest) return { kind: 'not_now', status: mine.status }
  if (newest.version !== of.baseVersion) return { kind: 'stale', version: newest.version }
  // One that was asked for and came to nothing has used its number up: steps, messages and signals go by it.
  return { kind: 'editable', rounds, request, all, mine, over, newest, next: Math.max(newest.version, mine.version) + 1 }
}

/**
 * Makes a person's edit the next version of a draft. It is taken out of the round that shows the version before, and the workflow asks for
 * the new one from the first level on, also where the old one was approved. A request that is over begins its next run for it. Call in a transaction.
 */
export async function editDraft(db: Db, edit: NewEdit): Promise<Edited> {
  const { requestId, platform } = edit
  const draft = await editableDraft(db, edit)
  if (draft.kind !== 'editable') return draft
  // As it was is a change where the version after it came to nothing: it may be asked for again.
  if (draft.newest.content_hash === edit.contentHash && draft.mine.version <= draft.newest.version) return { kind: 'same' }
  await insertVersion(db, edit, draft.next)
  await appendEvent(db, requestId, { type: 'draft.edited', data: { platform, version: draft.next, by: edit.byName } })
  await followUp(db, draft, { reason: `edited by ${edit.byName}` })
  return { kind: 'edited', version: draft.next, hashBefore: draft.newest.content_hash }
}

/**
 * Takes a draft out of the round that shows it and tells the workflow of the next version, which agents write where it was asked of them. Where
 * the request is over its next run begins. Call in a transaction that has written down what the version is or is to be. Returns the run.
 */
export async function followUp(db: Db, draft: Editable, { reason, asked }: { reason: string; asked?: true }): Promise<number> {
  const { request, mine, next: version, over } = draft
  const { id: requestId, organization_id: organizationId } = request
  const { platform } = mine
  const roundId = over ? null : await withdraw(db, draft.rounds, platform)
  await setPlatforms(db, requestId, [{ platform, version, status: over ? 'pending' : 'revising', reason }])
  if (over) return beginRun(db, draft, asked)
  // While any other draft waits for a person, that is what the request waits for.
  const waits = draft.all.some((p) => p.platform !== platform && p.status === 'awaiting_approval')
  if (asked && !waits) await setRequestStatus(db, requestId, { status: 'revising', reason })
  const payload = { platform, version, roundId, run: request.run, ...(asked && { asked }) }
  await enqueue(db, { organizationId, requestId, key: `edit/${requestId}/${platform}/${version}`, kind: 'edit', payload })
  return request.run
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

/** A run of its own for one draft of a request that is over. It costs no unit: the platform's was used by the version before. */
async function beginRun(db: Db, { request, all, mine: { platform }, next: version }: Editable, asked?: true): Promise<number> {
  const { id: requestId, organization_id: organizationId } = request
  const run = request.run + 1
  await db('content_requests').where({ id: requestId }).update({ run, cancel_requested_at: null })
  await setRequestStatus(db, requestId, { status: 'pending', reason: '' }, { reopen: true })
  const payload: ContentRequestInput = {
    organizationId,
    requestId,
    brandId: request.brand_profile_id,
    run,
    platforms: [{ platform, version, ...(asked ? { asked } : { edited: true }) }],
    others: all.filter((p) => p.platform !== platform).map((p) => p.status),
    ...(asked && { strategyVersion: (await strategyVersion(db, requestId)) ?? run }),
    approval: approvalInput(request.approval),
  }
  await enqueue(db, { organizationId, requestId, key: `start/${requestId}/${run}`, kind: 'start', payload })
  return run
}

/** The newest version of each draft that a person made or asked for; what is decided of an older one comes too late. */
export async function versionsOfPeople(db: Db, requestId: string): Promise<Partial<Record<Platform, number>>> {
  const { rows } = await db.raw<{ rows: { platform: Platform; version: number }[] }>(
    `select platform, max(version) as version
       from (select platform, version from generated_content where request_id = :request and made_by is not null
             union all
             select platform, version from regenerations where request_id = :request) people
      group by platform`,
    { request: requestId },
  )
  return Object.fromEntries(rows.map(({ platform, version }) => [platform, version]))
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
