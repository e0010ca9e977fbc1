import { useCallback, useState } from 'react'

/** State that survives a reload of its tab, under a name; `undefined` forgets it. What cannot be read again is as good as not there. */
export function useStored<T>(name: string, first: T, storage: Storage = sessionStorage): [T, (to: T | undefined) => void] {
  const read = (of: string): T => {
    try {
      const kept = storage.getItem(of)
      return kept === null ? first : (JSON.parse(kept) as T)
    } catch {
      return first
    }
  }
  const [state, setState] = useState(() => ({ name, value: read(name) }))
  // Another name is another thing: what the one before held is not shown for a moment even.
  if (state.name !== name) setState({ name, value: read(name) })
  const set = useCallback(
    (to: T | undefined) => {
      setState({ name, value: to === undefined ? first : to })
      try {
        if (to === undefined) storage.removeItem(name)
        else storage.setItem(name, JSON.stringify(to))
      } catch (error) {
        // A full or forbidden storage loses the copy, not the text on the screen.
        console.warn('not kept over a reload', error)
      }
    },
    [name, first, storage],
  )
  return [state.name === name ? state.value : read(name), set]
}
