import { useDroppable } from '@dnd-kit/core'
import { clsx } from 'clsx'
import { useState } from 'react'
import type { CalendarItem } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { useFormats } from '../../words/format.ts'
import type { Day } from './days.ts'
import { Entry, entryId } from './Entry.tsx'
import { useCalendarWords } from './words.ts'

/** Entries of a day before the others are behind a button: a month stays a month, and the page stays quick. */
const MOST = { month: 5, week: 30 } as const

interface Opening {
  open(item: CalendarItem): void
  movable: boolean
  view: 'month' | 'week'
  /** Shows all of a day, in its week. */
  more(day: Day): void
}

/** How a day is called; days are days of the organization's calendar, wherever the reader is. */
export function useDayNames(): {
  long(day: Day): string
  weekday(day: Day): string
  month(day: Day): string
  span(from: Day, to: Day): string
} {
  const { parts, span } = useFormats()
  const noon = (day: Day) => new Date(`${day}T12:00:00Z`)
  const say = (day: Day, options: Intl.DateTimeFormatOptions) => parts({ ...options, timeZone: 'UTC' }, noon(day))
  return {
    long: (day) => say(day, { weekday: 'long', day: 'numeric', month: 'long' }),
    weekday: (day) => say(day, { weekday: 'short' }),
    month: (day) => say(day, { month: 'long', year: 'numeric' }),
    span: (from, to) => span({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }, noon(from), noon(to)),
  }
}

/** Days in weeks, each a place to drop drafts on; on a phone, one under another. */
export function Grid({
  days,
  month,
  today,
  items,
  busy,
  until,
  ...opening
}: Opening & {
  days: readonly Day[]
  month: string
  today: Day
  items: readonly CalendarItem[]
  busy: boolean
  /** The last day whose items came, where not all did. */
  until: Day | undefined
}) {
  const names = useDayNames()
  const { view } = opening
  return (
    <div aria-busy={busy || undefined} className={clsx('overflow-hidden rounded-lg border border-line bg-line', busy && 'animate-pulse')}>
      <div aria-hidden="true" className="hidden grid-cols-7 gap-px bg-sunk text-sm text-soft md:grid">
        {days.slice(0, 7).map((day) => (
          <div key={day} className="px-2 py-1.5 font-medium">
            {names.weekday(day)}
          </div>
        ))}
      </div>
      <ol className="grid gap-px md:grid-cols-7">
        {days.map((day) => (
          <DayCell
            key={day}
            day={day}
            isOther={view === 'month' && !day.startsWith(month)}
            isToday={day === today}
            isUnknown={until !== undefined && day > until}
            items={items.filter(({ local_time }) => local_time?.startsWith(day))}
            {...opening}
          />
        ))}
      </ol>
    </div>
  )
}

function DayCell({
  day,
  isOther,
  isToday,
  isUnknown,
  items,
  view,
  open,
  movable,
  more,
}: Opening & { day: Day; isOther: boolean; isToday: boolean; isUnknown: boolean; items: readonly CalendarItem[] }) {
  const say = useCalendarWords()
  const names = useDayNames()
  const { number } = useFormats()
  const [opened, setOpened] = useState(false)
  // For one more, the button would take as much room as it.
  const shown = opened || items.length <= MOST[view] + 1 ? items : items.slice(0, MOST[view])
  const { setNodeRef, isOver } = useDroppable({ id: `day/${day}`, data: { day } })
  return (
    <li
      ref={setNodeRef}
      aria-label={isUnknown ? `${names.long(day)}, ${say('day_unknown')}` : say('day', { day: names.long(day), count: items.length })}
      className={clsx(
        'min-w-0 p-1.5',
        view === 'week' ? 'md:min-h-96' : 'md:min-h-28',
        isOver ? 'bg-accent-wash' : isOther ? 'bg-back' : 'bg-paper',
        // Of a month, a phone lists the days that hold something.
        view === 'month' && items.length === 0 && !isToday && 'max-md:hidden',
      )}
    >
      <p className={clsx('mb-1 flex items-baseline gap-1.5 text-sm', isOther ? 'text-soft' : undefined)}>
        <span
          className={clsx('tabular-nums', isToday && 'grid size-6 place-items-center rounded-full bg-accent font-semibold text-on-accent')}
        >
          {Number(day.slice(8))}
        </span>
        <span className="md:hidden">{names.long(day)}</span>
      </p>
      <div className="flex flex-col gap-1">
        {isUnknown && <p className="text-xs text-soft">{say('day_unknown')}</p>}
        {shown.map((item) => (
          <Entry key={entryId(item)} item={item} open={() => open(item)} movable={movable} />
        ))}
        {shown.length < items.length && (
          <Button
            size="sm"
            look="quiet"
            className="h-6! justify-start! px-1.5! text-xs!"
            aria-label={say('day_more_of', { n: number(items.length - shown.length), day: names.long(day) })}
            onClick={() => (view === 'week' ? setOpened(true) : more(day))}
          >
            {say('day_more', { n: number(items.length - shown.length) })}
          </Button>
        )}
      </div>
    </li>
  )
}
