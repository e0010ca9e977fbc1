import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Content } from '../../../../domain/content.ts'
import type { Draft, Request, WaitingReviewWithLinks } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { LINK } from '../../session/Doorway.tsx'
import { Ago, Badge, Card, Note, type Tone } from '../../ui/parts.tsx'
import { toneOf, useTradeWords } from '../../words/trade.ts'
import { Findings } from '../request/Findings.tsx'
import { Preview } from '../request/previews/Preview.tsx'
import { useApprovalWords } from './words.ts'

export type Item = WaitingReviewWithLinks['drafts'][number]

const TONES: Record<Item['outcome'], Tone> = {
  open: 'accent',
  approved: 'good',
  changes: 'warn',
  rejected: 'bad',
  withdrawn: 'neutral',
  expired: 'warn',
  closed: 'neutral',
}

/** One draft of a review: as its platform shows it, where it stands, and what was said of it in this review. */
export function DraftCard({
  item,
  review,
  request,
  draft,
  children,
}: {
  item: Item
  review: WaitingReviewWithLinks
  request: Request
  /** Absent where this version is not the newest any more. */
  draft: Draft | undefined
  children?: ReactNode
}) {
  const say = useApprovalWords()
  const trade = useTradeWords()
  const { platform, version, content_hash, outcome } = item
  const votes = request.decisions.filter((one) => one.platform === platform && one.version === version && one.round === review.round)
  const approvals = votes.filter(({ verdict }) => verdict === 'approve').length
  const findings = draft?.findings.filter(({ severity }) => severity !== 'INFO') ?? []
  return (
    <Card aria-label={PLATFORM_NAMES[platform]} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-lg font-semibold">
          <Link to={`/requests/${review.request_id}?draft=${platform}`} className="hover:text-accent hover:underline">
            {PLATFORM_NAMES[platform]}
          </Link>
          {draft && <span className="font-normal text-soft"> {trade(draft.content_type)}</span>}
        </h3>
        <Badge tone={TONES[outcome]}>{say(`outcome_${outcome}`)}</Badge>
        <span className="text-sm text-soft" title={content_hash}>
          {say('version', { n: version })}, {say('hash', { hash: content_hash.slice(0, 8) })}
        </span>
      </div>
      {draft ? (
        <Preview
          platform={platform}
          contentType={draft.content_type}
          content={draft.content_data as Content}
          brand={review.brand.name}
          images={draft.images}
        />
      ) : (
        <Note>
          {say('newer')}{' '}
          <Link className={LINK} to={`/requests/${review.request_id}?draft=${platform}&view=versions`}>
            {say('open_request')}
          </Link>
        </Note>
      )}
      {findings.length > 0 && <Findings of={findings} />}
      {review.policy.needs !== 'any' && (
        <p className="text-sm text-soft tabular-nums">{say('approvals_of', { n: approvals, needed: review.needed })}</p>
      )}
      {votes.length > 0 && (
        <ul aria-label={`${say('votes')}: ${PLATFORM_NAMES[platform]}`} className="flex flex-col gap-1.5 text-sm">
          {votes.map((vote) => (
            <li key={vote.by.email} className="wrap-anywhere">
              <Badge tone={toneOf(vote.verdict === 'approve' ? 'approved' : vote.verdict === 'reject' ? 'rejected' : 'partial')}>
                {trade(vote.verdict)}
              </Badge>{' '}
              {vote.by.name || vote.by.email}, <Ago at={vote.at} />
              {vote.comment && <span className="block">“{vote.comment}”</span>}
            </li>
          ))}
        </ul>
      )}
      {children}
    </Card>
  )
}
