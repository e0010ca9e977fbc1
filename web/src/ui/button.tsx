import { clsx } from 'clsx'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Link, type LinkProps } from 'react-router'

type Look = 'main' | 'plain' | 'quiet' | 'danger'
type Size = 'md' | 'sm'

const LOOKS: Record<Look, string> = {
  main: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  plain: 'bg-paper text-ink hover:bg-hover border-line',
  quiet: 'bg-transparent text-ink hover:bg-hover border-transparent',
  danger: 'bg-paper text-bad hover:bg-bad-wash border-line',
}
const SIZES: Record<Size, string> = { md: 'h-9 px-3.5 gap-2', sm: 'h-7.5 px-2.5 gap-1.5 text-sm' }

const lookOf = (look: Look, size: Size, className?: string) =>
  clsx(
    'inline-flex items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors',
    'disabled:opacity-60 disabled:cursor-not-allowed aria-disabled:opacity-60',
    LOOKS[look],
    SIZES[size],
    className,
  )

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  size?: Size
  /** Its work is under way: it cannot be pressed again, and says so to who does not see it. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  look = 'plain',
  size = 'md',
  busy = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={lookOf(look, size, className)} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <Spinner />}
      {children}
    </button>
  )
}

/** A square button that is only an icon; `label` is its name. */
export function IconButton({ label, children, className, ...rest }: ButtonProps & { label: string; children: ReactNode }) {
  return (
    <Button look="quiet" aria-label={label} title={label} className={clsx('px-0! w-9', rest.size === 'sm' && 'w-7.5', className)} {...rest}>
      {children}
    </Button>
  )
}

/** A link that looks like a button. */
export function ButtonLink({ look = 'plain', size = 'md', className, ...rest }: LinkProps & { look?: Look; size?: Size }) {
  return <Link className={lookOf(look, size, typeof className === 'string' ? className : undefined)} {...rest} />
}

export const Spinner = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={clsx('size-3.5 animate-spin rounded-full border-2 border-current border-t-transparent', className)} />
)
