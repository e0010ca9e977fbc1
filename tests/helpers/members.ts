import { randomUUID } from 'node:crypto'
import { hashPassword } from '../../api/auth/passwords.ts'
import { hashToken, issueToken, newApiKey, newToken } from '../../api/auth/tokens.ts'
import { insertApiKey } from '../../db/apiKeys.ts'
import { addMember } from '../../db/organizations.ts'
import { currentUsage } from '../../db/quota.ts'
import { openSession } from '../../db/sessions.ts'
import { insertUser } from '../../db/users.ts'
import type { KeyScope, Role } from '../../domain/permissions.ts'
import { PASSWORD } from './account.ts'
import { type Answer, type ApiWorld, type AskOptions, KEYS } from './apiWorld.ts'

/** Who calls: a person or a program. */
export interface Voice {
  token: string
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
}

/** A signed-in person, put into the tables directly. Their password is PASSWORD. */
export interface Person extends Voice {
  userId: string
  email: string
  sessionId: string
  refreshToken: string
}

/** What somebody is in an organization. */
export interface Rights {
  organizationId: string
  role: Role
  brandIds?: string[] | null
}

const passwordHash = hashPassword(PASSWORD)

const voice = (world: ApiWorld, token: string): Voice => ({
  token,
  ask: (method, path, options = {}) => world.ask(method, path, { token, ...options }),
})

/** A person with an account and a session, and a member where rights are given. */
export async function personOf(world: ApiWorld, rights?: Rights): Promise<Person> {
  const email = `${randomUUID()}@example.com`
  const user = await insertUser(world.db, { email, name: 'Sam Somebody', passwordHash: await passwordHash })
  if (!user) throw new Error(`${email} has an account already`)
  if (rights) await join(world, user.id, rights)
  const { sessionId, refreshToken } = await sessionOf(world, user.id)
  return {
    ...voice(world, issueToken(KEYS.of('access token'), { userId: user.id, sessionId })),
    userId: user.id,
    email,
    sessionId,
    refreshToken,
  }
}

/** Makes somebody a member, without an invitation. */
export async function join(world: ApiWorld, userId: string, { organizationId, role, brandIds = null }: Rights): Promise<void> {
  await addMember(world.db, organizationId, { userId, role, brandIds })
}

/** One more session of a person. */
export async function sessionOf(world: ApiWorld, userId: string): Promise<{ sessionId: string; refreshToken: string }> {
  const refreshToken = newToken()
  const opened = { userId, kind: 'program', tokenHash: hashToken(refreshToken), address: '127.0.0.1', userAgent: 'tests' } as const
  return { sessionId: (await openSession(world.pool, opened)).id, refreshToken }
}

/** A program with a key of an organization. */
export async function keyOf(
  world: ApiWorld,
  of: { organizationId: string; scopes: readonly KeyScope[]; brandIds?: string[] | null; createdBy?: string; expiresAt?: string },
): Promise<Voice & { id: string }> {
  const { key, prefix } = newApiKey()
  const { id } = await insertApiKey(world.db, {
    organizationId: of.organizationId,
    createdBy: of.createdBy ?? null,
    name: 'A program',
    prefix,
    hash: hashToken(key),
    scopes: of.scopes,
    brandIds: of.brandIds ?? null,
    expiresAt: of.expiresAt ?? null,
  })
  return { ...voice(world, key), id }
}

/** An organization with quota and an owner. */
export async function organizationOf(world: ApiWorld, name = 'Studio South'): Promise<{ organizationId: string; owner: Person }> {
  const organizationId = randomUUID()
  await world.db('organizations').insert({ id: organizationId, name })
  const owner = await personOf(world, { organizationId, role: 'owner' })
  await currentUsage(world.db, organizationId)
  return { organizationId, owner }
}

/** Gives an invitation a token that the test knows, as the postman does when the mail goes out. */
export async function invitationToken(world: ApiWorld, id: string): Promise<string> {
  const token = newToken()
  const changed = await world
    .db('invitations')
    .where({ id })
    .update({ token_hash: hashToken(token) })
  if (!changed) throw new Error(`no invitation ${id}`)
  return token
}
