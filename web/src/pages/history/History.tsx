import { useCallback, useMemo } from 'react'
import { useNavigationType } from 'react-router'
import { useMay } from '../../session/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Failed } from '../../ui/loaded.tsx'
import { Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { Filters } from './Filters.tsx'
import { useFilter } from './filter.ts'
import { useHistoryPagesInfiniteQuery, useIsShort } from './pages.ts'
import { Rows } from './Rows.tsx'
import { Views } from './Views.tsx'
import { useHistoryWords } from './words.ts'

/** Everything that was asked for: searched, filtered, and scrolled through however much it is. */
export function History() {
  const say = useHistoryWords()
  const may = useMay()
  const { number } = useFormats()
  const [filter, set] = useFilter()
  // Who comes back finds every page that they had read; who comes anew, or searches, finds the newest.
  const isBack = useNavigationType() === 'POP'
  const isShort = useIsShort(filter)
  const query = useHistoryPagesInfiniteQuery(filter, {
    refetchOnMountOrArgChange: !isBack || isShort,
    refetchCachedPages: isBack,
    refetchOnFocus: isShort,
    refetchOnReconnect: isShort,
  })
  const { data, error, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = query
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const shown = query.currentData !== undefined
  const next = useCallback(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage()
  }, [hasNextPage, isFetching, error, fetchNextPage])
  const filtered = Object.keys(filter).length > 0
  return (
    <Page
      title={say('title')}
      wide
      actions={
        <Button busy={isFetching && !isFetchingNextPage && shown} onClick={() => void refetch({ refetchCachedPages: false })}>
          {say('newer')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Filters filter={filter} set={set} />
        <Views filter={filter} set={set} />
        <p role="status" className="text-sm text-soft tabular-nums">
          {shown
            ? items.length > 0
              ? say(hasNextPage ? 'loaded' : 'end', { count: items.length, n: number(items.length) })
              : filtered && <span className="sr-only">{say('none')}</span>
            : !error && say('searching')}
        </p>
        {error && !shown ? (
          <Failed failure={error} again={() => void refetch()} />
        ) : !shown ? (
          <div className="flex flex-col gap-2">
            {Array.from({ length: 10 }, (_, i) => (
              <Skeleton key={i} className="h-17" />
            ))}
          </div>
        ) : items.length === 0 ? (
          <Empty
            title={say(filtered ? 'none' : 'empty')}
            action={
              filtered ? (
                <Button onClick={() => set({})}>{say('clear')}</Button>
              ) : (
                may('content.create') && (
                  <ButtonLink to="/requests/new" look="main">
                    {say('ask')}
                  </ButtonLink>
                )
              )
            }
          >
            {say(filtered ? 'none_about' : 'empty_about')}
          </Empty>
        ) : (
          <>
            <Rows key={JSON.stringify(filter)} items={items} isAll={!hasNextPage} atEnd={next} />
            {isFetchingNextPage && <p className="text-center text-soft">{say('more')}</p>}
            {error && (
              <Note tone="bad" role="alert" actions={<Button onClick={() => void fetchNextPage()}>{say('again')}</Button>}>
                {say('more_failed')}
              </Note>
            )}
          </>
        )}
      </div>
    </Page>
  )
}
