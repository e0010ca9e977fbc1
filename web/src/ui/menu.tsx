import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

/** A list of acts behind a button. */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-md border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const ITEM = 'flex h-8 items-center gap-2 rounded px-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50'

export const MenuItem = ({ onSelect, children, disabled }: { onSelect(): void; children: ReactNode; disabled?: boolean }) => (
  <DropdownMenu.Item className={ITEM} onSelect={onSelect} disabled={disabled ?? false}>
    {children}
  </DropdownMenu.Item>
)

export function MenuChoice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode }[]
  onChange(value: T): void
}) {
  return (
    <>
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-xs font-medium text-soft">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={(to) => onChange(to as T)}>
        {options.map((option) => (
          <DropdownMenu.RadioItem key={option.value} value={option.value} className={`${ITEM} justify-between`}>
            {option.label}
            <DropdownMenu.ItemIndicator className="text-accent">✓</DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  )
}

export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />
