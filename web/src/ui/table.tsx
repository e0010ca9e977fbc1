import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A table that scrolls sideways by itself where the screen is narrow, never the page. */
export function Table({
  label,
  head,
  children,
}: {
  label: string
  head: readonly (ReactNode | { label: ReactNode; right?: true })[]
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with a keyboard
    <section className="relative overflow-x-auto rounded-lg border border-line bg-paper" aria-label={label} tabIndex={0}>
      <table className="w-full border-collapse text-left">
        <thead className="bg-sunk text-sm text-soft">
          <tr>
            {head.map((cell, i) => {
              const of = typeof cell === 'object' && cell !== null && 'label' in cell ? cell : { label: cell as ReactNode }
              return (
                <th
                  key={i}
                  scope="col"
                  className={clsx('px-3 py-2 font-medium whitespace-nowrap', 'right' in of && of.right && 'text-right')}
                >
                  {of.label}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  )
}

export const Cell = ({ children, right, className }: { children?: ReactNode; right?: boolean; className?: string }) => (
  <td className={clsx('px-3 py-2 align-top', right && 'text-right tabular-nums', className)}>{children}</td>
)
