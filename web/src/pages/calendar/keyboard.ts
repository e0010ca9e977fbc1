import { KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core'
import { addDays } from './days.ts'

const STEPS: Record<string, readonly [days: number, isAcross: boolean]> = {
  [KeyboardCode.Right]: [1, true],
  [KeyboardCode.Left]: [-1, true],
  [KeyboardCode.Down]: [7, false],
  [KeyboardCode.Up]: [-7, false],
}

/** An arrow goes to another day, not so many pixels on: to the one beside it, also over the end of a week, or to the same of another week. */
export const toNextDay: KeyboardCoordinateGetter = (event, { context: { over, collisionRect, droppableRects, droppableContainers } }) => {
  const step = STEPS[event.code]
  if (!step || !collisionRect) return undefined
  event.preventDefault()
  // Not those that a phone hides.
  const days = droppableContainers
    .getEnabled()
    .map(({ id }) => String(id))
    .filter((id) => droppableRects.get(id)?.width)
    .sort()
  const [first, second] = days
  if (!first) return undefined
  // Where days are under one another, down is the next.
  const isList = second !== undefined && droppableRects.get(first)?.left === droppableRects.get(second)?.left
  const [count, isAcross] = step
  const by = isList && !isAcross ? Math.sign(count) : count
  const from = over && String(over.id)
  const wanted = from ? `day/${addDays(from.replace('day/', ''), by)}` : first
  const to = by > 0 ? days.find((day) => day >= wanted) : days.findLast((day) => day <= wanted)
  const rect = to && droppableRects.get(to)
  if (!rect) return undefined
  return { x: rect.left + (rect.width - collisionRect.width) / 2, y: rect.top + (rect.height - collisionRect.height) / 2 }
}
