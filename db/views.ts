import type { Db } from './knex.ts'

export interface ViewRow {
  id: string
  name: string
  filter: unknown
  created_at: Date
  updated_at: Date
}

/** Whose views: each person has their own in each organization. */
export interface Viewer {
  organizationId: string
  userId: string
}

export const MOST_VIEWS = 50

const COLUMNS = ['id', 'name', 'filter', 'created_at', 'updated_at'] as const
const theirs = (db: Db, { organizationId, userId }: Viewer) =>
  db('content_views').where({ organization_id: organizationId, user_id: userId })

/** A person's views, oldest first. */
export function listViews(db: Db, viewer: Viewer): Promise<ViewRow[]> {
  return theirs(db, viewer).orderBy(['created_at', 'id']).select(COLUMNS)
}

/** Keeps a view; undefined where the person has as many as there may be. Call in a transaction. */
export async function insertView(
  db: Db,
  viewer: Viewer,
  { name, filter }: { name: string; filter: unknown },
): Promise<ViewRow | undefined> {
  const whose = { organization_id: viewer.organizationId, user_id: viewer.userId }
  // One at a time for each person: two at once would both find room for the last.
  await db('memberships').where(whose).forNoKeyUpdate().first('user_id')
  const [{ n } = { n: 0 }] = await theirs(db, viewer).select<{ n: number }[]>(db.raw('count(*) as n'))
  if (n >= MOST_VIEWS) return undefined
  const [row] = await db('content_views')
    .insert({ ...whose, name, filter: JSON.stringify(filter) })
    .returning<ViewRow[]>(COLUMNS)
  return row
}

/** Changes what is given of a view; undefined where the person has none by that id. */
export async function updateView(
  db: Db,
  viewer: Viewer,
  id: string,
  to: { name?: string; filter?: unknown },
): Promise<ViewRow | undefined> {
  const [row] = await theirs(db, viewer)
    .where({ id })
    .update({
      ...(to.name !== undefined && { name: to.name }),
      ...(to.filter !== undefined && { filter: JSON.stringify(to.filter) }),
      updated_at: db.fn.now(),
    })
    .returning<ViewRow[]>(COLUMNS)
  return row
}

export async function deleteView(db: Db, viewer: Viewer, id: string): Promise<boolean> {
  return (await theirs(db, viewer).where({ id }).delete()) > 0
}
