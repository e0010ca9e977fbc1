import type { Db } from '../db/knex.ts'
import { mayApproveByDeadline } from '../db/organizations.ts'
import { applyingPolicies, findPolicy, membersById, type PolicyLevel, type PolicyPerson } from '../db/policies.ts'
import { type Approver, type FrozenApproval, type Level, policyFor, type Track, tracksOf } from '../domain/approvals.ts'
import { AppError } from '../domain/errors.ts'
import type { Connection, ContentType, Platform } from '../domain/words.ts'
import { type Approval, filled, type LevelToAsk, type Person } from './approvalSchemas.ts'
import type { Caller } from './auth/principal.ts'

type Asked = Pick<Caller, 'organizationId' | 'apiKeyId' | 'email' | 'name'>

/** What a request's approval freezes to: the levels it brought, a policy's, or those of the policies that apply to each of its drafts. */
export async function frozenApproval(
  db: Db,
  caller: Asked,
  of: {
    approval: Approval
    brandId: string | undefined
    drafts: { platform: Platform; content_type: ContentType }[]
    connection: Connection
  },
): Promise<FrozenApproval> {
  const { approval, drafts } = of
  if (approval.mode === 'none') return { mode: 'none', approvers: [], due_in_hours: 72, remind_before_hours: [] }
  const tracks = await tracksFor(db, caller, of)
  await refuseDeadlineApproval(
    db,
    caller.organizationId,
    tracks.flatMap(({ levels }) => levels),
  )
  const first = tracks.find(({ platforms }) => platforms.includes(drafts[0]?.platform as Platform))?.levels[0]
  if (!first) throw new Error('a request has no level to approve at')
  return {
    mode: 'required',
    approvers: first.approvers.map(({ email, name }) => ({ email, name })),
    due_in_hours: first.due_in_hours,
    remind_before_hours: first.remind_before_hours,
    tracks,
  }
}

async function tracksFor(
  db: Db,
  caller: Asked,
  { approval, brandId, drafts, connection }: Parameters<typeof frozenApproval>[2],
): Promise<Track[]> {
  const platforms = drafts.map(({ platform }) => platform)
  const { mode: _, levels, policy_id, ...one } = approval
  if (levels) return [{ platforms, policy: null, levels: await resolved(db, caller.organizationId, levels.map(asPolicyLevel)) }]
  if (policy_id) {
    const policy = await findPolicy(db, caller.organizationId, policy_id)
    if (!policy) throw new AppError('invalid', 'approval.policy_id: there is no such policy here.')
    return [{ platforms, policy: { id: policy.id, name: policy.name }, levels: await resolved(db, caller.organizationId, policy.levels) }]
  }
  // Who says anything of it has said how this is approved: one level, at the caller where nobody is named.
  const saysNothing = Object.values(one).every((field) => field === undefined)
  const applying = !saysNothing ? [] : await applyingPolicies(db, caller.organizationId, brandId ?? null)
  const groups = new Map<string | null, { platforms: Platform[]; policy: (typeof applying)[number] | undefined }>()
  for (const { platform, content_type } of drafts) {
    const policy = policyFor(applying, { contentType: content_type, connection })
    const group = groups.get(policy?.id ?? null) ?? { platforms: [], policy }
    group.platforms.push(platform)
    groups.set(policy?.id ?? null, group)
  }
  return Promise.all(
    [...groups.values()].map(async ({ platforms, policy }): Promise<Track> => {
      if (policy)
        return { platforms, policy: { id: policy.id, name: policy.name }, levels: await resolved(db, caller.organizationId, policy.levels) }
      return {
        platforms,
        policy: null,
        levels: await resolved(db, caller.organizationId, [asPolicyLevel({ ...one, approvers: one.approvers ?? [themselves(caller)] })]),
      }
    }),
  )
}

/** A program has no mailbox, and who made its key may have left long ago. */
function themselves({ apiKeyId, email, name }: Asked): Person {
  if (apiKeyId) throw new AppError('invalid', 'approval.approvers: an API key cannot approve, so name who does.')
  return { email, name }
}

/** A level as a policy keeps it, with everything that was left open. */
export function asPolicyLevel(level: LevelToAsk): PolicyLevel {
  return { ...filled(level), approvers: level.approvers ?? [], backup: level.backup ?? [] }
}

/** Levels with everybody's address. Throws `invalid` where somebody is no member (any more), or named twice in a level. */
export async function resolved(db: Db, organizationId: string, levels: readonly PolicyLevel[]): Promise<Level[]> {
  const ids = levels
    .flatMap(({ approvers, backup }) => [...approvers, ...backup])
    .flatMap((person) => ('user_id' in person ? person.user_id : []))
  const members = ids.length ? await membersById(db, organizationId, ids) : new Map<string, Approver>()
  const person = (of: PolicyPerson): Approver => {
    if (!('user_id' in of)) return { ...of, user_id: null }
    const member = members.get(of.user_id)
    if (!member) throw new AppError('invalid', `approval: ${of.user_id} is not a member of this organization.`)
    return member
  }
  return levels.map((level) => {
    const approvers = level.approvers.map(person)
    const named = new Set<string>()
    for (const { email } of approvers) {
      if (named.has(email.toLowerCase())) throw new AppError('invalid', `approval: ${email} is named twice.`)
      named.add(email.toLowerCase())
    }
    return { ...level, approvers, backup: level.backup.map(person).filter(({ email }) => !named.has(email.toLowerCase())) }
  })
}

/** Nothing is approved without a person unless the organization consented to that beforehand. */
export async function refuseDeadlineApproval(db: Db, organizationId: string, levels: readonly Pick<Level, 'on_deadline'>[]): Promise<void> {
  if (!levels.some(({ on_deadline }) => on_deadline === 'approve')) return
  if (!(await mayApproveByDeadline(db, organizationId)))
    throw new AppError(
      'unprocessable',
      'on_deadline: approve needs the consent of the organization. An owner or admin gives it with PATCH /api/v1/organization {"deadline_approval": true}.',
    )
}

/** A request's approval as its readers see it, also one of before there were levels. */
export const approvalView = (
  { mode, approvers, due_in_hours, remind_before_hours, ...approval }: FrozenApproval,
  platforms: readonly Platform[],
) => ({
  mode,
  approvers,
  due_in_hours,
  remind_before_hours,
  tracks: tracksOf({ mode, approvers, due_in_hours, remind_before_hours, ...approval }, platforms),
})
