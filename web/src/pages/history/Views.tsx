import { Bookmark, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import {
  type ContentView,
  type HistoryFilter,
  useDeleteContentViewsByIdMutation,
  useGetContentViewsQuery,
  usePatchContentViewsByIdMutation,
  usePostContentViewsMutation,
} from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input } from '../../ui/field.tsx'
import { refused, told } from '../../ui/toast.ts'
import { searchOf } from './filter.ts'
import { useHistoryWords } from './words.ts'

/** Filters under a name, to be taken up again; one's own. */
export function Views({ filter, set }: { filter: HistoryFilter; set(to: HistoryFilter): void }) {
  const say = useHistoryWords()
  const { data } = useGetContentViewsQuery({})
  const [naming, setNaming] = useState<ContentView | 'new'>()
  const [remove] = useDeleteContentViewsByIdMutation()
  const [make] = usePostContentViewsMutation()
  const now = searchOf(filter).toString()
  const views = data?.items ?? []

  const deleted = (view: ContentView) =>
    remove({ id: view.id })
      .unwrap()
      .then(
        () =>
          told(say('removed', { name: view.name }), {
            label: say('undo'),
            act: () =>
              void make({ contentViewInput: { name: view.name, filter: view.filter } })
                .unwrap()
                .catch((failure: unknown) => refused(failure, say('failed'))),
          }),
        (failure: unknown) => refused(failure, say('failed')),
      )
  return (
    <section aria-label={say('views')} className="flex flex-wrap items-center gap-2">
      {views.map((view) => {
        const isShown = searchOf(view.filter).toString() === now
        return (
          <span
            key={view.id}
            className={`inline-flex items-center rounded-md border ${isShown ? 'border-accent bg-accent-wash' : 'border-line bg-paper'}`}
          >
            <button
              type="button"
              aria-pressed={isShown}
              className="h-7.5 max-w-60 truncate rounded-md px-2.5 text-sm hover:bg-hover"
              onClick={() => set(view.filter)}
            >
              {view.name}
            </button>
            <IconButton size="sm" label={`${say('rename')}: ${view.name}`} className="w-7!" onClick={() => setNaming(view)}>
              <Pencil className="size-3.5" aria-hidden="true" />
            </IconButton>
            <IconButton size="sm" label={`${say('remove')}: ${view.name}`} className="w-7!" onClick={() => void deleted(view)}>
              <Trash2 className="size-3.5" aria-hidden="true" />
            </IconButton>
          </span>
        )
      })}
      {now !== '' && !views.some((view) => searchOf(view.filter).toString() === now) && (
        <Button size="sm" onClick={() => setNaming('new')}>
          <Bookmark className="size-3.5" aria-hidden="true" />
          {say('save')}
        </Button>
      )}
      {naming && <Naming key={naming === 'new' ? 'new' : naming.id} view={naming} filter={filter} close={() => setNaming(undefined)} />}
    </section>
  )
}

function Naming({ view, filter, close }: { view: ContentView | 'new'; filter: HistoryFilter; close(): void }) {
  const say = useHistoryWords()
  const isNew = view === 'new'
  const [name, setName] = useState(isNew ? '' : view.name)
  const [make, making] = usePostContentViewsMutation()
  const [change, changing] = usePatchContentViewsByIdMutation()
  const error = making.error ?? changing.error
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = isNew ? await make({ contentViewInput: { name, filter } }) : await change({ id: view.id, contentViewChanges: { name } })
    if (!done.data) return
    told(say('saved'))
    close()
  }
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say(isNew ? 'save_title' : 'rename_title')} about={say('save_about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Input
          label={say('name')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={error && (problemOf(error)?.detail ?? say('failed'))}
        />
        <Button look="main" type="submit" className="self-end" busy={making.isLoading || changing.isLoading}>
          {say(isNew ? 'save' : 'rename')}
        </Button>
      </form>
    </Dialog>
  )
}
