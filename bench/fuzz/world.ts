import { hashToken, newToken } from '../../api/auth/tokens.ts'
import { acrossTenants, type Db, openDb } from '../../db/knex.ts'
import { KEY_SCOPES } from '../../domain/permissions.ts'
import { mailedToken, PASSWORD, type SignedIn, signUp } from '../../tests/helpers/account.ts'
import { openReview } from '../../tests/helpers/openReview.ts'

/** Values that exist, by what they are: schemathesis.toml says which parameter takes them. */
export type Dictionaries = Record<string, string[]>

export interface World {
  owner: { email: string; password: string }
  apiKey: string
  dictionaries: Dictionaries
  /** Throws when the owner no longer is one: every answer to them would then be the same refusal, and would look well. */
  stillStands(): Promise<void>
}

/** So many of each, because the cases use them up: they delete, revoke, cancel and decide. */
const MANY = 40
const SOME = 8

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
const times = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => make(i)))

/** One organization with something of everything that an address or a body can name. Each run has its own, so none finds what another left. */
export async function makeWorld({ apiUrl, ownerUrl }: { apiUrl: string; ownerUrl: string }, name: string): Promise<World> {
  const pool = openDb(ownerUrl, { max: 4 })
  try {
    return await fill(apiUrl, acrossTenants(pool), `${name.replaceAll(' ', '-')}.example`)
  } finally {
    await pool.destroy()
  }
}

async function fill(apiUrl: string, db: Db, host: string): Promise<World> {
  let token: string | undefined
  async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${apiUrl}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined }
  }
  async function made<T>(path: string, body?: unknown): Promise<T> {
    const answer = await ask('POST', path, body)
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  const register = (email: string) => made('/auth/register', { email, password: PASSWORD, organization_name: 'Fuzz' })

  const owner = { email: `owner@${host}`, password: PASSWORD }
  const post = (path: string, body: Record<string, unknown>) => ask('POST', path.replace('/api/v1', ''), body)
  const me = await signUp(post, owner, () => mailedToken(db, 'verify_email', owner.email))
  const login = () => made<SignedIn>('/auth/login', owner)
  const spare = await times(SOME, login)
  token = me.access_token

  const brands = await times(MANY, (i) => made<{ id: string }>('/brands', { brand_name: `Brand ${i}` }))
  const newRequest = () => made<{ id: string }>('/content/generate', { prompt: 'Launch our linen collection', platforms: ['instagram'] })
  const first = await newRequest()
  await db('quota_periods').update({ unit_limit: 1_000_000 })
  const open = await times(MANY, newRequest)
  const over = await times(SOME, newRequest)
  for (const { id } of over) await made(`/content/requests/${id}/cancel`)
  const reviewed = [first, ...(await times(MANY, newRequest))]
  const approver = { email: owner.email, name: '' }
  const links: string[] = []
  for (const { id: requestId } of reviewed) {
    const { organization } = me
    const review = { organizationId: organization.id, requestId, platforms: ['instagram' as const], approvers: [approver] }
    links.push(...(await openReview(db, review)).tokens)
  }
  await db('approval_rounds').update({ due_at: db.raw(`now() + interval '7 days'`) })
  const approved = reviewed.slice(0, SOME).map(({ id }) => id)
  await db('request_platforms').whereIn('request_id', approved).update({ status: 'approved' })
  const policies = await times(SOME, (n) =>
    made<{ id: string }>('/approval-policies', { name: `Policy ${n}`, levels: [{ approvers: [approver] }] }),
  )
  const views = await times(SOME, (n) => made<{ id: string }>('/content/views', { name: `View ${n}`, filter: { status: ['failed'] } }))
  const failed = ids(await times(SOME, newRequest))
  await db('request_platforms').whereIn('request_id', failed).update({ status: 'failed' })
  await db('content_requests').whereIn('id', failed).update({ status: 'failed', finished_at: db.fn.now() })

  const newKey = (i: number) => made<{ id: string; key: string }>('/api-keys', { name: `Key ${i}`, scopes: KEY_SCOPES })
  const keys = await times(MANY, newKey)
  const { key: apiKey } = await newKey(MANY)
  const invited = (i: number, role: string) => made<{ id: string }>('/invitations', { email: `${role}${i}@${host}`, role })
  const invitations = await times(2 * MANY, (i) => invited(i, 'editor'))
  const invitationTokens = await times(2 * MANY, async (i) => {
    const value = newToken()
    await db('invitations')
      .where({ id: invitations[i]?.id })
      .update({ token_hash: hashToken(value) })
    return value
  })
  const google = { user_id: me.user.id, provider: 'google', issuer: 'https://accounts.google.com', subject: host }
  const [identity] = await db('identities').insert(google).returning('id')
  const members: string[] = []
  for (const value of invitationTokens.slice(0, SOME)) {
    const { user } = await made<SignedIn>('/auth/accept-invitation', { token: value, password: PASSWORD })
    members.push(user.id)
  }
  const verifyTokens = await times(MANY, async (i) => {
    const email = `new${i}@${host}`
    await register(email)
    return mailedToken(db, 'verify_email', email)
  })
  // Of a member: who resets the owner's password signs the owner out for good.
  const resetTokens: string[] = []
  for (let i = 0; i < MANY; i++) {
    const email = `editor${i % SOME}@${host}`
    await made('/auth/password/forgot', { email })
    resetTokens.push(await mailedToken(db, 'reset_password', email))
  }

  return {
    owner,
    apiKey,
    dictionaries: {
      organizations: [me.organization.id],
      brands: ids(brands),
      requests: [...ids([...open, ...over, ...reviewed]), ...failed],
      finished_requests: ids(over),
      approved_requests: approved,
      failed_requests: failed,
      keys: ids(keys),
      invitations: ids(invitations.slice(SOME)),
      members,
      identities: [identity?.id],
      sessions: spare.map((s) => s.session_id),
      refresh_tokens: spare.map((s) => s.refresh_token),
      links,
      reviews: await db('approval_rounds').pluck('id'),
      policies: ids(policies),
      views: ids(views),
      invitation_tokens: invitationTokens.slice(SOME),
      verify_tokens: verifyTokens,
      reset_tokens: resetTokens,
      emails: [owner.email, `editor0@${host}`],
      passwords: [PASSWORD],
      providers: ['google'],
    },
    async stillStands() {
      token = (await login()).access_token
      const { body } = await ask('GET', '/auth/me')
      const { organizations } = body as { organizations: { id: string; role: string }[] }
      if (organizations.find(({ id }) => id === me.organization.id)?.role !== 'owner')
        throw new Error('the owner lost their organization on the way: the cases after that were all refused alike')
    },
  }
}
