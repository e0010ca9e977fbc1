import { type FormEvent, useState } from 'react'
import { type Rule, usePutRulesByRuleOverrideMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input, Select, Textarea } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { useTradeWords } from '../../words/trade.ts'
import { useRuleWords } from './ruleWords.ts'

const SEVERITIES = ['BLOCK', 'WARN', 'INFO'] as const

/** What the organization makes of a rule that nobody is sure of. */
export function OverrideRule({ rule, name, close }: { rule: Rule; name: string; close(): void }) {
  const say = useRuleWords()
  const trade = useTradeWords()
  const { override } = rule
  const [severity, setSeverity] = useState<string>(override?.severity ?? '')
  const [limit, setLimit] = useState(String(override?.limit ?? ''))
  const [reason, setReason] = useState(override?.reason ?? '')
  const [put, { isLoading, error }] = usePutRulesByRuleOverrideMutation()
  const faults = issuesOf(error)
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await put({
      rule: rule.id,
      newRuleOverride: { reason, ...(severity && { severity }), ...(limit && severity !== 'off' && { limit: Number(limit) }) },
    })
    if (done.error) return
    told(say('saved'))
    close()
  }
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('change_title', { name })} about={say('change_about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !faults.severity && !faults.limit && !faults.reason && <Refusal of={error} unanswered={say('failed')} />}
        <Select
          label={say('keep_severity')}
          value={severity}
          fault={faults.severity}
          options={[
            { value: '', label: `${say('as_the_rule')} (${trade(rule.severity)})` },
            ...SEVERITIES.map((value) => ({ value, label: trade(value) })),
            { value: 'off', label: say('off') },
          ]}
          onChange={(event) => setSeverity(event.target.value)}
        />
        {rule.limit !== null && severity !== 'off' && (
          <Input
            label={say('limit')}
            type="number"
            min={0}
            max={1_000_000}
            step={1}
            placeholder={`${say('as_the_rule')} (${rule.limit})`}
            value={limit}
            fault={faults.limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        )}
        <Textarea
          label={say('reason')}
          hint={say('reason_hint')}
          required
          minLength={3}
          maxLength={500}
          value={reason}
          fault={faults.reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button look="main" type="submit" className="self-end" busy={isLoading} disabled={!severity && !limit}>
          {say('save')}
        </Button>
      </form>
    </Dialog>
  )
}
