import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Organization, usePatchOrganizationMutation, type WorkCalendar } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Textarea, Tick } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { language } from '../../words/words.ts'
import { Countries } from '../ask/Countries.tsx'
import { useOrgWords } from './orgWords.ts'

/** Tells the page whether a form of it has unsaved changes; a form that is gone has none. */
export function useTold(dirty: boolean, tell: (dirty: boolean) => void): void {
  useEffect(() => {
    tell(dirty)
    return () => tell(false)
  }, [dirty, tell])
}

const FIELDS = ['from', 'to', 'holidays_of', 'closed_on'] as const

/** Midnight at the end of a day is 24:00 to the API, and 00:00 to a browser's field of time. */
const shown = (end: string) => (end === '24:00' ? '00:00' : end)

/** When the organization works: deadlines that count working hours wait for it. */
export function WorkHours({ organization, onDirty }: { organization: Organization; onDirty(dirty: boolean): void }) {
  const say = useOrgWords()
  const tag = useTranslation(undefined, { i18n: language }).i18n.language
  const mayWrite = useMay()('organization.write')
  const before = organization.work_calendar
  const [work, setWork] = useState<WorkCalendar>(before)
  const [closed, setClosed] = useState(before.closed_on.join('\n'))
  const [patch, { isLoading, error }] = usePatchOrganizationMutation()
  const faults = issuesOf(error)
  const fault = (of: (typeof FIELDS)[number]) => Object.entries(faults).find(([path]) => path.startsWith(`work_calendar.${of}`))?.[1]
  const now: WorkCalendar = { ...work, closed_on: closed.split(/\s+/).filter(Boolean) }
  const dirty = JSON.stringify(now) !== JSON.stringify(before)
  useTold(dirty, onDirty)
  const set = (part: Partial<WorkCalendar>) => setWork({ ...work, ...part })
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await patch({ organizationChanges: { work_calendar: now } })
    if (done.data) told(say('saved'))
  }
  // 1 is Monday; 5 January 2026 was one.
  const dayName = (day: number) => new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day))
  return (
    <Card title={say('hours')}>
      <p className="mb-3 text-soft">{say('hours_about')}</p>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !FIELDS.some(fault) && <Refusal of={error} unanswered={say('failed')} />}
        <fieldset disabled={!mayWrite}>
          <legend className="font-medium">{say('days')}</legend>
          <div className="flex flex-wrap gap-x-5">
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Tick
                key={day}
                label={dayName(day)}
                checked={work.business_days.includes(day)}
                onChange={(on) =>
                  set({ business_days: [1, 2, 3, 4, 5, 6, 7].filter((one) => (one === day ? on : work.business_days.includes(one))) })
                }
              />
            ))}
          </div>
          {work.business_days.length === 0 && (
            <p role="alert" className="text-sm font-medium text-bad">
              {say('no_days')}
            </p>
          )}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-4">
          <Input
            label={say('from')}
            type="time"
            required
            disabled={!mayWrite}
            value={work.from}
            fault={fault('from')}
            onChange={(event) => set({ from: event.target.value })}
          />
          <Input
            label={say('to')}
            type="time"
            required
            disabled={!mayWrite}
            value={shown(work.to)}
            fault={fault('to')}
            onChange={(event) => set({ to: event.target.value === '00:00' ? '24:00' : event.target.value })}
          />
        </div>
        <div>
          <Tick
            label={say('quiet_on')}
            hint={say('quiet_about')}
            disabled={!mayWrite}
            checked={work.quiet_hours !== null}
            onChange={(on) => set({ quiet_hours: on ? { from: '20:00', to: '08:00' } : null })}
          />
          {work.quiet_hours && (
            <div className="mt-2 grid gap-4 sm:grid-cols-4">
              <Input
                label={say('from')}
                type="time"
                required
                disabled={!mayWrite}
                value={shown(work.quiet_hours.from)}
                onChange={(event) => set({ quiet_hours: { from: event.target.value, to: work.quiet_hours?.to ?? '08:00' } })}
              />
              <Input
                label={say('to')}
                type="time"
                required
                disabled={!mayWrite}
                value={shown(work.quiet_hours.to)}
                onChange={(event) => set({ quiet_hours: { from: work.quiet_hours?.from ?? '20:00', to: event.target.value } })}
              />
            </div>
          )}
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          {/* Who may not change them sees them, and no list to choose from. */}
          <Countries
            readOnly={!mayWrite}
            label={say('holidays')}
            hint={say('holidays_hint')}
            value={work.holidays_of}
            fault={fault('holidays_of')}
            onChange={(holidays_of) => set({ holidays_of })}
          />
          <Textarea
            label={say('closed')}
            hint={say('closed_hint')}
            readOnly={!mayWrite}
            value={closed}
            fault={fault('closed_on')}
            onChange={(event) => setClosed(event.target.value)}
          />
        </div>
        {mayWrite && (
          <Button look="main" type="submit" className="self-start" busy={isLoading} disabled={!dirty || work.business_days.length === 0}>
            {say('save')}
          </Button>
        )}
      </form>
    </Card>
  )
}
