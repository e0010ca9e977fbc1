import { useEffect } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'

/**
 * Asks before unsaved work is left, by a link or by the browser. `within` is what is left: the page, or also each view of it that the address
 * names, where what was typed goes with the view.
 */
export function useLeaving(dirty: boolean, question: string, within: 'page' | 'view' = 'page'): void {
  useBeforeUnload((event) => {
    if (dirty) event.preventDefault()
  })
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) =>
      dirty && (from.pathname !== to.pathname || (within === 'view' && from.search !== to.search)),
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    if (confirm(question)) blocker.proceed()
    else blocker.reset()
  }, [blocker, question])
}
