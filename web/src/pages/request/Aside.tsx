import { Link } from 'react-router'
import type { Request } from '../../api/generated.ts'
import { LinkState } from '../../parts/LinkState.tsx'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { LINK } from '../../session/Doorway.tsx'
import { Ago, Badge, Card, Facts } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { toneOf, useTradeWords } from '../../words/trade.ts'
import { useRequestWords } from './words.ts'

/** Who is asked, and who decided what. */
export function Approval({ request }: { request: Request }) {
  const say = useRequestWords()
  const trade = useTradeWords()
  const { time } = useFormats()
  const { approval, decisions } = request
  return (
    <Card title={say('approval')}>
      {approval.mode === 'none' ? (
        <p className="text-soft">{say('no_approval')}</p>
      ) : (
        <>
          {approval.round !== null && (
            <p className="text-soft">
              {say('round', { n: approval.round })}
              {approval.state === 'open' && approval.due_at && `, ${say('due', { when: time(approval.due_at) })}`}
            </p>
          )}
          <ul className="mt-2 flex flex-col gap-1.5" aria-label={say('asked_people')}>
            {(approval.links.length ? approval.links : approval.approvers.map((person) => ({ ...person, state: null }))).map((link) => (
              <li key={link.email} className="flex items-center justify-between gap-2">
                <span className="min-w-0 truncate" title={link.email}>
                  {link.name || link.email}
                </span>
                {link.state && <LinkState of={link.state} />}
              </li>
            ))}
          </ul>
          {approval.state === 'open' && approval.round_id && (
            <p className="mt-2">
              <Link className={LINK} to={`/approvals/${approval.round_id}`}>
                {say('open_review')}
              </Link>
            </p>
          )}
          <h3 className="mt-4 font-semibold">{say('decisions')}</h3>
          {decisions.length === 0 && <p className="mt-1 text-soft">{say('no_decisions')}</p>}
          <ul className="mt-1 flex flex-col divide-y divide-line">
            {decisions.map((decision) => (
              <li key={`${decision.platform}/${decision.version}/${decision.by.email}/${decision.round}`} className="py-2">
                <p className="flex flex-wrap items-center gap-1.5">
                  <Badge
                    tone={toneOf(decision.verdict === 'approve' ? 'approved' : decision.verdict === 'reject' ? 'rejected' : 'partial')}
                  >
                    {trade(decision.verdict)}
                  </Badge>
                  <span>
                    {PLATFORM_NAMES[decision.platform]} v{decision.version}
                  </span>
                </p>
                {decision.comment && <p className="mt-1 wrap-anywhere">“{decision.comment}”</p>}
                <p className="text-sm text-soft">
                  {decision.by.name || decision.by.email}, <Ago at={decision.at} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

/** What the request cost, by agent, and the units it took. */
export function Cost({ request }: { request: Request }) {
  const say = useRequestWords()
  const trade = useTradeWords()
  const { number, usd } = useFormats()
  const { cost, units } = request
  return (
    <Card title={say('cost')}>
      <p className="text-soft">{say('spent', { spent: usd(cost.spent_usd), budget: usd(cost.budget_usd) })}</p>
      {cost.by_agent.length === 0 ? (
        <p className="mt-1 text-soft">{say('no_cost')}</p>
      ) : (
        <table className="mt-2 w-full text-sm">
          <thead className="text-soft">
            <tr className="text-left">
              <th scope="col" className="py-1 font-medium">
                {say('agent')}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {say('calls')}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {say('tokens')}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {say('usd')}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line tabular-nums">
            {cost.by_agent.map(({ agent, calls, input_tokens, output_tokens, cost_usd }) => (
              <tr key={agent}>
                <th scope="row" className="py-1 text-left font-normal">
                  {trade(agent)}
                </th>
                <td className="py-1 text-right">{number(calls)}</td>
                <td className="py-1 text-right">{number(input_tokens + output_tokens)}</td>
                <td className="py-1 text-right">{usd(cost_usd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-2 text-sm text-soft">{say('units', units)}</p>
      <Facts
        of={[
          [say('disclosure'), trade(request.disclosure.connection)],
          [say('language'), trade(request.language)],
        ]}
      />
    </Card>
  )
}
