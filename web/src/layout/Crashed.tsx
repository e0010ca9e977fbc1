import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/parts.tsx'
import { words } from '../words/words.ts'

const useCrashWords = words('crashed', {
  en: {
    title: 'This page broke',
    about: 'The fault is ours. Nothing you had sent is lost; reload the page to go on.',
    stale: 'A newer version of the dashboard is there',
    stale_about: 'Reload the page to use it. What you had sent is kept.',
    reload: 'Reload',
  },
  id: {
    title: 'Halaman ini rusak',
    about: 'Ini kesalahan kami. Yang sudah Anda kirim tidak hilang; muat ulang halaman untuk melanjutkan.',
    stale: 'Ada versi dasbor yang lebih baru',
    stale_about: 'Muat ulang halaman untuk memakainya. Yang sudah Anda kirim tetap tersimpan.',
    reload: 'Muat ulang',
  },
})

/** What is shown when a page throws, or when its script is no longer on the server because a newer dashboard is. */
export function Crashed() {
  const say = useCrashWords()
  const error = useRouteError()
  const stale = error instanceof TypeError && /import|module/i.test(error.message)
  useEffect(() => console.error(error), [error])
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Empty
        title={say(stale ? 'stale' : 'title')}
        action={
          <Button look="main" onClick={() => location.reload()}>
            {say('reload')}
          </Button>
        }
      >
        {say(stale ? 'stale_about' : 'about')}
      </Empty>
    </main>
  )
}
