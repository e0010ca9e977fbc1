import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

/** Bars of one figure over months, from zero; its table beside it says the same to who cannot see it. */
export default function MonthChart({
  rows,
  format,
  colour,
  whole,
}: {
  rows: readonly { label: string; value: number }[]
  format(value: number): string
  colour: string
  /** Whether it counts things, of which there is no half. */
  whole: boolean
}) {
  return (
    <div className="h-56 overflow-hidden" aria-hidden="true">
      <ResponsiveContainer>
        <BarChart data={[...rows]} margin={{ top: 8, right: 8, bottom: 0, left: 8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: 'var(--color-edge)' }}
            tick={{ fill: 'var(--color-soft)', fontSize: 12 }}
            minTickGap={16}
          />
          <YAxis
            domain={[0, 'auto']}
            allowDecimals={!whole}
            width={64}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--color-soft)', fontSize: 12 }}
            tickFormatter={format}
          />
          <Tooltip
            cursor={{ fill: 'var(--color-hover)' }}
            formatter={(value) => [format(Number(value)), '']}
            separator=""
            contentStyle={{
              background: 'var(--color-raised)',
              border: '1px solid var(--color-line)',
              borderRadius: 6,
              color: 'var(--color-ink)',
            }}
            itemStyle={{ color: 'var(--color-ink)' }}
          />
          <Bar dataKey="value" fill={colour} radius={[2, 2, 0, 0]} maxBarSize={48} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
