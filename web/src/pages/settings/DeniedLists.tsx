import { type FormEvent, useState } from 'react'
import { type Denied, useGetDeniedQuery, usePutDeniedMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Textarea } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Skeleton } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useRuleWords } from './ruleWords.ts'
import { useWho } from './who.ts'

const linesOf = (typed: string, mark = '') =>
  [...new Set(typed.split('\n').map((line) => line.trim().replace(new RegExp(`^${mark}`), '')))].filter(Boolean)

/** Words and hashtags that no draft of the organization may hold. */
export function DeniedLists() {
  const query = useGetDeniedQuery({})
  return (
    <Loaded query={query} loading={<Skeleton className="h-80" />}>
      {(denied) => <Lists key={denied.set_at} denied={denied} />}
    </Loaded>
  )
}

function Lists({ denied }: { denied: Denied }) {
  const say = useRuleWords()
  const { who } = useWho()
  const mayWrite = useMay()('rules.write')
  const { date } = useFormats()
  const [terms, setTerms] = useState(denied.terms.join('\n'))
  const [hashtags, setHashtags] = useState(denied.hashtags.join('\n'))
  const [put, { isLoading, error }] = usePutDeniedMutation()
  const faults = issuesOf(error)
  const [sent, setSent] = useState<{ terms: string[]; hashtags: string[] }>({ terms: [], hashtags: [] })
  /** The first fault of a list, with the line that has it. */
  function fault(of: 'terms' | 'hashtags'): string | undefined {
    const [path, message] = Object.entries(faults).find(([at]) => at.startsWith(of)) ?? []
    const line = path && sent[of][Number(path.split('.')[1])]
    return line ? `“${line}”: ${message}` : message
  }
  const dirty = terms !== denied.terms.join('\n') || hashtags !== denied.hashtags.join('\n')
  useLeaving(dirty, say('unsaved'), 'view')
  async function submit(event: FormEvent) {
    event.preventDefault()
    const newDenied = { terms: linesOf(terms), hashtags: linesOf(hashtags, '#') }
    setSent(newDenied)
    const done = await put({ newDenied })
    if (done.data) told(say('lists_saved'))
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex max-w-3xl flex-col gap-4">
      <p className="text-soft">
        {denied.checked_on
          ? say('checked', { when: date(`${denied.checked_on}T12:00:00Z`), who: denied.set_by ? who(denied.set_by) : '–' })
          : say('never_checked')}
      </p>
      {error && !Object.keys(faults).length && <Refusal of={error} unanswered={say('failed')} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Textarea
          label={say('terms')}
          hint={say('terms_hint')}
          rows={10}
          readOnly={!mayWrite}
          value={terms}
          fault={fault('terms')}
          onChange={(event) => setTerms(event.target.value)}
        />
        <Textarea
          label={say('hashtags')}
          hint={say('hashtags_hint')}
          rows={10}
          readOnly={!mayWrite}
          value={hashtags}
          fault={fault('hashtags')}
          onChange={(event) => setHashtags(event.target.value)}
        />
      </div>
      {mayWrite && (
        // Platforms change what they ban: that somebody looked counts, also where nothing had to change.
        <Button look={dirty ? 'main' : 'plain'} type="submit" className="self-start" busy={isLoading}>
          {say(dirty || !denied.checked_on ? 'save_lists' : 'looked')}
        </Button>
      )}
    </form>
  )
}
