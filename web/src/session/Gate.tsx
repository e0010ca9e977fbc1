import { useEffect } from 'react'
import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router'
import { useAppSelector } from '../store.ts'
import { Button, Spinner } from '../ui/button.tsx'
import { Empty } from '../ui/parts.tsx'
import { words } from '../words/words.ts'
import { renew } from './renew.ts'

const useGateWords = words('gate', {
  en: {
    looking: 'Signing you in…',
    down: 'The server does not answer',
    down_about: 'You are still signed in. Check your connection, then try again.',
    again: 'Try again',
  },
  id: {
    looking: 'Memasukkan Anda…',
    down: 'Server tidak menjawab',
    down_about: 'Anda masih masuk. Periksa koneksi Anda, lalu coba lagi.',
    again: 'Coba lagi',
  },
})

/** Where one was going before one had to sign in; a path of ours only. */
export function wanted(search: URLSearchParams): string {
  const to = search.get('return_to') ?? '/'
  return /^\/(?![/\\])/.test(to) ? to : '/'
}

function Waiting() {
  const say = useGateWords()
  const status = useAppSelector(({ session }) => session.status)
  useEffect(() => {
    if (status === 'unknown') void renew()
  }, [status])
  if (status === 'unreachable')
    return (
      <main className="mx-auto max-w-xl p-6">
        <Empty title={say('down')} action={<Button onClick={() => void renew()}>{say('again')}</Button>}>
          {say('down_about')}
        </Empty>
      </main>
    )
  return (
    <main className="grid min-h-dvh place-items-center">
      <p role="status" className="flex items-center gap-2 text-soft">
        <Spinner />
        {say('looking')}
      </p>
    </main>
  )
}

/** Pages of who is signed in; the others go to sign in and come back. */
export function SignedIn() {
  const status = useAppSelector(({ session }) => session.status)
  const { pathname, search } = useLocation()
  if (status === 'in') return <Outlet />
  if (status === 'out') {
    const to = `${pathname}${search}`
    return <Navigate to={to === '/' ? '/sign-in' : `/sign-in?return_to=${encodeURIComponent(to)}`} replace />
  }
  return <Waiting />
}

/** Pages of who is not: whoever is signed in goes on. */
export function SignedOut() {
  const status = useAppSelector(({ session }) => session.status)
  const [search] = useSearchParams()
  if (status === 'in') return <Navigate to={wanted(search)} replace />
  if (status === 'out') return <Outlet />
  return <Waiting />
}
