import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useGetAuthOidcQuery, usePostAuthLoginMutation } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { useAppDispatch } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Note } from '../ui/parts.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { words } from '../words/words.ts'
import { Doorway, LINK } from './Doorway.tsx'
import { wanted } from './Gate.tsx'
import { signedIn } from './session.ts'

const useSignInWords = words('signIn', {
  en: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    sign_in: 'Sign in',
    or: 'or',
    with: 'Continue with {{name}}',
    new: 'New here?',
    register: 'Make an account',
    forgotten: 'Forgot your password?',
    wrong: 'The address or the password is wrong, or the mail that proves the address was not opened yet.',
    network: 'The server did not answer. Try again.',
    account_exists: 'This address has an account here already: sign in with its password, then link the provider under your account.',
    email_unverified: 'The provider has not verified your e-mail address. Verify it there, or sign in with a password.',
    cancelled: 'The sign-in was cancelled. Nothing was changed.',
  },
  id: {
    title: 'Masuk',
    email: 'Email',
    password: 'Kata sandi',
    sign_in: 'Masuk',
    or: 'atau',
    with: 'Lanjutkan dengan {{name}}',
    new: 'Baru di sini?',
    register: 'Buat akun',
    forgotten: 'Lupa kata sandi?',
    wrong: 'Alamat atau kata sandi salah, atau email pembuktian alamat belum dibuka.',
    network: 'Server tidak menjawab. Coba lagi.',
    account_exists: 'Alamat ini sudah punya akun di sini: masuklah dengan kata sandinya, lalu tautkan penyedia di akun Anda.',
    email_unverified: 'Penyedia belum memverifikasi alamat email Anda. Verifikasi di sana, atau masuk dengan kata sandi.',
    cancelled: 'Masuk dibatalkan. Tidak ada yang berubah.',
  },
})
const TOLD = ['account_exists', 'email_unverified', 'cancelled'] as const

export function SignIn() {
  const say = useSignInWords()
  const dispatch = useAppDispatch()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [login, { isLoading, error }] = usePostAuthLoginMutation()
  const { data: oidc } = useGetAuthOidcQuery()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const to = wanted(search)
  const told = TOLD.find((one) => one === search.get('sign_in_error'))
  const query = search.size ? `?${search}` : ''

  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await login({ login: { email, password, session: 'cookie' } })
    if (!done.data) return
    dispatch(signedIn(done.data))
    await navigate(to, { replace: true })
  }
  return (
    <Doorway
      title={say('title')}
      foot={
        <>
          <p>
            {say('new')}{' '}
            <Link className={LINK} to={`/register${query}`}>
              {say('register')}
            </Link>
          </p>
          <p>
            <Link className={LINK} to="/forgotten">
              {say('forgotten')}
            </Link>
          </p>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {told && <Note tone="warn">{say(told)}</Note>}
        {error && <Refusal of={error} known={problemOf(error)?.status === 401 ? say('wrong') : undefined} unanswered={say('network')} />}
        <Input
          label={say('email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Input
          label={say('password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button look="main" type="submit" busy={isLoading}>
          {say('sign_in')}
        </Button>
      </form>
      {oidc && oidc.providers.length > 0 && (
        <div className="mt-4 flex flex-col gap-2">
          <p className="text-center text-soft">{say('or')}</p>
          {oidc.providers.map(({ id, name, start }) => (
            <a
              key={id}
              href={`${start}?return_to=${encodeURIComponent(`/sign-in?return_to=${encodeURIComponent(to)}`)}`}
              className="inline-flex h-9 items-center justify-center rounded-md border border-line bg-paper font-medium hover:bg-hover"
            >
              {say('with', { name })}
            </a>
          ))}
        </div>
      )}
    </Doorway>
  )
}
