import { randomUUID } from 'node:crypto'
import { asPolicyLevel } from '../../api/approval.ts'
import { hashPassword } from '../../api/auth/passwords.ts'
import { hashToken, newToken } from '../../api/auth/tokens.ts'
import { fileAddresses } from '../../api/files.ts'
import { insertBrand } from '../../db/brands.ts'
import { invite } from '../../db/invitations.ts'
import { insertPolicy } from '../../db/policies.ts'
import { setOverride } from '../../db/ruleOverrides.ts'
import { setPlatforms, setRequestStatus } from '../../db/statuses.ts'
import { BrandVoice, TargetAudience } from '../../domain/brand.ts'
import { PASSWORD } from './account.ts'
import { type ApiWorld, KEYS } from './apiWorld.ts'
import { storeImage } from './images.ts'
import { invitationToken, keyOf, organizationOf, type Person, personOf, sessionOf } from './members.ts'
import { openReview, storeDraft } from './openReview.ts'
import { acceptedRequest } from './rows.ts'
import { CLIENT } from './visitor.ts'

/** Whose things are made: an organization's, with its owner, and those of one person as themselves. */
export interface Whose {
  organizationId: string
  owner: Person
  person: Person
  /** Requests are made for this brand, not for the default one. */
  brandId: string
}

/** An organization with a brand and more units than a test can use. */
export async function someone(world: ApiWorld): Promise<Whose> {
  const { organizationId, owner } = await organizationOf(world)
  await world.db('quota_periods').where({ organization_id: organizationId }).update({ unit_limit: 100_000 })
  const bare = { organizationId, owner, person: owner, brandId: '' }
  return { ...bare, brandId: await thingsOf(world, bare)('brand') }
}

const passwordHash = hashPassword(PASSWORD)

/** A request of the organization's brand, as the API accepts it. */
async function request(world: ApiWorld, { organizationId, owner, brandId }: Whose): Promise<string> {
  const id = await acceptedRequest(world.db, { organizationId, userId: owner.userId, brandId }, ['instagram', 'linkedin'])
  if (!id) throw new Error('no units are left for another request')
  return id
}

async function inReview(world: ApiWorld, whose: Whose) {
  const requestId = await request(world, whose)
  const of = { organizationId: whose.organizationId, requestId, platforms: ['instagram', 'linkedin'], approvers: [CLIENT] } as const
  const { tokens, roundId } = await openReview(world.db, { ...of, platforms: [...of.platforms], approvers: [...of.approvers] })
  return { requestId, roundId, token: tokens[0] ?? '' }
}

/** One platform approved, one failed: it can be exported and tried again. */
async function finished(world: ApiWorld, whose: Whose): Promise<string> {
  const { db } = world
  const id = await request(world, whose)
  await storeDraft(db, { organizationId: whose.organizationId, requestId: id, platform: 'instagram' })
  await setPlatforms(db, id, [
    { platform: 'instagram', status: 'approved', version: 1, reason: '' },
    { platform: 'linkedin', status: 'failed', version: 1, reason: 'the model did not answer' },
  ])
  await setRequestStatus(db, id, { status: 'partial', reason: '' })
  return id
}

async function accountToken(world: ApiWorld, purpose: 'verify_email' | 'reset_password', of: { email: string; userId: string | null }) {
  const token = newToken()
  await world.db('account_tokens').insert({
    purpose,
    token_hash: hashToken(token),
    email: of.email,
    user_id: of.userId,
    data: JSON.stringify(purpose === 'verify_email' ? { password_hash: await passwordHash, organization_name: 'New Studio' } : {}),
    expires_at: world.db.raw(`now() + interval '1 hour'`),
  })
  return token
}

async function invitation(world: ApiWorld, organizationId: string, email = `${randomUUID()}@example.com`): Promise<string> {
  const row = await invite(world.db, { organizationId, email, role: 'viewer', brandIds: null, invitedBy: null })
  if (!row) throw new Error(`${email} has an open invitation`)
  return row.id
}

/** Everything that an address, a query or a body of the API can name, and how one more of it comes to be. */
const MAKERS = {
  organization: async (_world, { organizationId }) => organizationId,
  brand: async (world, { organizationId, owner }) => {
    const fields = { brand_name: 'Marlow Linen', brand_guidelines: '', is_default: false }
    const brand = { ...fields, brand_voice: BrandVoice.parse({}), target_audience: TargetAudience.parse({}) }
    return (await insertBrand(world.db, organizationId, owner.userId, brand)).id
  },
  usedBrand: async (_world, { brandId }) => brandId,
  request,
  reviewed: async (world, whose) => (await inReview(world, whose)).requestId,
  /** A review that waits, and a policy that is kept. */
  round: async (world, whose) => (await inReview(world, whose)).roundId,
  policy: async (world, { organizationId, owner }) => {
    const levels = [asPolicyLevel({ approvers: [CLIENT] })]
    const fields = { name: 'Client', levels, applies: false, brand_id: null, content_class: null }
    const row = await insertPolicy(world.db, organizationId, `user/${owner.userId}`, fields)
    if (!row) throw new Error('the policy was not kept')
    return row.id
  },
  voiceRule: async (world, { organizationId, brandId }) => {
    const rule = {
      organization_id: organizationId,
      brand_id: brandId,
      key: randomUUID(),
      kind: 'no_emoji',
      value: '{}',
      sentence: 'No emoji.',
    }
    const [row] = await world
      .db('voice_rules')
      .insert({ ...rule, evidence: '[]' })
      .returning('id')
    return row.id
  },
  /** Filters that a person keeps. */
  view: async (world, { organizationId, person }) => {
    const whose = { organization_id: organizationId, user_id: person.userId }
    const [row] = await world
      .db('content_views')
      .insert({ ...whose, name: 'Failed', filter: JSON.stringify({ status: ['failed'] }) })
      .returning('id')
    return row.id
  },
  finished,
  invitation: (world, { organizationId }) => invitation(world, organizationId),
  member: async (world, { organizationId }) => (await personOf(world, { organizationId, role: 'viewer' })).userId,
  key: async (world, { organizationId }) => (await keyOf(world, { organizationId, scopes: ['content.read'] })).id,
  session: async (world, { person }) => (await sessionOf(world, person.userId)).sessionId,
  identity: async (world, { person }) => {
    const identity = {
      user_id: person.userId,
      provider: `provider ${randomUUID()}`,
      issuer: 'https://issuer.example',
      subject: randomUUID(),
    }
    // The list shows only providers that the product knows; of those a person has one each.
    const isFirst = !(await world.db('identities').where({ user_id: person.userId }).first('id'))
    const [row] = await world
      .db('identities')
      .insert({ ...identity, ...(isFirst && { provider: 'google' }) })
      .returning('id')
    return row.id
  },
  /** A rule that the organization keeps its own way. */
  override: async (world, { organizationId, owner }) => {
    const rule = 'linkedin.headline_length'
    await setOverride(world.db, organizationId, { rule, limit: 150, severity: null, reason: 'Tried', setBy: `user/${owner.userId}` })
    return rule
  },
  account: async (world) => (await personOf(world)).email,
  refreshToken: async (world) => (await personOf(world)).refreshToken,
  verifyToken: (world) => accountToken(world, 'verify_email', { email: `${randomUUID()}@example.com`, userId: null }),
  resetToken: async (world) => {
    const { email, userId } = await personOf(world)
    return accountToken(world, 'reset_password', { email, userId })
  },
  /** To an address without an account. */
  invitationToken: async (world, { organizationId }) => invitationToken(world, await invitation(world, organizationId)),
  /** To the address of the person, in an organization that they are no member of. */
  theirInvitationToken: async (world, { person }) => {
    const { organizationId } = await organizationOf(world)
    return invitationToken(world, await invitation(world, organizationId, person.email))
  },
  /** The signed address of an image, without its origin. */
  image: async (world, whose) => {
    const of = { organizationId: whose.organizationId, requestId: await finished(world, whose), platform: 'instagram' } as const
    const draft = await world.db('generated_content').where({ request_id: of.requestId }).first('content_hash')
    const key = await storeImage(world, { ...of, contentHash: draft.content_hash })
    return fileAddresses({ files: world.files, keys: KEYS, publicUrl: world.url })
      .of(key)
      .then((url) => url.slice(world.url.length))
  },
  approvalToken: async (world, whose) => (await inReview(world, whose)).token,
} as const satisfies Record<string, (world: ApiWorld, whose: Whose) => Promise<string>>

export type Thing = keyof typeof MAKERS
export const THINGS = Object.keys(MAKERS) as Thing[]

/** Gives one thing of a kind, the same each time it is asked; `taken` is all that was asked of it. */
export interface Take {
  (thing: Thing): Promise<string>
  taken: ReadonlyMap<Thing, string>
}

function taking(make: (thing: Thing) => Promise<string>): Take {
  const made = new Map<Thing, Promise<string>>()
  const taken = new Map<Thing, string>()
  const take = async (thing: Thing) => {
    const known = made.get(thing) ?? make(thing)
    made.set(thing, known)
    const value = await known
    taken.set(thing, value)
    return value
  }
  return Object.assign(take, { taken })
}

/** Things that exist. */
export const thingsOf = (world: ApiWorld, whose: Whose): Take => taking((thing) => MAKERS[thing](world, whose))

/** Names of things that never were. */
export const nothings = (): Take =>
  taking(async (thing) => {
    if (thing === 'account') return `${randomUUID()}@example.com`
    return thing.endsWith('Token') ? newToken() : randomUUID()
  })

/** The same things, counted anew: which of them one call asks for. */
export const recount = (take: Take): Take => taking(take)

/** A text with every value that was taken replaced by the name of its kind, so that two calls can be held against each other. */
export const anonymous = (text: string, { taken }: Take): string =>
  [...taken].reduce((so, [thing, value]) => so.replaceAll(value, `<${thing}>`), text)
