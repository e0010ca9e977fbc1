import { type FormEvent, useState } from 'react'
import { usePostAuthPasswordChangeMutation } from '../../api/generated.ts'
import { issuesOf, problemOf } from '../../api/problem.ts'
import { languageChosen, THEMES, themeChosen } from '../../layout/preferences.ts'
import { useAppDispatch, useAppSelector } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Segments } from '../../ui/field.tsx'
import { Card, Facts, Page } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { LANGUAGE_CHOICES } from '../../words/words.ts'
import { useAccountWords } from './accountWords.ts'
import { Elsewhere } from './Elsewhere.tsx'
import { Sessions } from './Sessions.tsx'

/** Who one is here, and how one signs in. */
export function Account() {
  const say = useAccountWords()
  const dispatch = useAppDispatch()
  const user = useAppSelector(({ session }) => session.user)
  const { theme, language } = useAppSelector(({ preferences }) => preferences)
  return (
    <Page title={say('title')}>
      <div className="flex flex-col gap-5">
        <Card title={say('person')}>
          <Facts
            of={[
              [say('name'), user?.name || '–'],
              [say('email'), user?.email ?? ''],
            ]}
          />
        </Card>
        <Card title={say('look')}>
          <div className="flex flex-wrap gap-x-8 gap-y-4">
            <div className="flex flex-col items-start gap-1">
              <span aria-hidden="true" className="font-medium">
                {say('theme')}
              </span>
              <Segments
                label={say('theme')}
                value={theme}
                options={THEMES.map((value) => ({ value, label: say(value) }))}
                onChange={(to) => dispatch(themeChosen(to))}
              />
            </div>
            <div className="flex flex-col items-start gap-1">
              <span aria-hidden="true" className="font-medium">
                {say('language')}
              </span>
              <Segments
                label={say('language')}
                value={language}
                options={LANGUAGE_CHOICES}
                onChange={(to) => dispatch(languageChosen(to))}
              />
            </div>
          </div>
        </Card>
        <Password />
        <Sessions />
        <Elsewhere />
      </div>
    </Page>
  )
}

function Password() {
  const say = useAccountWords()
  const [form, setForm] = useState({ current_password: '', new_password: '' })
  const [change, { isLoading, error }] = usePostAuthPasswordChangeMutation()
  const faults = issuesOf(error)
  const problem = problemOf(error)
  const wrong = problem?.status === 409 && problem.detail.startsWith('current_password')
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await change({ passwordChange: form })
    if (done.error) return
    setForm({ current_password: '', new_password: '' })
    told(say('changed'))
  }
  return (
    <Card title={say('password')}>
      <form onSubmit={(event) => void submit(event)} className="flex max-w-md flex-col gap-4">
        {error && !wrong && !faults.current_password && !faults.new_password && <Refusal of={error} unanswered={say('failed')} />}
        <Input
          label={say('current')}
          type="password"
          autoComplete="current-password"
          required
          value={form.current_password}
          fault={wrong ? say('wrong_password') : faults.current_password}
          onChange={(event) => setForm({ ...form, current_password: event.target.value })}
        />
        <Input
          label={say('new')}
          hint={say('new_hint')}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          value={form.new_password}
          fault={faults.new_password}
          onChange={(event) => setForm({ ...form, new_password: event.target.value })}
        />
        <Button look="main" type="submit" className="self-start" busy={isLoading}>
          {say('change')}
        </Button>
      </form>
    </Card>
  )
}
