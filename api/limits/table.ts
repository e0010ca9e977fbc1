/** placeholder until the branch with the limits is merged */
export type LimitPolicy = 'read' | 'write' | 'generate' | 'sign_in' | 'account' | 'public' | 'none'
export const limitOf = (e: { limit?: LimitPolicy; access: string; method: string }): LimitPolicy =>
  e.limit ?? (e.access === 'public' ? 'public' : e.method === 'get' ? 'read' : 'write')
