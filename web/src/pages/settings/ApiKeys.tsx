import { Copy, KeyRound } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import {
  type MadeApiKey,
  type NewApiKey,
  useDeleteApiKeysByIdMutation,
  useGetApiKeysQuery,
  usePostApiKeysMutation,
} from '../../api/generated.ts'
import { issuesOf, problemOf } from '../../api/problem.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Input, Select, Tick } from '../../ui/field.tsx'
import { Loaded, NotAllowed } from '../../ui/loaded.tsx'
import { Ago, Badge, Empty, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import { BrandsOf } from './BrandsOf.tsx'
import { useBrandNames } from './Members.tsx'

const SCOPES = [
  'content.read',
  'content.create',
  'content.cancel',
  'content.export',
  'brands.read',
  'brands.write',
  'approvals.manage',
  'usage.read',
] as const
type Scope = NewApiKey['scopes'][number]
const DAYS = ['30', '90', '365', ''] as const

const useKeyWords = words('apiKeys', {
  en: {
    title: 'API keys',
    about: 'Programs sign in with a key. None may decide on a draft, or change who may do what.',
    make: 'Make a key',
    none: 'No program has a key',
    none_about: 'A key lets a program ask for content or read what was made, with no more rights than you give it.',
    name: 'Name',
    name_hint: 'What it is for, such as “CRM import”.',
    scopes: 'May',
    brands: 'Brands',
    used: 'Last used',
    never: 'never',
    ends: 'Ends',
    ends_never: 'does not end',
    state: 'State',
    acts: 'Actions',
    good: 'good',
    ended: 'ended',
    revoked: 'revoked',
    revoke: 'Revoke',
    revoke_title: 'Revoke the key “{{name}}”?',
    revoke_about: 'It stops working within a second, and for good: programs that use it need another.',
    revoked_done: 'The key is revoked.',
    days_30: 'in 30 days',
    days_90: 'in 90 days',
    days_365: 'in a year',
    days_: 'never',
    made: 'Your key',
    made_about: 'This is the only time it is shown: only its hash is kept. Put it where your program keeps its secrets.',
    copy: 'Copy the key',
    copied: 'The key is in your clipboard.',
    not_copied: 'The browser did not allow copying: select it and copy it by hand.',
    failed: 'The server did not answer. Try again.',
    'content.read': 'read requests and drafts',
    'content.create': 'ask for content and edit drafts',
    'content.cancel': 'cancel requests',
    'content.export': 'export what is approved',
    'brands.read': 'read brands',
    'brands.write': 'change brands',
    'approvals.manage': 'resend and revoke approval links',
    'usage.read': 'read units and cost',
  },
  id: {
    title: 'Kunci API',
    about: 'Program masuk dengan kunci. Tidak satu pun boleh memutuskan draf atau mengubah hak siapa pun.',
    make: 'Buat kunci',
    none: 'Belum ada program yang punya kunci',
    none_about: 'Kunci membuat program dapat meminta konten atau membaca hasilnya, dengan hak yang Anda berikan saja.',
    name: 'Nama',
    name_hint: 'Untuk apa, misalnya “impor CRM”.',
    scopes: 'Boleh',
    brands: 'Merek',
    used: 'Terakhir dipakai',
    never: 'belum pernah',
    ends: 'Berakhir',
    ends_never: 'tidak berakhir',
    state: 'Keadaan',
    acts: 'Tindakan',
    good: 'berlaku',
    ended: 'berakhir',
    revoked: 'dicabut',
    revoke: 'Cabut',
    revoke_title: 'Cabut kunci “{{name}}”?',
    revoke_about: 'Kunci berhenti berlaku dalam sedetik, untuk selamanya: program yang memakainya perlu kunci lain.',
    revoked_done: 'Kunci dicabut.',
    days_30: 'dalam 30 hari',
    days_90: 'dalam 90 hari',
    days_365: 'dalam setahun',
    days_: 'tidak pernah',
    made: 'Kunci Anda',
    made_about: 'Hanya kali ini kunci ditampilkan: yang disimpan hanya hash-nya. Taruh di tempat program Anda menyimpan rahasia.',
    copy: 'Salin kunci',
    copied: 'Kunci ada di papan klip Anda.',
    not_copied: 'Peramban tidak mengizinkan penyalinan: pilih dan salin sendiri.',
    failed: 'Server tidak menjawab. Coba lagi.',
    'content.read': 'membaca permintaan dan draf',
    'content.create': 'meminta konten dan menyunting draf',
    'content.cancel': 'membatalkan permintaan',
    'content.export': 'mengekspor yang disetujui',
    'brands.read': 'membaca merek',
    'brands.write': 'mengubah merek',
    'approvals.manage': 'mengirim ulang dan mencabut tautan persetujuan',
    'usage.read': 'membaca unit dan biaya',
  },
})

/** Keys of programs. */
export function ApiKeys() {
  const say = useKeyWords()
  const allowed = useAllowed('keys.read')
  const may = useMay()
  const { date } = useFormats()
  const names = useBrandNames()
  const query = useGetApiKeysQuery({ limit: 100 }, { skip: allowed !== true })
  const [revoke] = useDeleteApiKeysByIdMutation()
  const [making, setMaking] = useState(false)
  if (allowed === false)
    return (
      <Page title={say('title')}>
        <NotAllowed />
      </Page>
    )
  const make = may('keys.write') && (
    <Button look="main" onClick={() => setMaking(true)}>
      <KeyRound className="size-4" aria-hidden="true" />
      {say('make')}
    </Button>
  )
  return (
    <Page title={say('title')} about={say('about')} actions={make}>
      <Loaded query={query} loading={<Skeleton className="h-48" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('none')}>{say('none_about')}</Empty>
          ) : (
            <Table
              label={say('title')}
              head={[say('name'), say('scopes'), say('brands'), say('used'), say('ends'), say('state'), say('acts')]}
            >
              {items.map((key) => {
                const isOver = key.expires_at !== null && new Date(key.expires_at) < new Date()
                return (
                  <tr key={key.id}>
                    <Cell>
                      <p className="font-medium">{key.name}</p>
                      <p className="font-mono text-sm text-soft">{key.prefix}…</p>
                    </Cell>
                    <Cell className="text-sm">{key.scopes.map((scope) => say(scope)).join(', ')}</Cell>
                    <Cell>{names(key.brand_ids)}</Cell>
                    <Cell className="whitespace-nowrap">{key.last_used_at ? <Ago at={key.last_used_at} /> : say('never')}</Cell>
                    <Cell className="whitespace-nowrap">{key.expires_at ? date(key.expires_at) : say('ends_never')}</Cell>
                    <Cell>
                      <Badge tone={key.revoked_at ? 'bad' : isOver ? 'warn' : 'good'}>
                        {say(key.revoked_at ? 'revoked' : isOver ? 'ended' : 'good')}
                      </Badge>
                    </Cell>
                    <Cell>
                      {!key.revoked_at && may('keys.write') && (
                        <Confirm
                          trigger={
                            <Button size="sm" look="danger" aria-label={`${say('revoke')}: ${key.name}`}>
                              {say('revoke')}
                            </Button>
                          }
                          title={say('revoke_title', { name: key.name })}
                          about={say('revoke_about')}
                          action={say('revoke')}
                          act={async () => {
                            try {
                              await revoke({ id: key.id }).unwrap()
                              told(say('revoked_done'))
                              return true
                            } catch (failure) {
                              refused(failure, say('failed'))
                              return false
                            }
                          }}
                        />
                      )}
                    </Cell>
                  </tr>
                )
              })}
            </Table>
          )
        }
      </Loaded>
      {making && <Making close={() => setMaking(false)} />}
    </Page>
  )
}

function Making({ close }: { close(): void }) {
  const say = useKeyWords()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['content.read'])
  const [brandIds, setBrandIds] = useState<string[] | null>(null)
  const [days, setDays] = useState<(typeof DAYS)[number]>('90')
  const [make, { isLoading, error }] = usePostApiKeysMutation()
  const [made, setMade] = useState<MadeApiKey>()
  const attempt = useRef(crypto.randomUUID())
  const faults = issuesOf(error)
  async function submit(event: FormEvent) {
    event.preventDefault()
    const ends = days && new Date(Date.now() + Number(days) * 86_400_000).toISOString()
    const done = await make({
      'idempotency-key': attempt.current,
      newApiKey: { name, scopes, brand_ids: brandIds, ...(ends && { expires_at: ends }) },
    })
    attempt.current = crypto.randomUUID()
    if (done.data) setMade(done.data)
  }
  if (made) return <Shown made={made} close={close} />
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('make')} about={say('about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !Object.keys(faults).length && (
          <Note tone="bad" role="alert">
            {problemOf(error)?.detail ?? say('failed')}
          </Note>
        )}
        <Input
          label={say('name')}
          hint={say('name_hint')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={faults.name}
        />
        <fieldset>
          <legend className="font-medium">{say('scopes')}</legend>
          {SCOPES.map((scope) => (
            <Tick
              key={scope}
              label={say(scope)}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes(SCOPES.filter((one) => (one === scope ? on : scopes.includes(one))))}
            />
          ))}
        </fieldset>
        <BrandsOf of="viewer" value={brandIds} onChange={setBrandIds} />
        <Select
          label={say('ends')}
          value={days}
          fault={faults.expires_at}
          options={DAYS.map((value) => ({ value, label: say(`days_${value}`) }))}
          onChange={(event) => setDays(event.target.value as (typeof DAYS)[number])}
        />
        <Button look="main" type="submit" className="self-end" busy={isLoading} disabled={!scopes.length}>
          {say('make')}
        </Button>
      </form>
    </Dialog>
  )
}

function Shown({ made, close }: { made: MadeApiKey; close(): void }) {
  const say = useKeyWords()
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('made')} about={say('made_about')}>
      <div className="flex flex-col gap-4">
        <output className="block rounded-md border border-line bg-sunk p-3 font-mono text-sm break-all select-all">{made.key}</output>
        <Button
          look="main"
          className="self-end"
          onClick={() => {
            navigator.clipboard.writeText(made.key).then(
              () => told(say('copied')),
              () => refused(undefined, say('not_copied')),
            )
          }}
        >
          <Copy className="size-4" aria-hidden="true" />
          {say('copy')}
        </Button>
      </div>
    </Dialog>
  )
}
