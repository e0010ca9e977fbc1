import { useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { HistoryItem } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Status } from '../../parts/Status.tsx'
import { useFormats } from '../../words/format.ts'
import { useHistoryWords } from './words.ts'

/** Where one was in the list, and how high its rows were, at each place in the browser's history: whoever comes back finds the same rows there. */
const places = new Map<string, { offset: number; heights: Virtualizer<Window, Element>['measurementsCache'] }>()

/** The most addresses of a row. */
const SHOWN = 3

/** The rows that are seen, of any number. */
export function Rows({ items, isAll, atEnd }: { items: readonly HistoryItem[]; isAll: boolean; atEnd(): void }) {
  const say = useHistoryWords()
  const list = useRef<HTMLOListElement>(null)
  const [margin, setMargin] = useState(0)
  const { key } = useLocation()
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), [])
  const [place] = useState(() => places.get(key))
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => 76,
    overscan: 8,
    scrollMargin: margin,
    getItemKey: (i) => items[i]?.id ?? i,
    ...(place && { initialMeasurementsCache: place.heights, initialOffset: place.offset }),
  })
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => {
    if (place) scrollTo(0, place.offset)
  }, [place])
  // As a layout effect it ends before the next page moves the window; later, on a slow machine, that would be taken for the reader's place.
  useLayoutEffect(() => {
    // The offset as it was last scrolled to: by the time the list goes, the window may be shorter.
    let offset = place?.offset ?? 0
    const scrolled = () => {
      offset = scrollY
    }
    addEventListener('scroll', scrolled, { passive: true })
    return () => {
      removeEventListener('scroll', scrolled)
      places.set(key, { offset, heights: latest.current.measurementsCache })
      const [oldest] = places.keys()
      if (places.size > 20 && oldest) places.delete(oldest)
    }
  }, [key, place])
  const seen = rows.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (!isAll && last >= items.length - 25) atEnd()
  }, [last, items.length, isAll, atEnd])
  return (
    <ol
      ref={list}
      aria-label={say('list')}
      className="relative rounded-lg border border-line bg-paper"
      style={{ height: rows.getTotalSize() }}
    >
      {seen.map(({ index, start }) => {
        const item = items[index]
        return (
          item && (
            <li
              key={item.id}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={isAll ? items.length : -1}
              className="absolute inset-x-0 top-0 border-b border-line px-4 py-2.5"
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              <Row item={item} />
            </li>
          )
        )
      })}
    </ol>
  )
}

function Row({ item }: { item: HistoryItem }) {
  const say = useHistoryWords()
  const { usd, ago, time, list } = useFormats()
  const more = item.waits_for.length - SHOWN
  const people = [...item.waits_for.slice(0, SHOWN), ...(more > 0 ? [say('others', { count: more })] : [])]
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <Link to={`/requests/${item.id}`} className="line-clamp-2 font-medium wrap-anywhere hover:text-accent hover:underline">
          {item.prompt}
        </Link>
        <p className="text-sm text-soft">
          {item.brand.name}: {item.platforms.map((platform) => PLATFORM_NAMES[platform]).join(', ')}
          {item.waits_for.length > 0 && `; ${say('waits', { people: list(people) })}`}
          {item.due_at && (
            <>
              {', '}
              <time dateTime={item.due_at} title={time(item.due_at)}>
                {say('due', { when: ago(item.due_at) })}
              </time>
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 text-sm text-soft tabular-nums sm:flex-col sm:items-end sm:gap-0.5">
        <Status of={item.status} />
        <span>
          <time dateTime={item.created_at} title={time(item.created_at)}>
            {ago(item.created_at)}
          </time>
          , {usd(item.cost_usd)}
        </span>
      </div>
    </div>
  )
}
