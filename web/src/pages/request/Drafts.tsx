import { useSearchParams } from 'react-router'
import type { Content } from '../../../../domain/content.ts'
import { isEditable } from '../../../../domain/outcome.ts'
import { publishedText } from '../../../../domain/platforms/index.ts'
import type { Draft, Request } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Status } from '../../parts/Status.tsx'
import { useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Badge, Card, Empty, Note } from '../../ui/parts.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { Counters } from './Counters.tsx'
import { countersOf } from './counters.ts'
import { Editor } from './Editor.tsx'
import { Findings } from './Findings.tsx'
import { Preview } from './previews/Preview.tsx'
import { Quality } from './Quality.tsx'
import { Regenerate } from './Regenerate.tsx'
import { Versions } from './Versions.tsx'
import { useEditWords, useRequestWords } from './words.ts'

const VIEWS = ['preview', 'edit', 'quality', 'versions'] as const
type View = (typeof VIEWS)[number]
type Of = { request: Request; draft: Draft }

const stateOf = ({ request, draft }: Of) => request.platforms.find(({ platform }) => platform === draft.platform)
const isOpenToEdits = (of: Of) => {
  const state = stateOf(of)
  return state !== undefined && isEditable(of.request.status, state.status)
}

/** The drafts side by side, or the one that is looked at closely. */
export function Drafts({ request }: { request: Request }) {
  const say = useRequestWords()
  const [search, setSearch] = useSearchParams()
  const one = request.drafts.find(({ platform }) => platform === search.get('draft'))
  if (!request.drafts.length) return <Empty title={say('no_drafts')}>{say('no_drafts_about')}</Empty>
  if (one) return <OneDraft request={request} draft={one} />
  return (
    <div className="grid items-start gap-4 [grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))]">
      {request.drafts.map((draft) => (
        <DraftCard key={draft.platform} request={request} draft={draft} look={(view) => setSearch({ draft: draft.platform, view })} />
      ))}
    </div>
  )
}

function Heading({ request, draft }: Of) {
  const say = useRequestWords()
  const trade = useTradeWords()
  const { score } = useFormats()
  const state = stateOf({ request, draft })
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h3 className="text-lg font-semibold">
        {PLATFORM_NAMES[draft.platform]} <span className="font-normal text-soft">{trade(draft.content_type)}</span>
      </h3>
      {state && <Status of={state.status} />}
      <span className="text-sm text-soft">{say('version_of', { n: draft.version })}</span>
      {draft.quality_score !== null && <Badge>{score(draft.quality_score)}</Badge>}
    </div>
  )
}

function DraftCard({ request, draft, look }: Of & { look(view: View): void }) {
  const say = useRequestWords()
  const trade = useTradeWords()
  const may = useMay()
  const editable = isOpenToEdits({ request, draft })
  const content = draft.content_data as Content
  const counters = countersOf(draft.platform, draft.content_type, content, { disclosure: request.disclosure })
  const worst = draft.findings.filter(({ severity }) => severity !== 'INFO').length
  return (
    <Card aria-label={PLATFORM_NAMES[draft.platform]} className="flex flex-col gap-3">
      <Heading request={request} draft={draft} />
      <Preview
        platform={draft.platform}
        contentType={draft.content_type}
        content={content}
        brand={request.brand.name}
        images={draft.images}
      />
      <Counters of={counters} />
      {worst > 0 && <Findings of={draft.findings.filter(({ severity }) => severity !== 'INFO')} />}
      {draft.model.offline && <p className="text-sm text-soft">{say('offline')}</p>}
      <div className="mt-auto flex flex-wrap gap-2">
        {may('content.create') && (
          <>
            <Button size="sm" disabled={!editable} onClick={() => look('edit')}>
              {say('edit')}
            </Button>
            <Regenerate request={request} draft={draft} disabled={!editable} />
          </>
        )}
        <Button size="sm" onClick={() => look('quality')}>
          {say('quality')}
        </Button>
        <Button
          size="sm"
          onClick={() => look('versions')}
          aria-label={`${say('versions')}: ${PLATFORM_NAMES[draft.platform]} ${trade(draft.content_type)}`}
        >
          {say('versions')}
        </Button>
        <CopyText draft={draft} />
      </div>
    </Card>
  )
}

function CopyText({ draft }: { draft: Draft }) {
  const say = useRequestWords()
  const text = publishedText(draft.platform, draft.content_type, draft.content_data as Content)
  if (!text) return null
  return (
    <Button
      size="sm"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => told(say('copied')),
          () => refused(undefined, say('not_copied')),
        )
      }}
    >
      {say('copy')}
    </Button>
  )
}

function OneDraft({ request, draft }: Of) {
  const say = useRequestWords()
  const edit = useEditWords()
  const may = useMay()
  const [search, setSearch] = useSearchParams()
  const editable = isOpenToEdits({ request, draft })
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'preview'
  const go = (to: View) => setSearch({ draft: draft.platform, view: to })
  const content = draft.content_data as Content
  const outdated = request.outdated.find(({ platform, version }) => platform === draft.platform && version === draft.version)
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Heading request={request} draft={draft} />
        <div className="flex flex-wrap gap-2">
          {may('content.create') && <Regenerate request={request} draft={draft} disabled={!editable} />}
          <CopyText draft={draft} />
          <Button size="sm" onClick={() => setSearch({})}>
            {say('show_all', { count: request.drafts.length })}
          </Button>
        </div>
      </div>
      {outdated && (
        <div className="mb-3">
          <Note tone="warn">
            <p className="font-medium">{say('outdated')}</p>
            <Findings of={outdated.findings} />
          </Note>
        </div>
      )}
      <Tabs
        label={PLATFORM_NAMES[draft.platform]}
        value={view}
        onChange={go}
        tabs={[
          {
            value: 'preview',
            label: say('preview'),
            content: (
              <div className="grid items-start gap-6 lg:grid-cols-2">
                <Preview
                  platform={draft.platform}
                  contentType={draft.content_type}
                  content={content}
                  brand={request.brand.name}
                  images={draft.images}
                />
                <div className="flex flex-col gap-4">
                  <Counters of={countersOf(draft.platform, draft.content_type, content, { disclosure: request.disclosure })} />
                  {draft.to_attach.length > 0 && (
                    <div>
                      <h4 className="font-semibold">{say('attach')}</h4>
                      <ul lang="en" className="mt-1 list-disc pl-4">
                        {draft.to_attach.map(({ what, why }) => (
                          <li key={what} className="wrap-anywhere">
                            {what} <span className="text-soft">({why})</span>
                          </li>
                        ))}
                      </ul>
                    </div>
                  )}
                  <p className="text-sm text-soft wrap-anywhere">
                    {draft.model.provider}/{draft.model.name}
                    {draft.model.offline && `, ${say('offline')}`}
                    <br />
                    {say('by_hash', { hash: draft.content_hash.slice(0, 16) })}
                  </p>
                </div>
              </div>
            ),
          },
          {
            value: 'edit',
            label: say('edit'),
            content:
              editable && may('content.create') ? (
                <Editor key={draft.platform} request={request} draft={draft} onSaved={() => go('preview')} />
              ) : (
                <Note>{edit('not_now')}</Note>
              ),
          },
          { value: 'quality', label: say('quality'), content: <Quality draft={draft} /> },
          { value: 'versions', label: say('versions'), content: <Versions request={request} platform={draft.platform} /> },
        ]}
      />
    </div>
  )
}
