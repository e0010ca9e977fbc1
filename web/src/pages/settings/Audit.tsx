import { Download, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { download } from '../../api/download.ts'
import { type AuditEntry, api, type GetAuditApiResponse, useLazyGetAuditVerificationQuery } from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { LINK } from '../../session/Doorway.tsx'
import { useAllowed } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { Loaded, NotAllowedPage } from '../../ui/loaded.tsx'
import { Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { refused } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useAuditReading } from './auditChange.ts'
import { ACTIONS, type AuditAction, useAuditWords } from './auditWords.ts'

const { useAuditPagesInfiniteQuery } = api.injectEndpoints({
  endpoints: (build) => ({
    auditPages: build.infiniteQuery<GetAuditApiResponse, string, number | undefined>({
      infiniteQueryOptions: {
        initialPageParam: undefined,
        getNextPageParam: ({ next_before }) => next_before ?? undefined,
        refetchCachedPages: false,
      },
      query: ({ queryArg, pageParam }) => ({
        url: '/api/v1/audit',
        params: { limit: 50, before: pageParam, action: queryArg || undefined },
      }),
      providesTags: ['Audit'],
    }),
  }),
})

/** What was changed by whom, newest first; and whether the log is whole. */
export function Audit() {
  const say = useAuditWords()
  const allowed = useAllowed('audit.read')
  const [search, setSearch] = useSearchParams()
  const action = search.get('action') ?? ''
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  return (
    <Page title={say('title')} about={say('about')} wide actions={<Export />}>
      <div className="flex flex-col gap-4">
        {allowed && <Verification />}
        <Select
          label={say('action')}
          className="w-64"
          value={action}
          options={[{ value: '', label: say('any') }, ...ACTIONS.map((value) => ({ value, label: say(value) }))]}
          onChange={(event) => setSearch(event.target.value ? { action: event.target.value } : {})}
        />
        {allowed && <Entries action={action} />}
      </div>
    </Page>
  )
}

function Export() {
  const say = useAuditWords()
  const [busy, setBusy] = useState(false)
  async function take() {
    setBusy(true)
    await download('/api/v1/audit/export', 'audit.ndjson').catch((failure: unknown) => refused(failure, say('failed')))
    setBusy(false)
  }
  return (
    <Button busy={busy} onClick={() => void take()}>
      <Download className="size-4" aria-hidden="true" />
      {say('export')}
    </Button>
  )
}

function Verification() {
  const say = useAuditWords()
  const { number } = useFormats()
  const [verify, { data, isFetching, error }] = useLazyGetAuditVerificationQuery()
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={isFetching} onClick={() => void verify({}, false)}>
        <ShieldCheck className="size-4" aria-hidden="true" />
        {say('verify')}
      </Button>
      <div aria-live="polite" className="w-full">
        {error && <Note tone="bad">{problemOf(error)?.detail ?? say('failed')}</Note>}
        {data &&
          (data.intact ? (
            <Note tone="good">
              {say('whole', { rows: number(data.rows) })}{' '}
              {data.head && <span className="wrap-anywhere">{say('head', { hash: data.head })}</span>}
            </Note>
          ) : (
            <Note tone="bad">{say('broken', { seq: data.fault?.seq ?? 0, fault: data.fault?.fault ?? '' })}</Note>
          ))}
      </div>
    </div>
  )
}

function Entries({ action }: { action: string }) {
  const say = useAuditWords()
  const { data, currentData, error, isFetching, hasNextPage, fetchNextPage, refetch } = useAuditPagesInfiniteQuery(action, {
    // What was done on other pages meanwhile is in it.
    refetchOnMountOrArgChange: true,
  })
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Loaded query={{ data: currentData, error, isLoading: isFetching, refetch }} loading={<Skeleton className="h-96" />}>
      {() =>
        entries.length === 0 ? (
          <Empty title={say('none')}>{say('none_about')}</Empty>
        ) : (
          <>
            <Rows entries={entries} />
            {error && <Refusal of={error} unanswered={say('failed')} />}
            {hasNextPage && (
              <Button className="self-center" busy={isFetching} onClick={() => void fetchNextPage()}>
                {say('more')}
              </Button>
            )}
          </>
        )
      }
    </Loaded>
  )
}

function Rows({ entries }: { entries: readonly AuditEntry[] }) {
  const say = useAuditWords()
  const { time } = useFormats()
  const { who, subject, facts } = useAuditReading()
  return (
    <Table label={say('title')} head={[{ label: '#', right: true }, say('when'), say('who'), say('what'), say('details')]}>
      {entries.map((entry) => {
        const told = facts(entry)
        return (
          <tr key={entry.seq}>
            <Cell right className="text-soft">
              {entry.seq}
            </Cell>
            <Cell className="whitespace-nowrap tabular-nums">{time(entry.at)}</Cell>
            <Cell>
              {who(entry.actor)}
              {entry.address && <p className="text-sm text-soft">{entry.address}</p>}
            </Cell>
            <Cell className="min-w-40">
              <p className="font-medium">
                {ACTIONS.includes(entry.action as AuditAction) ? say(entry.action as AuditAction) : entry.action}
              </p>
              <p className="text-soft wrap-anywhere">{subject(entry)}</p>
            </Cell>
            <Cell className="w-1/2 min-w-72">
              {told.map(([name, value]) => (
                <p key={name} className="wrap-anywhere">
                  <span className="text-soft">{name}:</span> {value}
                </p>
              ))}
              {entry.request_id && (
                <p>
                  <Link className={LINK} to={`/requests/${entry.request_id}`}>
                    {say('request')}
                  </Link>
                </p>
              )}
              <Whole entry={entry} />
            </Cell>
          </tr>
        )
      })}
    </Table>
  )
}

/** The row as it is chained, for who checks it by hand. */
function Whole({ entry }: { entry: AuditEntry }) {
  const say = useAuditWords()
  return (
    <details>
      <summary className="py-0.5 text-sm text-soft">{say('row')}</summary>
      <pre className="mt-1 text-xs whitespace-pre-wrap break-all">{JSON.stringify(entry, null, 2)}</pre>
    </details>
  )
}
