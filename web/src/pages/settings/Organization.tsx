import { type ChangeEvent, type FormEvent, useMemo, useRef, useState } from 'react'
import {
  type Organization,
  useDeleteOrganizationLogoMutation,
  useGetOrganizationQuery,
  usePatchOrganizationMutation,
  usePutOrganizationLogoMutation,
} from '../../api/generated.ts'
import { issuesOf, problemOf } from '../../api/problem.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { renew } from '../../session/renew.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Input, Switch } from '../../ui/field.tsx'
import { Loaded, NotAllowedPage } from '../../ui/loaded.tsx'
import { Card, Page, Skeleton } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { attempted, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { Another } from './Another.tsx'
import { useOrgWords } from './orgWords.ts'
import { useTold, WorkHours } from './WorkHours.tsx'
import { useWho } from './who.ts'

/** The organization that is worked in. */
export function OrganizationPage() {
  const say = useOrgWords()
  const allowed = useAllowed('organization.read')
  const query = useGetOrganizationQuery({}, { skip: allowed !== true })
  // One question for both forms: the router asks one at a time.
  const [general, setGeneral] = useState(false)
  const [hours, setHours] = useState(false)
  useLeaving(general || hours, say('unsaved'))
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  return (
    <Page title={say('title')} about={query.data && say('about', { name: query.data.name, plan: query.data.plan })}>
      <Loaded query={query} loading={<Waiting />}>
        {(organization) => (
          <div className="flex flex-col gap-5">
            <General
              key={`${organization.id}/${organization.name}/${organization.time_zone}`}
              organization={organization}
              onDirty={setGeneral}
            />
            <WorkHours key={JSON.stringify(organization.work_calendar)} organization={organization} onDirty={setHours} />
            <Deadlines organization={organization} />
            <Logo organization={organization} />
            <Another />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

const Waiting = () => (
  <div className="flex flex-col gap-5">
    <Skeleton className="h-52" />
    <Skeleton className="h-128" />
    <Skeleton className="h-36" />
    <Skeleton className="h-48" />
  </div>
)

function General({ organization, onDirty }: { organization: Organization; onDirty(dirty: boolean): void }) {
  const say = useOrgWords()
  const mayWrite = useMay()('organization.write')
  const [name, setName] = useState(organization.name)
  const [zone, setZone] = useState(organization.time_zone)
  const [patch, { isLoading, error }] = usePatchOrganizationMutation()
  const zones = useMemo(
    () => [...new Set([organization.time_zone, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort(),
    [organization.time_zone],
  )
  const faults = issuesOf(error)
  const dirty = name !== organization.name || zone !== organization.time_zone
  useTold(dirty, onDirty)
  const isZone = zones.includes(zone)
  async function submit(event: FormEvent) {
    event.preventDefault()
    const changes = { ...(name !== organization.name && { name }), ...(zone !== organization.time_zone && { time_zone: zone }) }
    const done = await patch({ organizationChanges: changes as never })
    if (!done.data) return
    told(say('saved'))
    // The name is in the frame too, which has it from the session.
    if ('name' in changes) void renew()
  }
  return (
    <Card title={say('general')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !Object.keys(faults).length && <Refusal of={error} unanswered={say('failed')} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={say('name')}
            hint={say('name_hint')}
            required
            maxLength={255}
            disabled={!mayWrite}
            value={name}
            fault={faults.name}
            onChange={(event) => setName(event.target.value)}
          />
          {/* A list of four hundred is searched by typing. */}
          <Input
            label={say('zone')}
            hint={say('zone_hint')}
            list="time-zones"
            required
            autoComplete="off"
            spellCheck={false}
            disabled={!mayWrite}
            value={zone}
            fault={faults.time_zone ?? (isZone || !zone ? undefined : say('no_zone'))}
            onChange={(event) => setZone(event.target.value.trim().replaceAll(' ', '_'))}
          />
          <datalist id="time-zones">
            {zones.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </div>
        {mayWrite && (
          <Button look="main" type="submit" className="self-start" busy={isLoading} disabled={!dirty || !isZone}>
            {say('save')}
          </Button>
        )}
      </form>
    </Card>
  )
}

function Deadlines({ organization }: { organization: Organization }) {
  const say = useOrgWords()
  const { time } = useFormats()
  const mayWrite = useMay()('organization.write')
  const [patch, { isLoading }] = usePatchOrganizationMutation()
  const { who } = useWho()
  const { allowed, at, by } = organization.deadline_approval
  return (
    <Card title={say('deadline')}>
      <p className="mb-3 max-w-prose text-soft">{say('deadline_about')}</p>
      <Switch
        label={say('deadline_allow')}
        checked={allowed}
        disabled={!mayWrite || isLoading}
        onChange={(to) => void attempted(patch({ organizationChanges: { deadline_approval: to } }).unwrap(), say('saved'), say('failed'))}
      />
      {allowed && at && <p className="mt-2 text-sm text-soft">{say('consented', { when: time(at), who: by ? who(`user/${by}`) : '–' })}</p>}
    </Card>
  )
}

const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp']
/** What 240,000 characters of base64 hold, in bytes. */
const LOGO_BYTES = 175_000

function Logo({ organization }: { organization: Organization }) {
  const say = useOrgWords()
  const mayWrite = useMay()('organization.write')
  const [put, { isLoading }] = usePutOrganizationLogoMutation()
  const [remove] = useDeleteOrganizationLogoMutation()
  const [fault, setFault] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { logo } = organization
  async function chosen(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    if (!LOGO_TYPES.includes(file.type)) return setFault(say('wrong_type'))
    if (file.size > LOGO_BYTES) return setFault(say('too_large', { size: Math.ceil(file.size / 1000) }))
    setFault('')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const image = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    const done = await put({ logoInput: { image } })
    if (done.error) setFault(problemOf(done.error)?.detail ?? say('failed'))
    else told(say('logo_saved'))
  }
  return (
    <Card title={say('logo')}>
      <p className="mb-3 max-w-prose text-soft">{say('logo_about')}</p>
      {logo ? (
        // Logos are made for the white of a mail.
        <div className="mb-3 inline-block rounded-md border border-line bg-white p-3">
          {/* By its path: this page is served beside the API, whatever that calls itself in mails. */}
          <img src={new URL(logo.url).pathname} alt={say('logo_alt')} width={logo.width / 2} height={logo.height / 2} />
        </div>
      ) : (
        <p className="mb-3">{say('no_logo')}</p>
      )}
      {fault && (
        <p role="alert" className="mb-3 font-medium text-bad">
          {fault}
        </p>
      )}
      {mayWrite && (
        <div className="flex gap-2">
          <input
            ref={input}
            type="file"
            accept={LOGO_TYPES.join(',')}
            className="sr-only"
            tabIndex={-1}
            aria-label={say('choose')}
            onChange={(event) => void chosen(event)}
          />
          <Button busy={isLoading} onClick={() => input.current?.click()}>
            {say('choose')}
          </Button>
          {logo && (
            <Confirm
              trigger={<Button look="danger">{say('remove')}</Button>}
              title={say('remove')}
              about={say('no_logo')}
              action={say('remove')}
              act={() => attempted(remove({}).unwrap(), say('logo_removed'), say('failed'))}
            />
          )}
        </div>
      )}
    </Card>
  )
}
