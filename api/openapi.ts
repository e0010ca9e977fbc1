import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { KEY_SCOPES } from '../domain/permissions.ts'
import { type Endpoint, endpoint, type ResponseSpec } from './endpoint.ts'
import { KeyHeader } from './idempotency.ts'
import { limitOf } from './limits/table.ts'
import { Id, PROBLEM_TYPE, Problem } from './schemas.ts'

/** GET /api/v1/openapi.json: made once from the schemas that parse, for all the given endpoints and itself. */
export function openApiDocument(endpoints: readonly Endpoint[], publicUrl: string): Endpoint {
  const self = endpoint({
    method: 'get',
    path: '/api/v1/openapi.json',
    tag: 'Operations',
    summary: 'This document',
    access: 'public',
    responses: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
  }).handle(async () => ({ status: 200, body: document }))
  const document = withPlainPatterns(describe([...endpoints, self], publicUrl)) as Record<string, unknown>
  return self
}

/** The generator writes a regular expression that has flags as `...$/u`. JSON Schema's are Unicode by themselves and take no flags. */
const withPlainPatterns = (document: object): unknown =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'pattern' && typeof value === 'string' ? value.replace(/\/[a-z]+$/, '') : value,
  )

function describe(endpoints: readonly Endpoint[], publicUrl: string) {
  const registry = new OpenAPIRegistry()
  const person = registry.registerComponent('securitySchemes', 'access_token', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
  const program = registry.registerComponent('securitySchemes', 'api_key', { type: 'http', scheme: 'bearer', bearerFormat: 'amc_…' })
  for (const e of endpoints) {
    registry.registerPath({
      method: e.method,
      path: e.path.replaceAll(/:(\w+)/g, '{$1}'),
      operationId: operationId(e),
      tags: [e.tag],
      summary: e.summary,
      security: e.access === 'public' ? [] : [{ [person.name]: [] }, ...(isForPrograms(e) ? [{ [program.name]: [] }] : [])],
      request: {
        ...(e.params && { params: e.params }),
        ...(e.query && { query: e.query }),
        headers: headersOf(e),
        ...(e.body && { body: { required: !e.bodyOptional, content: { [FORM_TYPES[e.bodyType ?? 'json']]: { schema: e.body } } } }),
      },
      responses: { ...answers(e), ...refusals(e) },
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'AI Media Consultant',
      version: '1',
      description:
        'A content request goes in; drafts that a person has approved come out. Every refusal is a Problem with a stable code; every answer carries X-Request-Id. No text may hold NUL or half a character (an unpaired surrogate).',
    },
    servers: [{ url: publicUrl }],
  })
}

const isOfOrganization = ({ access }: Endpoint) => access !== 'public' && access !== 'self'
const isForPrograms = ({ access, people }: Endpoint) => !people && (KEY_SCOPES as readonly string[]).includes(access)

/** The headers an endpoint reads: its own, and those of every endpoint of its kind. */
function headersOf(e: Endpoint) {
  const organization = {
    'x-organization-id': Id.optional().meta({
      description: 'Which of the person’s organizations; may be absent for a member of only one.',
    }),
  }
  const shape = { ...e.headers?.shape, ...(e.idempotent && KeyHeader.shape), ...(isOfOrganization(e) && organization) }
  return z.object(shape)
}

const FORM_TYPES = { json: 'application/json', signed: 'application/json', form: 'application/x-www-form-urlencoded' } as const

/** `get /api/v1/content/requests/:id/events` is `getContentRequestsByIdEvents`. */
const operationId = ({ method, path }: Endpoint) =>
  method +
  path
    .replace('/api/v1', '')
    .replaceAll(/\/:(\w)/g, '/by/$1')
    .replaceAll(/[/.-](\w)/g, (_, letter: string) => letter.toUpperCase())

function answers(e: Endpoint) {
  return Object.fromEntries(Object.entries(e.responses).map(([status, spec]) => [status, answer(spec)]))
}

function answer({ description, schema, mediaType = 'application/json', headers }: ResponseSpec) {
  return {
    description,
    ...(schema && { content: { [mediaType]: { schema } } }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, words]) => [name, { description: words, schema: { type: 'string' as const } }]),
      ),
    }),
  }
}

/** What this endpoint refuses, and what every endpoint of its kind does. */
function refusals(e: Endpoint) {
  const shared: Record<number, string> = {
    ...((e.body || e.query || e.headers || e.idempotent || isOfOrganization(e)) && {
      400: 'The request is not usable; the message says what to change.',
    }),
    ...(e.access !== 'public' && { 401: 'No valid access token.' }),
    ...(e.access !== 'public' && {
      403:
        e.access === 'self'
          ? 'An API key has no account of its own.'
          : `The caller lacks ${e.access}, or is no member of the organization named${e.people ? ', or is an API key' : ''}.`,
    }),
    ...(e.params && { 404: 'Nothing here: unknown and foreign ids are answered alike.' }),
    ...(e.body && { 413: 'The body is too large.', 415: 'The body is of another type.' }),
    ...(e.idempotent && { 409: 'The same Idempotency-Key is at work right now.', 422: 'The Idempotency-Key was used for another body.' }),
    ...(limitOf(e) !== 'none' && { 429: 'Too many requests; Retry-After says when.' }),
    ...e.refuses,
    500: 'A bug; the request id finds it in the logs.',
    503: 'Busy or restarting: try again.',
  }
  const page = Object.values(e.responses).some(({ mediaType }) => mediaType === 'text/html')
  const content = page ? { 'text/html': { schema: z.string() } } : { [PROBLEM_TYPE]: { schema: Problem } }
  return Object.fromEntries(
    Object.entries(shared)
      .filter(([status]) => !(status in e.responses))
      .map(([status, description]) => [status, { description, content }]),
  )
}
