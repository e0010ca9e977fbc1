import { textsOf } from '../domain/contentStrings.ts'
import { rulePackVersion, violations } from '../domain/platforms/index.ts'
import type { Finding, Platform, Verdict } from '../domain/words.ts'
import { audit } from './audit.ts'
import { appendEvent } from './events.ts'
import type { Db } from './knex.ts'
import { lockRound } from './links.ts'
import { queueMails } from './mails.ts'
import { enqueue } from './outbox.ts'
import { type Closed, decidedBy, type Review, type ReviewedDraft, readReview, type Seat, whyClosed } from './reviewed.ts'
import { endRound, outcomesOf } from './reviews.ts'
import { countVotes, type Standing } from './voters.ts'

/** Words of a draft that a comment is about. */
export interface Span {
  quote: string
  comment: string
}

/** What an approver filled in for one draft. */
export interface Choice {
  platform: Platform
  version: number
  content_hash: string
  verdict: Verdict | undefined
  comment: string
  spans?: readonly Span[]
}

export type Mistakes = Partial<Record<Platform, string[]>>
export type Decided =
  /** `late`: drafts that others had decided when this came; what was said of them is kept and counts for nothing. */
  | { kind: 'decided' | 'repeated'; review: Review; late: Platform[] }
  | { kind: 'closed'; why: Closed; review: Review }
  | { kind: 'mistakes'; mistakes: Mistakes; review: Review }
  /** A draft was edited while the page was open: it has to be looked at again. */
  | { kind: 'changed'; review: Review }

/** Longest comment, in characters. */
export const MAX_COMMENT = 2_000
export const MAX_SPANS = 10

/**
 * One approver decides on every draft of a round: rows, outcomes and, when all drafts have one, the end of the round with the message that
 * wakes the workflow, the event and the mail to who asked; all or nothing. The round's lock takes one POST at a time, and the same POST
 * again is told the same. Call in a transaction.
 */
export async function decide(
  db: Db,
  /** Read anew under the lock: a link may have been revoked since it was found. */
  seatNow: () => Promise<Seat>,
  roundId: string,
  given: readonly Choice[],
  from: { address: string; userAgent: string },
): Promise<Decided> {
  await lockRound(db, roundId)
  const review = await readReview(db, await seatNow())
  // A draft that the page showed as decided came back without a decision.
  const choices = given.filter((c) => c.verdict || !review.drafts.some((d) => d.platform === c.platform && d.outcome !== 'open'))
  const why = whyClosed(review)
  if (why === 'used' && isSame(review, choices)) return { kind: 'repeated', review, late: late(review) }
  if (why) return { kind: 'closed', why, review }
  const isShown = (choice: Choice) =>
    review.drafts.some((d) => choice.platform === d.platform && choice.version === d.version && choice.content_hash === d.content_hash)
  const open = review.drafts.filter(({ outcome }) => outcome === 'open')
  if (!choices.every(isShown) || !open.every((draft) => choices.some(({ platform }) => platform === draft.platform)))
    return { kind: 'changed', review }
  const { complete, mistakes } = check(review, choices)
  if (!complete) return { kind: 'mistakes', mistakes, review }
  await write(db, review, complete, from)
  const after = await readReview(db, review.seat)
  return { kind: 'decided', review: after, late: late(after) }
}

type Complete = Choice & { verdict: Verdict }

const late = (review: Review): Platform[] =>
  decidedBy(review)
    .filter(({ counted }) => !counted)
    .map(({ platform }) => platform)

function isSame(review: Review, choices: readonly Choice[]): boolean {
  const stored = decidedBy(review)
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
    const spans = choice.spans ?? []
    if (!choice.verdict) wrong.push('Choose what should happen to this draft.')
    if (choice.verdict === 'request_changes' && !choice.comment && !spans.length)
      wrong.push('Say what should change: the agents work from your words.')
    const length = [...choice.comment].length
    if (length > MAX_COMMENT) wrong.push(`Shorten your comment: it has ${length} characters, and ${MAX_COMMENT} is the most.`)
    const draft = review.drafts.find((d) => d.platform === choice.platform)
    if (draft) wrong.push(...strangeWords(draft, spans))
    if (choice.verdict === 'approve' && draft) {
      const blocks = brokenNow(review, draft).filter((finding) => finding.severity === 'BLOCK')
      wrong.push(...blocks.map((finding) => `This cannot be approved as it is: ${finding.message}`))
    }
    if (wrong.length) mistakes[choice.platform] = wrong
    else if (choice.verdict) complete.push({ ...choice, verdict: choice.verdict })
  }
  return { complete: Object.keys(mistakes).length ? undefined : complete, mistakes }
}

/** A remark on words has to name words that are there, as they are there: else the agents look for them in vain. */
function strangeWords(draft: ReviewedDraft, spans: readonly Span[]): string[] {
  const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()
  const all = squeezed(textsOf(draft.content_data).join('\n'))
  return spans.flatMap(({ quote, comment }) => {
    if (!all.includes(squeezed(quote))) return `“${quote.slice(0, 80)}” is not in this draft: copy the words as they stand there.`
    return comment.trim() ? [] : `Say what should change at “${quote.slice(0, 80)}”.`
  })
}

/** Rules that a draft breaks by today's facts and the organization's own. */
export const brokenNow = ({ bounds }: Pick<Review, 'bounds'>, draft: ReviewedDraft): Finding[] =>
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
  const { seat, round } = review
  const of = { organizationId: seat.organization_id, requestId: seat.request_id }
  const isOpen = (platform: Platform) => review.drafts.some((draft) => draft.platform === platform && draft.outcome === 'open')
  await db('decisions').insert(
    choices.map(({ spans = [], ...choice }) => ({
      organization_id: of.organizationId,
      request_id: of.requestId,
      round_id: round.id,
      link_id: seat.link_id,
      user_id: seat.user_id,
      ...choice,
      spans: JSON.stringify(spans),
      counted: isOpen(choice.platform),
      approver_email: seat.email,
      approver_name: seat.name,
      remote_address: from.address,
      user_agent: from.userAgent,
    })),
  )
  if (seat.link_id) await db('approval_links').where({ id: seat.link_id }).update({ used_at: db.fn.now() })
  const standings = await countVotes(db, round.id, review.level)
  const verdicts = Object.fromEntries(choices.map((c) => [c.platform, c.verdict]))
  const by = seat.name || seat.email
  await audit(db, {
    ...of,
    actor: seat.link_id ? `link/${seat.link_id}` : `user/${seat.user_id}`,
    action: 'review.decided',
    subject: `round/${round.id}`,
    address: from.address,
    data: {
      round_id: round.id,
      level: round.level,
      verdicts,
      hashes: Object.fromEntries(choices.map((c) => [c.platform, c.content_hash])),
      stood: stood(review, choices),
      user_agent: from.userAgent,
    },
  })
  if (await endIfDecided(db, review, standings)) {
    await appendEvent(db, of.requestId, { type: 'review.decided', data: { round: round.round, by, verdicts } })
  } else {
    const waits = standings
      .filter(({ outcome }) => outcome === 'open')
      .map(({ platform, approvals, needed }) => ({ platform, approvals, needed }))
    await appendEvent(db, of.requestId, { type: 'review.voted', data: { round: round.round, by, verdicts, waits } })
  }
}

/** Ends a round in which every draft is decided, wakes the workflow and tells who asked. True when it did. Call under the round's lock. */
export async function endIfDecided(
  db: Db,
  { round, requester }: Pick<Review, 'round' | 'requester'>,
  standings: readonly Standing[],
): Promise<boolean> {
  if (standings.some(({ outcome }) => outcome === 'open')) return false
  const of = { organizationId: round.organization_id, requestId: round.request_id }
  await endRound(db, round.id, 'decided')
  const decisions = (await outcomesOf(db, round.id)).flatMap(({ platform, version, content_hash: contentHash, verdict }) =>
    verdict ? [{ platform, version, contentHash, verdict }] : [],
  )
  await enqueue(db, { ...of, key: `decision/${round.id}`, kind: 'decision', payload: { roundId: round.id, run: round.run, decisions } })
  if (requester) await queueMails(db, [{ ...of, roundId: round.id, key: `decided/${round.id}`, template: 'decided', to: requester }])
  return true
}
