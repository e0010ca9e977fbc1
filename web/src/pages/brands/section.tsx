import { clsx } from 'clsx'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api, type Brand, type BrandChanges, usePatchBrandsByIdMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useMay } from '../../session/may.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { useBrandWords } from './words.ts'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export interface Section<T> {
  value: T
  set(part: Partial<T>): void
  /** The fault of a field, or of the first of its items that has one. */
  fault(path: string): string | undefined
  readOnly: boolean
}

/**
 * One part of a brand as a form. It follows what is stored until something is typed; from then on what was typed stands until it is saved
 * or discarded, also where somebody else saves meanwhile: the reader is told and chooses.
 */
export function SectionForm<T extends object>({
  brand,
  stored,
  changesOf,
  children,
}: {
  brand: Brand
  stored: T
  /** What to send: only the fields of the brand that are different. */
  changesOf(now: T): BrandChanges
  children: (section: Section<T>) => ReactNode
}) {
  const say = useBrandWords()
  const may = useMay()
  const dispatch = useAppDispatch()
  const [typed, setTyped] = useState<{ base: T | undefined; value: T }>()
  const [save, { isLoading, error, reset }] = usePatchBrandsByIdMutation()
  const value = typed?.value ?? stored
  const dirty = typed !== undefined && !same(typed.value, stored)
  const stale = dirty && typed.base !== undefined && !same(typed.base, stored)
  const issues = issuesOf(error)
  const fault = (path: string) =>
    issues[path] ?? Object.entries(issues).find(([at]) => at.startsWith(`${path}.`) || (at !== '' && path.startsWith(`${at}.`)))?.[1]
  useLeaving(dirty, say('unsaved'), 'view')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!dirty) return told(say('no_changes'))
    try {
      const now = await save({ id: brand.id, brandChanges: changesOf(value) }).unwrap()
      // At once, so that the form does not fall back to what was before until the brand is read again.
      await dispatch(api.util.upsertQueryData('getBrandsById', { id: brand.id }, now))
      // What was typed meanwhile stands, over what is stored now.
      setTyped((after) => (after && !same(after.value, value) ? { base: undefined, value: after.value } : undefined))
      told(say('saved'))
    } catch {
      // It is shown above the form or at its field; what was typed stands.
    }
  }
  const readOnly = !may('brands.write')
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {readOnly && <Note>{say('read_only')}</Note>}
      {error && <Refusal of={error} unanswered={say('failed')} />}
      {stale && (
        <Note
          tone="warn"
          role="status"
          actions={
            <Button size="sm" onClick={() => setTyped(undefined)}>
              {say('stale_take')}
            </Button>
          }
        >
          {say('stale')}
        </Note>
      )}
      <fieldset disabled={readOnly} className="flex min-w-0 flex-col gap-5">
        {children({
          value,
          fault,
          readOnly,
          set: (part) => setTyped((before) => ({ base: before ? before.base : stored, value: { ...(before?.value ?? stored), ...part } })),
        })}
      </fieldset>
      {!readOnly && (
        // Its buttons are on the left: what is told appears on the right, over what is there. Saving is never off: a word that is being
        // typed becomes one by leaving its field, and that is often by pressing here.
        <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-back px-4 py-3 sm:-mx-6 sm:px-6">
          <div className="flex gap-2">
            <Button look="main" type="submit" busy={isLoading}>
              {say('save')}
            </Button>
            <Button
              disabled={!dirty || isLoading}
              onClick={() => {
                setTyped(undefined)
                reset()
              }}
            >
              {say('discard')}
            </Button>
          </div>
          <p className={clsx('text-sm text-soft', !dirty && 'max-sm:hidden')}>{say(dirty ? 'changes' : 'no_changes')}</p>
        </div>
      )}
    </form>
  )
}
