import { ChevronDown, ExternalLink } from 'lucide-react'
import { useParams } from 'react-router'
import { isFinal } from '../../../../domain/outcome.ts'
import { download } from '../../api/download.ts'
import {
  type Request,
  useGetContentRequestsByIdQuery,
  usePostContentRequestsByIdCancelMutation,
  usePostContentRequestsByIdRetryMutation,
} from '../../api/generated.ts'
import { Status } from '../../parts/Status.tsx'
import { useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded, NotFound } from '../../ui/loaded.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Ago, Badge, Card, Page, Skeleton } from '../../ui/parts.tsx'
import { attempted, refused } from '../../ui/toast.ts'
import { Approval, Cost } from './Aside.tsx'
import { Board } from './Board.tsx'
import { Drafts } from './Drafts.tsx'
import { Happened } from './Happened.tsx'
import { useLive } from './live.ts'
import { NextStep } from './NextStep.tsx'
import { useRequestWords } from './words.ts'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One request: what the agents do, what they made, who decided what, and what it cost. */
export function RequestPage() {
  const { id = '' } = useParams()
  const say = useRequestWords()
  if (!ID.test(id))
    return (
      <Page title={say('title')}>
        <NotFound />
      </Page>
    )
  return <Following key={id} id={id} />
}

function Following({ id }: { id: string }) {
  const say = useRequestWords()
  const query = useGetContentRequestsByIdQuery({ id })
  if (!query.data)
    return (
      <Page title={say('title')} wide>
        <Loaded
          query={query}
          loading={
            <div className="flex flex-col gap-4">
              <Skeleton className="h-44" />
              <Skeleton className="h-96" />
            </div>
          }
        >
          {() => null}
        </Loaded>
      </Page>
    )
  return <Shown request={query.data} />
}

function Shown({ request }: { request: Request }) {
  const say = useRequestWords()
  const { board, events, connection } = useLive(request.id)
  const heading = request.prompt.length > 90 ? `${request.prompt.slice(0, 89).trimEnd()}…` : request.prompt
  return (
    <Page
      wide
      title={heading}
      about={
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Status of={request.status} />
          <span>
            {say('for', { brand: request.brand.name })}, <Ago at={request.created_at} />
          </span>
          <span role="status">
            <Badge tone={connection === 'lost' ? 'warn' : connection === 'live' ? 'good' : 'neutral'}>{say(connection)}</Badge>
          </span>
        </p>
      }
      actions={<Actions request={request} />}
    >
      <div className="flex flex-col gap-6">
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <div className="flex min-w-0 flex-col gap-4">
            {request.prompt.length > 90 && (
              <p className="max-w-prose whitespace-pre-wrap text-soft wrap-anywhere" lang={request.language}>
                {request.prompt}
              </p>
            )}
            <NextStep request={request} />
            <div>
              <h2 className="mb-2 text-lg font-semibold">{say('progress')}</h2>
              <Board board={board} platforms={request.platforms} />
            </div>
          </div>
          <Approval request={request} />
        </div>
        <div>
          <h2 className="mb-2 text-lg font-semibold">{say('drafts')}</h2>
          <Drafts request={request} />
        </div>
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <Card title={say('timeline')}>
            <Happened events={events} />
          </Card>
          <Cost request={request} />
        </div>
      </div>
    </Page>
  )
}

function Actions({ request }: { request: Request }) {
  const say = useRequestWords()
  const may = useMay()
  const [cancel] = usePostContentRequestsByIdCancelMutation()
  const [retry, { isLoading: retrying }] = usePostContentRequestsByIdRetryMutation()
  const { id, links } = request
  const approved = request.platforms.some(({ status }) => status === 'approved')
  const failed = isFinal(request.status) && request.platforms.some(({ status }) => status === 'failed')
  const get = (path: string, name: string) => () =>
    void download(`/api/v1/content/requests/${id}/${path}`, name).catch((failure: unknown) => refused(failure, say('failed_act')))
  return (
    <>
      {failed && may('content.create') && (
        <Button look="main" busy={retrying} onClick={() => void attempted(retry({ id }).unwrap(), say('retried'), say('failed_act'))}>
          {say('retry')}
        </Button>
      )}
      {approved && may('content.export') && (
        <Menu
          trigger={
            <Button>
              {say('export')}
              <ChevronDown className="size-4" aria-hidden="true" />
            </Button>
          }
        >
          <MenuItem onSelect={get('export.zip', `${id}.zip`)}>{say('export_zip')}</MenuItem>
          <MenuItem onSelect={get('export.pdf', `${id}.pdf`)}>{say('export_pdf')}</MenuItem>
          {may('evidence.read') && <MenuItem onSelect={get('evidence', `${id}-evidence.json`)}>{say('evidence')}</MenuItem>}
        </Menu>
      )}
      {links.temporal_ui && may('organization.write') && (
        <a
          href={links.temporal_ui}
          target="_blank"
          rel="noreferrer"
          className="inline-flex h-9 items-center gap-2 rounded-md px-3.5 font-medium hover:bg-hover"
        >
          {say('temporal')}
          <ExternalLink className="size-4" aria-hidden="true" />
        </a>
      )}
      {!isFinal(request.status) && may('content.cancel') && (
        <Confirm
          trigger={<Button look="danger">{say('cancel')}</Button>}
          title={say('cancel_title')}
          about={say('cancel_about')}
          action={say('cancel')}
          act={() => attempted(cancel({ id }).unwrap(), say('cancelled'), say('failed_act'))}
        />
      )}
    </>
  )
}
