import { z } from 'zod'
import { PROBLEMS } from '../../domain/errors.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { BUG, PROBLEM_PATH } from '../errors.ts'

const KINDS: Record<string, readonly [status: number, title: string]> = { ...PROBLEMS, internal: [BUG.status, BUG.title] }
const Kind = z.object({ code: z.string(), status: z.number().int(), title: z.string() }).meta({ id: 'ProblemKind' })
const CODES = Object.keys(KINDS) as [string, ...string[]]

/** What the `type` of a problem points to. */
export function problemEndpoints() {
  return [
    endpoint({
      method: 'get',
      path: `${PROBLEM_PATH}/:code`,
      tag: 'Operations',
      summary: 'What a kind of problem means',
      access: 'public',
      params: z.object({ code: z.enum(CODES) }),
      responses: { 200: { description: 'The kind.', schema: Kind } },
    }).handle(async ({ params }) => {
      const kind = KINDS[params.code]
      if (!kind) throw notFound()
      return { status: 200, body: { code: params.code, status: kind[0], title: kind[1] } }
    }),
  ]
}
