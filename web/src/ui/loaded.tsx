import type { ReactNode } from 'react'
import { problemOf, statusOf } from '../api/problem.ts'
import { words } from '../words/words.ts'
import { Button, ButtonLink } from './button.tsx'
import { Empty, Page, Skeleton } from './parts.tsx'

const useStateWords = words('states', {
  en: {
    loading: 'Loading…',
    again: 'Try again',
    home: 'Go home',
    failed: 'This could not be loaded',
    network: 'The server did not answer. Check your connection, then try again.',
    forbidden: 'You may not see this',
    forbidden_why: 'Your role in this organization does not include it. An owner or an admin can change that under Members.',
    absent: 'There is nothing here',
    absent_why: 'The address is wrong, it was deleted, or it belongs to another organization of yours.',
    reference: 'Reference {{id}}',
  },
  id: {
    loading: 'Memuat…',
    again: 'Coba lagi',
    home: 'Ke beranda',
    failed: 'Tidak dapat dimuat',
    network: 'Server tidak menjawab. Periksa koneksi Anda, lalu coba lagi.',
    forbidden: 'Anda tidak boleh melihat ini',
    forbidden_why: 'Peran Anda di organisasi ini tidak mencakupnya. Pemilik atau admin dapat mengubahnya di Anggota.',
    absent: 'Tidak ada apa-apa di sini',
    absent_why: 'Alamatnya salah, sudah dihapus, atau milik organisasi Anda yang lain.',
    reference: 'Referensi {{id}}',
  },
})

interface Query<T> {
  data?: T | undefined
  error?: unknown
  isLoading: boolean
  isUninitialized?: boolean
  refetch(): unknown
}

/** A query in each of its states: being loaded, refused, failed, there. `loading` keeps the place of what will come. */
export function Loaded<T>({ query, loading, children }: { query: Query<T>; loading?: ReactNode; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Failed failure={query.error} again={() => void query.refetch()} />
  return (
    <Loading>
      {loading ?? (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-10" />
          <Skeleton className="h-40" />
          <Skeleton className="h-40" />
        </div>
      )}
    </Loading>
  )
}

/** The places of what is being loaded; who does not see them is told. */
export function Loading({ children, className }: { children: ReactNode; className?: string }) {
  const say = useStateWords()
  return (
    <div role="status" aria-live="polite" className={className}>
      <span className="sr-only">{say('loading')}</span>
      {children}
    </div>
  )
}

/** Why a page is not there, and what to do. */
export function Failed({ failure, again }: { failure: unknown; again?: () => void }) {
  const say = useStateWords()
  const problem = problemOf(failure)
  const status = statusOf(failure)
  if (status === 403) return <NotAllowed />
  if (status === 404) return <NotFound />
  return (
    <div role="alert">
      <Empty title={say('failed')} action={again && <Button onClick={again}>{say('again')}</Button>}>
        <p>{problem?.detail ?? say('network')}</p>
        {problem && <p className="mt-1 text-sm">{say('reference', { id: problem.request_id })}</p>}
      </Empty>
    </div>
  )
}

export function NotAllowed() {
  const say = useStateWords()
  return (
    <Empty title={say('forbidden')} action={<ButtonLink to="/">{say('home')}</ButtonLink>}>
      {say('forbidden_why')}
    </Empty>
  )
}

/** A page that is closed to who looks at it. */
export const NotAllowedPage = ({ title }: { title: string }) => (
  <Page title={title}>
    <NotAllowed />
  </Page>
)

export function NotFound() {
  const say = useStateWords()
  return (
    <Empty title={say('absent')} action={<ButtonLink to="/">{say('home')}</ButtonLink>}>
      {say('absent_why')}
    </Empty>
  )
}
