import { NotFound } from '../ui/loaded.tsx'
import { Page } from '../ui/parts.tsx'
import { words } from '../words/words.ts'

const useNoPageWords = words('noPage', { en: { title: 'No such page' }, id: { title: 'Halaman tidak ada' } })

export function NoPage() {
  const say = useNoPageWords()
  return (
    <Page title={say('title')}>
      <NotFound />
    </Page>
  )
}
