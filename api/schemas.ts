import { z } from 'zod'

/** Pieces of schemas that several resources share. */

export const Id = z.guid().meta({ description: 'An id.', example: '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e' })
export const IdParam = z.object({ id: Id })
export const Timestamp = z.iso.datetime().meta({ description: 'A moment in UTC.', example: '2026-11-23T09:30:00.000Z' })
/** zod's own rule within the lengths of RFC 5321: no mail gets to more than 64 characters before the @, or 63 between two dots. */
const ADDRESS =
  /^(?=[^@]{1,64}@)(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/
/** Narrower than JSON Schema's `email`, so the document says both. */
export const Address = z.email({ pattern: ADDRESS, error: 'must be an e-mail address' }).max(254).meta({ pattern: ADDRESS.source })

/** Text a person typed: trimmed, and counted in characters as people count them. */
export const typed = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max.toLocaleString('en-US')} characters`)

/** An opaque token of ours: 256 bits in base64url. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the whole token, 43 characters')

/** Without the members that are undefined: zod's partial allows them, a query does not. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
export const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>

/** What every refusal looks like: problem details, RFC 9457. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'Where this kind of problem is described.' }),
    title: z.string().meta({ description: 'The kind of problem, in words.' }),
    status: z.number().int(),
    detail: z.string().meta({ description: 'For a person: what happened and what to do.' }),
    code: z.string().meta({ description: 'Stable: programs decide by it.' }),
    request_id: z.string().meta({ description: 'The same as in X-Request-Id and in the logs.' }),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
export const PROBLEM_TYPE = 'application/problem+json'

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before.' }),
})
export const NextCursor = z.string().nullable().meta({ description: 'Null on the last page.' })
