import { clsx } from 'clsx'
import { useParams } from 'react-router'
import { useGetApprovalsByIdQuery, type WaitingReviewWithLinks } from '../../api/generated.ts'
import { useMay } from '../../session/may.ts'
import { useAppSelector } from '../../store.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Loaded, NotFound } from '../../ui/loaded.tsx'
import { Badge, Card, Facts, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { Asked } from './Asked.tsx'
import { ChangeReview } from './ChangeReview.tsx'
import { Drafts } from './Drafts.tsx'
import { MoreTime } from './MoreTime.tsx'
import { usePolicyWords } from './policyWords.ts'
import { useApprovalWords } from './words.ts'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** A mail goes out within seconds, and others decide meanwhile. */
const POLL_MS = 5_000

/** One review: what it is about, who is asked and how their links stand; deciding, for who is asked. */
export function ApprovalPage() {
  const { id = '' } = useParams()
  const say = useApprovalWords()
  if (!ID.test(id))
    return (
      <Page title={say('one')}>
        <NotFound />
      </Page>
    )
  return <OneReview key={id} id={id} />
}

function OneReview({ id }: { id: string }) {
  const say = useApprovalWords()
  const query = useGetApprovalsByIdQuery({ id }, { pollingInterval: POLL_MS, skipPollingIfUnfocused: true })
  const { data: review } = query
  const { prompt = '' } = review ?? {}
  return (
    <Page
      wide
      title={!review ? say('one') : prompt.length > 90 ? `${prompt.slice(0, 89).trimEnd()}…` : prompt}
      about={
        review && (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>
              {say('round', { n: review.round })}, {say('for', { brand: review.brand.name })}
            </span>
            {review.held && <Badge tone="warn">{say('held')}</Badge>}
            {!review.held && review.state === 'open' && new Date(review.due_at).getTime() < Date.now() && (
              <Badge tone="warn">{say('overdue')}</Badge>
            )}
          </p>
        )
      }
      actions={review && <ButtonLink to={`/requests/${review.request_id}`}>{say('open_request')}</ButtonLink>}
    >
      <Loaded
        query={query}
        loading={
          <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
            <Skeleton className="h-[32rem]" />
            <Skeleton className="h-96" />
          </div>
        }
      >
        {(found) => <Shown review={found} />}
      </Loaded>
    </Page>
  )
}

function Shown({ review }: { review: WaitingReviewWithLinks }) {
  const say = useApprovalWords()
  const may = useMay()
  const me = useAppSelector(({ session }) => session.user?.email.toLowerCase())
  const open = review.state === 'open'
  const isMine = open && review.waits_for.some(({ email }) => email.toLowerCase() === me)
  return (
    <div className="flex flex-col gap-5">
      {review.state !== 'open' && <Note>{say(`over_${review.state}`)}</Note>}
      {open && review.held && <Note tone="warn">{say('held_note')}</Note>}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Drafts review={review} isMine={isMine} />
        <div className={clsx('flex min-w-0 flex-col gap-5', !isMine && 'max-xl:-order-1')}>
          <Asked review={review} />
          <HowDecided review={review} />
          {open && may('approvals.manage') && <MoreTime review={review} />}
          {open && may('approvals.configure') && <ChangeReview review={review} />}
        </div>
      </div>
    </div>
  )
}

function HowDecided({ review }: { review: WaitingReviewWithLinks }) {
  const say = useApprovalWords()
  const policySay = usePolicyWords()
  const { time, ago, number, list } = useFormats()
  const { policy, needed } = review
  const total = policy.approvers.length
  const quorum =
    total === 1
      ? say('quorum_single')
      : policy.needs === 'any'
        ? say('quorum_any', { total })
        : needed >= total
          ? say('quorum_all', { total })
          : say('quorum_some', { needed, total })
  return (
    <Card title={say('facts')}>
      <Facts
        of={[
          [say('level'), `${say('level_value', { n: review.level, all: review.levels })}${policy.name ? ` (${policy.name})` : ''}`],
          [say('quorum'), quorum],
          [say('opened'), time(review.since)],
          [say('due_at'), `${time(review.due_at)} (${ago(review.due_at)})`],
          [say('on_deadline'), policySay(`deadline_${policy.on_deadline}`)],
          [
            say('reminders'),
            policy.remind_before_hours.length
              ? say('hours_before', { list: list(policy.remind_before_hours.map((hours) => number(hours, 1))) })
              : say('no_reminders'),
          ],
          ...(policy.code_by_mail ? [[say('code'), say('yes')] as const] : []),
        ]}
      />
    </Card>
  )
}
