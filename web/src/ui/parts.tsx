import { clsx } from 'clsx'
import type { HTMLAttributes, ReactNode } from 'react'
import { useEffect, useId } from 'react'
import { useFormats } from '../words/format.ts'

/** The frame of every page: its name (also the tab's), what can be done, and its content. */
export function Page({
  title,
  about,
  actions,
  children,
  wide,
}: {
  title: string
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
  wide?: boolean
}) {
  useEffect(() => {
    document.title = `${title} · AI Media Consultant`
  }, [title])
  return (
    <div className={clsx('mx-auto w-full px-4 py-5 sm:px-6', wide ? 'max-w-[100rem]' : 'max-w-5xl')}>
      <header className="mb-5 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {about && <div className="mt-1 text-soft">{about}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A surface that holds one thing; its title is its name. */
export function Card({
  title,
  actions,
  children,
  className,
  ...rest
}: Omit<HTMLAttributes<HTMLElement>, 'title'> & { title?: ReactNode; actions?: ReactNode }) {
  const id = useId()
  return (
    <section
      className={clsx('rounded-lg border border-line bg-paper p-4', className)}
      {...(title ? { 'aria-labelledby': id } : {})}
      {...rest}
    >
      {(title || actions) && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          {title && (
            <h2 id={id} className="text-lg font-semibold">
              {title}
            </h2>
          )}
          {actions && <div className="flex gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad'
const TONES: Record<Tone, string> = {
  neutral: 'bg-sunk text-soft border-line',
  accent: 'bg-accent-wash text-accent border-transparent',
  good: 'bg-good-wash text-good border-transparent',
  warn: 'bg-warn-wash text-warn border-transparent',
  bad: 'bg-bad-wash text-bad border-transparent',
}

export function Badge({ tone = 'neutral', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx('inline-flex items-center gap-1 rounded border px-1.5 text-xs font-medium whitespace-nowrap', TONES[tone], className)}
    >
      {children}
    </span>
  )
}

/** A sentence in a frame, for what the reader has to know before going on. */
export function Note({
  tone = 'neutral',
  children,
  actions,
  role,
}: {
  tone?: Tone
  children: ReactNode
  actions?: ReactNode
  role?: 'alert' | 'status'
}) {
  return (
    <div
      role={role}
      className={clsx(
        'flex flex-wrap items-center justify-between gap-3 rounded-md border px-3 py-2.5',
        TONES[tone],
        tone !== 'neutral' && 'border-current/25',
      )}
    >
      <div className="min-w-0 wrap-anywhere">{children}</div>
      {actions}
    </div>
  )
}

/** What is shown where there is nothing yet: what it is, why it is empty, and what to do. */
export function Empty({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-6 py-12 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

/** The place of something that is being loaded: as high as it will be, so that nothing moves. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden="true" className={clsx('animate-pulse rounded-md bg-hover', className)} />
)

/** A moment, said as a distance; the exact time is in its title. */
export function Ago({ at }: { at: string }) {
  const { ago, time } = useFormats()
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  )
}

/** A list of names and values. */
export const Facts = ({ of }: { of: readonly (readonly [ReactNode, ReactNode])[] }) => (
  <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
    {of.map(([name, value], i) => (
      <div key={i} className="contents">
        <dt className="text-soft">{name}</dt>
        <dd className="min-w-0 wrap-anywhere">{value}</dd>
      </div>
    ))}
  </dl>
)
