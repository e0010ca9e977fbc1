import { z } from 'zod'
import { pendingMigrations } from '../../db/migrate.ts'
import type { RouteDeps } from '../app.ts'
import { endpoint } from '../endpoint.ts'

export interface Readiness {
  /** Whether Temporal answers now. Never throws, and gives up after a second. */
  temporal(): Promise<boolean>
}

const Ready = z
  .object({
    status: z.enum(['ready', 'degraded', 'unready']),
    postgres: z.enum(['up', 'down']),
    migrations: z.enum(['applied', 'pending', 'unknown']),
    temporal: z.enum(['up', 'down']),
  })
  .meta({ id: 'Readiness' })

/** For orchestrators and Prometheus. */
export function healthEndpoints({ pool, readiness, metrics, log }: Pick<RouteDeps, 'pool' | 'readiness' | 'metrics' | 'log'>) {
  return [
    endpoint({
      method: 'get',
      path: '/health/live',
      tag: 'Operations',
      summary: 'Whether the process runs',
      access: 'public',
      limit: 'none',
      responses: { 200: { description: 'It does.', schema: z.object({ status: z.literal('live') }) } },
    }).handle(async () => ({ status: 200, body: { status: 'live' } })),
    endpoint({
      method: 'get',
      path: '/health/ready',
      tag: 'Operations',
      summary: 'Whether requests can be served; without Temporal they are accepted and run later, which is degraded',
      access: 'public',
      limit: 'none',
      responses: {
        200: { description: 'Ready, or degraded while Temporal is away.', schema: Ready },
        503: { description: 'Postgres is away or its schema is older than this code.', schema: Ready },
      },
    }).handle(async () => {
      const [pending, temporal] = await Promise.all([
        pendingMigrations(pool).catch((error: unknown) => {
          log.warn({ err: error }, 'Postgres does not answer')
          return undefined
        }),
        readiness.temporal(),
      ])
      const body = {
        postgres: pending ? 'up' : 'down',
        migrations: pending ? (pending.length ? 'pending' : 'applied') : 'unknown',
        temporal: temporal ? 'up' : 'down',
      } as const
      if (!pending || pending.length) return { status: 503, body: { status: 'unready', ...body } }
      return { status: 200, body: { status: temporal ? 'ready' : 'degraded', ...body } }
    }),
    endpoint({
      method: 'get',
      path: '/metrics',
      tag: 'Operations',
      summary: 'Prometheus metrics of this process and of the queues it fills',
      access: 'public',
      limit: 'none',
      responses: { 200: { description: 'Text format.', schema: z.string(), mediaType: 'text/plain' } },
    }).handle(async () => ({
      status: 200,
      headers: { 'Content-Type': metrics.contentType },
      body: await metrics.text(),
    })),
  ]
}
