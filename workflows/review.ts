import { condition, log, setHandler } from '@temporalio/workflow'
import type { DraftEdited } from '../domain/messages.ts'
import { draftEdited, reviewChanged, reviewDecided, reviewExtended } from './messages.ts'
import { type ReviewClock, waitAsBefore } from './reviewBefore.ts'

/** Visits a round at this moment: what is due is done, and what comes next is told. */
export type Tend = (news: { dueInHours?: number }) => Promise<{ state: string; next: string | null }>

export interface Desk {
  /** Waits, for days if need be, until the round is over. What happens in it meanwhile are durable timers, planned where the calendar is known. */
  follow(round: { roundId: string; next: string | null }, tend: Tend): Promise<void>
  /** Waits for a round that was opened before rounds had a plan. */
  waitAsBefore(
    round: { roundId: string; dueAt: Date; remindBeforeHours: readonly number[] },
    clock: ReviewClock,
  ): Promise<'decided' | 'expired'>
  /** Whether a draft was edited that nobody has taken yet. */
  hasEdit(): boolean
  takeEdit(): DraftEdited | undefined
}

/**
 * Where decisions arrive. A decision is a row before it is a signal, and the row was checked against the exact version its client saw;
 * the signal only wakes this workflow, so one of another round (redelivered, or overtaken) is dropped.
 */
export function openDesk(): Desk {
  const decided = new Set<string>()
  const changed = new Set<string>()
  const extensions: { roundId: string; dueInHours: number }[] = []
  const edits: DraftEdited[] = []
  const seen = new Set<string>()

  setHandler(reviewDecided, ({ roundId }) => void decided.add(roundId), { description: 'Every draft of a round is decided' })
  setHandler(reviewExtended, (extension) => void extensions.push(extension), { description: 'A round gets more time, in hours from now' })
  setHandler(reviewChanged, ({ roundId }) => void changed.add(roundId), {
    description: 'Who is asked in a round, or what is in it, changed',
  })
  setHandler(
    draftEdited,
    (edit) => {
      // Delivered at least once: the same version is asked for once.
      const name = `${edit.platform}/${edit.version}`
      if (seen.has(name)) return
      seen.add(name)
      edits.push(edit)
      if (edit.roundId) changed.add(edit.roundId)
    },
    { description: 'A person made the next version of a draft, or asked the agents for it' },
  )

  const takeExtension = (roundId: string) => {
    const index = extensions.findIndex((extension) => extension.roundId === roundId)
    return index < 0 ? undefined : extensions.splice(index, 1)[0]
  }

  return {
    async follow({ roundId, next: first }, tend) {
      const hasNews = () => decided.has(roundId) || changed.has(roundId) || extensions.some((extension) => extension.roundId === roundId)
      for (let next = first; ; ) {
        if (next === null) await condition(hasNews)
        else await condition(hasNews, Math.max(new Date(next).getTime() - Date.now(), 1))
        if (decided.has(roundId)) return
        changed.delete(roundId)
        const longer = takeExtension(roundId)
        const visit = await tend(longer ? { dueInHours: longer.dueInHours } : {})
        log.info('review tended', { roundId, ...visit })
        if (visit.state !== 'open') return
        next = visit.next
      }
    },
    waitAsBefore: (round, clock) =>
      waitAsBefore(round, clock, {
        isDecided: () => decided.has(round.roundId),
        isExtended: () => extensions.some((extension) => extension.roundId === round.roundId),
        takeExtension: () => takeExtension(round.roundId),
      }),
    hasEdit: () => edits.length > 0,
    takeEdit: () => edits.shift(),
  }
}
