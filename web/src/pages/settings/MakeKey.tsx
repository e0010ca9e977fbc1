import { Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { KEY_SCOPES } from '../../../../domain/permissions.ts'
import { type MadeApiKey, type NewApiKey, usePostApiKeysMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input, Select, Tick } from '../../ui/field.tsx'
import { Note } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { refused, told } from '../../ui/toast.ts'
import { BrandsOf } from './BrandsOf.tsx'
import { useKeyWords } from './keyWords.ts'

type Scope = NewApiKey['scopes'][number]
const DAYS = ['30', '90', '365', ''] as const
const DAY_MS = 86_400_000

/** Makes a key, then shows it: the one time that it can be. */
export function MakeKey({ close }: { close(): void }) {
  const say = useKeyWords()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['content.read'])
  const [brandIds, setBrandIds] = useState<string[] | null>(null)
  const [days, setDays] = useState<(typeof DAYS)[number]>('90')
  const [make, { isLoading, error }] = usePostApiKeysMutation()
  const [made, setMade] = useState<MadeApiKey>()
  const attempt = useAttempt()
  const faults = issuesOf(error)
  async function submit(event: FormEvent) {
    event.preventDefault()
    // To the day: the same form sent again is the same attempt.
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
    const ends = days && new Date(today + (Number(days) + 1) * DAY_MS).toISOString()
    const newApiKey = { name, scopes, brand_ids: brandIds, ...(ends && { expires_at: ends }) }
    const done = await attempt(newApiKey, (key) => make({ 'idempotency-key': key, newApiKey }))
    if (done.data) setMade(done.data)
  }
  if (made) return <Shown made={made} close={close} />
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('make')} about={say('about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !faults.name && !faults.expires_at && <Refusal of={error} unanswered={say('failed')} />}
        <Input
          label={say('name')}
          hint={say('name_hint')}
          required
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={faults.name}
        />
        <fieldset>
          <legend className="font-medium">{say('scopes')}</legend>
          <div className="grid sm:grid-cols-2">
            {KEY_SCOPES.map((scope) => (
              <Tick
                key={scope}
                label={say(scope)}
                hint={<code lang="en">{scope}</code>}
                checked={scopes.includes(scope)}
                onChange={(on) => setScopes(KEY_SCOPES.filter((one) => (one === scope ? on : scopes.includes(one))))}
              />
            ))}
          </div>
        </fieldset>
        <BrandsOf of="viewer" value={brandIds} onChange={setBrandIds} />
        <Select
          label={say('ends')}
          value={days}
          fault={faults.expires_at}
          options={DAYS.map((value) => ({ value, label: say(`days_${value}`) }))}
          onChange={(event) => setDays(event.target.value as (typeof DAYS)[number])}
        />
        <Button look="main" type="submit" className="self-end" busy={isLoading} disabled={!scopes.length || brandIds?.length === 0}>
          {say('make')}
        </Button>
      </form>
    </Dialog>
  )
}

/** The key itself. A slip of the finger does not close it: it is asked first. */
function Shown({ made, close }: { made: MadeApiKey; close(): void }) {
  const say = useKeyWords()
  const [copied, setCopied] = useState(false)
  const [asked, setAsked] = useState(false)
  const leave = () => (copied ? close() : setAsked(true))
  return (
    <Dialog open onOpenChange={(to) => !to && leave()} title={say('made')}>
      <div className="flex flex-col gap-4">
        <Note tone="warn">{say('made_about')}</Note>
        <output className="block rounded-md border border-line bg-sunk p-3 font-mono text-sm break-all select-all">{made.key}</output>
        {asked && !copied && (
          <Note tone="bad" role="alert" actions={<Button onClick={close}>{say('close_anyway')}</Button>}>
            {say('not_kept')}
          </Note>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={leave}>{say('done')}</Button>
          <Button
            look="main"
            onClick={() => {
              navigator.clipboard.writeText(made.key).then(
                () => {
                  setCopied(true)
                  told(say('copied'))
                },
                () => refused(undefined, say('not_copied')),
              )
            }}
          >
            <Copy className="size-4" aria-hidden="true" />
            {say('copy')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
