import { once } from 'node:events'
import { z } from 'zod'
import { type AuditRow, auditAfter, listAudit, verifyAudit } from '../../db/audit.ts'
import { endpoint } from '../endpoint.ts'
import { Id, Timestamp } from '../schemas.ts'

const Entry = z
  .object({
    seq: z.number().int().meta({ description: 'Its place in the organization’s chain, from 1 without a gap.' }),
    at: Timestamp,
    actor: z.string().meta({ description: 'Who: `user/<id>`, `key/<id>` or `link/<id>`.' }),
    action: z.string(),
    subject: z.string().meta({ description: 'On what.' }),
    address: z.string().meta({ description: 'From where.' }),
    request_id: Id.nullable(),
    data: z.record(z.string(), z.unknown()),
    hash: z.string().meta({ description: 'SHA-256 over this row and the hash before it.' }),
    prev_hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })

const view = (row: AuditRow): z.input<typeof Entry> => ({ ...row, at: row.at.toISOString() })

const Verification = z
  .object({
    intact: z.boolean(),
    rows: z.number().int(),
    head: z
      .string()
      .nullable()
      .meta({ description: 'Hash of the newest row: keep it elsewhere, and a chain rewritten whole shows as well.' }),
    fault: z.object({ seq: z.number().int(), fault: z.string() }).nullable(),
  })
  .meta({ id: 'AuditVerification' })

const shared = { tag: 'Audit', access: 'audit.read' } as const
const BATCH = 500

/** The audit log: read, exported and checked by owners. */
export function auditEndpoints() {
  return [
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/audit',
      summary: 'What was changed by whom, newest first',
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.coerce
          .number()
          .int()
          .min(1)
          .max(Number.MAX_SAFE_INTEGER)
          .optional()
          .meta({ description: '`next_before` of the page before.' }),
        action: z.string().max(100).optional(),
      }),
      responses: {
        200: {
          description: 'One page.',
          schema: z.object({
            items: z.array(Entry),
            next_before: z.number().int().nullable().meta({ description: 'Null on the last page.' }),
          }),
        },
      },
    }).handle(async ({ query, caller, db }) => {
      const rows = await listAudit(db, caller.organizationId, { before: query.before, action: query.action, limit: query.limit + 1 })
      const page = rows.slice(0, query.limit)
      return { status: 200, body: { items: page.map(view), next_before: rows.length > query.limit ? (page.at(-1)?.seq ?? null) : null } }
    }),
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/audit/export',
      summary: 'The whole log, oldest first, a JSON document a line',
      responses: { 200: { description: 'NDJSON.', schema: z.string(), mediaType: 'application/x-ndjson' } },
    }).handle(async ({ caller, db, req, res }) => {
      res.status(200).set({
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Content-Disposition': 'attachment; filename="audit.ndjson"',
      })
      if (req.method === 'HEAD') {
        res.end()
        return 'streamed'
      }
      // Page by page, waiting for a slow reader: a long log costs no memory.
      for (let after = 0, more = true; more && !res.destroyed; ) {
        const rows = await auditAfter(db, caller.organizationId, after, BATCH)
        for (const row of rows)
          if (!res.write(`${JSON.stringify(view(row))}\n`)) await Promise.race([once(res, 'drain'), once(res, 'close')])
        after = rows.at(-1)?.seq ?? after
        more = rows.length === BATCH
      }
      res.end()
      return 'streamed'
    }),
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/audit/verification',
      summary: 'Whether the log is whole: every hash computed again',
      responses: { 200: { description: 'What was found.', schema: Verification } },
    }).handle(async ({ caller, db }) => {
      const { rows, head, fault } = await verifyAudit(db, caller.organizationId)
      return { status: 200, body: { intact: !fault, rows, head, fault: fault ?? null } }
    }),
  ]
}
