import type { Content } from '../domain/content.ts'
import { contentHash } from '../domain/hash.ts'
import { rulePackVersion, violations } from '../domain/platforms/index.ts'
import type { CheckOptions } from '../domain/platforms/rules.ts'
import type { ContentType, Finding, Language, Platform, Verdict } from '../domain/words.ts'
import { audit } from './audit.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { type LinkRow, lockRound, type RoundRow, readLink } from './links.ts'
import { queueMails } from './mails.ts'
import { type MediaRow, mediaFor, mediaOf } from './media.ts'
import { enqueue } from './outbox.ts'
import { houseRules } from './ruleOverrides.ts'

/** One draft as a round shows it; `content_hash` is the one the round was opened with. */
export interface ReviewedDraft {
  platform: Platform
  content_type: ContentType
  version: number
  content_hash: string
  content_data: Content
  findings: Finding[]
  to_attach: { what: string; why: string }[]
  model: { provider: string; name: string; offline: boolean }
  quality_score: number | null
  images: MediaRow[]
}

export interface Review {
  link: LinkRow
  round: RoundRow
  organization: string
  time_zone: string
  brand: string
  prompt: string
  language: Language
  requester: { email: string; name: string } | undefined
  drafts: ReviewedDraft[]
  /** What binds the drafts besides their platforms' rules: what the request discloses, and the organization's own rules as they are now. */
  bounds: CheckOptions
  /** False when a draft is no longer what the round was opened with. */
  fresh: boolean
  /** Decided in this round so far, by whichever link. */
  decided: { link_id: string; by: string; at: Date; platform: Platform; verdict: Verdict; comment: string }[]
}

/** Everything the page of a link shows. */
export async function readReview(db: Db, link: LinkRow): Promise<Review> {
  const round = await db<RoundRow>('approval_rounds').where({ id: link.round_id }).first()
  const about = await db('content_requests as r')
    .join('organizations as o', 'o.id', 'r.organization_id')
    .leftJoin('users as u', 'u.id', 'r.user_id')
    .where('r.id', link.request_id)
    .first('o.name as organization', 'o.time_zone', 'r.brand', 'r.prompt', 'r.platforms', 'r.language', 'r.disclosure', 'u.email', 'u.name')
  if (!round || !about) throw new Error(`link ${link.id} has no round or no request`)
  const items: (ReviewedDraft & { shown_hash: string })[] = await db('approval_items as i')
    .join('generated_content as g', (on) =>
      on.on('g.platform', 'i.platform').andOn('g.version', 'i.version').andOnVal('g.request_id', link.request_id),
    )
    .where('i.round_id', round.id)
    .select('i.platform', 'i.version', 'i.content_hash as shown_hash', 'g.content_type', 'g.content_hash', 'g.content_data')
    .select('g.findings', 'g.to_attach', 'g.model', 'g.quality_score')
  const images = await mediaOf(db, link.request_id)
  const decided = await db('decisions')
    .where({ round_id: round.id })
    .orderBy('platform')
    .select('link_id', 'platform', 'verdict', 'comment', 'created_at as at')
    .select(db.raw(`coalesce(nullif(approver_name, ''), approver_email) as by`))
  const house = await houseRules(db, link.organization_id)
  const place = (draft: ReviewedDraft) => about.platforms.indexOf(draft.platform)
  return {
    link,
    round,
    organization: about.organization,
    time_zone: about.time_zone,
    brand: about.brand.brand_name,
    prompt: about.prompt,
    language: about.language,
    requester: about.email ? { email: about.email, name: about.name } : undefined,
    drafts: items
      .map(({ shown_hash, ...draft }) => ({ ...draft, content_hash: shown_hash, images: mediaFor(images, draft) }))
      .sort((a, b) => place(a) - place(b)),
    bounds: { ...house, disclosure: about.disclosure },
    fresh: items.every((i) => i.content_hash === i.shown_hash && contentHash(i.platform, i.content_type, i.content_data) === i.shown_hash),
    decided,
  }
}

/** Why a link that is ours opens nothing any more. */
export type Closed = 'used' | 'revoked' | 'decided' | 'expired' | 'closed' | 'out_of_date'

/** Undefined while the link can decide. Only the round's state says that time is up: the workflow's clock rules, not this one. */
export function whyClosed({ link, round, fresh }: Review): Closed | undefined {
  if (link.used_at) return 'used'
  if (link.revoked_at) return 'revoked'
  if (round.state !== 'open') return round.state
  return fresh ? undefined : 'out_of_date'
}

/** What an approver filled in for one draft. */
export interface Choice {
  platform: Platform
  version: number
  content_hash: string
  verdict: Verdict | undefined
  comment: string
}

export type Mistakes = Partial<Record<Platform, string[]>>
export type Decided =
  | { kind: 'decided' | 'repeated'; review: Review }
  | { kind: 'closed'; why: Closed; review: Review }
  | { kind: 'mistakes'; mistakes: Mistakes; review: Review }

/** Longest comment, in characters. */
export const MAX_COMMENT = 2_000

/**
 * Decides a whole round through one link: rows, the link's use, the message that wakes the workflow, the event and the mail to who
 * asked, all or nothing. The round's lock lets exactly one POST through; the same POST again is told the same. Call in a transaction.
 */
export async function decide(
  db: Db,
  known: LinkRow,
  choices: readonly Choice[],
  from: { address: string; userAgent: string },
): Promise<Decided> {
  await lockRound(db, known.round_id)
  const link = (await readLink(db, known.id)) ?? known
  const review = await readReview(db, link)
  const why = whyClosed(review)
  if (why === 'used' && isSame(review, choices)) return { kind: 'repeated', review }
  if (why) return { kind: 'closed', why, review }
  const shown = (draft: ReviewedDraft) =>
    choices.some((c) => c.platform === draft.platform && c.version === draft.version && c.content_hash === draft.content_hash)
  if (choices.length !== review.drafts.length || !review.drafts.every(shown)) return { kind: 'closed', why: 'out_of_date', review }
  const { complete, mistakes } = check(review, choices)
  if (!complete) return { kind: 'mistakes', mistakes, review }
  await write(db, review, complete, from)
  return { kind: 'decided', review: await readReview(db, { ...link, used_at: new Date() }) }
}

type Complete = Choice & { verdict: Verdict }

function isSame(review: Review, choices: readonly Choice[]): boolean {
  const stored = review.decided.filter((d) => d.link_id === review.link.id)
  return (
    stored.length === choices.length &&
    stored.every((d) => choices.some((c) => c.platform === d.platform && c.verdict === d.verdict && c.comment === d.comment))
  )
}

/** Every draft needs a decision, a change needs words, and nobody can approve what its platform would refuse. */
function check(review: Review, choices: readonly Choice[]): { complete: Complete[] | undefined; mistakes: Mistakes } {
  const mistakes: Mistakes = {}
  const complete: Complete[] = []
  for (const choice of choices) {
    const wrong: string[] = []
    if (!choice.verdict) wrong.push('Choose what should happen to this draft.')
    if (choice.verdict === 'request_changes' && !choice.comment) wrong.push('Say what should change: the agents work from your words.')
    const length = [...choice.comment].length
    if (length > MAX_COMMENT) wrong.push(`Shorten your comment: it has ${length} characters, and ${MAX_COMMENT} is the most.`)
    const draft = review.drafts.find((d) => d.platform === choice.platform)
    if (choice.verdict === 'approve' && draft) {
      const blocks = brokenNow(review, draft).filter((finding) => finding.severity === 'BLOCK')
      wrong.push(...blocks.map((finding) => `This cannot be approved as it is: ${finding.message}`))
    }
    if (wrong.length) mistakes[choice.platform] = wrong
    else if (choice.verdict) complete.push({ ...choice, verdict: choice.verdict })
  }
  return { complete: Object.keys(mistakes).length ? undefined : complete, mistakes }
}

/** Rules that a draft breaks by today's facts and the organization's own. */
const brokenNow = ({ bounds }: Review, draft: ReviewedDraft): Finding[] =>
  violations({ platform: draft.platform, contentType: draft.content_type, content: draft.content_data }, 'approval', bounds)

/** The warnings an approver let stand, by platform: rule ids, and the rules they come from. What was shown counts too. */
function stood(review: Review, choices: readonly Complete[]): Record<string, { rule_pack: string; warnings: string[] }> {
  const approved = review.drafts.filter((draft) => choices.some((c) => c.platform === draft.platform && c.verdict === 'approve'))
  return Object.fromEntries(
    approved.map((draft) => {
      const warnings = [...draft.findings, ...brokenNow(review, draft)]
        .filter(({ severity }) => severity === 'WARN')
        .map(({ rule }) => rule)
      return [draft.platform, { rule_pack: rulePackVersion(draft.platform, review.bounds), warnings: [...new Set(warnings)].sort() }]
    }),
  )
}

async function write(db: Db, review: Review, choices: readonly Complete[], from: { address: string; userAgent: string }): Promise<void> {
  const { link, round } = review
  const of = { organizationId: link.organization_id, requestId: link.request_id }
  await db('decisions').insert(
    choices.map((choice) => ({
      organization_id: of.organizationId,
      request_id: of.requestId,
      round_id: round.id,
      link_id: link.id,
      ...choice,
      approver_email: link.email,
      approver_name: link.name,
      remote_address: from.address,
      user_agent: from.userAgent,
    })),
  )
  await db('approval_links').where({ id: link.id }).update({ used_at: db.fn.now() })
  await db('approval_rounds').where({ id: round.id }).update({ state: 'decided', closed_at: db.fn.now() })
  await db('mails')
    .where({ round_id: round.id, state: 'queued' })
    .whereIn('template', ['review', 'reminder'])
    .update({ state: 'withdrawn', updated_at: db.fn.now() })
  await enqueue(db, {
    ...of,
    key: `decision/${round.id}`,
    kind: 'decision',
    payload: {
      roundId: round.id,
      run: round.run,
      decisions: choices.map((c) => ({ platform: c.platform, version: c.version, contentHash: c.content_hash, verdict: c.verdict })),
    },
  })
  const verdicts = Object.fromEntries(choices.map((c) => [c.platform, c.verdict]))
  await appendEvent(db, of.requestId, { type: 'review.decided', data: { round: round.round, by: link.name || link.email, verdicts } })
  if (review.requester)
    await queueMails(db, [{ ...of, roundId: round.id, key: `decided/${round.id}`, template: 'decided', to: review.requester }])
  await audit(db, {
    ...of,
    actor: `link/${link.id}`,
    action: 'review.decided',
    subject: `round/${round.id}`,
    address: from.address,
    data: {
      round_id: round.id,
      verdicts,
      hashes: Object.fromEntries(choices.map((c) => [c.platform, c.content_hash])),
      stood: stood(review, choices),
      user_agent: from.userAgent,
    },
  })
}
