import type { z } from 'zod'
import type { Db } from '../../db/knex.ts'
import { recipientsOfAll } from '../../db/links.ts'
import { type HistoryRow, listRequests } from '../../db/requestList.ts'
import type { RouteDeps } from '../app.ts'
import { fromCursor, pageOf } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { selfLink } from '../links.ts'
import { nextStep, OPEN_LINKS } from '../nextStep.ts'
import { usd } from '../usd.ts'
import { type HistoryItem, HistoryPage, HistoryQuery } from './historySchemas.ts'

/** What was asked so far, and finding it again. */
export const historyEndpoints = ({ publicUrl }: Pick<RouteDeps, 'publicUrl'>) => [
  endpoint({
    method: 'get',
    path: '/api/v1/content/history',
    tag: 'Content',
    summary: 'What was asked, newest first; by words, status, platform, brand and time',
    access: 'content.read',
    query: HistoryQuery,
    responses: { 200: { description: 'One page.', schema: HistoryPage } },
  }).handle(async ({ query: { cursor, limit, ...filter }, caller, db }) => {
    const rows = await listRequests(db, caller.organizationId, {
      filter,
      among: caller.brandIds,
      before: fromCursor(cursor),
      limit: limit + 1,
    })
    const { page, next_cursor } = pageOf(rows, limit, (row) => row)
    return { status: 200, body: { items: await itemsOf(db, page, publicUrl), next_cursor } }
  }),
]

async function itemsOf(db: Db, rows: readonly HistoryRow[], publicUrl: string): Promise<z.input<typeof HistoryItem>[]> {
  const recipients = await recipientsOfAll(
    db,
    rows.flatMap(({ round }) => round ?? []),
  )
  return rows.map(({ at: _, brand_id, brand_name, created_at, finished_at, spent_micros, round, failed, ...row }) => {
    const asked = round ? (recipients.get(round.id) ?? []) : []
    const waitsFor = asked.filter(({ state }) => OPEN_LINKS.includes(state)).map(({ email }) => email)
    const dueAt = round && new Date(round.due_at)
    return {
      ...row,
      next_step: nextStep({ status: row.status, reason: row.reason, waitsFor, dueAt, failed }),
      waits_for: waitsFor,
      due_at: dueAt?.toISOString() ?? null,
      brand: { id: brand_id, name: brand_name },
      cost_usd: usd(spent_micros),
      created_at: created_at.toISOString(),
      finished_at: finished_at?.toISOString() ?? null,
      links: { self: selfLink(publicUrl, row.id) },
    }
  })
}
