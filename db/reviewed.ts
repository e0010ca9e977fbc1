import { type ItemOutcome, type Level, needsInWords } from '../domain/approvals.ts'
import type { Content } from '../domain/content.ts'
import { contentHash } from '../domain/hash.ts'
import type { CheckOptions } from '../domain/platforms/rules.ts'
import type { ContentType, Disclosure, Finding, Language, Platform, Verdict } from '../domain/words.ts'
import type { Db } from './knex.ts'
import type { LinkRow, RoundRow } from './links.ts'
import { type MediaRow, mediaFor, mediaOf } from './media.ts'
import { type EarlierVersion, earlierVersions } from './reviewPast.ts'
import { levelOf } from './reviews.ts'
import { houseRules } from './ruleOverrides.ts'
import { sameAddress, seated, seatOf, type VoterRow, votersOf } from './voters.ts'

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
  /** Where it stands: only an open one still wants a decision. */
  outcome: ItemOutcome
  images: MediaRow[]
}

/** Who looks at a review: the holder of a link, or a member who is signed in. */
export type Seat = Pick<LinkRow, 'organization_id' | 'request_id' | 'round_id' | 'email' | 'name' | 'revoked_at'> & {
  link_id: string | null
  user_id: string | null
}

export const seatOfLink = (link: LinkRow): Seat => ({ ...link, link_id: link.id, user_id: null })

export interface Review {
  seat: Seat
  round: RoundRow
  level: Level
  /** Everybody who may decide in this round. */
  voters: VoterRow[]
  organization: string
  time_zone: string
  brand: string
  prompt: string
  language: Language
  requester: { email: string; name: string } | undefined
  /** Without those that were edited since the round was opened. */
  drafts: ReviewedDraft[]
  /** What binds the drafts besides their platforms' rules: what the request discloses, and the organization's own rules as they are now. */
  bounds: CheckOptions
  /** False when a draft is no longer what the round was opened with. */
  fresh: boolean
  /** What came before the versions that are shown, oldest first. */
  earlier: EarlierVersion[]
  /** Of the agency's logo; null where it has none. */
  logo: string | null
  /** Decided in this round so far, by whomever, in turn. */
  decided: Decision[]
}

export interface Decision {
  email: string
  by: string
  at: Date
  platform: Platform
  verdict: Verdict
  comment: string
  spans: { quote: string; comment: string }[]
  /** False where the draft was decided before it came, or its approver was removed. */
  counted: boolean
}

type Shown = ReviewedDraft & { shown_hash: string }

/** The drafts of a round with what they are judged by; `fresh` when each is still the very content that was sent out. */
export async function readDrafts(
  db: Db,
  round: Pick<RoundRow, 'id' | 'request_id' | 'organization_id'>,
): Promise<{ drafts: ReviewedDraft[]; bounds: CheckOptions; fresh: boolean }> {
  const request: { platforms: Platform[]; disclosure: Disclosure } | undefined = await db('content_requests')
    .where({ id: round.request_id })
    .first('platforms', 'disclosure')
  if (!request) throw new Error(`round ${round.id} has no request`)
  const items: Shown[] = await db('approval_items as i')
    .join('generated_content as g', (on) =>
      on.on('g.platform', 'i.platform').andOn('g.version', 'i.version').andOnVal('g.request_id', round.request_id),
    )
    .where('i.round_id', round.id)
    .whereNot('i.outcome', 'withdrawn')
    .select('i.platform', 'i.version', 'i.outcome', 'i.content_hash as shown_hash', 'g.content_type', 'g.content_hash', 'g.content_data')
    .select('g.findings', 'g.to_attach', 'g.model', 'g.quality_score')
  const images = await mediaOf(db, round.request_id)
  const house = await houseRules(db, round.organization_id)
  const place = (draft: ReviewedDraft) => request.platforms.indexOf(draft.platform)
  return {
    drafts: items
      .map(({ shown_hash, ...draft }) => ({ ...draft, content_hash: shown_hash, images: mediaFor(images, draft) }))
      .sort((a, b) => place(a) - place(b)),
    bounds: { ...house, disclosure: request.disclosure },
    fresh: items.every((i) => i.content_hash === i.shown_hash && contentHash(i.platform, i.content_type, i.content_data) === i.shown_hash),
  }
}

/** Everything that somebody who decides is shown. */
export async function readReview(db: Db, seat: Seat): Promise<Review> {
  const round = await db<RoundRow>('approval_rounds').where({ id: seat.round_id }).first()
  const about = await db('content_requests as r')
    .join('organizations as o', 'o.id', 'r.organization_id')
    .leftJoin('users as u', 'u.id', 'r.user_id')
    .leftJoin('organization_logos as l', 'l.organization_id', 'o.id')
    .where('r.id', seat.request_id)
    .first('o.name as organization', 'o.time_zone', 'l.sha256 as logo', 'r.brand', 'r.prompt', 'r.language', 'u.email', 'u.name')
  if (!round || !about) throw new Error(`round ${seat.round_id} or its request is not there`)
  const decided: Decision[] = await db('decisions')
    .where({ round_id: round.id })
    .orderBy(['created_at', 'platform'])
    .select('approver_email as email', 'platform', 'verdict', 'comment', 'spans', 'counted', 'created_at as at')
    .select(db.raw(`coalesce(nullif(approver_name, ''), approver_email) as by`))
  return {
    seat,
    round,
    level: levelOf(round),
    voters: seated(await votersOf(db, round.id)),
    organization: about.organization,
    time_zone: about.time_zone,
    brand: about.brand.brand_name,
    prompt: about.prompt,
    language: about.language,
    requester: about.email ? { email: about.email, name: about.name } : undefined,
    decided,
    earlier: await earlierVersions(db, round),
    logo: about.logo ?? null,
    ...(await readDrafts(db, round)),
  }
}

/** What this seat decided in the round; empty while it has not. */
export const decidedBy = ({ decided, seat }: Pick<Review, 'decided' | 'seat'>): Decision[] =>
  decided.filter(({ email }) => sameAddress(email, seat.email))

/** Why a link that is ours opens nothing any more. */
export type Closed = 'used' | 'revoked' | 'decided' | 'expired' | 'closed' | 'out_of_date'

/**
 * Undefined while the seat can decide. Only the round's state says that time is up: the workflow's clock rules, not this one. A round that
 * was closed because all of it was edited is out of date, not closed.
 */
export function whyClosed(review: Review): Closed | undefined {
  const { seat, round, fresh, drafts, voters } = review
  if (decidedBy(review).length) return 'used'
  if (seat.revoked_at || !seatOf(voters, seat.email)) return 'revoked'
  if (round.state === 'closed' && drafts.length === 0) return 'out_of_date'
  if (round.state !== 'open') return round.state
  return fresh ? undefined : 'out_of_date'
}

/** How many have to approve here, in words: "2 of 3". */
export const needsOf = ({ level, voters }: Pick<Review, 'level' | 'voters'>): string =>
  needsInWords(level.needs, voters.filter(({ role }) => role === 'approver').length)
