import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow'
import type { StatusView } from '../domain/messages.ts'
import type { Platform, PlatformStatus, RequestStatus } from '../domain/words.ts'
import { status } from './messages.ts'

const RequestStatusAttribute = defineSearchAttributeKey('RequestStatus', SearchAttributeType.KEYWORD)

export interface Board {
  /** Moves the request on, for the query, for Temporal UI's details and for its lists. */
  show(status: RequestStatus, waitsFor: string): void
  set(platform: Platform, to: { status?: PlatformStatus; version?: number; reason?: string }): void
  /** What to call all of it: while any draft waits for a person, that; else as told. */
  overall(otherwise: RequestStatus): RequestStatus
  of(platform: Platform): { platform: Platform; status: PlatformStatus; version: number; reason: string }
  all(): StatusView['platforms']
}

/** What this workflow knows of itself, answered to the `status` query and shown to the people in Temporal UI. */
export function createBoard(platforms: readonly { platform: Platform; version: number }[]): Board {
  const rows = platforms.map(({ platform, version }) => ({ platform, version, status: 'pending' as PlatformStatus, reason: '' }))
  let view: Pick<StatusView, 'status' | 'waitsFor'> = { status: 'pending', waitsFor: 'the quota check' }
  const of = (platform: Platform) => {
    const row = rows.find((r) => r.platform === platform)
    if (!row) throw new Error(`${platform} is not part of this request`)
    return row
  }
  setHandler(status, () => ({ ...view, platforms: rows }), { description: 'Where this request stands and what it waits for' })
  return {
    show(next, waitsFor) {
      if (next !== view.status) upsertSearchAttributes([{ key: RequestStatusAttribute, value: next }])
      view = { status: next, waitsFor }
      const lines = rows.map((r) => `- **${r.platform}** version ${r.version}: ${r.status}${r.reason ? ` (${r.reason})` : ''}`)
      setCurrentDetails(`**${next}**, waits for ${waitsFor}\n\n${lines.join('\n')}`)
    },
    set: (platform, to) => void Object.assign(of(platform), to),
    overall: (otherwise) => (rows.some((row) => row.status === 'awaiting_approval') ? 'awaiting_approval' : otherwise),
    of,
    all: () => rows.map((row) => ({ ...row })),
  }
}
