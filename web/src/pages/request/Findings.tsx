import type { ReactNode } from 'react'
import type { Finding } from '../../api/generated.ts'
import { Badge, type Tone } from '../../ui/parts.tsx'
import { useTradeWords } from '../../words/trade.ts'

const TONES: Record<Finding['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', INFO: 'neutral' }
const ORDER: Record<Finding['severity'], number> = { BLOCK: 0, WARN: 1, INFO: 2 }

/** Broken rules, the worst first, each with what can be done about it. */
export function Findings({ of, action }: { of: readonly Finding[]; action?: (finding: Finding) => ReactNode }) {
  const say = useTradeWords()
  const sorted = [...of].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
  return (
    <ul className="flex flex-col divide-y divide-line">
      {sorted.map((finding, i) => (
        <li key={`${finding.rule}/${i}`} className="flex flex-wrap items-start gap-x-2 gap-y-1 py-2">
          <Badge tone={TONES[finding.severity]} className="mt-0.5">
            {say(finding.severity)}
          </Badge>
          <span lang="en" className="min-w-0 flex-1 basis-56 wrap-anywhere" title={finding.rule}>
            {finding.message}
          </span>
          {action?.(finding)}
        </li>
      ))}
    </ul>
  )
}
