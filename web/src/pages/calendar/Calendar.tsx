import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { localOf } from '../../../../domain/calendar.ts'
import { PLATFORMS } from '../../../../domain/words.ts'
import { download } from '../../api/download.ts'
import {
  type CalendarItem,
  type Calendar as CalendarOf,
  type GetContentCalendarApiArg,
  useGetContentCalendarQuery,
} from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { todayIn } from '../../parts/today.ts'
import { useBrandOptions } from '../../parts/useBrandOptions.ts'
import { useMay } from '../../session/may.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Segments, Select } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Card, Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { refused } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { addDays, addMonths, type Day, daysOf, momentAt } from './days.ts'
import { Entry, EntryText, entryId } from './Entry.tsx'
import { Grid, useDayNames } from './Grid.tsx'
import { toNextDay } from './keyboard.ts'
import { Plan } from './Plan.tsx'
import { useMove } from './useMove.ts'
import { useCalendarWords } from './words.ts'

const VIEWS = ['month', 'week'] as const

/** What is approved, at the time it is to be published. */
export function Calendar() {
  const say = useCalendarWords()
  const may = useMay()
  const names = useDayNames()
  const [search, setSearch] = useSearchParams()
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'month'
  // The organization's clock, once an answer has said which that is.
  const [zone, setZone] = useState<string>()
  const day: Day = /^20\d\d-\d\d-\d\d$/.test(search.get('day') ?? '') ? (search.get('day') ?? '') : todayIn(zone)
  const platform = PLATFORMS.find((one) => one === search.get('platform'))
  const brandId = search.get('brand') ?? undefined
  const put = (part: Record<string, string>) => {
    const to = new URLSearchParams(search)
    for (const [name, value] of Object.entries(part)) value ? to.set(name, value) : to.delete(name)
    setSearch(to)
  }
  const days = daysOf(view, day)
  const span = { from: days[0] ?? day, to: days.at(-1) ?? day }
  const shown: GetContentCalendarApiArg = { ...span, ...(brandId && { brandId }), ...(platform && { platform }), limit: 2000 }
  const query = useGetContentCalendarQuery(shown)
  if (query.data && query.data.time_zone !== zone) setZone(query.data.time_zone)
  // While other days come, the frame of the new ones is there already; where they do not come, that is said.
  const brands = useBrandOptions(brandId)
  const go = (by: 1 | -1) => put({ day: view === 'month' ? addMonths(day, by) : addDays(day, 7 * by) })

  const get = (ending: 'ics' | 'csv') => () => {
    const params = new URLSearchParams({ ...span, ...(brandId && { brand_id: brandId }), ...(platform && { platform }) })
    void download(`/api/v1/content/calendar/export.${ending}?${params}`, `calendar.${ending}`).catch((failure: unknown) =>
      refused(failure, say('no_export')),
    )
  }
  return (
    <Page
      title={say('title')}
      wide
      about={query.data && say('zone', { zone: query.data.time_zone })}
      actions={
        <>
          <Segments
            label={say('view')}
            value={view}
            options={VIEWS.map((value) => ({ value, label: say(value) }))}
            onChange={(to) => put({ view: to })}
          />
          {may('content.export') && (
            <Menu
              trigger={
                <Button>
                  {say('export')}
                  <ChevronDown className="size-4" aria-hidden="true" />
                </Button>
              }
            >
              <MenuItem onSelect={get('ics')}>{say('ics')}</MenuItem>
              <MenuItem onSelect={get('csv')}>{say('csv')}</MenuItem>
            </Menu>
          )}
        </>
      }
    >
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div className="flex items-center gap-1">
          <IconButton label={say('previous')} onClick={() => go(-1)}>
            <ChevronLeft className="size-5" aria-hidden="true" />
          </IconButton>
          <Button onClick={() => put({ day: todayIn(query.data?.time_zone) })}>{say('today')}</Button>
          <IconButton label={say('next')} onClick={() => go(1)}>
            <ChevronRight className="size-5" aria-hidden="true" />
          </IconButton>
          <h2 className="ml-2 text-lg font-semibold" aria-live="polite">
            {view === 'month' ? names.month(day) : names.span(span.from, span.to)}
          </h2>
        </div>
        <div className="grid w-full grid-cols-2 gap-3 sm:flex sm:w-auto">
          <Select
            label={say('brand')}
            hideLabel
            className="min-w-0 sm:w-48"
            value={brandId ?? ''}
            options={[{ value: '', label: `${say('brand')}: ${say('any')}` }, ...brands]}
            onChange={(event) => put({ brand: event.target.value })}
          />
          <Select
            label={say('platform')}
            hideLabel
            className="min-w-0 sm:w-48"
            value={platform ?? ''}
            options={[
              { value: '', label: `${say('platform')}: ${say('any')}` },
              ...PLATFORMS.map((value) => ({ value, label: PLATFORM_NAMES[value] })),
            ]}
            onChange={(event) => put({ platform: event.target.value })}
          />
        </div>
      </div>
      <Loaded
        query={{ ...query, data: query.currentData ?? (query.isFetching ? query.data : undefined) }}
        loading={<Skeleton className="h-[36rem]" />}
      >
        {(calendar) => (
          <Board
            key={calendar.time_zone}
            calendar={calendar}
            shown={shown}
            busy={query.currentData === undefined}
            days={days}
            view={view}
            month={day.slice(0, 7)}
            go={(to, as = view) => put({ day: to, view: as })}
            {...(brandId || platform ? { clear: () => put({ brand: '', platform: '' }) } : {})}
          />
        )}
      </Loaded>
    </Page>
  )
}

function Board({
  calendar,
  shown,
  busy,
  days,
  view,
  month,
  go,
  clear,
}: {
  calendar: CalendarOf
  shown: GetContentCalendarApiArg
  days: readonly Day[]
  view: 'month' | 'week'
  month: string
  /** The items of these days are still on their way. */
  busy: boolean
  go(day: Day, as?: 'month' | 'week'): void
  /** Takes the filters away, where there are any. */
  clear?: () => void
}) {
  const say = useCalendarWords()
  const names = useDayNames()
  const { number } = useFormats()
  const movable = useMay()('content.create')
  const { move, reset } = useMove(shown)
  const [opened, setOpened] = useState<CalendarItem>()
  const origin = useRef('')
  const [dragged, setDragged] = useState<CalendarItem>()
  const sensors = useSensors(
    // A click opens; only what is pulled is dragged. A finger has to rest, else the page could not be scrolled.
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      // At once: while the page glides, the day under the draft is another than the one that was said.
      scrollBehavior: 'auto',
      coordinateGetter: toNextDay,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  )
  const dayName = (id: unknown) => names.long(String(id).replace('day/', ''))
  // A draft that changes its day is another button: the focus goes there with it, and back with it where the API refuses.
  const landing = useRef<string>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever drafts have changed places
  useEffect(() => {
    if (!landing.current || document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`[data-entry="${landing.current}"]`)?.focus()
  }, [calendar.items])
  function dropped({ active, over, activatorEvent }: DragEndEvent) {
    setDragged(undefined)
    const { item } = active.data.current as { item: CalendarItem }
    const to = (over?.data.current as { day?: Day } | undefined)?.day
    if (!to || item.local_time?.startsWith(to)) return
    if (activatorEvent instanceof KeyboardEvent) landing.current = entryId(item)
    void move(item, momentAt(to, item.local_time?.slice(11, 16) ?? '09:00', item.time_zone)).then(() =>
      setTimeout(() => {
        landing.current = undefined
      }),
    )
  }
  const { items, unplanned, unplanned_count, outside } = calendar
  const until = calendar.next_cursor ? items.at(-1)?.local_time?.slice(0, 10) : undefined
  const isEmpty = items.length + unplanned_count + outside.before.count + outside.after.count === 0
  if (isEmpty && clear)
    return (
      <Empty title={say('none')} action={<Button onClick={clear}>{say('clear')}</Button>}>
        {say('none_about')}
      </Empty>
    )
  if (isEmpty) return <Empty title={say('empty')}>{say('empty_about')}</Empty>
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={(args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args))}
      onDragStart={({ active }) => setDragged((active.data.current as { item: CalendarItem }).item)}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={dropped}
      accessibility={{
        screenReaderInstructions: { draggable: say('dnd_how') },
        announcements: {
          onDragStart: ({ active }) => {
            const { item } = active.data.current as { item: CalendarItem }
            origin.current = `day/${item.local_time?.slice(0, 10)}`
            return say('dnd_start', { title: item.title })
          },
          onDragOver({ over }) {
            // Where it is picked up it is over its own day at once: saying so would cut off what is said of picking it up.
            const isFirst = over !== null && over.id === origin.current
            origin.current = ''
            return isFirst ? undefined : over ? say('dnd_over', { day: dayName(over.id) }) : say('dnd_out')
          },
          onDragEnd: ({ over }) => (over ? say('dnd_drop', { day: dayName(over.id) }) : say('dnd_cancel')),
          onDragCancel: () => say('dnd_cancel'),
        },
      }}
    >
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_16rem]">
        <div className="flex min-w-0 flex-col gap-2">
          {until && <Note tone="warn">{say('more', { n: number(items.length), day: names.long(until) })}</Note>}
          <div className="flex justify-between gap-3">
            {outside.before.nearest ? (
              <Button size="sm" look="quiet" onClick={() => go(localOf(new Date(outside.before.nearest ?? ''), calendar.time_zone).date)}>
                <ChevronLeft className="size-4" aria-hidden="true" />
                {say('before', { n: number(outside.before.count) })}
              </Button>
            ) : (
              <span />
            )}
            {outside.after.nearest && (
              <Button size="sm" look="quiet" onClick={() => go(localOf(new Date(outside.after.nearest ?? ''), calendar.time_zone).date)}>
                {say('after', { n: number(outside.after.count) })}
                <ChevronRight className="size-4" aria-hidden="true" />
              </Button>
            )}
          </div>
          <Grid
            busy={busy}
            until={until}
            more={(to) => go(to, 'week')}
            days={days}
            month={month}
            today={todayIn(calendar.time_zone)}
            items={items}
            view={view}
            open={setOpened}
            movable={movable}
          />
        </div>
        <Card title={say('unplanned')}>
          {unplanned.length === 0 && <p className="text-soft">{say('unplanned_none')}</p>}
          <div className="flex flex-col gap-1.5">
            {unplanned.map((item) => (
              <Entry key={entryId(item)} item={item} open={() => setOpened(item)} movable={movable} />
            ))}
          </div>
          {unplanned_count > unplanned.length && (
            <p className="mt-2 text-sm text-soft">{say('unplanned_more', { n: number(unplanned_count - unplanned.length) })}</p>
          )}
        </Card>
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className="w-44 rounded border border-accent bg-raised px-1.5 py-1 text-xs shadow-float">
            <EntryText item={dragged} />
          </div>
        )}
      </DragOverlay>
      {opened && (
        <Plan
          item={opened}
          movable={movable}
          move={(to) => move(opened, to)}
          reset={() => reset(opened)}
          close={() => setOpened(undefined)}
        />
      )}
    </DndContext>
  )
}
