import {
  api,
  type LinkAction,
  useGetContentRequestsByIdQuery,
  usePostContentRequestsByIdApprovalLinksMutation,
  type WaitingReviewWithLinks,
} from '../../api/generated.ts'
import { LinkState } from '../../parts/LinkState.tsx'
import { useAttempt } from '../../parts/useAttempt.ts'
import { useMay } from '../../session/may.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Ago, Badge, Card } from '../../ui/parts.tsx'
import { refused, told } from '../../ui/toast.ts'
import { toneOf, useTradeWords } from '../../words/trade.ts'
import { useApprovalWords } from './words.ts'

/** Acts on links; the same one, tried again after no answer, is done once. */
export function useLinkAction(requestId: string): [(action: LinkAction, done: string) => Promise<boolean>, boolean] {
  const say = useApprovalWords()
  const dispatch = useAppDispatch()
  const [act, { isLoading }] = usePostContentRequestsByIdApprovalLinksMutation()
  const attempt = useAttempt()
  return [
    async (linkAction, done) => {
      const { error } = await attempt(linkAction, (key) => act({ id: requestId, 'idempotency-key': key, linkAction }))
      if (error) {
        refused(error, say('failed'))
        return false
      }
      dispatch(api.util.invalidateTags(['Content']))
      told(done)
      return true
    },
    isLoading,
  ]
}

interface Row {
  email: string
  name: string
  role: 'approver' | 'backup' | 'removed'
  waits: boolean
  decidedAt?: string
  link?: WaitingReviewWithLinks['links'][number]
}

/** Everybody who is or was asked, each with their link and what they decided. */
function rowsOf({ waits_for, decided, links }: WaitingReviewWithLinks): Row[] {
  const linkOf = (email: string) => links.find((link) => link.email.toLowerCase() === email.toLowerCase())
  const row = (of: Omit<Row, 'link'>): Row => {
    const link = linkOf(of.email)
    return { ...of, ...(link && { link }) }
  }
  const asked = [
    ...waits_for.map(({ email, name, role }) => row({ email, name, role, waits: true })),
    ...decided.map(({ email, name, at }) => row({ email, name, role: 'approver', waits: false, decidedAt: at })),
  ]
  const known = new Set(asked.map(({ email }) => email.toLowerCase()))
  const removed = links
    .filter(({ email }) => !known.has(email.toLowerCase()))
    .map((link): Row => ({ email: link.email, name: link.name, role: 'removed', waits: false, link }))
  return [...asked, ...removed]
}

/** Who is asked, how their links stand, and what can be done about them. */
export function Asked({ review }: { review: WaitingReviewWithLinks }) {
  const say = useApprovalWords()
  const may = useMay()
  const [act] = useLinkAction(review.request_id)
  const rows = rowsOf(review)
  const manages = review.state === 'open' && may('approvals.manage')
  return (
    <Card
      title={say('people')}
      actions={
        manages &&
        rows.filter(({ link }) => link?.state === 'sent').length > 1 && (
          <Confirm
            trigger={
              <Button size="sm" look="danger">
                {say('revoke_all')}
              </Button>
            }
            title={say('revoke_all_title')}
            about={say('revoke_all_about')}
            action={say('revoke_all')}
            act={() => act({ action: 'revoke' }, say('revoked_all'))}
          />
        )
      }
    >
      <ul aria-label={say('people')} className="divide-y divide-line">
        {rows.map((row) => (
          <Person key={row.email} row={row} review={review} manages={manages} />
        ))}
      </ul>
    </Card>
  )
}

function Person({ row, review, manages }: { row: Row; review: WaitingReviewWithLinks; manages: boolean }) {
  const say = useApprovalWords()
  const trade = useTradeWords()
  const [act, busy] = useLinkAction(review.request_id)
  const request = useGetContentRequestsByIdQuery({ id: review.request_id })
  const { email, link } = row
  const name = row.name || email
  const verdicts = (request.data?.decisions ?? []).filter(
    ({ by, round, platform, version }) =>
      by.email.toLowerCase() === email.toLowerCase() &&
      round === review.round &&
      review.drafts.some((draft) => draft.platform === platform && draft.version === version),
  )
  const revocable = link && ['sent', 'queued', 'sending', 'unknown'].includes(link.state)
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">{name}</p>
          {row.name && <p className="text-sm text-soft wrap-anywhere">{email}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          {row.role === 'backup' && <Badge>{say('backup')}</Badge>}
          {row.role === 'removed' && <Badge>{say('removed')}</Badge>}
          {link ? <LinkState of={link.state} /> : <Badge>{say('no_link')}</Badge>}
        </div>
      </div>
      {row.decidedAt && (
        <p className="mt-1 flex flex-wrap items-center gap-1.5 text-sm text-soft">
          {[...new Set(verdicts.map(({ verdict }) => verdict))].map((verdict) => (
            <Badge key={verdict} tone={toneOf(verdict === 'approve' ? 'approved' : verdict === 'reject' ? 'rejected' : 'partial')}>
              {trade(verdict)}
            </Badge>
          ))}
          <Ago at={row.decidedAt} />
        </p>
      )}
      {manages && row.waits && (
        <div className="mt-1.5 flex flex-wrap gap-2">
          <Button
            size="sm"
            busy={busy}
            aria-label={say('resend_of', { name })}
            onClick={() => void act({ action: 'resend', email }, say('resent', { email }))}
          >
            {say('resend')}
          </Button>
          {revocable && (
            <Confirm
              trigger={
                <Button size="sm" look="danger" aria-label={say('revoke_of', { name })}>
                  {say('revoke')}
                </Button>
              }
              title={say('revoke_title', { name })}
              about={say('revoke_about')}
              action={say('revoke')}
              act={() => act({ action: 'revoke', email }, say('revoked'))}
            />
          )}
        </div>
      )}
    </li>
  )
}
