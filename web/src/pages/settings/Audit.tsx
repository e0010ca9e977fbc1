import { Download, ShieldCheck } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { download } from '../../api/download.ts'
import {
  type AuditEntry,
  api,
  type GetAuditApiResponse,
  useGetMembersQuery,
  useLazyGetAuditVerificationQuery,
} from '../../api/generated.ts'
import { LINK } from '../../session/Doorway.tsx'
import { useAllowed } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { Failed, NotAllowed } from '../../ui/loaded.tsx'
import { Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { refused } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
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
  if (allowed === false)
    return (
      <Page title={say('title')}>
        <NotAllowed />
      </Page>
    )
  return (
    <Page
      title={say('title')}
      about={say('about')}
      wide
      actions={
        <Button
          onClick={() => void download('/api/v1/audit/export', 'audit.jsonl').catch((failure: unknown) => refused(failure, say('failed')))}
        >
          <Download className="size-4" aria-hidden="true" />
          {say('export')}
        </Button>
      }
    >
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

function Verification() {
  const say = useAuditWords()
  const { number } = useFormats()
  const [verify, { data, isFetching, error }] = useLazyGetAuditVerificationQuery()
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={isFetching} onClick={() => void verify({})}>
        <ShieldCheck className="size-4" aria-hidden="true" />
        {say('verify')}
      </Button>
      <div aria-live="polite" className="w-full">
        {error && <Note tone="bad">{say('failed')}</Note>}
        {data &&
          (data.intact ? (
            <Note tone="good">
              {say('whole', { rows: number(data.rows) })}{' '}
              {data.head && <span className="font-mono text-sm break-all">{say('head', { hash: data.head })}</span>}
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
  const { time } = useFormats()
  const who = useActors()
  const { data, currentData, error, isFetching, hasNextPage, fetchNextPage, refetch } = useAuditPagesInfiniteQuery(action)
  if (!currentData && error) return <Failed failure={error} again={() => void refetch()} />
  if (!currentData)
    return (
      <div role="status">
        <Skeleton className="h-96" />
      </div>
    )
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  if (!entries.length) return <Empty title={say('none')}>{say('none_about')}</Empty>
  return (
    <>
      <Table label={say('title')} head={[{ label: '#', right: true }, say('when'), say('who'), say('what'), say('details')]}>
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <Cell right className="text-soft">
              {entry.seq}
            </Cell>
            <Cell className="whitespace-nowrap">{time(entry.at)}</Cell>
            <Cell>
              {who(entry.actor)}
              {entry.address && <p className="text-sm text-soft">{entry.address}</p>}
            </Cell>
            <Cell>
              {ACTIONS.includes(entry.action as AuditAction) ? say(entry.action as AuditAction) : entry.action}
              {entry.request_id && (
                <p>
                  <Link className={LINK} to={`/requests/${entry.request_id}`}>
                    {say('request')}
                  </Link>
                </p>
              )}
            </Cell>
            <Cell className="min-w-64">
              <Details entry={entry} />
            </Cell>
          </tr>
        ))}
      </Table>
      {error && <Note tone="bad">{say('failed')}</Note>}
      {hasNextPage && (
        <Button className="self-center" busy={isFetching} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}

function Details({ entry }: { entry: AuditEntry }) {
  const say = useAuditWords()
  const text = JSON.stringify(entry.data)
  return (
    <details>
      <summary className="py-0.5 text-sm text-soft wrap-anywhere">{entry.subject}</summary>
      {text !== '{}' && <pre className="mt-1 max-w-xl text-xs whitespace-pre-wrap break-all">{JSON.stringify(entry.data, null, 2)}</pre>}
      <p className="mt-1 font-mono text-xs break-all text-soft">{say('hash', { hash: entry.hash })}</p>
    </details>
  )
}

/** Names of who did something: members by name; keys, links and people who left by what they are. */
function useActors(): (actor: string) => string {
  const say = useAuditWords()
  const { data } = useGetMembersQuery({ limit: 100 })
  return (actor) => {
    const [kind, id = ''] = actor.split('/')
    if (kind === 'user') {
      const member = data?.items.find(({ user_id }) => user_id === id)
      return member ? member.name || member.email : say('somebody', { id: id.slice(0, 8) })
    }
    return kind === 'key' ? say('key', { id: id.slice(0, 8) }) : kind === 'link' ? say('link', { id: id.slice(0, 8) }) : actor
  }
}
