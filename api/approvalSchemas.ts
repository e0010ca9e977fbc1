import { z } from 'zod'
import { DEADLINE_OUTCOMES, MAX_APPROVERS, MAX_DUE_HOURS, MAX_LEVELS } from '../domain/approvals.ts'
import { Address, Id, typed } from './schemas.ts'

/** How approvals are asked for, in requests and in policies. */

const REMIND_BEFORE_HOURS = [24, 4]

/** Somebody who is asked: a member by id, or an address outside. */
export const Person = z
  .union([z.strictObject({ email: Address, name: typed(0, 255).default('') }), z.strictObject({ user_id: Id })], {
    error: 'must have an email, an e-mail address, and may have a name; or else the user_id of a member',
  })
  .meta({ id: 'ApproverToAsk', description: 'An address, or a member of the organization.' })
export type Person = z.output<typeof Person>

const Hours = z.number().positive().max(MAX_DUE_HOURS)
const People = z.array(Person).max(MAX_APPROVERS)
export const NeedsInput = z
  .union([z.enum(['any', 'all']), z.number().int().min(1).max(MAX_APPROVERS)])
  .meta({ description: '`any`: the first decision decides. `all`, or so many: that many approvals.' })

/** The fields of one level as people give them. */
export const LEVEL_FIELDS = {
  name: typed(0, 100).optional(),
  needs: NeedsInput.optional(),
  due_in_hours: Hours.optional().meta({ description: '72 when absent.' }),
  hours: z.enum(['calendar', 'business']).optional().meta({ description: 'Which hours count; all of them when absent.' }),
  remind_before_hours: z
    .array(z.number().positive())
    .max(10)
    .optional()
    .meta({
      uniqueItems: true,
      description: `Hours before the due time, moved into working hours. ${REMIND_BEFORE_HOURS.join(' and ')}, where they fit, when absent.`,
    }),
  backup: People.max(20).optional().meta({ description: 'Asked as well from the escalation on, or in place of the others.' }),
  escalate_before_hours: Hours.nullable().optional(),
  on_deadline: z
    .enum(DEADLINE_OUTCOMES)
    .optional()
    .meta({ description: '`expire` when absent. `approve` only where the organization consented to it.' }),
  code_by_mail: z.boolean().optional().meta({ description: 'Whether the page asks for a code that is mailed when it is opened.' }),
} as const

type LevelFields = { approvers?: Person[] | undefined } & { [K in keyof typeof LEVEL_FIELDS]?: z.output<(typeof LEVEL_FIELDS)[K]> }

const keyOf = (person: Person) => ('email' in person ? person.email.toLowerCase() : person.user_id.toLowerCase())

/** What fits together in one level and what does not. */
export function checkLevel(level: LevelFields, ctx: z.RefinementCtx, path: (string | number)[] = []): void {
  const wrong = (at: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path: [...path, ...at], message })
  for (const list of ['approvers', 'backup'] as const) {
    const keys = level[list]?.map(keyOf) ?? []
    keys.forEach((key, i) => {
      if (keys.indexOf(key) !== i) wrong([list, i], `${key} is named twice`)
    })
  }
  const due = level.due_in_hours ?? 72
  level.remind_before_hours?.forEach((hours, i, all) => {
    if (hours >= due) wrong(['remind_before_hours', i], `must be less than due_in_hours (${due})`)
    if (all.indexOf(hours) !== i) wrong(['remind_before_hours', i], `${hours} is named twice`)
  })
  const approvers = level.approvers?.length
  if (typeof level.needs === 'number' && level.needs > (approvers ?? 1))
    wrong(['needs'], `asks for more approvals than there are approvers (${approvers ?? 1})`)
  if (level.escalate_before_hours != null) {
    if (level.escalate_before_hours >= due) wrong(['escalate_before_hours'], `must be less than due_in_hours (${due})`)
    if (!level.backup?.length) wrong(['escalate_before_hours'], 'needs somebody in backup')
  }
  if (level.on_deadline === 'reassign' && !level.backup?.length) wrong(['on_deadline'], 'reassign needs somebody in backup')
}

const Approvers = People.min(1).meta({ description: 'Who is asked.' })

const LevelInput = z
  .strictObject({ ...LEVEL_FIELDS, approvers: Approvers })
  .superRefine((level, ctx) => checkLevel(level, ctx))
  .meta({ id: 'LevelToAsk' })
export const Levels = z.array(LevelInput).min(1).max(MAX_LEVELS)

/** What a level that leaves things open means. */
export function filled(level: LevelFields) {
  const due_in_hours = level.due_in_hours ?? 72
  return {
    name: level.name ?? '',
    needs: level.needs === 1 ? ('any' as const) : (level.needs ?? 'any'),
    due_in_hours,
    hours: level.hours ?? 'calendar',
    remind_before_hours: (level.remind_before_hours ?? REMIND_BEFORE_HOURS.filter((hours) => hours < due_in_hours)).toSorted(
      (a, b) => b - a,
    ),
    escalate_before_hours: level.escalate_before_hours ?? null,
    on_deadline: level.on_deadline ?? 'expire',
    code_by_mail: level.code_by_mail ?? false,
  }
}
export type LevelToAsk = LevelFields

/** `approval` of a request: one level written out, several, or a policy by its id; the policies that apply by themselves when nothing is said. */
export const Approval = z
  .strictObject({
    mode: z.enum(['required', 'none']).default('required'),
    approvers: Approvers.optional().meta({ description: 'The caller when absent.' }),
    ...LEVEL_FIELDS,
    levels: Levels.optional().meta({ description: 'Several levels, in order; in place of the fields of one.' }),
    policy_id: Id.optional().meta({ description: 'A policy of the organization; in place of everything else.' }),
  })
  .superRefine((approval, ctx) => {
    const { mode, levels, policy_id, ...one } = approval
    const said = Object.keys(one).filter((key) => one[key as keyof typeof one] !== undefined)
    const wrong = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
    if (mode === 'none') {
      for (const field of [...said, ...(levels ? ['levels'] : []), ...(policy_id ? ['policy_id'] : [])])
        wrong(field, `${field} needs mode required`)
      return
    }
    if (levels && policy_id) wrong('policy_id', 'give levels or a policy, not both')
    if (levels || policy_id) for (const field of said) wrong(field, `belongs into ${levels ? 'levels' : 'the policy'}`)
    else checkLevel(one, ctx)
  })
export type Approval = z.output<typeof Approval>

/** A level as it stands. */
export const LevelView = z
  .object({
    name: z.string(),
    approvers: z.array(z.object({ email: z.string(), name: z.string(), user_id: Id.nullable() })),
    needs: z.union([z.enum(['any', 'all']), z.number().int()]),
    due_in_hours: z.number(),
    hours: z.enum(['calendar', 'business']),
    remind_before_hours: z.array(z.number()),
    backup: z.array(z.object({ email: z.string(), name: z.string(), user_id: Id.nullable() })),
    escalate_before_hours: z.number().nullable(),
    on_deadline: z.enum(DEADLINE_OUTCOMES),
    code_by_mail: z.boolean(),
  })
  .meta({ id: 'Level' })
