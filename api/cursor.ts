import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

/** A place in a list ordered by (created_at, id). The moment is Postgres text: a JavaScript Date would lose its microseconds, and rows with them. */
export interface Cursor {
  at: string
  id: string
}

const Place = z.tuple([z.string().regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.guid()])

export const toCursor = ({ at, id }: Cursor): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

/** Throws `invalid` for a text that is no cursor of ours. */
export function fromCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  try {
    const [at, id] = Place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { at, id }
  } catch (cause) {
    throw Object.assign(new AppError('invalid', 'cursor: is not one that this API gave; leave it out to start at the first page.'), {
      cause,
    })
  }
}

/** One page of rows that were read with one more than its limit, and where the next page begins; null after the last. */
export function pageOf<R>(rows: readonly R[], limit: number, placeOf: (row: R) => Cursor): { page: R[]; next_cursor: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { page, next_cursor: last ? toCursor(placeOf(last)) : null }
}
