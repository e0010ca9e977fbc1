import { skipToken } from '@reduxjs/toolkit/query'
import { usePostContentEstimateQuery } from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { useDebounced } from '../../parts/useDebounced.ts'
import { Failed } from '../../ui/loaded.tsx'
import { Card, Note, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { bodyOf, type Form } from './form.ts'
import { useAskWords } from './words.ts'

/** What the request would reserve and cost, and who would be asked, before it is sent. */
export function Takes({ form }: { form: Form }) {
  const say = useAskWords()
  const { number, usd, date } = useFormats()
  const still = useDebounced({ ...form, prompt: '' }, 400)
  const { prompt: _, ...estimate } = bodyOf(still)
  const query = usePostContentEstimateQuery(still.platforms.length ? { estimate } : skipToken)
  const data = query.currentData ?? query.data
  if (!still.platforms.length)
    return (
      <Card title={say('takes')}>
        <p className="text-soft">{say('choose')}</p>
      </Card>
    )
  if (query.error && problemOf(query.error)?.status === 400)
    return (
      <Card title={say('takes')}>
        <p lang="en" className="text-soft">
          {problemOf(query.error)?.detail}
        </p>
      </Card>
    )
  if (query.error) return <Failed failure={query.error} again={() => void query.refetch()} />
  return (
    <Card title={say('takes')} aria-live="polite" aria-busy={query.isFetching}>
      {!data ? (
        <Skeleton className="h-44" />
      ) : (
        <div className="flex flex-col gap-3">
          {data.refusal && (
            <Note tone="bad" role="alert">
              <span lang="en">{data.refusal.detail}</span>
            </Note>
          )}
          <div>
            <p className="text-lg font-semibold">{say('units', { count: data.units.needed })}</p>
            <p className="text-soft">
              {say('left', { left: number(data.units.left), limit: number(data.units.limit), after: number(data.units.left_after) })},{' '}
              {say('renews', { when: date(data.units.renews_at) })}
            </p>
          </div>
          <div>
            <p className="font-medium">
              {say('cost')}: {data.cost.expected_usd === null ? '–' : usd(data.cost.expected_usd)}
            </p>
            <p className="text-soft">
              {data.cost.basis === 'none'
                ? say('cost_unknown')
                : say(data.cost.whose === 'organization' ? 'cost_own' : 'cost_all', { count: data.cost.requests })}
              ; {say('most', { most: usd(data.cost.most_usd) })}
            </p>
          </div>
          <div>
            <p className="font-medium">{say('asks')}</p>
            {data.approval.mode === 'none' && <p className="text-soft">{say('nobody')}</p>}
            {data.approval.tracks.map((track) => (
              <ol key={track.platforms.join()} className="text-soft">
                {track.policy && <li className="font-medium text-ink">{track.policy.name}</li>}
                {track.levels.map((level, i) => (
                  <li key={i} className="wrap-anywhere">
                    {track.levels.length > 1 && `${level.name || say('level', { n: i + 1 })}: `}
                    {level.approvers.map(({ name, email }) => name || email).join(', ')}
                  </li>
                ))}
              </ol>
            ))}
          </div>
        </div>
      )}
    </Card>
  )
}
