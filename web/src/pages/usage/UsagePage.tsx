import { Download } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Costs, type Usage, useGetBillingCostsQuery, useGetBillingUsageQuery } from '../../api/generated.ts'
import { saveAs } from '../../parts/saveAs.ts'
import { todayIn } from '../../parts/today.ts'
import { useAllowed } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/field.tsx'
import { Loaded, NotAllowedPage } from '../../ui/loaded.tsx'
import { Card, Empty, Facts, Note, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { useFormats } from '../../words/format.ts'
import { type TradeWord, useTradeWords } from '../../words/trade.ts'
import { csvOf } from './csv.ts'
import { useUsageWords } from './words.ts'

/** Recharts is larger than everything else on the page together. */
const MonthChart = lazy(() => import('./MonthChart.tsx'))
const SPANS = ['3', '6', '12', '24'] as const
type Span = (typeof SPANS)[number]

/** The months up to now on the clock of a time zone, as `YYYY-MM`. */
function monthsUntil(now: string, count: number): { from: string; to: string } {
  const [year = 0, month = 1] = now.split('-').map(Number)
  return { from: new Date(Date.UTC(year, month - count, 1)).toISOString().slice(0, 7), to: now.slice(0, 7) }
}

/** What the plan has left, and what was spent on which models for whom. */
export function UsagePage() {
  const say = useUsageWords()
  const allowed = useAllowed('usage.read')
  const [search, setSearch] = useSearchParams()
  const span: Span = SPANS.find((one) => one === search.get('months')) ?? '12'
  const usage = useGetBillingUsageQuery({}, { skip: allowed !== true })
  // The organization's clock, once an answer has said which that is.
  const [zone, setZone] = useState<string>()
  const costs = useGetBillingCostsQuery(monthsUntil(todayIn(zone), Number(span)), { skip: allowed !== true })
  if (costs.data && costs.data.time_zone !== zone) setZone(costs.data.time_zone)
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  return (
    <Page
      title={say('title')}
      wide
      actions={
        <>
          <span aria-hidden="true" className="text-soft">
            {say('range')}
          </span>
          <Segments
            label={say('range')}
            value={span}
            options={SPANS.map((value) => ({ value, label: say(`last_${value}`) }))}
            onChange={(months) => setSearch({ months }, { replace: true })}
          />
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <Loaded query={usage} loading={<Skeleton className="h-40" />}>
          {(data) => <ThisMonth usage={data} />}
        </Loaded>
        {/* Other months are not shown under the name of these: neither while they come, nor when they do not. */}
        <Loaded query={{ ...costs, data: costs.currentData }} loading={<Skeleton className="h-[36rem]" />}>
          {(data) => <Spent costs={data} />}
        </Loaded>
      </div>
    </Page>
  )
}

function ThisMonth({ usage }: { usage: Usage }) {
  const say = useUsageWords()
  const { number, time } = useFormats()
  const { used, reserved, left, limit } = usage
  const width = (of: number) => `${(100 * of) / Math.max(1, limit)}%`
  return (
    <Card title={say('this_month')}>
      {!usage.plan_active && <Note tone="bad">{say('inactive')}</Note>}
      <div aria-hidden="true" className="my-3 flex h-3 overflow-hidden rounded-full bg-sunk">
        <div className="bg-accent" style={{ width: width(used) }} />
        <div className="bg-accent/40" style={{ width: width(reserved) }} />
      </div>
      <dl className="grid grid-cols-2 gap-4 tabular-nums sm:grid-cols-4">
        {(
          [
            [say('used'), number(used)],
            [say('reserved'), number(reserved)],
            [say('left'), number(left)],
            [say('limit', { plan: usage.plan }), number(limit)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="text-2xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-soft">
        {say('unit')} {say('renews')}: {time(usage.renews_at)}.
      </p>
    </Card>
  )
}

function Spent({ costs }: { costs: Costs }) {
  const say = useUsageWords()
  const trade = useTradeWords()
  const { number, usd, month } = useFormats()
  const { total, months } = costs
  const name = (of: string) => month(`${of}-15T12:00:00Z`, 'UTC')
  const isEmpty = total.cost_usd === 0 && total.model_calls === 0 && total.units === 0 && total.requests === 0
  const download = () =>
    saveAs(
      // The mark at its head lets spreadsheets read it as UTF-8.
      new Blob(
        [
          '\uFEFF',
          csvOf(
            [say('month'), `${say('cost')} (USD)`, say('units'), say('requests'), say('calls'), say('input'), say('output')],
            months.map((m) => [m.month, m.cost_usd, m.units, m.requests, m.model_calls, m.input_tokens, m.output_tokens]),
          ),
        ],
        { type: 'text/csv;charset=utf-8' },
      ),
      `costs-${costs.from}-${costs.to}.csv`,
    )
  if (isEmpty) return <Empty title={say('nothing')}>{say('nothing_about')}</Empty>
  return (
    <>
      <Card
        title={say('total')}
        actions={
          <Button size="sm" onClick={download}>
            <Download className="size-3.5" aria-hidden="true" />
            {say('csv')}
          </Button>
        }
      >
        <Facts
          of={[
            [say('cost'), <strong key="cost">{usd(total.cost_usd)}</strong>],
            [say('units'), number(total.units)],
            [say('requests'), number(total.requests)],
            [say('calls'), number(total.model_calls)],
            [say('input'), number(total.input_tokens)],
            [say('output'), number(total.output_tokens)],
          ]}
        />
        <p className="mt-2 text-sm text-soft">{say('zone', { zone: costs.time_zone })}</p>
      </Card>
      <div className="grid gap-5 lg:grid-cols-2">
        <Chart
          title={say('per_month')}
          rows={months.map((m) => ({ label: name(m.month), value: m.cost_usd }))}
          format={usd}
          colour="var(--color-chart-1)"
        />
        <Chart
          title={say('units_per_month')}
          rows={months.map((m) => ({ label: name(m.month), value: m.units }))}
          format={number}
          colour="var(--color-chart-2)"
          whole
        />
      </div>
      <Breakdown
        title={say('by_brand')}
        first={say('brand')}
        rows={costs.by_brand.map(({ brand, ...row }) => ({ ...row, name: brand.name }))}
        all={total.cost_usd}
      />
      <Breakdown
        title={say('by_agent')}
        first={say('agent')}
        rows={costs.by_agent.map((row) => ({ ...row, name: trade(row.agent as TradeWord) }))}
        all={total.cost_usd}
      />
      <Breakdown
        title={say('by_model')}
        first={say('model')}
        rows={costs.by_model.map((row) => ({ ...row, name: `${row.provider}/${row.model}` }))}
        all={total.cost_usd}
      />
    </>
  )
}

function Chart({
  title,
  rows,
  format,
  colour,
  whole = false,
}: {
  title: string
  rows: readonly { label: string; value: number }[]
  format(value: number): string
  colour: string
  whole?: boolean
}) {
  const say = useUsageWords()
  return (
    <Card title={title} className="min-w-0">
      {rows.every(({ value }) => value === 0) ? (
        // Bars of nothing on an axis of something would look like a fault.
        <p className="grid h-56 place-items-center text-soft">{say('all_zero', { zero: format(0) })}</p>
      ) : (
        <Suspense fallback={<Skeleton className="h-56" />}>
          <MonthChart rows={rows} format={(value) => format(value)} colour={colour} whole={whole} />
        </Suspense>
      )}
      <details className="mt-2">
        <summary className="py-1 text-sm text-soft">{say('table')}</summary>
        <Table label={title} head={[say('month'), { label: title, right: true }]}>
          {rows.map(({ label, value }) => (
            <tr key={label}>
              <Cell>{label}</Cell>
              <Cell right>{format(value)}</Cell>
            </tr>
          ))}
        </Table>
      </details>
    </Card>
  )
}

interface Row {
  name: ReactNode
  cost_usd: number
  model_calls: number
  input_tokens: number
  output_tokens: number
  requests?: number
  units?: number
}

function Breakdown({ title, first, rows, all }: { title: string; first: string; rows: readonly Row[]; all: number }) {
  const say = useUsageWords()
  const { number, usd, percent } = useFormats()
  const withUnits = rows.some(({ units }) => units !== undefined)
  const right = (label: string) => ({ label, right: true as const })
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      <Table
        label={title}
        head={[
          first,
          right(say('cost')),
          say('share'),
          ...(withUnits ? [right(say('units')), right(say('requests'))] : []),
          right(say('calls')),
          right(say('input')),
          right(say('output')),
        ]}
      >
        {rows.map((row, i) => {
          const share = all > 0 ? row.cost_usd / all : 0
          return (
            <tr key={i}>
              <Cell>{row.name}</Cell>
              <Cell right>{usd(row.cost_usd)}</Cell>
              <Cell className="min-w-32">
                <span className="flex items-center gap-2">
                  <span aria-hidden="true" className="h-2 w-20 overflow-hidden rounded-full bg-sunk">
                    <span className="block h-full bg-chart-1" style={{ width: `${100 * share}%` }} />
                  </span>
                  <span className="text-sm text-soft tabular-nums">{percent(share)}</span>
                </span>
              </Cell>
              {withUnits && (
                <>
                  <Cell right>{number(row.units ?? 0)}</Cell>
                  <Cell right>{number(row.requests ?? 0)}</Cell>
                </>
              )}
              <Cell right>{number(row.model_calls)}</Cell>
              <Cell right>{number(row.input_tokens)}</Cell>
              <Cell right>{number(row.output_tokens)}</Cell>
            </tr>
          )
        })}
      </Table>
    </section>
  )
}
