import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Db } from '../db/knex.ts'
import { AppError } from '../domain/errors.ts'
import type { Permission } from '../domain/permissions.ts'
import type { Caller, Person } from './auth/principal.ts'
import type { LimitPolicy } from './limits/table.ts'

/** Who may call: anybody, any signed-in person, or whoever has a permission in the organization they call for. */
export type Access = 'public' | 'self' | Permission

export interface ResponseSpec {
  description: string
  schema?: z.ZodType
  /** `application/json` unless said. */
  mediaType?: string
  /** Headers a caller may rely on, each with its meaning. */
  headers?: Record<string, string>
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined
type Body<R> = R extends { schema: infer S extends z.ZodType } ? { body: z.input<S> } : { body?: undefined }
/** An answer is one of those the endpoint describes; nothing else type-checks. `streamed` when the handler wrote it itself. */
type Answer<R> = { [S in keyof R & number]: { status: S; headers?: Headers } & Body<R[S]> }[keyof R & number] | 'streamed'

export interface Ask<P, Q, H, B, A extends Access> {
  params: Output<P>
  query: Output<Q>
  headers: Output<H>
  body: Output<B>
  /** Who calls for an organization. */
  caller: A extends 'public' | 'self' ? undefined : Caller
  /** The person who is signed in. */
  person: A extends 'self' ? Person : undefined
  /** The database as the caller's organization sees it, or as one that is nobody's for a person; a transaction where the endpoint is idempotent. */
  db: A extends 'public' ? undefined : Db
  after: Given['after']
  req: Request
  res: Response
}

/** What the router knows of a request when it is the handler's turn. */
export interface Given {
  caller: Caller | undefined
  person: Person | undefined
  db: Db | undefined
  /** Runs `work` when everything the handler did is committed, before the answer goes out. */
  after(work: () => Promise<void>): void
}

/** What OpenAPI and the router need to know of an endpoint; the same schemas parse and describe. */
export interface Description<A extends Access = Access> {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete'
  /** As Express writes it: `/things/:id`. */
  path: string
  tag: string
  summary: string
  access: A
  /** It is about the person who calls: an API key is refused, whatever its scopes. */
  people?: true
  /** Which limits count it; by its access and method when absent. */
  limit?: LimitPolicy
  /**
   * It makes something: the same Idempotency-Key with the same body is answered alike for 24 hours. `kept` runs the handler in a transaction
   * that also keeps the answer; `sealed` encrypts what is kept, for answers that hold a secret; `own` does the same by itself.
   */
  idempotent?: 'kept' | 'sealed' | 'own'
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  body?: z.ZodType
  /** It may also be left out, and is then `{}`. */
  bodyOptional?: boolean
  /** How `body` arrives: JSON unless it is a page's form. `signed` is JSON whose bytes are kept as they came, for its signature. */
  bodyType?: 'json' | 'form' | 'signed'
  /** Refusals of this endpoint's own, by status; those that every endpoint shares are added. */
  refuses?: Record<number, string>
  responses: Record<number, ResponseSpec>
}

/** Several of a name are several lines of it, as Set-Cookie needs. */
export type Headers = Record<string, string | string[]>

/** What is sent: headers, and a body that is JSON or text. */
export interface Sent {
  status: number
  headers?: Headers
  body?: unknown
}

export interface Endpoint extends Description {
  /** What the request asks, checked; throws a refusal. */
  read(req: Request): { params: unknown; query: unknown; headers: unknown; body: unknown }
  /** The answer to it; undefined when the handler streamed it. */
  answer(asked: ReturnType<Endpoint['read']>, given: Given, req: Request, res: Response): Promise<Sent | undefined>
}

/** Declares one endpoint: first what it takes and answers, then how. Answers are sent here, so a handler is parse, ask, refuse, answer. */
export function endpoint<
  const A extends Access,
  const R extends Record<number, ResponseSpec>,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  H extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declared: Omit<Description<A>, 'responses' | 'params' | 'query' | 'headers' | 'body'> & {
    params?: P
    query?: Q
    headers?: H
    body?: B
    responses: R
  },
) {
  // The parts that vary by type vary no longer once declared: the router and the document see plain schemas.
  const description = declared as unknown as Description
  return {
    handle: (handler: (ask: Ask<P, Q, H, B, A>) => Promise<Answer<R>>): Endpoint => ({
      ...description,
      read: (req) => parse(description, req),
      async answer(asked, given, req, res) {
        const ask = { ...asked, ...given, req, res }
        const answer = await handler(ask as unknown as Ask<P, Q, H, B, A>)
        return answer === 'streamed' ? undefined : (answer as Sent)
      },
    }),
  }
}

/** Sends an answer as its endpoint describes it. */
export function send(res: Response, { responses }: Description, { status, headers, body }: Sent): void {
  res.status(status).set(headers ?? {})
  if (body === undefined) res.end()
  else if (typeof body === 'string') res.type(responses[status]?.mediaType ?? 'text/plain').send(body)
  else res.type('application/json').end(JSON.stringify(body))
}

function parse(description: Description, req: Request) {
  const params = description.params?.safeParse(req.params)
  // An id that cannot exist, one that does not and one of another organization are answered alike.
  if (params && !params.success) throw notFound()
  if (description.body && description.bodyType !== 'form' && !description.bodyOptional && req.body === undefined)
    throw new AppError('invalid', 'Send a JSON body with Content-Type: application/json.')
  refuseUnstorable(req.query, 'the query', 0)
  refuseUnstorable(req.body, 'the body', 0)
  return {
    params: params?.data,
    query: description.query && parseInput(description.query, req.query),
    headers: description.headers && parseInput(description.headers, pick(req.headers, Object.keys(description.headers.shape))),
    body: description.body && parseInput(description.body, req.body ?? {}),
  }
}

/** What a caller sent, as its schema wants it; throws `invalid` with a path and a sentence for each thing that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const words = issues.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message))
  throw new AppError('invalid', `${words.join('; ')}${issues.length > 3 ? `; and ${issues.length - 3} more` : ''}.`, { issues })
}

/** The one answer for an unknown, a malformed and a foreign id. */
export const notFound = (): AppError => new AppError('not_found', 'There is nothing here under that address or id.')

const pick = (from: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))

/** Deeper than any body of ours, and far from what the parsers behind this can take. */
const MAX_DEPTH = 20

/** PostgreSQL can hold neither NUL nor half a surrogate pair, and code that walks a value cannot go down for ever: found late, each would be a 500. */
function refuseUnstorable(value: unknown, where: string, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || /\p{Surrogate}/u.test(value))
      throw new AppError('invalid', `A text in ${where} holds a NUL or half a character (an unpaired surrogate): remove it.`)
  } else if (value && typeof value === 'object') {
    if (depth === MAX_DEPTH) throw new AppError('invalid', `${MAX_DEPTH} levels are the most that ${where} may be nested.`)
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key, where, depth + 1)
      refuseUnstorable(inner, where, depth + 1)
    }
  }
}
