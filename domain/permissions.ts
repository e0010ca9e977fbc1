/**
 * Who may do what: the one table. A route names the permission it needs; what a caller has comes from their role, and for an API key from
 * the scopes it was given.
 */
export const PERMISSIONS = [
  'organization.read',
  'organization.write',
  'members.read',
  'members.write',
  'keys.read',
  'keys.write',
  'audit.read',
  'usage.read',
  'brands.read',
  'brands.write',
  'content.read',
  'content.create',
  'content.cancel',
  'content.export',
  'approvals.manage',
  'approvals.configure',
  'policies.read',
  'policies.write',
  'evidence.read',
  'rules.read',
  'rules.write',
] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['owner', 'admin', 'editor', 'reviewer', 'viewer', 'client'] as const
export type Role = (typeof ROLES)[number]

const CLIENT: readonly Permission[] = ['brands.read', 'content.read', 'content.export']
const VIEWER: readonly Permission[] = [...CLIENT, 'organization.read', 'members.read', 'usage.read', 'rules.read', 'policies.read']
const REVIEWER: readonly Permission[] = [...VIEWER, 'approvals.manage']
const EDITOR: readonly Permission[] = [...REVIEWER, 'brands.write', 'content.create', 'content.cancel', 'approvals.configure']
const ADMIN: readonly Permission[] = [
  ...EDITOR,
  'organization.write',
  'members.write',
  'keys.read',
  'keys.write',
  'rules.write',
  'policies.write',
  'evidence.read',
]

/** What each role may do. A client sees the brands named for them and what was made for those, and nothing of the agency. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: [...ADMIN, 'audit.read'],
  admin: ADMIN,
  editor: EDITOR,
  reviewer: REVIEWER,
  viewer: VIEWER,
  client: CLIENT,
}

/** What a program may be given. Never rights over people, keys or the organization; and no program decides on a draft or says who does. */
export const KEY_SCOPES = [
  'brands.read',
  'brands.write',
  'content.read',
  'content.create',
  'content.cancel',
  'content.export',
  'approvals.manage',
  'usage.read',
] as const satisfies readonly Permission[]
export type KeyScope = (typeof KEY_SCOPES)[number]

/** Roles that see every brand; the others may be limited to named ones, and a client always is. */
export const UNLIMITED_ROLES: readonly Role[] = ['owner', 'admin']

/** Whether somebody of `role` may give or take `other`: nobody hands out more than they have. */
export const mayGrant = (role: Role, other: Role): boolean => {
  const mine = ROLE_PERMISSIONS[role]
  return mine.includes('members.write') && ROLE_PERMISSIONS[other].every((permission) => mine.includes(permission))
}
