import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { CONTENT_TYPES } from '../../../../domain/words.ts'
import {
  type ApprovalPolicy,
  type ApprovalPolicyInput,
  useGetBrandsQuery,
  useGetOrganizationQuery,
  usePostApprovalPoliciesMutation,
  usePutApprovalPoliciesByIdMutation,
} from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input, Select, Tick } from '../../ui/field.tsx'
import { Card, Note } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { useTradeWords } from '../../words/trade.ts'
import { LevelFields } from './LevelFields.tsx'
import { emptyLevel, formOf, type LevelForm, levelToAsk } from './levels.ts'
import { Meaning } from './Meaning.tsx'
import { usePeople } from './people.ts'
import { usePolicyWords } from './policyWords.ts'
import { useScope } from './scope.ts'

const MOST_LEVELS = 5
const CLASSES = [...new Set(Object.values(CONTENT_TYPES).flat())]

interface Form {
  name: string
  levels: LevelForm[]
  applies: boolean
  brand_id: string
  content_class: string
}
const first = (policy: ApprovalPolicy | undefined): Form => ({
  name: policy?.name ?? '',
  levels: policy ? policy.levels.map(formOf) : [emptyLevel()],
  applies: policy?.applies ?? false,
  brand_id: policy?.brand_id ?? '',
  content_class: policy?.content_class ?? '',
})
const bodyOf = (form: Form): ApprovalPolicyInput => ({
  name: form.name,
  levels: form.levels.map(levelToAsk),
  applies: form.applies,
  brand_id: (form.applies && form.brand_id) || null,
  content_class: ((form.applies && form.content_class) || null) as NonNullable<ApprovalPolicyInput['content_class']> | null,
})

/** A policy on the form, with what it means beside it; both follow what is typed. */
export function PolicyEditor({ policy, onClose }: { policy: ApprovalPolicy | undefined; onClose(): void }) {
  const say = usePolicyWords()
  const trade = useTradeWords()
  const people = usePeople()
  const scopeOf = useScope()
  const brands = useGetBrandsQuery({ limit: 100 })
  const organization = useGetOrganizationQuery({})
  const [before] = useState(() => first(policy))
  const [form, setForm] = useState(before)
  const [done, setDone] = useState(false)
  const [make, making] = usePostApprovalPoliciesMutation()
  const [replace, replacing] = usePutApprovalPoliciesByIdMutation()
  const attempt = useAttempt()
  const { error, isLoading } = policy ? replacing : making
  const issues = issuesOf(error)
  const set = (part: Partial<Form>) => setForm({ ...form, ...part })
  const setLevel = (at: number, part: Partial<LevelForm>) =>
    set({ levels: form.levels.map((level, i) => (i === at ? { ...level, ...part } : level)) })
  useLeaving(!done && JSON.stringify(form) !== JSON.stringify(before), say('unsaved'), 'view')
  // Not before the question about unsaved work has heard that there is none.
  useEffect(() => {
    if (done) onClose()
  }, [done, onClose])

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = bodyOf(form)
    const { data } = policy
      ? await replace({ id: policy.id, approvalPolicyInput: body })
      : await attempt(body, (key) => make({ 'idempotency-key': key, approvalPolicyInput: body }))
    // A refusal is shown above the form and at its fields; what was typed stands.
    if (!data) return
    told(say('saved', { name: data.name }))
    setDone(true)
  }
  const fault = (path: string) => issues[path] ?? Object.entries(issues).find(([at]) => at.startsWith(`${path}.`))?.[1]
  const move = (at: number, by: 1 | -1) => {
    const levels = [...form.levels]
    const [one] = levels.splice(at, 1)
    if (one) levels.splice(at + by, 0, one)
    set({ levels })
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {error && <Refusal of={error} unanswered={say('failed')} />}
        <Input
          label={say('name')}
          required
          maxLength={100}
          value={form.name}
          fault={issues.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <div>
          <Tick label={say('applies')} hint={say('applies_hint')} checked={form.applies} onChange={(applies) => set({ applies })} />
          {form.applies && (
            <div className="mt-2 grid items-end gap-4 sm:grid-cols-2">
              <Select
                label={say('for_brand')}
                value={form.brand_id}
                fault={issues.brand_id}
                options={[
                  { value: '', label: say('every_brand') },
                  ...(brands.data?.items ?? []).map(({ id, brand_name }) => ({ value: id, label: brand_name })),
                ]}
                onChange={(event) => set({ brand_id: event.target.value })}
              />
              <Select
                label={say('for_class')}
                value={form.content_class}
                fault={issues.content_class}
                options={[
                  { value: '', label: say('every_class') },
                  { value: 'paid', label: say('class_paid') },
                  ...CLASSES.map((value) => ({ value, label: trade(value) })),
                ]}
                onChange={(event) => set({ content_class: event.target.value })}
              />
              <p className="text-sm text-soft sm:col-span-2">{say('for_class_hint')}</p>
            </div>
          )}
        </div>
        {fault('levels') && issues.levels && <Note tone="bad">{issues.levels}</Note>}
        {form.levels.map((level, i) => {
          const n = i + 1
          return (
            <Card
              key={level.key}
              title={level.name ? say('level_named', { n, name: level.name }) : say('level', { n })}
              actions={
                form.levels.length > 1 && (
                  <>
                    <IconButton size="sm" label={say('level_up', { n })} disabled={i === 0} onClick={() => move(i, -1)}>
                      <ArrowUp className="size-4" aria-hidden="true" />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={say('level_down', { n })}
                      disabled={i === form.levels.length - 1}
                      onClick={() => move(i, 1)}
                    >
                      <ArrowDown className="size-4" aria-hidden="true" />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={say('remove_level', { n })}
                      onClick={() => set({ levels: form.levels.filter((_, at) => at !== i) })}
                    >
                      <Trash2 className="size-4" aria-hidden="true" />
                    </IconButton>
                  </>
                )
              }
            >
              <LevelFields
                value={level}
                set={(part) => setLevel(i, part)}
                fault={(field) => fault(`levels.${i}.${field}`)}
                people={people}
                mayApproveByDeadline={organization.data?.deadline_approval.allowed ?? false}
              />
            </Card>
          )
        })}
        {form.levels.length < MOST_LEVELS && (
          <div className="flex flex-wrap items-center gap-3">
            <Button onClick={() => set({ levels: [...form.levels, emptyLevel()] })}>
              <Plus className="size-4" aria-hidden="true" />
              {say('add_level')}
            </Button>
            <p className="text-sm text-soft">{say('add_level_hint')}</p>
          </div>
        )}
      </div>
      <div className="flex flex-col gap-3 lg:sticky lg:top-4">
        <Card title={say('means')}>
          <Meaning
            levels={form.levels}
            people={people}
            scope={scopeOf({ applies: form.applies, brand_id: form.brand_id || null, content_class: form.content_class || null })}
          />
        </Card>
        <Button look="main" type="submit" busy={isLoading}>
          {say('save')}
        </Button>
        <Button look="quiet" disabled={isLoading} onClick={onClose}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  )
}
