import { useDraggable } from '@dnd-kit/core'
import { clsx } from 'clsx'
import type { CalendarItem } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useCalendarWords } from './words.ts'

export const entryId = ({ request_id, platform }: CalendarItem) => `${request_id}/${platform}`

/** An approved draft at its time: dragged to another day, or opened with Enter or a click. */
export function Entry({ item, open, movable }: { item: CalendarItem; open(): void; movable: boolean }) {
  const say = useCalendarWords()
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: entryId(item),
    data: { item },
    disabled: !movable,
    attributes: { roleDescription: say('draggable') },
  })
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-entry={entryId(item)}
      {...(movable ? { ...attributes, ...listeners } : {})}
      onClick={open}
      onKeyDown={(event) => {
        // Space picks up; Enter opens, as on any button.
        if (event.key === 'Enter') return
        listeners?.onKeyDown?.(event)
      }}
      onKeyUp={(event) => {
        // What was picked up or put down was not pressed: Firefox would click.
        if (event.key === ' ' && movable) event.preventDefault()
      }}
      className={clsx(
        'block w-full touch-manipulation rounded border border-line border-l-3 bg-raised px-1.5 py-1 text-left text-xs',
        item.source === 'moved' ? 'border-l-accent' : 'border-l-edge',
        isDragging ? 'opacity-40' : 'hover:bg-hover',
      )}
    >
      <EntryText item={item} />
      {movable && <span className="sr-only">. {say(item.local_time ? 'change' : 'choose')}</span>}
    </button>
  )
}

export function EntryText({ item }: { item: CalendarItem }) {
  return (
    <>
      <span className="flex justify-between gap-1 font-medium">
        <span className="truncate">{PLATFORM_NAMES[item.platform]}</span>
        {item.local_time && <span className="tabular-nums">{item.local_time.slice(11)}</span>}
      </span>
      <span className="block truncate text-soft">
        {item.brand.name}: {item.title}
      </span>
    </>
  )
}
