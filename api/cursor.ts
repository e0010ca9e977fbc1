import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { PLATFORMS, type Platform } from '../domain/words.ts'

/** A place in a list ordered by (created_at, id). The moment is Postgres text: a JavaScript Date would lose its microseconds, and rows with them. */
export interface Cursor {
  at: string
  id: string
}

const Moment = z.string().regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
const Row = z.tuple([Moment, z.guid()])
const Draft = z.tuple([Moment, z.guid(), z.enum(PLATFORMS)])

export const toCursor = ({ at, id }: Cursor): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

/** Throws `invalid` for a text that is no cursor of ours. */
export function fromCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [at, id] = parsed(Row, text)
  return { at, id }
}

/** A place in a list of drafts ordered by (planned_at, request, platform). */
export interface DraftCursor extends Cursor {
  platform: Platform
}

export const toPlace = ({ at, id, platform }: DraftCursor): string => Buffer.from(JSON.stringify([at, id, platform])).toString('base64url')

/** Throws `invalid` for a text that is no place of ours. */
export function fromPlace(text: string | undefined): DraftCursor | undefined {
  if (text === undefined) return undefined
  const [at, id, platform] = parsed(Draft, text)
  return { at, id, platform }
}

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
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
