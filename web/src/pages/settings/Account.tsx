import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  useDeleteAuthIdentitiesByIdMutation,
  useDeleteAuthSessionsByIdMutation,
  useGetAuthIdentitiesQuery,
  useGetAuthOidcQuery,
  useGetAuthSessionsQuery,
  usePostAuthIdentitiesByProviderLinkMutation,
  usePostAuthLogoutEverywhereMutation,
  usePostAuthPasswordChangeMutation,
} from '../../api/generated.ts'
import { issuesOf, problemOf } from '../../api/problem.ts'
import { languageChosen, THEMES, themeChosen } from '../../layout/preferences.ts'
import { signedOut } from '../../session/session.ts'
import { useAppDispatch, useAppSelector } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Input, Segments } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Card, Facts, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { refused, told } from '../../ui/toast.ts'
import { words } from '../../words/words.ts'

const useAccountWords = words('account', {
  en: {
    title: 'Your account',
    person: 'You',
    name: 'Name',
    email: 'E-mail',
    look: 'Look and language',
    theme: 'Theme',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    language: 'Language',
    password: 'Password',
    current: 'Current password',
    new: 'New password',
    new_hint: 'At least 10 characters. Every other session ends.',
    change: 'Change the password',
    changed: 'The password is changed; every other session was ended.',
    sessions: 'Where you are signed in',
    this: 'this one',
    browser: 'Browser',
    program: 'Program',
    opened: 'Opened',
    used: 'Last used',
    where: 'From',
    end: 'End',
    ended: 'The session is ended.',
    everywhere: 'Sign out everywhere',
    everywhere_about: 'Every session ends within a second, this one too.',
    acts: 'Actions',
    device: 'With',
    elsewhere: 'Sign in with',
    none_elsewhere: 'No other way to sign in is set up here.',
    link: 'Link {{name}}',
    unlink: 'Unlink',
    unlink_about: 'You can no longer sign in with it; linking again is possible at any time.',
    unlinked: 'It is unlinked.',
    linked: '{{name}} is linked: you can sign in with it from now on.',
    link_error: 'It could not be linked: {{why}}.',
    since: 'linked',
    failed: 'The server did not answer. Try again.',
  },
  id: {
    title: 'Akun Anda',
    person: 'Anda',
    name: 'Nama',
    email: 'Email',
    look: 'Tampilan dan bahasa',
    theme: 'Tema',
    system: 'Ikut sistem',
    light: 'Terang',
    dark: 'Gelap',
    language: 'Bahasa',
    password: 'Kata sandi',
    current: 'Kata sandi sekarang',
    new: 'Kata sandi baru',
    new_hint: 'Paling sedikit 10 karakter. Semua sesi lain berakhir.',
    change: 'Ganti kata sandi',
    changed: 'Kata sandi diganti; semua sesi lain diakhiri.',
    sessions: 'Di mana Anda masuk',
    this: 'yang ini',
    browser: 'Peramban',
    program: 'Program',
    opened: 'Dibuka',
    used: 'Terakhir dipakai',
    where: 'Dari',
    end: 'Akhiri',
    ended: 'Sesi diakhiri.',
    everywhere: 'Keluar di mana-mana',
    everywhere_about: 'Semua sesi berakhir dalam sedetik, termasuk yang ini.',
    acts: 'Tindakan',
    device: 'Dengan',
    elsewhere: 'Masuk dengan',
    none_elsewhere: 'Tidak ada cara masuk lain yang disiapkan di sini.',
    link: 'Tautkan {{name}}',
    unlink: 'Lepas',
    unlink_about: 'Anda tidak dapat lagi masuk dengannya; dapat ditautkan lagi kapan saja.',
    unlinked: 'Tautan dilepas.',
    linked: '{{name}} tertaut: mulai sekarang Anda dapat masuk dengannya.',
    link_error: 'Tidak dapat ditautkan: {{why}}.',
    since: 'ditautkan',
    failed: 'Server tidak menjawab. Coba lagi.',
  },
})

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
                options={[
                  { value: 'en', label: 'English' },
                  { value: 'id', label: 'Bahasa Indonesia' },
                ]}
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
        {error && !Object.keys(faults).length && (
          <Note tone="bad" role="alert">
            {problem?.detail ?? say('failed')}
          </Note>
        )}
        <Input
          label={say('current')}
          type="password"
          autoComplete="current-password"
          required
          value={form.current_password}
          fault={faults.current_password}
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

function Sessions() {
  const say = useAccountWords()
  const dispatch = useAppDispatch()
  const navigate = useNavigate()
  const query = useGetAuthSessionsQuery()
  const [end] = useDeleteAuthSessionsByIdMutation()
  const [everywhere] = usePostAuthLogoutEverywhereMutation()
  return (
    <Card
      title={say('sessions')}
      actions={
        <Confirm
          trigger={
            <Button size="sm" look="danger">
              {say('everywhere')}
            </Button>
          }
          title={say('everywhere')}
          about={say('everywhere_about')}
          action={say('everywhere')}
          act={async () => {
            try {
              await everywhere().unwrap()
              dispatch(signedOut())
              await navigate('/sign-in')
              return true
            } catch (failure) {
              refused(failure, say('failed'))
              return false
            }
          }}
        />
      }
    >
      <Loaded query={query} loading={<Skeleton className="h-40" />}>
        {({ items }) => (
          <Table label={say('sessions')} head={[say('device'), say('where'), say('opened'), say('used'), say('acts')]}>
            {items.map((session) => (
              <tr key={session.id}>
                <Cell>
                  <p>
                    {say(session.kind)} {session.current && <Badge tone="accent">{say('this')}</Badge>}
                  </p>
                  <p className="max-w-72 truncate text-sm text-soft" title={session.user_agent}>
                    {session.user_agent}
                  </p>
                </Cell>
                <Cell>{session.address}</Cell>
                <Cell className="whitespace-nowrap">
                  <Ago at={session.created_at} />
                </Cell>
                <Cell className="whitespace-nowrap">
                  <Ago at={session.last_used_at} />
                </Cell>
                <Cell>
                  {!session.current && (
                    <Button
                      size="sm"
                      aria-label={`${say('end')}: ${say(session.kind)}, ${session.address}`}
                      onClick={() =>
                        void end({ id: session.id })
                          .unwrap()
                          .then(
                            () => told(say('ended')),
                            (failure: unknown) => refused(failure, say('failed')),
                          )
                      }
                    >
                      {say('end')}
                    </Button>
                  )}
                </Cell>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Card>
  )
}

const NAMES = { google: 'Google', linkedin: 'LinkedIn' } as const

function Elsewhere() {
  const say = useAccountWords()
  const [search] = useSearchParams()
  const { data: oidc } = useGetAuthOidcQuery()
  const query = useGetAuthIdentitiesQuery()
  const [link, { isLoading }] = usePostAuthIdentitiesByProviderLinkMutation()
  const [unlink] = useDeleteAuthIdentitiesByIdMutation()
  const linked = search.get('linked')
  const fault = search.get('link_error')
  async function go(provider: string) {
    try {
      const { authorization_url: url } = await link({ provider, body: { return_to: '/me' } }).unwrap()
      location.assign(url)
    } catch (failure) {
      refused(failure, say('failed'))
    }
  }
  return (
    <Card title={say('elsewhere')}>
      {linked && <Note tone="good">{say('linked', { name: NAMES[linked as keyof typeof NAMES] ?? linked })}</Note>}
      {fault && <Note tone="bad">{say('link_error', { why: fault.replaceAll('_', ' ') })}</Note>}
      <Loaded query={query} loading={<Skeleton className="h-12" />}>
        {({ items }) => (
          <div className="flex flex-col gap-3">
            {items.map((identity) => (
              <div key={identity.id} className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  {NAMES[identity.provider]} {identity.email && <span className="text-soft">{identity.email}</span>}{' '}
                  <span className="text-sm text-soft">
                    {say('since')} <Ago at={identity.created_at} />
                  </span>
                </span>
                <Confirm
                  trigger={<Button size="sm">{say('unlink')}</Button>}
                  title={`${say('unlink')}: ${NAMES[identity.provider]}`}
                  about={say('unlink_about')}
                  action={say('unlink')}
                  act={async () => {
                    try {
                      await unlink({ id: identity.id }).unwrap()
                      told(say('unlinked'))
                      return true
                    } catch (failure) {
                      refused(failure, say('failed'))
                      return false
                    }
                  }}
                />
              </div>
            ))}
            {items.length === 0 && oidc?.providers.length === 0 && <p className="text-soft">{say('none_elsewhere')}</p>}
            <div className="flex flex-wrap gap-2">
              {oidc?.providers
                .filter(({ id }) => !items.some(({ provider }) => provider === id))
                .map(({ id, name }) => (
                  <Button key={id} busy={isLoading} onClick={() => void go(id)}>
                    {say('link', { name })}
                  </Button>
                ))}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  )
}
