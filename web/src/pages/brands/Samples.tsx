import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api, type Brand, usePatchBrandsByIdMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useMay } from '../../session/may.ts'
import { useAppDispatch } from '../../store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Textarea } from '../../ui/field.tsx'
import { Empty, Note } from '../../ui/parts.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useFormWords } from './formWords.ts'
import { useBrandWords } from './words.ts'

const MOST = 20
const LONGEST = 5000
const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/** Texts that the brand published: read here, added one by one, and taken out with a way back. */
export function Samples({ brand }: { brand: Brand }) {
  const say = useFormWords()
  const brandSay = useBrandWords()
  const may = useMay()
  const dispatch = useAppDispatch()
  const { number } = useFormats()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const [save, { isLoading }] = usePatchBrandsByIdMutation()
  const readOnly = !may('brands.write')
  useLeaving(text.trim() !== '', brandSay('unsaved'), 'view')

  async function put(samples: string[]) {
    const now = await save({ id: brand.id, brandChanges: { samples } }).unwrap()
    await dispatch(api.util.upsertQueryData('getBrandsById', { id: brand.id }, now))
    return now.samples
  }
  async function add(event: FormEvent) {
    event.preventDefault()
    const sample = text.trim()
    setFault(undefined)
    if (!sample) return
    if (brand.samples.includes(sample)) return setFault(say('sample_known'))
    try {
      await put([...brand.samples, sample])
      // What was typed meanwhile is another text.
      setText((now) => (now.trim() === sample ? '' : now))
      told(say('sample_added'))
    } catch (failure) {
      const [issue] = Object.values(issuesOf(failure))
      if (issue) setFault(issue)
      else refused(failure, brandSay('failed'))
    }
  }
  async function remove(at: number) {
    const sample = brand.samples[at]
    if (sample === undefined) return
    try {
      const left = await put(brand.samples.filter((_, i) => i !== at))
      told(say('sample_removed'), {
        label: say('undo'),
        act: () =>
          void put(left.toSpliced(at, 0, sample)).then(
            () => told(say('undone')),
            (failure: unknown) => refused(failure, brandSay('failed')),
          ),
      })
    } catch (failure) {
      refused(failure, brandSay('failed'))
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-prose text-soft">{say('samples_about')}</p>
      {brand.samples.length === 0 ? (
        <Empty title={say('samples_none')}>{say('samples_none_about')}</Empty>
      ) : (
        <ul aria-label={say('samples')} className="divide-y divide-line rounded-lg border border-line bg-paper">
          {brand.samples.map((sample, i) => (
            <li key={sample} className="flex items-start gap-2 px-4 py-2.5">
              <details className="group min-w-0 flex-1">
                <summary className="flex min-h-7 items-baseline gap-3">
                  <span className="min-w-0 flex-1 truncate font-medium group-open:hidden">{sample.split('\n')[0]}</span>
                  <span className="shrink-0 text-sm text-soft tabular-nums">{say('sample_words', { count: wordsIn(sample) })}</span>
                </summary>
                <p className="mt-1 max-w-prose whitespace-pre-wrap wrap-anywhere">{sample}</p>
              </details>
              {!readOnly && (
                <IconButton size="sm" label={say('sample_remove', { n: i + 1 })} disabled={isLoading} onClick={() => void remove(i)}>
                  <X className="size-4" aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {readOnly ? (
        <Note>{brandSay('read_only')}</Note>
      ) : brand.samples.length >= MOST ? (
        <Note>{say('samples_full', { count: MOST })}</Note>
      ) : (
        <form onSubmit={(event) => void add(event)} className="flex flex-col items-start gap-2">
          <Textarea
            className="w-full"
            label={say('sample_new')}
            maxLength={LONGEST}
            value={text}
            fault={fault}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="flex w-full items-center justify-between gap-3">
            <Button look="main" type="submit" busy={isLoading} disabled={!text.trim()}>
              {say('sample_add')}
            </Button>
            <p className="text-sm text-soft tabular-nums">{say('count', { used: number(text.length), most: number(LONGEST) })}</p>
          </div>
        </form>
      )}
    </div>
  )
}
