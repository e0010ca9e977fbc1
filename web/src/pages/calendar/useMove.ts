import {
  api,
  type CalendarItem,
  type GetContentCalendarApiArg,
  useDeleteContentRequestsByIdDraftsByPlatformSlotMutation,
  usePutContentRequestsByIdDraftsByPlatformSlotMutation,
} from '../../api/generated.ts'
import { useAppDispatch } from '../../store.ts'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { localTime } from './localTime.ts'
import { useCalendarWords } from './words.ts'

const isSame = (one: CalendarItem, other: CalendarItem) => one.request_id === other.request_id && one.platform === other.platform

/** Moves a draft at once on the screen, and back again where the API refuses. */
export function useMove(shown: GetContentCalendarApiArg): {
  move(item: CalendarItem, to: string): Promise<boolean>
  reset(item: CalendarItem): Promise<boolean>
} {
  const say = useCalendarWords()
  const { time } = useFormats()
  const dispatch = useAppDispatch()
  const [put] = usePutContentRequestsByIdDraftsByPlatformSlotMutation()
  const [remove] = useDeleteContentRequestsByIdDraftsByPlatformSlotMutation()

  async function move(item: CalendarItem, to: string, isUndo = false): Promise<boolean> {
    const patch = dispatch(
      api.util.updateQueryData('getContentCalendar', shown, (calendar) => {
        const moved: CalendarItem = { ...item, planned_at: to, local_time: localTime(to, item.time_zone), source: 'moved' }
        calendar.items = [...calendar.items.filter((other) => !isSame(other, item)), moved].sort((a, b) =>
          (a.planned_at ?? '').localeCompare(b.planned_at ?? ''),
        )
        const left = calendar.unplanned.filter((other) => !isSame(other, item))
        calendar.unplanned_count -= calendar.unplanned.length - left.length
        calendar.unplanned = left
      }),
    )
    try {
      const now = await put({
        id: item.request_id,
        platform: item.platform,
        slotMove: { planned_at: to, if_planned_at: item.planned_at },
      }).unwrap()
      told(
        say('done', { title: item.title, when: time(to, item.time_zone) }),
        isUndo ? undefined : { label: say('undo'), act: () => void back(item, now) },
      )
      return true
    } catch (failure) {
      patch.undo()
      refused(failure, say('failed'))
      return false
    }
  }

  /** Where it was before: a suggestion is a suggestion again. */
  const back = (before: CalendarItem, now: CalendarItem) =>
    before.source === 'moved' && before.planned_at ? move(now, before.planned_at, true) : reset(now)

  async function reset(item: CalendarItem): Promise<boolean> {
    try {
      await remove({
        id: item.request_id,
        platform: item.platform,
        ...(item.planned_at && { ifPlannedAt: item.planned_at }),
      }).unwrap()
      told(say('done_reset', { title: item.title }))
      return true
    } catch (failure) {
      refused(failure, say('failed'))
      return false
    }
  }
  return { move, reset }
}
