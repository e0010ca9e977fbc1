import type { RequestEvent } from '../../domain/events.ts'
import { type AgentName, PLATFORMS, type Platform } from '../../domain/words.ts'

export type Mark = 'waiting' | 'working' | 'done' | 'failed'

/** One agent's work on one platform, as far as the events told. */
export interface Cell {
  role: Role
  mark: Mark
  note: string
}

/** One line of progress: the strategist's, or one platform's. */
export interface Row {
  name: string
  cells: Cell[]
  /** How it ended for this platform; empty while it goes on. */
  end: string
}

const ROLES = ['strategist', 'writer', 'brand voice', 'quality'] as const
type Role = (typeof ROLES)[number]

export type Board = Row[]

export function newBoard(platforms: readonly Platform[]): Board {
  const cell = (role: Role): Cell => ({ role, mark: 'waiting', note: '' })
  return [
    { name: 'strategist', cells: [cell('strategist')], end: '' },
    ...platforms.map((name) => ({ name, cells: [cell('writer'), cell('brand voice'), cell('quality')], end: '' })),
  ]
}

const roleOf = (agent: AgentName): Role =>
  agent === 'strategist' ? 'strategist' : agent === 'brand_voice' ? 'brand voice' : agent === 'quality_assurance' ? 'quality' : 'writer'

/** Takes an event into the board; returns the sentence a terminal without cursor prints for it, if it is worth one. */
export function takeIn(board: Board, event: RequestEvent): string | undefined {
  switch (event.type) {
    case 'agent.started': {
      const { agent, platform, version, pass, claims } = event.data
      const note = [version > 1 && `version ${version}`, pass > 0 && `revision ${pass}`, claims > 1 && `try ${claims}`]
        .filter(Boolean)
        .join(', ')
      // A new try of the writer begins the platform's line anew.
      if (PLATFORMS.some((name) => name === agent))
        for (const cell of cellsOf(board, platform)) Object.assign(cell, { mark: 'waiting', note: '' })
      mark(board, agent, platform, 'working', note)
      return `${where(agent, platform)}: works${note && ` (${note})`}`
    }
    case 'agent.finished': {
      const { agent, platform, model, calls, cost_micros, took_ms } = event.data
      mark(board, agent, platform, 'done', `${(took_ms / 1000).toFixed(1)} s`)
      const cost = cost_micros ? `, $${(cost_micros / 1e6).toFixed(4)}` : ''
      return `${where(agent, platform)}: done in ${(took_ms / 1000).toFixed(1)} s (${model}, ${calls} ${calls === 1 ? 'call' : 'calls'}${cost})`
    }
    case 'agent.failed': {
      const { agent, platform, error, will_retry } = event.data
      mark(board, agent, platform, will_retry ? 'working' : 'failed', will_retry ? 'tries again' : '')
      return `${where(agent, platform)}: failed${will_retry ? ', tries again' : ''}: ${error}`
    }
    case 'draft.ready': {
      const { platform, version, pass, quality_score, blocked } = event.data
      const score = quality_score === null ? 'no score' : `score ${quality_score.toFixed(2)}`
      const row = board.find(({ name }) => name === platform)
      if (row) row.end = `${score}${blocked ? ', blocked by a rule' : ''}`
      return `${platform}: version ${version}${pass ? `, revision ${pass},` : ''} is ready (${score}${blocked ? ', blocked by a rule' : ''})`
    }
    case 'platform.status': {
      const { platform, status, reason } = event.data
      const row = board.find(({ name }) => name === platform)
      if (row && status === 'failed') row.end = `failed: ${reason}`
      return status === 'failed' ? `${platform}: failed: ${reason}` : undefined
    }
    case 'review.opened':
      return `review ${event.data.round} is open until ${event.data.due_at}`
    case 'review.decided':
      return `decided by ${event.data.by}`
    default:
      return undefined
  }
}

const where = (agent: AgentName, platform: Platform | null) => (platform ? `${platform}, ${roleOf(agent)}` : roleOf(agent))

const cellsOf = (board: Board, platform: Platform | null) => board.find(({ name }) => name === (platform ?? 'strategist'))?.cells ?? []

function mark(board: Board, agent: AgentName, platform: Platform | null, to: Mark, note: string): void {
  const cell = cellsOf(board, platform).find(({ role }) => role === roleOf(agent))
  if (cell) Object.assign(cell, { mark: to, note })
}
