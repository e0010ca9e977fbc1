import type { z } from 'zod'
import { driftsOf } from '../db/drift.ts'
import type { Db } from '../db/knex.ts'
import { latestRound, recipientsOf } from '../db/links.ts'
import { mediaFor, mediaOf } from '../db/media.ts'
import { costByAgent, findRequest, latestDrafts, platformsOf, type RequestRow, requestDecisions, unitsOf } from '../db/requests.ts'
import { workflowIdOf } from '../workflows/messages.ts'
import { approvalView } from './approval.ts'
import { type Caller, seesBrand } from './auth/principal.ts'
import { notFound } from './endpoint.ts'
import { type FileAddresses, withAddresses } from './files.ts'
import { linksOf } from './links.ts'
import { nextStep, OPEN_LINKS } from './nextStep.ts'
import { imageView, type RequestView } from './routes/contentSchemas.ts'
import { usd } from './usd.ts'

/** The request a caller names. One of another organization or of a brand they do not see is as unknown as one that is not there: throws not_found. */
export async function requestOf(db: Db, caller: Pick<Caller, 'organizationId' | 'brandIds'>, id: string): Promise<RequestRow> {
  const request = await findRequest(db, caller.organizationId, id)
  if (!request || !seesBrand(caller, request.brand_profile_id)) throw notFound()
  return request
}

/** Everything a caller sees of a request. All of it comes from Postgres: no reader needs Temporal. */
export async function viewOf(
  deps: { db: Db; addresses: FileAddresses; publicUrl: string; temporalUi?: { url: string; namespace: string } },
  request: RequestRow,
): Promise<z.input<typeof RequestView>> {
  const { db } = deps
  const { id } = request
  const [platforms, drafts, round, decisions, units, costs, media, drifts] = await Promise.all([
    platformsOf(db, id),
    latestDrafts(db, id),
    latestRound(db, id),
    requestDecisions(db, id),
    unitsOf(db, id),
    costByAgent(db, id),
    mediaOf(db, id),
    driftsOf(db, id),
  ])
  const recipients = round ? await recipientsOf(db, round) : []
  const waitsFor = recipients.filter((r) => OPEN_LINKS.includes(r.state)).map((r) => r.email)
  const failed = platforms.filter((p) => p.status === 'failed').length
  const shown = drafts.map(async (draft) => ({
    ...draft,
    images: (await withAddresses(deps.addresses, mediaFor(media, draft))).map(imageView),
  }))
  return {
    id,
    status: request.status,
    reason: request.reason,
    next_step: nextStep({ status: request.status, reason: request.reason, waitsFor, dueAt: round?.due_at ?? null, failed }),
    prompt: request.prompt,
    brand: { id: request.brand.id, name: request.brand.brand_name },
    language: request.language,
    disclosure: request.disclosure,
    platforms,
    drafts: await Promise.all(shown),
    approval: {
      ...approvalView(request.approval, request.platforms),
      round: round?.round ?? null,
      round_id: round?.id ?? null,
      state: round?.state ?? null,
      due_at: round?.due_at.toISOString() ?? null,
      links: recipients,
    },
    decisions: decisions.map((d) => ({
      platform: d.platform,
      version: d.version,
      verdict: d.verdict,
      comment: d.comment,
      by: { email: d.approver_email, name: d.approver_name },
      at: d.created_at.toISOString(),
      round: d.round,
    })),
    outdated: drifts.map(({ found_at, ...drift }) => ({ ...drift, found_at: found_at.toISOString() })),
    units,
    cost: {
      spent_usd: usd(request.spent_micros),
      budget_usd: usd(request.budget_micros),
      by_agent: costs.map(({ cost_micros, ...cost }) => ({ ...cost, cost_usd: usd(cost_micros) })),
    },
    created_at: request.created_at.toISOString(),
    updated_at: request.updated_at.toISOString(),
    finished_at: request.finished_at?.toISOString() ?? null,
    run: request.run,
    workflow_id: workflowIdOf(request.organization_id, id, request.run),
    links: linksOf(deps, request),
  }
}
