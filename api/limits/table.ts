import type { CountedPolicy } from '../../config/rateLimits.ts'

/** How an endpoint is limited; the numbers are in config/rateLimits.ts. `none` is for what machines of our own ask, such as health. */
export type LimitPolicy = CountedPolicy | 'none'

/** The policy of an endpoint: its own, or the one that its access and method make plain. */
export const limitOf = (endpoint: { limit?: LimitPolicy; access: string; method: string }): LimitPolicy =>
  endpoint.limit ?? (endpoint.access === 'public' ? 'public' : endpoint.method === 'get' ? 'read' : 'write')
