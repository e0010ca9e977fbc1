import type { Figure } from './figures.ts'
import type { Ending, Outcome } from './flawed.ts'

/** What the flawed half says of one kind of flaw. */
export interface Row {
  kind: string
  planted: number
  repaired: number
  failed: number
  shown: number
  slipped: number
  callsMedian: number
  callsMost: number
}

export function rowsOf(outcomes: readonly Outcome[]): Row[] {
  return [...new Set(outcomes.map(({ of }) => of.flaw.kind))].map((kind) => {
    const these = outcomes.filter(({ of }) => of.flaw.kind === kind)
    const count = (...endings: Ending[]) => these.filter(({ ending }) => endings.includes(ending)).length
    const calls = these.map((one) => one.calls).sort((a, b) => a - b)
    return {
      kind,
      planted: these.length,
      repaired: count('repaired'),
      failed: count('failed'),
      shown: count('shown with a finding'),
      slipped: count('slipped through', 'failed without a reason'),
      callsMedian: calls[Math.floor((calls.length - 1) / 2)] ?? 0,
      callsMost: calls.at(-1) ?? 0,
    }
  })
}

/** The flawed half as figures, beside those of the drafts. */
export function flawFigures(outcomes: readonly Outcome[], least: number): Figure[] {
  const tell = ({ of, reason, ending }: Outcome) =>
    `${of.flaw.kind} (${of.flaw.variant}) by ${of.planter} in ${of.platform} ${of.contentType}: ${ending}${reason ? `, ${reason}` : ''}`
  const slipped = outcomes.filter(({ ending }) => ending === 'slipped through' || ending === 'failed without a reason')
  // A model that mends what it is told of should get its draft out; one refusal ends a request by design.
  const lost = outcomes.filter(({ of, ending }) => of.repairs && of.flaw.kind !== 'refused' && ending === 'failed')
  const most = Math.max(0, ...outcomes.map(({ calls }) => calls))
  return [
    { name: 'flaws planted', value: outcomes.length, bound: 'least', threshold: least, ok: outcomes.length >= least, examples: [] },
    {
      name: 'flaws that slipped through',
      value: slipped.length,
      bound: 'most',
      threshold: 0,
      ok: slipped.length === 0,
      examples: slipped.slice(0, 8).map(tell),
    },
    {
      name: 'drafts lost although the model mends',
      value: lost.length,
      bound: 'most',
      threshold: 0,
      ok: lost.length === 0,
      examples: lost.slice(0, 8).map(tell),
    },
    {
      name: 'most calls of writer and editor that a flaw cost',
      value: most,
      bound: 'most',
      threshold: MOST_CALLS,
      ok: most <= MOST_CALLS,
      examples: [],
    },
  ]
}

/** Three passes, each of three tries of the writer and three of the editor. */
const MOST_CALLS = 18

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_title, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(cells[0] ?? []), line(widths.map((width) => '-'.repeat(width))), ...cells.slice(1).map(line)].join('\n')
}

export const figureTable = (figures: readonly Figure[]): string =>
  table(
    ['figure', 'value', 'has to be', ''],
    figures.map(({ name, value, bound, threshold, ok }) => [
      name,
      value,
      `${bound === 'least' ? '>=' : '<='} ${threshold}`,
      ok ? 'ok' : 'SHORT',
    ]),
  )

export const flawTable = (rows: readonly Row[]): string =>
  table(
    ['flaw', 'planted', 'repaired', 'failed', 'with a finding', 'slipped', 'calls', 'most'],
    rows.map((row) => [row.kind, row.planted, row.repaired, row.failed, row.shown, row.slipped, row.callsMedian, row.callsMost]),
  )
