import { Check, CircleDashed, RotateCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Platform } from '../../../../domain/words.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Status } from '../../parts/Status.tsx'
import { Spinner } from '../../ui/button.tsx'
import { useFormats } from '../../words/format.ts'
import { type TradeWord, useTradeWords } from '../../words/trade.ts'
import { words } from '../../words/words.ts'
import { type Board as BoardOf, cellKey, type Mark, type Work } from './live.ts'

const useBoardWords = words('board', {
  en: {
    label: 'What the agents are doing',
    draft: 'Draft',
    writer: 'Writer',
    waiting: 'waits',
    working: 'works',
    again: 'tries again',
    done: 'done',
    failed: 'failed',
    version: 'version {{n}}',
    pass: 'revision {{n}}',
    state: 'State',
    strategy: 'Strategy',
    skipped: 'not needed',
  },
  id: {
    label: 'Yang sedang dikerjakan agen',
    draft: 'Draf',
    writer: 'Penulis',
    waiting: 'menunggu',
    working: 'bekerja',
    again: 'mencoba lagi',
    done: 'selesai',
    failed: 'gagal',
    version: 'versi {{n}}',
    pass: 'perbaikan {{n}}',
    state: 'Keadaan',
    strategy: 'Strategi',
    skipped: 'tidak perlu',
  },
})

const MARKS: Record<Mark, ReactNode> = {
  waiting: <CircleDashed className="size-4 text-soft" aria-hidden="true" />,
  working: <Spinner className="text-accent" />,
  again: <RotateCw className="size-4 text-warn" aria-hidden="true" />,
  done: <Check className="size-4 text-good" aria-hidden="true" />,
  failed: <X className="size-4 text-bad" aria-hidden="true" />,
}

/** Who works on what, per agent and platform, as it happens. */
export function Board({
  board,
  platforms,
}: {
  board: BoardOf
  platforms: readonly { platform: Platform; status: TradeWord; reason: string; version: number }[]
}) {
  const say = useBoardWords()
  const trade = useTradeWords()
  const agents = ['writer', 'brand_voice', 'quality_assurance'] as const
  const strategist = board[cellKey('strategist', null)]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with a keyboard
    <section aria-label={say('label')} tabIndex={0} className="relative overflow-x-auto rounded-lg border border-line bg-paper">
      <table className="w-full min-w-xl border-collapse text-left text-sm">
        <thead className="bg-sunk text-soft">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {say('draft')}
            </th>
            {agents.map((agent) => (
              <th key={agent} scope="col" className="px-3 py-2 font-medium">
                {agent === 'writer' ? say('writer') : trade(agent)}
              </th>
            ))}
            <th scope="col" className="px-3 py-2 font-medium">
              {say('state')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          <tr>
            <th scope="row" className="px-3 py-2 font-medium">
              {say('strategy')}
            </th>
            <td className="px-3 py-2" colSpan={4}>
              <Cell of={strategist} name={trade('strategist')} />
            </td>
          </tr>
          {platforms.map(({ platform, status, reason, version }) => (
            <tr key={platform}>
              <th scope="row" className="px-3 py-2 font-medium whitespace-nowrap">
                {PLATFORM_NAMES[platform]} <span className="font-normal text-soft">v{version}</span>
              </th>
              {agents.map((agent) => (
                <td key={agent} className="px-3 py-2">
                  <Cell of={board[cellKey(agent === 'writer' ? platform : agent, platform)]} />
                </td>
              ))}
              <td className="px-3 py-2">
                <Status of={status} />
                {reason && <p className="mt-0.5 max-w-64 text-soft wrap-anywhere">{reason}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ of, name }: { of: Work | undefined; name?: string }) {
  const say = useBoardWords()
  const { number, usd } = useFormats()
  const mark = of?.mark ?? 'waiting'
  const notes = of
    ? [
        of.version > 1 && say('version', { n: of.version }),
        of.pass > 0 && say('pass', { n: of.pass }),
        of.mark === 'done' && `${number(of.tookMs / 1000, 1)} s`,
        of.costUsd > 0 && usd(of.costUsd),
      ].filter(Boolean)
    : []
  return (
    <span className="inline-flex min-h-5 items-center gap-1.5" title={of?.error || undefined}>
      {MARKS[mark]}
      <span className={mark === 'waiting' ? 'text-soft' : undefined}>
        {name && <span className="sr-only">{name}: </span>}
        {mark === 'done' && notes.length ? <span className="sr-only">{say('done')} </span> : say(mark)}
        {notes.length > 0 && <span className="text-soft tabular-nums"> {notes.join(', ')}</span>}
      </span>
    </span>
  )
}
