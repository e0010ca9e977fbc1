import type { Request, Response } from 'express'
import type { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import type { Principal } from './auth/principal.ts'

/** Who may call: anybody, any member of an organization, or a member who may change things. */
export type Access = 'public' | 'read' | 'write'

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
type Answer<R> = { [S in keyof R & number]: { status: S; headers?: Record<string, string> } & Body<R[S]> }[keyof R & number] | 'streamed'

export interface Ask<P, Q, H, B, A extends Access> {
  params: Output<P>
  query: Output<Q>
  headers: Output<H>
  body: Output<B>
  caller: A extends 'public' ? undefined : Principal
  req: Request
  res: Response
}

/** What OpenAPI and the router need to know of an endpoint; the same schemas parse and describe. */
export interface Description<A extends Access = Access> {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** As Express writes it: `/things/:id`. */
  path: string
  tag: string
  summary: string
  access: A
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  body?: z.ZodType
  /** How `body` arrives: JSON unless it is a page's form. */
  bodyType?: 'json' | 'form'
  /** Refusals of this endpoint's own, by status; those that every endpoint shares are added. */
  refuses?: Record<number, string>
  responses: Record<number, ResponseSpec>
}

export interface Endpoint extends Description {
  answer(req: Request, res: Response, caller: Principal | undefined): Promise<void>
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
      async answer(req, res, caller) {
        const ask = { ...parse(description, req), caller, req, res }
        const answer = await handler(ask as unknown as Ask<P, Q, H, B, A>)
        if (answer === 'streamed') return
        const { status, headers, body } = answer as { status: number; headers?: Record<string, string>; body?: unknown }
        res.status(status).set(headers ?? {})
        if (body === undefined) res.end()
        else if (typeof body === 'string') res.type(description.responses[status]?.mediaType ?? 'text/plain').send(body)
        else res.json(body)
      },
    }),
  }
}

function parse(description: Description, req: Request) {
  const params = description.params?.safeParse(req.params)
  // An id that cannot exist, one that does not and one of another organization are answered alike.
  if (params && !params.success) throw notFound()
  if (description.body && description.bodyType !== 'form' && req.body === undefined)
    throw new AppError('invalid', 'Send a JSON body with Content-Type: application/json.')
  refuseUnstorable(req.query, 'the query')
  refuseUnstorable(req.body, 'the body')
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

/** PostgreSQL can hold neither NUL nor half a surrogate pair: found late, either would be a 500. */
function refuseUnstorable(value: unknown, where: string): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || /\p{Surrogate}/u.test(value))
      throw new AppError('invalid', `A text in ${where} holds a NUL or half a character (an unpaired surrogate): remove it.`)
  } else if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key, where)
      refuseUnstorable(inner, where)
    }
  }
}
