import { Link } from 'react-router'
import { useGetBillingCostsQuery, useGetBillingUsageQuery } from '../../api/generated.ts'
import { LINK } from '../../session/Doorway.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Badge, Card, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { words } from '../../words/words.ts'

const useMonthWords = words('month', {
  en: {
    title: 'This month',
    used: '{{used}} of {{limit}} units used',
    reserved: '{{count}} more reserved for requests under way',
    left: '{{left}} left; they renew {{when}}',
    cost: 'Spent on models',
    bar: 'Units used and reserved this month',
    inactive: 'The plan is not active',
    all: 'Usage and cost',
  },
  id: {
    title: 'Bulan ini',
    used: '{{used}} dari {{limit}} unit terpakai',
    reserved: '{{count}} lagi dipesan untuk permintaan yang berjalan',
    left: 'Sisa {{left}}; diperbarui {{when}}',
    cost: 'Biaya model',
    bar: 'Unit terpakai dan dipesan bulan ini',
    inactive: 'Paket tidak aktif',
    all: 'Pemakaian dan biaya',
  },
})

/** What the month took of the plan, and what it cost. */
export function Month() {
  const say = useMonthWords()
  const { number, usd, date } = useFormats()
  const usage = useGetBillingUsageQuery({})
  const costs = useGetBillingCostsQuery({})
  const spent = costs.data?.months.at(-1)?.cost_usd
  return (
    <Card
      title={say('title')}
      actions={
        <Link to="/usage" className={LINK}>
          {say('all')}
        </Link>
      }
    >
      <Loaded query={usage} loading={<Skeleton className="h-28" />}>
        {({ limit, used, reserved, left, renews_at, plan_active }) => (
          <div className="flex flex-col gap-2 tabular-nums">
            {!plan_active && <Badge tone="bad">{say('inactive')}</Badge>}
            <p className="text-lg font-semibold">{say('used', { used: number(used), limit: number(limit) })}</p>
            <div role="img" aria-label={say('bar')} className="flex h-2 overflow-hidden rounded-full bg-sunk">
              <div className="bg-accent" style={{ width: `${(100 * used) / Math.max(1, limit)}%` }} />
              <div className="bg-accent/40" style={{ width: `${(100 * reserved) / Math.max(1, limit)}%` }} />
            </div>
            {reserved > 0 && <p className="text-soft">{say('reserved', { count: number(reserved) })}</p>}
            <p className="text-soft">{say('left', { left: number(left), when: date(renews_at) })}</p>
            <p>
              {say('cost')}: <span className="font-semibold">{spent === undefined ? '–' : usd(spent)}</span>
            </p>
          </div>
        )}
      </Loaded>
    </Card>
  )
}
