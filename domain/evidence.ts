import { createHash } from 'node:crypto'
import { canonicalJson, contentHash, textHash } from './hash.ts'

/**
 * What proves an approval: who approved which hash, when, from where, under which rules, model and prompts; each with the row of the audit log
 * that was written then. Whoever has such a pack can check it without us.
 */
export interface EvidencePack {
  kind: 'approval-evidence'
  version: 1
  made_at: string
  request: Record<string, unknown> & { id: string; organization_id: string }
  drafts: EvidenceDraft[]
  rounds: Record<string, unknown>[]
  audit: EvidenceAudit[]
  /** The newest row of the organization's log when the pack was made: later rows follow it. */
  chain: { seq: number; hash: string } | null
  /** SHA-256, hex, of everything else in canonical JSON. */
  digest: string
}

export interface EvidenceDraft {
  platform: string
  content_type: string
  version: number
  content_hash: string
  content_data: unknown
  /** The instruction that agents made it by; absent from packs of before there were any. */
  regeneration?: { by: string; instruction: string; base_version: number } | null
  decisions: { content_hash: string; verdict: string; at: string; counted: boolean; round: number; audit_seq: number | null }[]
}

/** A row of the log with the very text that its hash is over. */
export interface EvidenceAudit {
  seq: number
  action: string
  /** A JSON array: organization, seq, request, actor, action, subject, address, data and the moment in microseconds since 1970. */
  hashed: string
  prev_hash: string
  hash: string
  data: Record<string, unknown>
}

export const digestOf = ({ digest: _, ...rest }: EvidencePack): string => createHash('sha256').update(canonicalJson(rest)).digest('hex')

/** What is wrong with a pack, in sentences; empty when all of it holds together. */
export function evidenceFaults(pack: EvidencePack): string[] {
  return [
    ...(digestOf(pack) === pack.digest ? [] : ['The pack was changed: its digest is not that of its content.']),
    ...pack.drafts.flatMap(draftFaults),
    ...pack.audit.flatMap((row, i) => auditFaults(row, pack.audit[i - 1], pack.request)),
    ...pack.drafts.flatMap((draft) => decisionFaults(draft, pack.audit)),
    ...pack.drafts.flatMap((draft) => instructionFaults(draft, pack.audit, pack.request)),
  ]
}

const nameOf = ({ platform, version }: EvidenceDraft) => `${platform} version ${version}`

function draftFaults(draft: EvidenceDraft): string[] {
  const is = contentHash(draft.platform, draft.content_type, draft.content_data)
  return is === draft.content_hash ? [] : [`The content of ${nameOf(draft)} is not the one with the hash ${draft.content_hash}.`]
}

function auditFaults(row: EvidenceAudit, before: EvidenceAudit | undefined, request: EvidencePack['request']): string[] {
  const faults: string[] = []
  const hash = createHash('sha256').update(Buffer.from(row.prev_hash, 'hex')).update(row.hashed, 'utf8').digest('hex')
  if (hash !== row.hash) faults.push(`Row ${row.seq} of the log was changed: its hash is not that of its text.`)
  const [organization, seq, requestId, , action, , , data] = arrayIn(row.hashed)
  if (organization !== request.organization_id || seq !== row.seq || requestId !== request.id || action !== row.action)
    faults.push(`Row ${row.seq} of the log is not what its text says.`)
  if (canonicalJson(data) !== canonicalJson(row.data)) faults.push(`The facts of row ${row.seq} of the log are not those of its text.`)
  if (before && before.seq >= row.seq) faults.push(`Row ${row.seq} of the log stands behind row ${before.seq}.`)
  if (before && before.seq === row.seq - 1 && before.hash !== row.prev_hash)
    faults.push(`Row ${row.seq} of the log does not follow the row before it.`)
  return faults
}

/** Each decision was for the very content of the version it stands under, and the log said so when it was made. */
function decisionFaults(draft: EvidenceDraft, audit: readonly EvidenceAudit[]): string[] {
  return draft.decisions.flatMap((decision) => {
    const what = `The decision of round ${decision.round} on ${nameOf(draft)}`
    if (decision.content_hash !== draft.content_hash) return [`${what} was for other content.`]
    const row = audit.find(({ seq }) => seq === decision.audit_seq)
    if (!row) return [`${what} has no row in the log.`]
    const { hashes, verdicts } = row.data as { hashes?: Record<string, string>; verdicts?: Record<string, string> }
    return hashes?.[draft.platform] === decision.content_hash && verdicts?.[draft.platform] === decision.verdict
      ? []
      : [`${what} is not the one in row ${row.seq} of the log.`]
  })
}

/** What the agents were told is what the log says, by whom it says. */
function instructionFaults(draft: EvidenceDraft, audit: readonly EvidenceAudit[], request: EvidencePack['request']): string[] {
  const { regeneration } = draft
  if (!regeneration) return []
  const isTold = audit.some((row) => {
    const [, , , actor, action, subject] = arrayIn(row.hashed)
    return (
      action === 'draft.regenerate' &&
      actor === regeneration.by &&
      subject === `draft/${request.id}/${draft.platform}/${draft.version}` &&
      row.data.base_version === regeneration.base_version &&
      row.data.instruction_sha256 === textHash(regeneration.instruction)
    )
  })
  return isTold ? [] : [`The instruction of ${nameOf(draft)} is not the one in the log.`]
}

function arrayIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
