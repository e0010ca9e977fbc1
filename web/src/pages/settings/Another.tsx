import { type FormEvent, useState } from 'react'
import { usePostOrganizationsMutation } from '../../api/generated.ts'
import { issuesOf, problemOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { renew } from '../../session/renew.ts'
import { organizationChosen } from '../../session/session.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { told } from '../../ui/toast.ts'
import { useOrgWords } from './orgWords.ts'

/** Makes an organization and goes to work in it. */
export function Another() {
  const say = useOrgWords()
  const dispatch = useAppDispatch()
  const [name, setName] = useState('')
  const [make, { isLoading, error }] = usePostOrganizationsMutation()
  const attempt = useAttempt()
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await attempt({ name }, (key) => make({ 'idempotency-key': key, newOrganization: { name } }))
    if (!done.data) return
    // The session learns of the membership when it is renewed.
    await renew()
    dispatch(organizationChosen(done.data.id))
    told(say('made', { name }))
  }
  return (
    <Card title={say('another')}>
      <p className="mb-3 text-soft">{say('another_about')}</p>
      <form onSubmit={(event) => void submit(event)} className="flex flex-wrap items-end gap-3">
        <Input
          label={say('name')}
          className="min-w-60 flex-1"
          required
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={error && (issuesOf(error).name ?? problemOf(error)?.detail ?? say('failed'))}
        />
        <Button type="submit" busy={isLoading}>
          {say('make')}
        </Button>
      </form>
    </Card>
  )
}
