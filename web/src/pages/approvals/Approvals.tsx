import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { WaitingReview } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Failed, Loading, NotAllowed } from '../../ui/loaded.tsx'
import { Badge, Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { Filters } from './Filters.tsx'
import { useApprovalPagesInfiniteQuery, type WaitingFilter } from './pages.ts'
import { useApprovalWords } from './words.ts'

const POLL_MS = 20_000
const NAMES = ['waits_for', 'brand_id', 'request_id'] as const

/** What waits for whom; the filters are in the address. */
export function Approvals() {
  const say = useApprovalWords()
  const may = useMay()
  const allowed = useAllowed('content.read')
  const [search, setSearch] = useSearchParams()
  const filter: WaitingFilter = Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))
  const filtered = Object.keys(filter).length > 0
  return (
    <Page
      title={say('title')}
      about={say('about')}
      wide
      actions={may('policies.read') && <ButtonLink to="/policies">{say('policies')}</ButtonLink>}
    >
      {allowed === false ? (
        <NotAllowed />
      ) : (
        <div className="flex flex-col gap-4">
          <Filters filter={filter} set={(to) => setSearch(to as Record<string, string>)} />
          {filter.request_id && <Note>{say('of_request')}</Note>}
          <Reviews
            filter={filter}
            empty={
              <Empty
                title={say(filtered ? 'none_filtered' : 'none')}
                action={
                  filtered ? (
                    <Button onClick={() => setSearch({})}>{say('clear')}</Button>
                  ) : (
                    may('content.create') && (
                      <ButtonLink to="/requests/new" look="main">
                        {say('ask')}
                      </ButtonLink>
                    )
                  )
                }
              >
                {say(filtered ? 'none_filtered_about' : 'none_about')}
              </Empty>
            }
          />
        </div>
      )}
    </Page>
  )
}

function Reviews({ filter, empty }: { filter: WaitingFilter; empty: ReactNode }) {
  const say = useApprovalWords()
  const query = useApprovalPagesInfiniteQuery(filter, { pollingInterval: POLL_MS, skipPollingIfUnfocused: true })
  const { currentData, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  if (!currentData)
    return error ? (
      <Failed failure={error} again={() => void refetch()} />
    ) : (
      <Loading className="flex flex-col gap-px">
        {Array.from({ length: 6 }, (_, i) => (
          <Skeleton key={i} className="h-18" />
        ))}
      </Loading>
    )
  const items = currentData.pages.flatMap((page) => page.items)
  if (!items.length) return empty
  return (
    <>
      <ul aria-label={say('list')} className="divide-y divide-line rounded-lg border border-line bg-paper">
        {items.map((review) => (
          <Row key={review.id} review={review} />
        ))}
      </ul>
      {error && (
        <Note tone="bad" role="alert" actions={<Button onClick={() => void refetch()}>{say('again')}</Button>}>
          {say('more_failed')}
        </Note>
      )}
      {hasNextPage && (
        <Button className="self-center" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}

function Row({ review }: { review: WaitingReview }) {
  const say = useApprovalWords()
  const { ago, time, list } = useFormats()
  const names = review.waits_for.map(({ name, email }) => name || email)
  const people = names.length > 3 ? say('more_people', { people: names.slice(0, 3).join(', '), count: names.length - 3 }) : list(names)
  const late = new Date(review.due_at).getTime() < Date.now()
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_12rem]">
      <div className="min-w-0">
        <Link to={`/approvals/${review.id}`} className="line-clamp-2 font-medium wrap-anywhere hover:text-accent hover:underline">
          {review.prompt}
        </Link>
        <p className="text-sm text-soft wrap-anywhere">
          {review.brand.name}: {review.drafts.map(({ platform, version }) => `${PLATFORM_NAMES[platform]} v${version}`).join(', ')}
        </p>
      </div>
      <div className="min-w-0">
        <p className="wrap-anywhere">{say('waits_for', { people })}</p>
        <p className="text-sm text-soft">
          {review.policy.name ? `${review.policy.name}, ` : ''}
          {review.levels > 1 && `${say('level_of', { n: review.level, all: review.levels })}, `}
          {say('needs_of', { done: review.decided.length, needed: review.needed })}
        </p>
      </div>
      <div className="text-sm text-soft lg:text-right">
        <p>
          <time dateTime={review.since} title={time(review.since)}>
            {say('since', { when: ago(review.since) })}
          </time>
        </p>
        <p className="flex flex-wrap items-center gap-2 lg:justify-end">
          {review.held ? <Badge tone="warn">{say('held')}</Badge> : late && <Badge tone="warn">{say('overdue')}</Badge>}
          <time dateTime={review.due_at} title={time(review.due_at)}>
            {say('due', { when: ago(review.due_at) })}
          </time>
        </p>
      </div>
    </li>
  )
}
