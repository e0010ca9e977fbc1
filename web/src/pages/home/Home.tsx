import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import {
  type GetContentHistoryApiArg,
  useGetApprovalsQuery,
  useGetBillingCostsQuery,
  useGetBillingUsageQuery,
  useGetContentHistoryQuery,
  type WaitingReview,
} from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Status } from '../../parts/Status.tsx'
import { LINK } from '../../session/Doorway.tsx'
import { useAllowed, useMay } from '../../session/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Loaded, Loading } from '../../ui/loaded.tsx'
import { Ago, Badge, Card, Empty, Page, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import { Month } from './Month.tsx'

const useHomeWords = words('home', {
  en: {
    title: 'Home',
    ask: 'New request',
    mine: 'Needs you',
    mine_none: 'Nothing needs you now.',
    decide: 'Waits for your decision',
    troubled: 'Stopped and needs a person',
    waiting: 'What waits for whom',
    waiting_none: 'Nobody is being waited for.',
    waits_for: 'waits for {{people}}',
    more_people: '{{people}} and {{count}} more',
    since: 'since {{when}}',
    due: 'due {{when}}',
    overdue: 'overdue',
    held: 'held',
    recent: 'Latest requests',
    all: 'All requests',
    none: 'Nothing was asked for yet',
    none_about: 'Ask for content with a prompt, a brand and platforms. Drafts take a minute; approval takes as long as your client does.',
    none_client: 'Nothing was made for you yet. As soon as something is, it appears here and in your mail.',
  },
  id: {
    title: 'Beranda',
    ask: 'Permintaan baru',
    mine: 'Perlu Anda',
    mine_none: 'Saat ini tidak ada yang perlu Anda.',
    decide: 'Menunggu keputusan Anda',
    troubled: 'Berhenti dan perlu orang',
    waiting: 'Apa menunggu siapa',
    waiting_none: 'Tidak ada yang sedang ditunggu.',
    waits_for: 'menunggu {{people}}',
    more_people: '{{people}} dan {{count}} lagi',
    since: 'sejak {{when}}',
    due: 'tenggat {{when}}',
    overdue: 'lewat tenggat',
    held: 'ditahan',
    recent: 'Permintaan terbaru',
    all: 'Semua permintaan',
    none: 'Belum ada yang diminta',
    none_about: 'Mintalah konten dengan arahan, merek, dan platform. Draf perlu semenit; persetujuan perlu selama klien Anda.',
    none_client: 'Belum ada yang dibuat untuk Anda. Begitu ada, muncul di sini dan di email Anda.',
  },
})

const MINE = { waitsFor: 'me', limit: 10 } as const
const EVERYBODY = { limit: 8 } as const
const LATEST = { limit: 8 } as const
const STOPPED: GetContentHistoryApiArg = { status: ['needs_attention', 'failed', 'expired'], limit: 5 }

const GRID = 'grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]'

/** What needs me, what waits for whom, what this month took, and what was asked last. */
export function Home() {
  const say = useHomeWords()
  const may = useMay()
  return (
    <Page
      title={say('title')}
      wide
      actions={
        may('content.create') && (
          <ButtonLink to="/requests/new" look="main">
            <Plus className="size-4" aria-hidden="true" />
            {say('ask')}
          </ButtonLink>
        )
      }
    >
      {useIsComing() ? (
        <Loading className={GRID}>
          <div className="flex flex-col gap-5">
            <Skeleton className="h-56" />
            <Skeleton className="h-[32rem]" />
          </div>
          <Skeleton className="h-80" />
        </Loading>
      ) : (
        <div className={GRID}>
          <div className="flex min-w-0 flex-col gap-5">
            <Mine />
            <Recent />
          </div>
          <div className="flex flex-col gap-5">
            {may('usage.read') && <Month />}
            {may('approvals.manage') && <Waiting />}
          </div>
        </div>
      )}
    </Page>
  )
}

/** Whether something is still on its way: it is shown together, so that nothing that is read moves down. */
function useIsComing(): boolean {
  const known = useAllowed('content.read') !== undefined
  const may = useMay()
  const all = [
    useGetApprovalsQuery(MINE, { skip: !known }),
    useGetContentHistoryQuery(STOPPED, { skip: !may('content.create') }),
    useGetContentHistoryQuery(LATEST, { skip: !known }),
    useGetApprovalsQuery(EVERYBODY, { skip: !may('approvals.manage') }),
    useGetBillingUsageQuery({}, { skip: !may('usage.read') }),
    useGetBillingCostsQuery({}, { skip: !may('usage.read') }),
  ]
  const coming = !known || all.some(({ isLoading }) => isLoading)
  // Once shown it stays: what failed is asked for again where it stands, and must not take the page away by that.
  const [shown, setShown] = useState(false)
  if (!coming && !shown) setShown(true)
  return coming && !shown
}

const Row = ({ to, children, aside }: { to: string; children: ReactNode; aside?: ReactNode }) => (
  <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
    <div className="min-w-0 flex-1 basis-64">
      <Link to={to} className="font-medium wrap-anywhere hover:text-accent hover:underline">
        {children}
      </Link>
    </div>
    {aside}
  </li>
)
const first = (text: string) => (text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text)

function Mine() {
  const say = useHomeWords()
  const reviews = useGetApprovalsQuery(MINE)
  // Only who can do something about it is told that something stopped.
  const troubled = useGetContentHistoryQuery(STOPPED, { skip: !useMay()('content.create') })
  return (
    <Card title={say('mine')}>
      <Loaded query={reviews} loading={<Skeleton className="h-24" />}>
        {({ items }) => (
          <>
            {items.length === 0 && (troubled.data?.items.length ?? 0) === 0 && <p className="text-soft">{say('mine_none')}</p>}
            {items.length > 0 && (
              <>
                <h3 className="text-sm font-medium text-soft">{say('decide')}</h3>
                <ul className="divide-y divide-line">
                  {items.map((review) => (
                    <Row key={review.id} to={`/approvals/${review.id}`} aside={<Due review={review} />}>
                      {first(review.prompt)}
                    </Row>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
      {troubled.data && troubled.data.items.length > 0 && (
        <>
          <h3 className="mt-3 text-sm font-medium text-soft">{say('troubled')}</h3>
          <ul className="divide-y divide-line">
            {troubled.data.items.map((item) => (
              <Row
                key={item.id}
                to={`/requests/${item.id}`}
                aside={
                  <span className="flex items-center gap-2 text-sm text-soft">
                    <Status of={item.status} />
                    <Ago at={item.created_at} />
                  </span>
                }
              >
                {first(item.prompt)}
              </Row>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

function Due({ review }: { review: WaitingReview }) {
  const say = useHomeWords()
  const { ago, time } = useFormats()
  const late = new Date(review.due_at).getTime() < Date.now()
  return (
    <span className="flex items-center gap-2 text-sm text-soft">
      {review.held ? <Badge tone="warn">{say('held')}</Badge> : late && <Badge tone="warn">{say('overdue')}</Badge>}
      <time dateTime={review.due_at} title={time(review.due_at)}>
        {say('due', { when: ago(review.due_at) })}
      </time>
    </span>
  )
}

function Waiting() {
  const say = useHomeWords()
  const { ago, list } = useFormats()
  const query = useGetApprovalsQuery(EVERYBODY)
  return (
    <Card title={say('waiting')}>
      <Loaded query={query} loading={<Skeleton className="h-40" />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{say('waiting_none')}</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((review) => {
                const names = review.waits_for.map(({ name, email }) => name || email)
                const people =
                  names.length > 2 ? say('more_people', { people: list(names.slice(0, 2)), count: names.length - 2 }) : list(names)
                return (
                  <li key={review.id} className="py-2.5">
                    <Link to={`/approvals/${review.id}`} className="font-medium wrap-anywhere hover:text-accent hover:underline">
                      {first(review.prompt)}
                    </Link>
                    <p className="text-sm text-soft wrap-anywhere">
                      {review.brand.name}, {say('waits_for', { people })}
                    </p>
                    <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
                      {say('since', { when: ago(review.since) })}
                      <Due review={review} />
                    </p>
                  </li>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}

function Recent() {
  const say = useHomeWords()
  const may = useMay()
  const query = useGetContentHistoryQuery(LATEST)
  return (
    <Card
      title={say('recent')}
      actions={
        <Link to="/history" className={LINK}>
          {say('all')}
        </Link>
      }
    >
      <Loaded query={query} loading={<Skeleton className="h-64" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={say('none')}
              action={
                may('content.create') && (
                  <ButtonLink to="/requests/new" look="main">
                    {say('ask')}
                  </ButtonLink>
                )
              }
            >
              {say(may('content.create') ? 'none_about' : 'none_client')}
            </Empty>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((item) => (
                <Row
                  key={item.id}
                  to={`/requests/${item.id}`}
                  aside={
                    <span className="flex items-center gap-2 text-sm text-soft">
                      <Status of={item.status} />
                      <Ago at={item.created_at} />
                    </span>
                  }
                >
                  {first(item.prompt)}
                  <span className="block text-sm font-normal text-soft">
                    {item.brand.name}: {item.platforms.map((platform) => PLATFORM_NAMES[platform]).join(', ')}
                  </span>
                </Row>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
