import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import { evidenceOf } from '../../db/evidence.ts'
import type { Db } from '../../db/knex.ts'
import { findOrganization } from '../../db/organizations.ts'
import { strategyOf } from '../../db/requests.ts'
import { AppError } from '../../domain/errors.ts'
import { Strategy } from '../../domain/strategy.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import type { Caller } from '../auth/principal.ts'
import { type About, type Downloaded, pdfOf, zipOf } from '../downloads.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { exportOf } from '../exportView.ts'
import { fileAddresses } from '../files.ts'
import { requestOf } from '../requestView.ts'
import { IdParam } from '../schemas.ts'

const PATH = '/api/v1/content/requests/:id'
const one = { tag: 'Content', params: IdParam, method: 'get' } as const
const NOTHING = { 409: 'Nothing is approved yet.' }

const Evidence = z
  .looseObject({
    kind: z.literal('approval-evidence'),
    version: z.literal(1),
    made_at: z.string(),
    request: z.record(z.string(), z.unknown()),
    drafts: z.array(z.unknown()),
    rounds: z.array(z.unknown()),
    audit: z.array(z.unknown()),
    chain: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
    digest: z.string(),
  })
  .meta({ id: 'EvidencePack' })

/** What of a request is approved, to keep or to hand on, and what proves it. */
export function downloadEndpoints(deps: Pick<RouteDeps, 'publicUrl' | 'files' | 'keys'>) {
  const { files } = deps
  const addresses = fileAddresses(deps)

  async function approved(db: Db, caller: Caller, id: string): Promise<{ about: About; drafts: Downloaded[] }> {
    const request = await requestOf(db, caller, id)
    const exported = await exportOf({ db, files, addresses }, request)
    if (!exported.length) throw new AppError('conflict', `Nothing of this request is approved; it is ${request.status}.`)
    const organization = await findOrganization(db, caller.organizationId)
    const strategy = Strategy.safeParse(await strategyOf(db, id))
    return {
      about: {
        id,
        organization: organization?.name ?? '',
        brand: request.brand.brand_name,
        prompt: request.prompt,
        slots: strategy.success
          ? strategy.data.suggested_slots.map(({ platform, weekday, local_time, time_zone }) => ({
              platform,
              when: `${weekday} ${local_time} ${time_zone}`.trim(),
            }))
          : [],
      },
      drafts: exported.map((draft) => ({
        ...draft,
        files: draft.images.map(({ position, type, sha256 }) => {
          const ending = type === 'image/png' ? 'png' : 'jpg'
          const name = `${String(position + 1).padStart(2, '0')}.${ending}`
          return { name, key: `organizations/${request.organization_id}/requests/${id}/${sha256}.${ending}` }
        }),
      })),
    }
  }

  return [
    endpoint({
      ...one,
      path: `${PATH}/export.zip`,
      summary: 'What is approved as a ZIP: texts, images, alternative texts, and a table for schedulers',
      access: 'content.export',
      refuses: NOTHING,
      responses: { 200: { description: 'The archive.', schema: z.string(), mediaType: 'application/zip' } },
    }).handle(async ({ params, caller, db, req, res }) => {
      const { about, drafts } = await approved(db, caller, params.id)
      attach(res, 'application/zip', `${fileName(about)}.zip`)
      if (req.method === 'HEAD') return end(res)
      const { stream, done } = zipOf(about, drafts, files)
      await Promise.all([piped(stream, res), done])
      return 'streamed'
    }),
    endpoint({
      ...one,
      path: `${PATH}/export.pdf`,
      summary: 'What is approved as a PDF for a client',
      access: 'content.export',
      refuses: NOTHING,
      responses: { 200: { description: 'The document.', schema: z.string(), mediaType: 'application/pdf' } },
    }).handle(async ({ params, caller, db, req, res }) => {
      const { about, drafts } = await approved(db, caller, params.id)
      attach(res, 'application/pdf', `${fileName(about)}.pdf`)
      if (req.method === 'HEAD') return end(res)
      await piped(await pdfOf(about, drafts, files), res)
      return 'streamed'
    }),
    endpoint({
      ...one,
      path: `${PATH}/evidence`,
      summary: 'Who approved which content under which rules, model and prompts, chained so that tampering shows',
      access: 'evidence.read',
      responses: { 200: { description: 'The pack; `npm run evidence:verify` checks it without this server.', schema: Evidence } },
    }).handle(async ({ params, caller, db, req }) => {
      const request = await requestOf(db, caller, params.id)
      await note(db, { caller, req }, { action: 'evidence.made', subject: `request/${request.id}`, requestId: request.id })
      const pack = await evidenceOf(db, caller.organizationId, params.id, new Date())
      if (!pack) throw notFound()
      return { status: 200, headers: { 'Content-Disposition': `attachment; filename="evidence-${params.id}.json"` }, body: { ...pack } }
    }),
  ]
}

function attach(res: Response, type: string, name: string): void {
  res
    .status(200)
    .set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' })
}

function end(res: Response): 'streamed' {
  res.end()
  return 'streamed'
}

/** Whoever goes away halfway has what they wanted. */
const piped = (stream: NodeJS.ReadableStream, res: Response): Promise<void> =>
  pipeline(stream, res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })

const fileName = ({ brand, id }: About) =>
  `${
    brand
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase() || 'content'
  }-${id.slice(0, 8)}`
