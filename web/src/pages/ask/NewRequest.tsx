import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { CONNECTIONS, CONTENT_TYPES, type ContentType, LANGUAGES, PLATFORMS } from '../../../../domain/words.ts'
import { api, useGetApprovalPoliciesQuery, useGetBrandsQuery, usePostContentGenerateMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { useStored } from '../../parts/useStored.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { useAppDispatch, useAppSelector } from '../../store.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Input, Segments, Select, Textarea, Tick } from '../../ui/field.tsx'
import { Loaded, NotAllowed } from '../../ui/loaded.tsx'
import { Card, Empty, Page } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { useTradeWords } from '../../words/trade.ts'
import { Countries } from './Countries.tsx'
import { APPROVALS, bodyOf, EMPTY, type Form } from './form.ts'
import { Takes } from './Takes.tsx'
import { useAskWords } from './words.ts'

/** Where content is asked for. */
export function NewRequest() {
  const say = useAskWords()
  const allowed = useAllowed('content.create')
  const brands = useGetBrandsQuery({ limit: 100 })
  return (
    <Page title={say('title')} about={say('about')}>
      {allowed === false ? (
        <NotAllowed />
      ) : (
        <Loaded query={brands}>
          {({ items }) =>
            items.length ? (
              <Asking brands={items} />
            ) : (
              <Empty
                title={say('no_brand')}
                action={
                  <ButtonLink to="/brands" look="main">
                    {say('make_brand')}
                  </ButtonLink>
                }
              >
                {say('no_brand_about')}
              </Empty>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

function Asking({ brands }: { brands: readonly { id: string; brand_name: string; is_default: boolean }[] }) {
  const say = useAskWords()
  const trade = useTradeWords()
  const may = useMay()
  const navigate = useNavigate()
  const dispatch = useAppDispatch()
  const organization = useAppSelector(({ session }) => session.organizationId)
  const [kept, keep] = useStored<Form>(`ask/${organization}`, EMPTY, localStorage)
  // A form that an earlier release kept may lack what this one has.
  const form: Form = { ...EMPTY, ...kept, brand: brands.some(({ id }) => id === kept.brand) ? kept.brand : '' }
  const set = (part: Partial<Form>) => keep({ ...form, ...part })
  const policies = useGetApprovalPoliciesQuery({ limit: 100 }, { skip: !may('policies.read') })
  const [ask, { isLoading, error }] = usePostContentGenerateMutation()
  const [tried, setTried] = useState(false)
  const attempt = useAttempt()
  const issues = issuesOf(error)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!form.platforms.length) return
    const body = bodyOf(form)
    const done = await attempt(body, (key) => ask({ 'idempotency-key': key, generate: body }))
    if (!done.data) return
    dispatch(api.util.invalidateTags(['Billing', 'Approval']))
    keep({ ...EMPTY, brand: form.brand, platforms: form.platforms, types: form.types, language: form.language })
    told(say('sent'))
    await navigate(`/requests/${done.data.id}`)
  }
  const standard = brands.find(({ is_default }) => is_default)
  return (
    <form onSubmit={(event) => void submit(event)} className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex flex-col gap-5">
        {error && !Object.keys(issues).length && <Refusal of={error} unanswered={say('failed')} />}
        <Textarea
          label={say('prompt')}
          hint={say('prompt_hint')}
          required
          maxLength={10_000}
          rows={6}
          value={form.prompt}
          onChange={(event) => set({ prompt: event.target.value })}
          fault={issues.prompt}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={say('brand')}
            value={form.brand}
            fault={issues.brand_profile_id}
            options={[
              ...(standard ? [{ value: '', label: say('default_brand', { name: standard.brand_name }) }] : []),
              ...brands.filter(({ is_default }) => !is_default).map(({ id, brand_name }) => ({ value: id, label: brand_name })),
            ]}
            onChange={(event) => set({ brand: event.target.value })}
          />
          <Select
            label={say('language')}
            value={form.language}
            fault={issues.language}
            options={LANGUAGES.map((value) => ({ value, label: trade(value) }))}
            onChange={(event) => set({ language: event.target.value as Form['language'] })}
          />
        </div>
        <fieldset className="rounded-lg border border-line bg-paper p-4">
          <legend className="px-1 font-medium">{say('platforms')}</legend>
          {tried && !form.platforms.length && (
            <p role="alert" className="text-sm font-medium text-bad">
              {say('platforms_fault')}
            </p>
          )}
          <ul className="flex flex-col divide-y divide-line">
            {PLATFORMS.map((platform) => {
              const chosen = form.platforms.includes(platform)
              return (
                <li key={platform} className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 py-1">
                  <Tick
                    label={PLATFORM_NAMES[platform]}
                    checked={chosen}
                    onChange={(on) => set({ platforms: PLATFORMS.filter((one) => (one === platform ? on : form.platforms.includes(one))) })}
                  />
                  {chosen && (
                    <Segments
                      size="sm"
                      label={say('type_for', { platform: PLATFORM_NAMES[platform] })}
                      value={form.types[platform] ?? CONTENT_TYPES[platform][0]}
                      options={CONTENT_TYPES[platform].map((value: ContentType) => ({ value, label: trade(value) }))}
                      onChange={(value) => set({ types: { ...form.types, [platform]: value } })}
                    />
                  )}
                </li>
              )
            })}
          </ul>
        </fieldset>
        <Card title={say('disclosure')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={say('connection')}
              value={form.connection}
              options={CONNECTIONS.map((value) => ({ value, label: trade(value) }))}
              onChange={(event) => set({ connection: event.target.value as Form['connection'] })}
            />
            {form.connection !== 'none' && form.connection !== 'own_brand' && (
              <Input
                label={say('sponsor')}
                hint={say('sponsor_hint')}
                value={form.sponsor}
                maxLength={100}
                fault={issues['disclosure.sponsor']}
                onChange={(event) => set({ sponsor: event.target.value })}
              />
            )}
            <Countries value={form.countries} fault={issues['disclosure.countries']} onChange={(countries) => set({ countries })} />
          </div>
        </Card>
        <Card title={say('approval')}>
          <div className="flex flex-col gap-4">
            <Select
              label={say('approval')}
              hideLabel
              value={form.approval}
              options={APPROVALS.filter((value) => value !== 'by_policy' || (policies.data?.items.length ?? 0) > 0).map((value) => ({
                value,
                label: say(value),
              }))}
              onChange={(event) =>
                set({
                  approval: event.target.value as Form['approval'],
                  ...(event.target.value === 'by_policy' && !form.policy && { policy: policies.data?.items[0]?.id ?? '' }),
                })
              }
              fault={issues.approval}
            />
            {form.approval === 'by_policy' && (
              <Select
                label={say('policy')}
                value={form.policy}
                fault={issues['approval.policy_id']}
                options={(policies.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => set({ policy: event.target.value })}
              />
            )}
            {form.approval === 'by_people' && (
              <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_9rem]">
                <Textarea
                  label={say('people')}
                  hint={say('people_hint')}
                  required
                  value={form.people}
                  fault={Object.entries(issues).find(([path]) => path.startsWith('approval.approvers'))?.[1]}
                  onChange={(event) => set({ people: event.target.value })}
                />
                <Input
                  label={say('due')}
                  type="number"
                  min={1}
                  max={30}
                  value={form.days}
                  fault={issues['approval.due_in_hours']}
                  onChange={(event) => set({ days: Number(event.target.value) })}
                />
              </div>
            )}
            {form.approval === 'none' && <p className="text-soft">{say('none_about')}</p>}
          </div>
        </Card>
      </div>
      <div className="flex flex-col gap-3 lg:sticky lg:top-4">
        <Takes form={form} />
        <Button look="main" type="submit" busy={isLoading}>
          {say('send')}
        </Button>
        <Button look="quiet" disabled={isLoading} onClick={() => keep(undefined)}>
          {say('forget')}
        </Button>
        <p className="text-sm text-soft">{say('kept')}</p>
      </div>
    </form>
  )
}
