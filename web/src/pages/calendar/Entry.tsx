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
  const time = item.local_time?.slice(11) ?? ''
  const words = { platform: PLATFORM_NAMES[item.platform], brand: item.brand.name, title: item.title, time }
  return (
    <button
      ref={setNodeRef}
      type="button"
      {...(movable ? { ...attributes, ...listeners } : {})}
      aria-label={say(movable ? (time ? 'open' : 'open_unplanned') : time ? 'look' : 'look_unplanned', words)}
      onClick={open}
      onKeyDown={(event) => {
        // Space picks up; Enter opens, as on any button.
        if (event.key === 'Enter') return
        listeners?.onKeyDown?.(event)
      }}
      className={clsx(
        'block w-full touch-manipulation rounded border border-line border-l-3 bg-raised px-1.5 py-1 text-left text-xs',
        item.source === 'moved' ? 'border-l-accent' : 'border-l-edge',
        isDragging ? 'opacity-40' : 'hover:bg-hover',
      )}
    >
      <EntryText item={item} />
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
