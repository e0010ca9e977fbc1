import type { Permission, Role } from '../../domain/permissions.ts'

/** A signed-in person, of whatever organization. */
export interface Person {
  userId: string
  sessionId: string
  email: string
  name: string
  /** When the token ends, in seconds since 1970: an open stream ends with it. */
  expiresAt: number
}

/** Who calls for an organization, as the database knows them: a member, or a program with a key of it. */
export interface Caller {
  organizationId: string
  /** Who did it, for the audit: `user/<id>` or `key/<id>`. */
  actor: string
  /** The member; of a key, whoever made it. Absent when that account is gone. */
  userId: string | undefined
  apiKeyId: string | undefined
  /** Null for a program. */
  role: Role | null
  permissions: readonly Permission[]
  /** Brands they are limited to; null is every brand. */
  brandIds: readonly string[] | null
  email: string
  name: string
  /** When the token or key ends, in seconds since 1970. */
  expiresAt: number
}

/** Whether a caller may see a brand and what was made for it. */
export const seesBrand = ({ brandIds }: Pick<Caller, 'brandIds'>, brandId: string | null): boolean =>
  brandIds === null || (brandId !== null && brandIds.includes(brandId))
