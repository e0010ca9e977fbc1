import { useEffect, useReducer, useRef, useState } from 'react'
import { type Connection, followRequest, type SeenEvent } from '../../api/events.ts'
import { api } from '../../api/generated.ts'
import { useAppDispatch } from '../../store.ts'

type AgentEvent = Extract<SeenEvent, { type: `agent.${string}` }>
export type Mark = 'waiting' | 'working' | 'again' | 'done' | 'failed'

/** One agent's work on one draft, as far as the events told. */
export interface Work {
  mark: Mark
  version: number
  pass: number
  model: string
  tookMs: number
  costUsd: number
  error: string
}

/** By `agent` for the strategist and `platform/agent` for the others. */
export type Board = Readonly<Record<string, Work>>
export interface Progress {
  board: Board
  events: readonly SeenEvent[]
}

export const cellKey = (agent: string, platform: string | null) => (platform ? `${platform}/${agent}` : agent)
const WAITING: Work = { mark: 'waiting', version: 1, pass: 0, model: '', tookMs: 0, costUsd: 0, error: '' }

function takeIn(progress: Progress, events: readonly SeenEvent[]): Progress {
  const board: Record<string, Work> = { ...progress.board }
  for (const event of events) if (event.type.startsWith('agent.')) mark(board, event as AgentEvent)
  return { board, events: [...progress.events, ...events] }
}

function mark(board: Record<string, Work>, { type, data }: AgentEvent): void {
  const key = cellKey(data.agent, data.platform)
  const before = board[key] ?? WAITING
  if (type === 'agent.started') {
    // A writer that begins anew begins its draft's line anew.
    if (data.agent === data.platform) for (const next of ['brand_voice', 'quality_assurance']) delete board[cellKey(next, data.platform)]
    board[key] = { ...WAITING, mark: 'working', version: data.version, pass: data.pass, costUsd: before.costUsd }
  } else if (type === 'agent.finished')
    board[key] = {
      ...before,
      mark: 'done',
      model: data.model,
      tookMs: data.took_ms,
      costUsd: before.costUsd + data.cost_micros / 1e6,
      error: '',
    }
  else board[key] = { ...before, mark: data.will_retry ? 'again' : 'failed', error: data.error }
}

/** These change what the request itself answers. */
const NEWS = /^(?:request|platform|draft|review|links|slot|mail)/
/** Events come in bursts: the request is asked for once in so long. */
const REFRESH_MS = 400

/** Follows a request while its page is open, and has it read again whenever something changed. Nothing of it survives a reload: the stream tells all anew. */
export function useLive(requestId: string): Progress & { connection: Connection } {
  const dispatch = useAppDispatch()
  const [progress, tell] = useReducer(takeIn, { board: {}, events: [] })
  const [connection, show] = useState<Connection>('connecting')
  const refresh = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const gone = new AbortController()
    const began = Date.now()
    void followRequest(requestId, {
      tell(events) {
        tell(events)
        // What happened before the page was opened is in the answer it began with.
        const isNews = events.some(({ type, at }) => NEWS.test(type) && new Date(at).getTime() > began - 2_000)
        if (!isNews || refresh.current !== undefined) return
        refresh.current = setTimeout(() => {
          refresh.current = undefined
          dispatch(api.util.invalidateTags(['Content', 'Approval', 'Billing']))
        }, REFRESH_MS)
      },
      show,
      signal: gone.signal,
    })
    return () => {
      gone.abort()
      clearTimeout(refresh.current)
      refresh.current = undefined
    }
  }, [requestId, dispatch])
  return { ...progress, connection }
}
