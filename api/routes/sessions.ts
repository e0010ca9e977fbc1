import { z } from 'zod'
import { endSession, listSessions } from '../../db/sessions.ts'
import type { RouteDeps } from '../app.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, Timestamp } from '../schemas.ts'

const OpenSession = z
  .object({
    id: Id,
    kind: z.enum(['browser', 'program']),
    address: z.string().meta({ description: 'Where it was opened from.' }),
    user_agent: z.string(),
    created_at: Timestamp,
    last_used_at: Timestamp.meta({ description: 'When it last took a new access token.' }),
    expires_at: Timestamp,
    current: z.boolean().meta({ description: 'The one that asks.' }),
  })
  .meta({ id: 'OpenSession' })

/** The sessions of the signed-in person, listed and ended one by one. */
export function sessionEndpoints({ pool }: Pick<RouteDeps, 'pool'>) {
  return [
    endpoint({
      method: 'get',
      path: '/api/v1/auth/sessions',
      tag: 'Identity',
      summary: 'Open sessions, newest first',
      access: 'self',
      responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(OpenSession) }) } },
    }).handle(async ({ person }) => {
      const rows = await listSessions(pool, person.userId)
      const items = rows.map((row) => ({
        ...row,
        created_at: row.created_at.toISOString(),
        last_used_at: row.last_used_at.toISOString(),
        expires_at: row.expires_at.toISOString(),
        current: row.id === person.sessionId,
      }))
      return { status: 200, body: { items } }
    }),
    endpoint({
      method: 'delete',
      path: '/api/v1/auth/sessions/:id',
      tag: 'Identity',
      summary: 'End a session; its tokens stop working within a second',
      access: 'self',
      params: IdParam,
      responses: { 204: { description: 'Ended.' } },
    }).handle(async ({ params, person }) => {
      if (!(await endSession(pool, person.userId, params.id, 'ended_by_owner'))) throw notFound()
      return { status: 204 }
    }),
  ]
}
