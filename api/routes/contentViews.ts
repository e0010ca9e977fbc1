import { z } from 'zod'
import { deleteView, insertView, listViews, MOST_VIEWS, updateView, type Viewer, type ViewRow } from '../../db/views.ts'
import { AppError } from '../../domain/errors.ts'
import type { Caller } from '../auth/principal.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { defined, Id, IdParam, Timestamp, typed } from '../schemas.ts'
import { HistoryFilter } from './historySchemas.ts'

const Name = typed(1, 80)
const ViewInput = z
  .strictObject({ name: Name, filter: HistoryFilter })
  .meta({ id: 'ContentViewInput', example: { name: 'To look at', filter: { status: ['failed', 'expired'] } } })
const ViewChanges = z.strictObject({ name: Name.optional(), filter: HistoryFilter.optional() }).meta({ id: 'ContentViewChanges' })

const View = z
  .object({
    id: Id,
    name: z.string(),
    filter: HistoryFilter,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'ContentView' })

const view = ({ filter, created_at, updated_at, ...row }: ViewRow): z.input<typeof View> => ({
  ...row,
  filter: HistoryFilter.parse(filter),
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

function viewerOf({ organizationId, userId }: Caller): Viewer {
  if (!userId) throw new Error('only people reach this')
  return { organizationId, userId }
}

const all = { path: '/api/v1/content/views', tag: 'Content', access: 'content.read', people: true } as const
const one = { path: '/api/v1/content/views/:id', tag: 'Content', access: 'content.read', people: true, params: IdParam } as const

/** Filters of the history that a person keeps by name, for themselves, in each organization. */
export const contentViewEndpoints = () => [
  endpoint({
    ...all,
    method: 'get',
    summary: 'The caller’s own views of the history, oldest first',
    responses: {
      200: {
        description: `All of them, ${MOST_VIEWS} at the most.`,
        schema: z.object({ items: z.array(View) }).meta({ id: 'ContentViews' }),
      },
    },
  }).handle(async ({ caller, db }) => ({ status: 200, body: { items: (await listViews(db, viewerOf(caller))).map(view) } })),
  endpoint({
    ...all,
    method: 'post',
    summary: 'Keep a view of the history',
    idempotent: 'kept',
    body: ViewInput,
    refuses: { 409: `The caller has ${MOST_VIEWS} views, or the same Idempotency-Key is at work right now.` },
    responses: { 201: { description: 'Kept.', schema: View } },
  }).handle(async ({ body, caller, db }) => {
    const row = await insertView(db, viewerOf(caller), body)
    if (!row) throw new AppError('conflict', `You have ${MOST_VIEWS} views: delete one first.`)
    return { status: 201, body: view(row) }
  }),
  endpoint({
    ...one,
    method: 'patch',
    summary: 'Rename a view, or replace its filter',
    body: ViewChanges,
    responses: { 200: { description: 'As it is now.', schema: View } },
  }).handle(async ({ params, body, caller, db }) => {
    const row = await updateView(db, viewerOf(caller), params.id, defined(body))
    if (!row) throw notFound()
    return { status: 200, body: view(row) }
  }),
  endpoint({
    ...one,
    method: 'delete',
    summary: 'Delete a view',
    responses: { 204: { description: 'Deleted.' } },
  }).handle(async ({ params, caller, db }) => {
    if (!(await deleteView(db, viewerOf(caller), params.id))) throw notFound()
    return { status: 204 }
  }),
]
