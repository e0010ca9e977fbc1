import { ChevronDown, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { PLATFORMS, REQUEST_STATUSES } from '../../../../domain/words.ts'
import type { HistoryFilter } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useBrandOptions } from '../../parts/useBrandOptions.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Select, Tick } from '../../ui/field.tsx'
import { useTradeWords } from '../../words/trade.ts'
import { useHistoryWords } from './words.ts'

type Set = (to: HistoryFilter, options?: { replace: boolean }) => void
const TYPING_MS = 300

/** Words and filters; each change is in the address at once, typing once it pauses. */
export function Filters({ filter, set }: { filter: HistoryFilter; set: Set }) {
  const say = useHistoryWords()
  const trade = useTradeWords()
  const brands = useBrandOptions(filter.brand_id)
  const [typed, setTyped] = useState(filter.q ?? '')
  const told = useRef(filter.q ?? '')
  const latest = useRef({ filter, set })
  latest.current = { filter, set }

  // Back, forward and saved views change the words from outside.
  useEffect(() => {
    if ((filter.q ?? '') === told.current) return
    told.current = filter.q ?? ''
    setTyped(told.current)
  }, [filter.q])
  const search = (q: string) => {
    if (q === told.current) return
    told.current = q
    const { q: _, ...others } = latest.current.filter
    latest.current.set(q ? { q, ...others } : others, { replace: true })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the wait
  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])

  const put = (part: Partial<HistoryFilter>) =>
    set(Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value && value.length > 0)))
  return (
    <search className="flex flex-col gap-3">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          search(typed.trim())
        }}
        className="relative"
      >
        <Search className="absolute right-2.5 bottom-2.5 size-4 text-soft" aria-hidden="true" />
        <Input
          label={say('search')}
          hint={say('search_hint')}
          type="search"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {/* biome-ignore lint/a11y/useSemanticElements: what it holds are not only fields */}
      <div role="group" aria-label={say('filters')} className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <Several
          label={say('status')}
          value={filter.status ?? []}
          options={REQUEST_STATUSES.map((value) => ({ value, label: trade(value) }))}
          onChange={(status) => put({ status })}
        />
        <Several
          label={say('platform')}
          value={filter.platform ?? []}
          options={PLATFORMS.map((value) => ({ value, label: PLATFORM_NAMES[value] }))}
          onChange={(platform) => put({ platform })}
        />
        <Select
          label={say('brand')}
          className="min-w-0 sm:w-44"
          value={filter.brand_id ?? ''}
          options={[{ value: '', label: say('any') }, ...brands]}
          onChange={(event) => put({ brand_id: event.target.value })}
        />
        <Input
          label={say('from')}
          className="min-w-0 sm:w-40"
          type="date"
          value={filter.from ?? ''}
          onChange={(event) => put({ from: event.target.value })}
        />
        <Input
          label={say('to')}
          className="min-w-0 sm:w-40"
          type="date"
          value={filter.to ?? ''}
          onChange={(event) => put({ to: event.target.value })}
        />
        {Object.keys(filter).length > 0 && (
          <Button look="quiet" onClick={() => set({})}>
            {say('clear')}
          </Button>
        )}
      </div>
    </search>
  )
}

/** Any number of a few, in a list that opens. */
function Several<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: readonly T[]
  options: readonly { value: T; label: string }[]
  onChange(to: T[]): void
}) {
  const say = useHistoryWords()
  const [only] = value
  const shown =
    value.length === 0
      ? say('any')
      : value.length === 1
        ? options.find((one) => one.value === only)?.label
        : say('chosen', { count: value.length })
  return (
    <div className="flex min-w-0 flex-col gap-1 sm:w-44">
      <span aria-hidden="true" className="font-medium">
        {label}
      </span>
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button className="w-full justify-between! border-edge! px-2.5! font-normal!" aria-label={`${label}: ${shown}`}>
            <span className="truncate">{shown}</span>
            <ChevronDown className="size-4 shrink-0 text-soft" aria-hidden="true" />
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            aria-label={label}
            className="z-50 max-h-[60vh] w-60 overflow-y-auto rounded-md border border-line bg-raised p-3 shadow-float"
          >
            {options.map((option) => (
              <Tick
                key={option.value}
                label={option.label}
                checked={value.includes(option.value)}
                onChange={(on) =>
                  onChange(options.map((one) => one.value).filter((one) => (one === option.value ? on : value.includes(one))))
                }
              />
            ))}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  )
}
