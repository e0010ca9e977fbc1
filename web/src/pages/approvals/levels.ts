import type { ApprovalPolicy, ApproverToAsk, Level, LevelToAsk } from '../../api/generated.ts'

/** Somebody who is asked; a member has an id, and their address where it is known. */
export interface Person {
  email: string
  name: string
  user_id: string | null
}

/** A level as it is typed: numbers stay text until they are sent, so that a field can be empty for a moment. */
export interface LevelForm {
  key: string
  name: string
  approvers: Person[]
  needs: 'any' | 'all' | 'some'
  count: string
  due: string
  hours: 'calendar' | 'business'
  remind: string
  backup: Person[]
  escalate: string
  on_deadline: NonNullable<LevelToAsk['on_deadline']>
  code_by_mail: boolean
}

export const emptyLevel = (): LevelForm => ({
  key: crypto.randomUUID(),
  name: '',
  approvers: [],
  needs: 'any',
  count: '2',
  due: '72',
  hours: 'calendar',
  remind: '24, 4',
  backup: [],
  escalate: '',
  on_deadline: 'expire',
  code_by_mail: false,
})

const personOf = (of: ApproverToAsk | Person): Person =>
  'email' in of
    ? { email: of.email, name: of.name ?? '', user_id: 'user_id' in of ? of.user_id : null }
    : { email: '', name: '', user_id: of.user_id }

/** A stored level, of a policy or of a review, on the form. */
export function formOf(level: ApprovalPolicy['levels'][number] | Level): LevelForm {
  const first = emptyLevel()
  const { needs = 'any' } = level
  return {
    ...first,
    name: level.name ?? '',
    approvers: level.approvers.map(personOf),
    needs: typeof needs === 'number' ? 'some' : needs,
    count: typeof needs === 'number' ? String(needs) : first.count,
    due: String(level.due_in_hours ?? 72),
    hours: level.hours ?? 'calendar',
    remind: level.remind_before_hours ? level.remind_before_hours.join(', ') : first.remind,
    backup: level.backup.map(personOf),
    escalate: level.escalate_before_hours == null ? '' : String(level.escalate_before_hours),
    on_deadline: level.on_deadline ?? 'expire',
    code_by_mail: level.code_by_mail ?? false,
  }
}

/** What is no number stays in the list, for the API to name. */
export const numbersIn = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)
export const personToAsk = ({ email, name, user_id }: Person): ApproverToAsk => (user_id ? { user_id } : { email, name })
export const keyOf = ({ email, user_id }: Person): string => user_id ?? email.toLowerCase()
export const needsOf = ({ needs, count }: LevelForm): 'any' | 'all' | number => (needs === 'some' ? Number(count) : needs)

/** What the form asks the API for. */
export function levelToAsk(level: LevelForm): LevelToAsk {
  return {
    name: level.name,
    approvers: level.approvers.map(personToAsk),
    needs: needsOf(level),
    due_in_hours: Number(level.due),
    hours: level.hours,
    remind_before_hours: numbersIn(level.remind),
    backup: level.backup.map(personToAsk),
    escalate_before_hours: level.escalate.trim() === '' ? null : Number(level.escalate),
    on_deadline: level.on_deadline,
    code_by_mail: level.code_by_mail,
  }
}
