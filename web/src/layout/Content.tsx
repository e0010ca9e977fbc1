import { lazy, Suspense } from 'react'
import { Outlet, useLocation } from 'react-router'
import { useGetAuthMeQuery } from '../api/generated.ts'
import { useAppSelector } from '../store.ts'
import { Failed } from '../ui/loaded.tsx'
import { Page } from '../ui/parts.tsx'
import { words } from '../words/words.ts'

const Another = lazy(async () => ({ default: (await import('../pages/settings/Another.tsx')).Another }))
const useContentWords = words('content', {
  en: {
    failed: 'Not loaded',
    nowhere: 'You work in no organization',
    nowhere_about: 'Accept an invitation from your mail, or make an organization of your own. Your account is still there.',
  },
  id: {
    failed: 'Tidak dimuat',
    nowhere: 'Anda tidak bekerja di organisasi mana pun',
    nowhere_about: 'Terima undangan dari email Anda, atau buat organisasi sendiri. Akun Anda tetap ada.',
  },
})

/** The page itself; or why there can be none: what one may do is not known, or there is nowhere to do it. */
export function Content() {
  const say = useContentWords()
  const { pathname } = useLocation()
  const me = useGetAuthMeQuery()
  const isSomewhere = useAppSelector(({ session }) => session.organizations.length > 0)
  if (me.error && !me.data)
    return (
      <Page title={say('failed')}>
        <Failed failure={me.error} again={() => void me.refetch()} />
      </Page>
    )
  if (!isSomewhere && pathname !== '/me')
    return (
      <Page title={say('nowhere')} about={say('nowhere_about')}>
        <Suspense>
          <Another />
        </Suspense>
      </Page>
    )
  return (
    <Suspense>
      <Outlet />
    </Suspense>
  )
}
