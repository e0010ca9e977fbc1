import { clsx } from 'clsx'
import { Tabs as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef } from 'react'

/** Views of one thing, one at a time. */
export function Tabs<T extends string>({
  label,
  value,
  onChange,
  tabs,
}: {
  label: string
  value: T
  onChange(value: T): void
  tabs: readonly { value: T; label: ReactNode; content: ReactNode }[]
}) {
  const list = useRef<HTMLDivElement>(null)
  // Where not all fit, the one that is open is in sight, also after a link to it; without moving the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each change of the open one
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>('[data-state=active]')
    if (!list.current || !open) return
    const { offsetLeft: left, offsetWidth: width } = open
    const { scrollLeft, clientWidth } = list.current
    if (left < scrollLeft || left + width > scrollLeft + clientWidth) list.current.scrollLeft = left - (clientWidth - width) / 2
  }, [value])
  return (
    // By hand: with the arrows alone each tab that is passed would be a step in the browser's history.
    <Radix.Root value={value} activationMode="manual" onValueChange={(to) => onChange(to as T)}>
      <Radix.List ref={list} aria-label={label} className="relative mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={clsx(
              '-mb-px h-9 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-soft hover:text-ink',
              'data-[state=active]:border-accent data-[state=active]:text-ink',
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="focus-visible:outline-offset-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
