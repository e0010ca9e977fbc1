import { KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core'

const STEPS: Record<string, readonly [across: number, down: number]> = {
  [KeyboardCode.Right]: [1, 0],
  [KeyboardCode.Left]: [-1, 0],
  [KeyboardCode.Down]: [0, 1],
  [KeyboardCode.Up]: [0, -1],
}

/** An arrow goes to the nearest day in its direction, not so many pixels on. */
export const toNextDay: KeyboardCoordinateGetter = (event, { context: { collisionRect, droppableRects, droppableContainers } }) => {
  const step = STEPS[event.code]
  if (!step || !collisionRect) return undefined
  event.preventDefault()
  const [across, down] = step
  const from = { x: collisionRect.left + collisionRect.width / 2, y: collisionRect.top + collisionRect.height / 2 }
  const ahead = droppableContainers.getEnabled().flatMap(({ id }) => {
    const rect = droppableRects.get(id)
    if (!rect || rect.width === 0) return []
    const x = rect.left + rect.width / 2 - from.x
    const y = rect.top + rect.height / 2 - from.y
    // Along the arrow by at least half a day's cell, and as straight as can be.
    const along = across * x + down * y
    const aside = Math.abs(across ? y : x)
    return along > (across ? rect.width : rect.height) / 2 && aside < (across ? rect.height : rect.width)
      ? [{ rect, far: along + aside * 2 }]
      : []
  })
  const [nearest] = ahead.sort((a, b) => a.far - b.far)
  if (!nearest) return undefined
  const { rect } = nearest
  return { x: rect.left + (rect.width - collisionRect.width) / 2, y: rect.top + (rect.height - collisionRect.height) / 2 }
}
