import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { Checkbox, Switch as RadixSwitch } from 'radix-ui'
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'

const BOX =
  'w-full rounded-md border border-edge bg-paper text-ink placeholder:text-soft px-2.5 disabled:opacity-60 aria-invalid:border-bad focus-visible:outline-offset-0'

interface Labelled {
  label: ReactNode
  /** What it is for, under the label. */
  hint?: ReactNode
  /** What to mend in it. */
  fault?: ReactNode
  /** The label is there for who does not see the page only. */
  hideLabel?: boolean
  className?: string | undefined
}

/** The wiring of a label, its hint and its fault around one control. */
export function Field({
  label,
  hint,
  fault,
  hideLabel,
  className,
  children,
}: Labelled & { children: (of: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={clsx('font-medium', hideLabel && 'sr-only')}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {children({ id, ...(described && { 'aria-describedby': described }), ...(fault ? { 'aria-invalid': true as const } : {}) })}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="text-sm font-medium text-bad">
          {fault}
        </p>
      )}
    </div>
  )
}

type Own<T> = Omit<T, 'className'> & Labelled

export function Input({
  label,
  hint,
  fault,
  hideLabel,
  className,
  ref,
  ...rest
}: Own<InputHTMLAttributes<HTMLInputElement>> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Field {...{ label, hint, fault, className }} {...(hideLabel && { hideLabel })}>
      {(of) => <input {...of} ref={ref} className={clsx(BOX, 'h-9')} {...rest} />}
    </Field>
  )
}

export function Textarea({
  label,
  hint,
  fault,
  hideLabel,
  className,
  ref,
  ...rest
}: Own<TextareaHTMLAttributes<HTMLTextAreaElement>> & { ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Field {...{ label, hint, fault, className }} {...(hideLabel && { hideLabel })}>
      {(of) => <textarea {...of} ref={ref} rows={4} className={clsx(BOX, 'py-2 field-sizing-content min-h-20 max-h-[60vh]')} {...rest} />}
    </Field>
  )
}

/** The browser's own list: the one that works everywhere, with a keyboard and on a phone. */
export function Select({
  label,
  hint,
  fault,
  hideLabel,
  className,
  options,
  ...rest
}: Own<SelectHTMLAttributes<HTMLSelectElement>> & { options: readonly { value: string; label: string; disabled?: boolean }[] }) {
  return (
    <Field {...{ label, hint, fault, className }} {...(hideLabel && { hideLabel })}>
      {(of) => (
        <select {...of} className={clsx(BOX, 'h-9 pr-8')} {...rest}>
          {options.map(({ value, label, disabled }) => (
            <option key={value} value={value} disabled={disabled}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A box to tick with its words beside it. */
export function Tick({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange(checked: boolean): void
  disabled?: boolean | undefined
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5 py-1">
      <Checkbox.Root
        id={id}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={(to) => onChange(to === true)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded border border-edge bg-paper data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-60"
      >
        <Checkbox.Indicator>
          <Check className="size-3.5 text-on-accent" strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

/** Something that is on or off, from the moment it is pressed. */
export function Switch({
  label,
  checked,
  onChange,
  disabled,
}: {
  label: ReactNode
  checked: boolean
  onChange(checked: boolean): void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex items-center gap-2.5">
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        className="h-5 w-9 rounded-full border border-edge bg-sunk data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-60"
      >
        <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-edge transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </div>
  )
}

/** One of few, all of them in sight. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
  size = 'md',
}: {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode }[]
  onChange(value: T): void
  size?: 'md' | 'sm'
}) {
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex max-w-full flex-wrap rounded-md border border-line bg-sunk p-0.5">
      {options.map((option, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio group of buttons, with the arrow keys of one
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
            if (!step) return
            event.preventDefault()
            const next = options[(i + step + options.length) % options.length]
            if (!next) return
            onChange(next.value)
            const buttons = event.currentTarget.parentElement?.querySelectorAll('button')
            buttons?.[(i + step + options.length) % options.length]?.focus()
          }}
          className={clsx(
            'rounded px-2.5 font-medium whitespace-nowrap',
            size === 'md' ? 'h-7.5' : 'h-6.5 text-sm',
            option.value === value ? 'bg-raised text-ink shadow-sm' : 'text-soft hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
