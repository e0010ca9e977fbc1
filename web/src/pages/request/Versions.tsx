import type { Platform } from '../../../../domain/words.ts'
import { type DraftVersion, type Request, useGetContentRequestsByIdDraftsByPlatformVersionsQuery } from '../../api/generated.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Skeleton } from '../../ui/parts.tsx'
import { toneOf, useTradeWords } from '../../words/trade.ts'
import { words } from '../../words/words.ts'

const useVersionWords = words('versions', {
  en: {
    version: 'Version {{n}}',
    agents: 'the agents ({{name}})',
    asked: '{{who}} asked: “{{instruction}}”',
    first: 'The first version.',
    same: 'No words were changed.',
    by: 'by {{name}}',
    changes: 'Show the words that changed',
  },
  id: {
    version: 'Versi {{n}}',
    agents: 'para agen ({{name}})',
    asked: '{{who}} meminta: “{{instruction}}”',
    first: 'Versi pertama.',
    same: 'Tidak ada kata yang berubah.',
    by: 'oleh {{name}}',
    changes: 'Tampilkan kata yang berubah',
  },
})

/** Every version of a draft, newest first: who made it and why, what it changed word by word, and who decided what of it. */
export function Versions({ request, platform }: { request: Request; platform: Platform }) {
  const query = useGetContentRequestsByIdDraftsByPlatformVersionsQuery({ id: request.id, platform })
  return (
    <Loaded query={query} loading={<Skeleton className="h-40" />}>
      {({ items }) => (
        <ol className="flex flex-col gap-4">
          {[...items].reverse().map((version, i) => (
            <Version
              key={version.version}
              version={version}
              open={i === 0}
              decisions={request.decisions.filter((d) => d.platform === platform && d.version === version.version)}
            />
          ))}
        </ol>
      )}
    </Loaded>
  )
}

function Version({ version, open, decisions }: { version: DraftVersion; open: boolean; decisions: Request['decisions'] }) {
  const say = useVersionWords()
  const trade = useTradeWords()
  const { made_by: by, regeneration: asked } = version
  return (
    <li className="border-l-2 border-line pl-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{say('version', { n: version.version })}</span>
        <span className="text-sm text-soft">
          {say('by', { name: by.kind === 'agents' ? say('agents', { name: by.name }) : by.name })}, <Ago at={version.created_at} />
        </span>
      </p>
      {asked && <p className="text-sm wrap-anywhere">{say('asked', { who: asked.by, instruction: asked.instruction })}</p>}
      {version.note && <p className="text-sm wrap-anywhere">“{version.note}”</p>}
      {decisions.map((decision) => (
        <p key={`${decision.by.email}/${decision.at}`} className="mt-1 flex flex-wrap items-baseline gap-1.5 text-sm">
          <Badge tone={toneOf(decision.verdict === 'approve' ? 'approved' : decision.verdict === 'reject' ? 'rejected' : 'partial')}>
            {trade(decision.verdict)}
          </Badge>
          <span>{decision.by.name || decision.by.email}</span>
          {decision.comment && <span className="wrap-anywhere">“{decision.comment}”</span>}
        </p>
      ))}
      {version.changes.length > 0 ? (
        <details open={open} className="mt-1">
          <summary className="py-1 text-sm text-soft">{say('changes')}</summary>
          {version.changes.map(({ field, pieces }) => (
            <div key={field} className="mt-1.5">
              <p className="text-sm font-medium text-soft">{field}</p>
              <p className="whitespace-pre-wrap wrap-anywhere">
                {pieces.map(({ kind, text }, i) =>
                  kind === 'same' ? <span key={i}>{text}</span> : kind === 'added' ? <ins key={i}>{text}</ins> : <del key={i}>{text}</del>,
                )}
              </p>
            </div>
          ))}
        </details>
      ) : (
        <p className="mt-1 text-sm text-soft">{say(version.version === 1 ? 'first' : 'same')}</p>
      )}
    </li>
  )
}
