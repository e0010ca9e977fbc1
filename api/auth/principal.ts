/** Who calls, as the database knows them; the token names only the person and the session. */
export interface Principal {
  userId: string
  organizationId: string
  role: Role
  email: string
  name: string
  /** When the token ends, in seconds since 1970: an open stream ends with it. */
  expiresAt: number
}

export type Role = 'owner' | 'admin' | 'editor' | 'reviewer' | 'viewer'

const WRITERS: readonly Role[] = ['owner', 'admin', 'editor']

/** Whether a member may change things; reviewers and viewers look and export. */
export const mayWrite = (principal: Principal): boolean => WRITERS.includes(principal.role)
