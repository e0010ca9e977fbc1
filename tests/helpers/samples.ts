import { randomUUID } from 'node:crypto'
import type { OidcProvider } from '../../api/auth/oidc.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { KEY_SCOPES } from '../../domain/permissions.ts'
import { PASSWORD } from './account.ts'
import { type Answer, type ApiWorld, type AskOptions, GENERATE } from './apiWorld.ts'
import { CONTENT } from './openReview.ts'
import type { Take, Thing } from './things.ts'
import { CLIENT, visitor } from './visitor.ts'

/** What one call sends. */
export interface Call {
  params?: Record<string, string>
  query?: string
  body?: Record<string, unknown> | unknown[]
  headers?: Record<string, string>
}

/** A usable call of one endpoint. */
export interface Sample {
  /** What it is answered where it is allowed. */
  status: number
  /** What it is answered where a thing it names is somebody else's; 404 unless said. */
  foreign?: number
  /** It names a secret and no id: who holds it is told more than who makes one up. */
  secret?: true
  /** What those are answered who are limited to other brands, although the call names none. */
  limited?: number
  /** Things of a brand that it may name to who is limited to another. */
  tells?: readonly Thing[]
  call?(take: Take, world: ApiWorld): Promise<Call>
}

const anywhere = (name: string) => `${name}-${randomUUID()}@example.com`
const link = async (token: Promise<string>): Promise<Call> => ({ params: { token: await token } })
const withPassword = async (token: Promise<string>): Promise<Call> => ({ ...(await link(token)), body: { password: PASSWORD } })
const id = async (thing: Promise<string>): Promise<Call> => ({ params: { id: await thing } })
const addressed = (address: string): Call => {
  const [, organization = '', request = '', name = '', query = ''] = /organizations\/(.+)\/requests\/(.+)\/(.+)\?(.+)/.exec(address) ?? []
  return { params: { organization, request, name }, query }
}
const GOOGLE = { provider: 'google' }

/** The smallest PNG. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
const NOW = `from=${day(-2)}&to=${day(60)}`
const tomorrow = () => `${day(1)}T09:30:00.000Z`

/** Stands in for Google: whoever comes back is somebody new. */
export const SAMPLE_PROVIDER: OidcProvider = {
  id: 'google',
  name: 'Google',
  leave: async () => ({ url: 'https://accounts.example/authorize', handshake: { code_verifier: 'x', state: 'x' } }),
  back: async () => ({
    issuer: 'https://accounts.example',
    subject: randomUUID(),
    email: anywhere('elsewhere'),
    emailVerified: true,
    name: 'Elsa Where',
  }),
}

/** By method and path. Tests hold this table against the endpoints: one without a sample fails, and so does a sample without an endpoint. */
export const SAMPLES: Record<string, Sample> = {
  'POST /api/v1/auth/register': {
    status: 202,
    call: async () => ({ body: { email: anywhere('new'), password: PASSWORD, organization_name: 'New Studio' } }),
  },
  'POST /api/v1/auth/verify-email': {
    status: 201,
    call: async (take) => ({ body: { token: await take('verifyToken'), password: PASSWORD } }),
  },
  'POST /api/v1/auth/login': { status: 200, call: async (take) => ({ body: { email: await take('account'), password: PASSWORD } }) },
  'POST /api/v1/auth/refresh': { status: 200, call: async (take) => ({ body: { refresh_token: await take('refreshToken') } }) },
  'POST /api/v1/auth/logout': { status: 204, call: async (take) => ({ body: { refresh_token: await take('refreshToken') } }) },
  'POST /api/v1/auth/logout-everywhere': { status: 204 },
  'GET /api/v1/auth/me': { status: 200 },
  'POST /api/v1/auth/password/forgot': { status: 202, call: async (take) => ({ body: { email: await take('account') } }) },
  'POST /api/v1/auth/password/reset': {
    status: 204,
    call: async (take) => ({ body: { token: await take('resetToken'), password: 'another horse battery' } }),
  },
  'POST /api/v1/auth/password/change': {
    status: 204,
    call: async () => ({ body: { current_password: PASSWORD, new_password: 'another horse battery' } }),
  },
  'GET /api/v1/auth/sessions': { status: 200 },
  'DELETE /api/v1/auth/sessions/:id': { status: 204, call: (take) => id(take('session')) },
  'GET /api/v1/auth/oidc': { status: 200 },
  'GET /api/v1/auth/oidc/:provider/start': { status: 302, call: async () => ({ params: GOOGLE, query: 'return_to=/app' }) },
  'GET /api/v1/auth/oidc/:provider/callback': {
    status: 302,
    async call(_take, world) {
      const started = await world.ask('GET', '/api/v1/auth/oidc/google/start')
      const cookie = started.headers.getSetCookie().map((line) => line.split(';')[0])
      return { params: GOOGLE, query: 'code=x&state=x', headers: { cookie: cookie.join('; ') } }
    },
  },
  'POST /api/v1/auth/identities/:provider/link': { status: 200, call: async () => ({ params: GOOGLE, body: { return_to: '/app' } }) },
  'GET /api/v1/auth/identities': { status: 200 },
  'DELETE /api/v1/auth/identities/:id': { status: 204, call: (take) => id(take('identity')) },

  'POST /api/v1/organizations': { status: 201, call: async () => ({ body: { name: `Studio ${randomUUID()}` } }) },
  'GET /api/v1/organization': { status: 200 },
  'PATCH /api/v1/organization': { status: 200, call: async () => ({ body: { name: 'Studio East', time_zone: 'Asia/Jakarta' } }) },
  'PUT /api/v1/organization/logo': { status: 200, call: async () => ({ body: { image: PIXEL } }) },
  'DELETE /api/v1/organization/logo': { status: 204 },
  'GET /files/logos/:organization/:sha256': {
    status: 404,
    call: async () => ({ params: { organization: randomUUID(), sha256: '0'.repeat(64) } }),
  },
  // Whoever has no key of SendGrid's is refused, whatever they are here.
  'POST /api/v1/webhooks/sendgrid': { status: 404, call: async () => ({ body: [] }) },
  // What each member may do is for every member to see, the ids of brands with it.
  'GET /api/v1/members': { status: 200, tells: ['usedBrand'] },
  'PATCH /api/v1/members/:id': { status: 200, call: async (take) => ({ ...(await id(take('member'))), body: { role: 'editor' } }) },
  'DELETE /api/v1/members/:id': { status: 204, call: (take) => id(take('member')) },
  'GET /api/v1/invitations': { status: 200 },
  'POST /api/v1/invitations': {
    status: 201,
    foreign: 400,
    call: async (take) => ({ body: { email: anywhere('invited'), role: 'client', brand_ids: [await take('usedBrand')] } }),
  },
  'POST /api/v1/invitations/:id/resend': { status: 202, call: (take) => id(take('invitation')) },
  'DELETE /api/v1/invitations/:id': { status: 204, call: (take) => id(take('invitation')) },
  'POST /api/v1/invitations/accept': {
    status: 200,
    // Out of somebody's mail: whoever has it is told that the invitation is for another address.
    foreign: 403,
    secret: true,
    call: async (take) => ({ body: { token: await take('theirInvitationToken') } }),
  },
  'POST /api/v1/auth/accept-invitation': {
    status: 201,
    call: async (take) => ({ body: { token: await take('invitationToken'), password: PASSWORD } }),
  },
  'GET /api/v1/api-keys': { status: 200 },
  'POST /api/v1/api-keys': {
    status: 201,
    foreign: 400,
    call: async (take) => ({ body: { name: `Export ${randomUUID()}`, scopes: [...KEY_SCOPES], brand_ids: [await take('usedBrand')] } }),
  },
  'DELETE /api/v1/api-keys/:id': { status: 204, call: (take) => id(take('key')) },
  'GET /api/v1/audit': { status: 200 },
  'GET /api/v1/audit/export': { status: 200 },
  'GET /api/v1/audit/verification': { status: 200 },

  'GET /api/v1/brands': { status: 200 },
  'POST /api/v1/brands': { status: 201, limited: 403, call: async () => ({ body: { brand_name: `Brand ${randomUUID()}` } }) },
  'GET /api/v1/brands/:id': { status: 200, call: (take) => id(take('usedBrand')) },
  'PATCH /api/v1/brands/:id': {
    status: 200,
    call: async (take) => ({ ...(await id(take('brand'))), body: { brand_name: 'Another name', is_default: true } }),
  },
  'GET /api/v1/brands/:id/voice': { status: 200, call: (take) => id(take('usedBrand')) },
  'POST /api/v1/brands/:id/voice/check': {
    status: 200,
    call: async (take) => ({ ...(await id(take('usedBrand'))), body: { text: 'Our linen shirts are here.', language: 'en' } }),
  },
  'GET /api/v1/brands/:id/voice-rules': { status: 200, call: (take) => id(take('usedBrand')) },
  'PATCH /api/v1/brands/:id/voice-rules/:rule': {
    status: 200,
    call: async (take) => ({ params: { id: await take('usedBrand'), rule: await take('voiceRule') }, body: { state: 'accepted' } }),
  },
  'DELETE /api/v1/brands/:id': { status: 204, call: (take) => id(take('brand')) },
  // Every organization has the same rules: only what it made of them is its own.
  'GET /api/v1/rules': { status: 200, tells: ['override'] },
  'PUT /api/v1/rules/:rule/override': {
    status: 200,
    call: async () => ({ params: { rule: 'linkedin.article_length' }, body: { limit: 90_000, reason: 'Our importer takes no more.' } }),
  },
  'DELETE /api/v1/rules/:rule/override': { status: 204, call: async (take) => ({ params: { rule: await take('override') } }) },
  'GET /api/v1/denied': { status: 200 },
  'PUT /api/v1/denied': { status: 200, call: async () => ({ body: { terms: ['cheap'], hashtags: ['Skinny'] } }) },
  [`POST ${GENERATE}`]: {
    status: 202,
    call: async (take) => ({
      body: {
        prompt: `Launch our linen summer collection ${randomUUID()}`,
        platforms: ['instagram'],
        brand_profile_id: await take('usedBrand'),
        approval: { approvers: [CLIENT] },
      },
    }),
  },
  'POST /api/v1/content/estimate': {
    status: 200,
    call: async (take) => ({
      body: { platforms: ['instagram'], brand_profile_id: await take('usedBrand'), approval: { approvers: [CLIENT] } },
    }),
  },
  'GET /api/v1/content/history': { status: 200 },
  'GET /api/v1/content/views': { status: 200 },
  'POST /api/v1/content/views': { status: 201, call: async () => ({ body: { name: `View ${randomUUID()}`, filter: { q: 'linen' } } }) },
  'PATCH /api/v1/content/views/:id': {
    status: 200,
    call: async (take) => ({ ...(await id(take('view'))), body: { name: 'Another name' } }),
  },
  'DELETE /api/v1/content/views/:id': { status: 204, call: (take) => id(take('view')) },
  'GET /api/v1/content/requests/:id': { status: 200, call: (take) => id(take('reviewed')) },
  'GET /api/v1/content/requests/:id/events': {
    status: 204,
    call: async (take) => ({ ...(await id(take('finished'))), headers: { 'last-event-id': '999999' } }),
  },
  'POST /api/v1/content/requests/:id/cancel': { status: 200, call: (take) => id(take('request')) },
  'POST /api/v1/content/requests/:id/retry': { status: 202, call: (take) => id(take('finished')) },
  'GET /api/v1/content/requests/:id/export': { status: 200, call: (take) => id(take('finished')) },
  'GET /api/v1/content/requests/:id/export.zip': { status: 200, call: (take) => id(take('finished')) },
  'GET /api/v1/content/requests/:id/export.pdf': { status: 200, call: (take) => id(take('finished')) },
  'GET /api/v1/content/requests/:id/evidence': { status: 200, call: (take) => id(take('finished')) },
  'POST /api/v1/content/requests/:id/approval-links': {
    status: 202,
    call: async (take) => ({ ...(await id(take('reviewed'))), body: { action: 'resend', email: CLIENT.email } }),
  },
  'GET /api/v1/approvals': { status: 200 },
  'GET /api/v1/approvals/:id': { status: 200, call: (take) => id(take('round')) },
  'PATCH /api/v1/approvals/:id': { status: 200, call: async (take) => ({ ...(await id(take('round'))), body: { on_deadline: 'hold' } }) },
  // Only who is asked decides; nobody here is.
  'POST /api/v1/approvals/:id/decisions': {
    status: 403,
    call: async (take) => ({
      ...(await id(take('round'))),
      body: { decisions: [{ platform: 'instagram', version: 1, content_hash: 'x', verdict: 'approve' }] },
    }),
  },
  'GET /api/v1/approval-policies': { status: 200 },
  'POST /api/v1/approval-policies': {
    status: 201,
    call: async () => ({ body: { name: `Policy ${randomUUID()}`, levels: [{ approvers: [CLIENT] }] } }),
  },
  'GET /api/v1/approval-policies/:id': { status: 200, call: (take) => id(take('policy')) },
  'PUT /api/v1/approval-policies/:id': {
    status: 200,
    call: async (take) => ({ ...(await id(take('policy'))), body: { name: 'Client alone', levels: [{ approvers: [CLIENT] }] } }),
  },
  'DELETE /api/v1/approval-policies/:id': { status: 204, call: (take) => id(take('policy')) },
  'GET /api/v1/content/requests/:id/drafts/:platform/versions': {
    status: 200,
    call: async (take) => ({ params: { id: await take('reviewed'), platform: 'instagram' } }),
  },
  'POST /api/v1/content/requests/:id/drafts/:platform/versions': {
    status: 202,
    call: async (take) => ({
      params: { id: await take('reviewed'), platform: 'instagram' },
      body: { base_version: 1, content_data: { ...CONTENT.instagram, text: 'Our linen shirts are here. Tap the link.' } },
    }),
  },
  'POST /api/v1/content/requests/:id/drafts/:platform/regenerate': {
    status: 202,
    call: async (take) => ({
      params: { id: await take('reviewed'), platform: 'instagram' },
      body: { base_version: 1, instruction: 'Name the harbour of Lisbon' },
    }),
  },
  'GET /api/v1/content/calendar': { status: 200, call: async () => ({ query: NOW }) },
  'GET /api/v1/content/calendar/export.ics': { status: 200, call: async () => ({ query: NOW }) },
  'GET /api/v1/content/calendar/export.csv': { status: 200, call: async () => ({ query: NOW }) },
  'PUT /api/v1/content/requests/:id/drafts/:platform/slot': {
    status: 200,
    call: async (take) => ({ params: { id: await take('finished'), platform: 'instagram' }, body: { planned_at: tomorrow() } }),
  },
  'DELETE /api/v1/content/requests/:id/drafts/:platform/slot': {
    status: 200,
    call: async (take) => ({ params: { id: await take('finished'), platform: 'instagram' } }),
  },
  'GET /api/v1/billing/usage': { status: 200 },
  'GET /api/v1/billing/costs': { status: 200, call: async () => ({ query: 'from=2025-01&to=2026-12' }) },

  'GET /approve/:token': { status: 200, call: (take) => link(take('approvalToken')) },
  'POST /approve/:token': {
    status: 200,
    async call(take, world) {
      const token = await take('approvalToken')
      const { open, hidden } = visitor(() => world)
      const form = hidden(await open(`/approve/${token}`))
      return { params: { token }, body: { ...form, 'instagram.verdict': 'approve', 'linkedin.verdict': 'approve' } }
    },
  },
  'GET /files/organizations/:organization/requests/:request/:name': { status: 200, call: async (take) => addressed(await take('image')) },
  'GET /account/verify/:token': { status: 200, call: (take) => link(take('verifyToken')) },
  'POST /account/verify/:token': { status: 200, call: (take) => withPassword(take('verifyToken')) },
  'GET /account/reset/:token': { status: 200, call: (take) => link(take('resetToken')) },
  'POST /account/reset/:token': { status: 200, call: (take) => withPassword(take('resetToken')) },
  'GET /account/invitation/:token': { status: 200, call: (take) => link(take('invitationToken')) },
  'POST /account/invitation/:token': { status: 200, call: (take) => withPassword(take('invitationToken')) },
  'GET /api/v1/problems/:code': { status: 200, call: async () => ({ params: { code: 'not_found' } }) },
  'GET /health/live': { status: 200 },
  'GET /health/ready': { status: 200 },
  'GET /metrics': { status: 200 },
  'GET /api/v1/openapi.json': { status: 200 },
}

/** The name of an endpoint in that table. */
export const nameOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string => `${method.toUpperCase()} ${path}`

/** The sample of an endpoint. */
export function sampleOf(endpoint: Endpoint): Sample {
  const sample = SAMPLES[nameOf(endpoint)]
  if (!sample) throw new Error(`${nameOf(endpoint)} has no sample in tests/helpers/samples.ts`)
  return sample
}

/** Sends a call to its endpoint. */
export function send(
  { method, path, bodyType }: Endpoint,
  { params = {}, query, body, headers }: Call,
  ask: (method: string, path: string, options: AskOptions) => Promise<Answer>,
): Promise<Answer> {
  const there = path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '') + (query ? `?${query}` : '')
  const form = bodyType === 'form' && body
  return ask(method.toUpperCase(), there, {
    ...(form && { raw: new URLSearchParams(body as Record<string, string>).toString() }),
    ...(body && !form && { body }),
    headers: { ...(form && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
  })
}
