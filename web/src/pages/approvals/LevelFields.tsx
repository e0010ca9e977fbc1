import { Input, Select, Tick } from '../../ui/field.tsx'
import type { LevelForm } from './levels.ts'
import { PeopleFields } from './PeopleFields.tsx'
import type { People } from './people.ts'
import { usePolicyWords } from './policyWords.ts'

const OUTCOMES = ['expire', 'hold', 'reassign', 'reject', 'approve'] as const

/** Everything of one level. In a review that waits (`waits`) name and time are not among it: more time is given by itself. */
export function LevelFields({
  value,
  set,
  fault,
  people,
  mayApproveByDeadline,
  waits = false,
}: {
  value: LevelForm
  set(part: Partial<LevelForm>): void
  fault(field: string): string | undefined
  people: People
  mayApproveByDeadline: boolean
  waits?: boolean
}) {
  const say = usePolicyWords()
  return (
    <div className="flex flex-col gap-4">
      {!waits && (
        <Input
          label={say('level_name')}
          hint={say('level_name_hint')}
          maxLength={100}
          value={value.name}
          fault={fault('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
      )}
      <PeopleFields
        label={say('approvers')}
        hint={say('approvers_hint')}
        value={value.approvers}
        people={people}
        fault={fault('approvers')}
        onChange={(approvers) => set({ approvers })}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Select
          label={say('needs')}
          value={value.needs}
          fault={value.needs === 'some' ? undefined : fault('needs')}
          options={(['any', 'some', 'all'] as const).map((one) => ({ value: one, label: say(`needs_${one}`) }))}
          onChange={(event) => set({ needs: event.target.value as LevelForm['needs'] })}
        />
        {value.needs === 'some' && (
          <Input
            label={say('needs_count')}
            type="number"
            required
            min={1}
            max={50}
            value={value.count}
            fault={fault('needs')}
            onChange={(event) => set({ count: event.target.value })}
          />
        )}
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {!waits && (
          <>
            <Input
              label={say('due')}
              type="number"
              required
              min={0.5}
              max={2160}
              step="any"
              value={value.due}
              fault={fault('due_in_hours')}
              onChange={(event) => set({ due: event.target.value })}
            />
            <Select
              label={say('hours')}
              value={value.hours}
              fault={fault('hours')}
              options={(['calendar', 'business'] as const).map((one) => ({ value: one, label: say(`hours_${one}`) }))}
              onChange={(event) => set({ hours: event.target.value as LevelForm['hours'] })}
            />
          </>
        )}
        <Input
          label={say('remind')}
          hint={say('remind_hint')}
          inputMode="decimal"
          value={value.remind}
          fault={fault('remind_before_hours')}
          onChange={(event) => set({ remind: event.target.value })}
        />
        <Input
          label={say('escalate')}
          hint={say('escalate_hint')}
          type="number"
          min={0.5}
          max={2160}
          step="any"
          value={value.escalate}
          fault={fault('escalate_before_hours')}
          onChange={(event) => set({ escalate: event.target.value })}
        />
      </div>
      <PeopleFields
        label={say('backup')}
        hint={say('backup_hint')}
        value={value.backup}
        people={people}
        fault={fault('backup')}
        onChange={(backup) => set({ backup })}
      />
      <Select
        label={say('on_deadline')}
        value={value.on_deadline}
        fault={fault('on_deadline')}
        options={OUTCOMES.map((one) => ({
          value: one,
          label: say(one === 'approve' && !mayApproveByDeadline ? 'deadline_approve_off' : `deadline_${one}`),
          disabled: one === 'approve' && !mayApproveByDeadline && value.on_deadline !== 'approve',
        }))}
        onChange={(event) => set({ on_deadline: event.target.value as LevelForm['on_deadline'] })}
      />
      <Tick label={say('code')} hint={say('code_hint')} checked={value.code_by_mail} onChange={(code_by_mail) => set({ code_by_mail })} />
    </div>
  )
}
