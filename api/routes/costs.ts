import { z } from 'zod'
import { brandNames, type CostRange, costsOf, type Spent, type Worked } from '../../db/costs.ts'
import { findOrganization } from '../../db/organizations.ts'
import { localOf } from '../../domain/calendar.ts'
import { AppError } from '../../domain/errors.ts'
import { AGENTS } from '../../domain/words.ts'
import { endpoint } from '../endpoint.ts'
import { Id } from '../schemas.ts'
import { usd } from '../usd.ts'

const MOST_MONTHS = 24
const DEFAULT_MONTHS = 12

const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month of this century, such as 2026-11')
  .meta({ description: 'A month of the organization’s time zone.', example: '2026-11' })

const count = z.number().int()
const SPENT = {
  cost_usd: z.number(),
  model_calls: count.meta({ description: 'Calls that were answered. What failed attempts were billed is in the cost.' }),
  input_tokens: count,
  output_tokens: count,
} as const
const WORKED = {
  requests: count.meta({ description: 'Requests made.' }),
  units: count.meta({ description: 'Units used: drafts that a review has shown.' }),
} as const

const Costs = z
  .object({
    from: Month,
    to: Month,
    time_zone: z.string(),
    total: z.object({ ...SPENT, ...WORKED }).meta({ id: 'CostTotal' }),
    months: z.array(z.object({ month: Month, ...SPENT, ...WORKED }).meta({ id: 'MonthCost' })).meta({
      description: 'Each month of the range, oldest first, also those in which nothing was.',
    }),
    by_brand: z.array(z.object({ brand: z.object({ id: Id, name: z.string() }), ...SPENT, ...WORKED }).meta({ id: 'BrandCost' })),
    by_agent: z.array(
      z
        .object({
          agent: z.enum([...AGENTS, 'memory']).meta({ description: '`memory`: embeddings, where a provider is paid for them.' }),
          ...SPENT,
        })
        .meta({ id: 'AgentCost' }),
    ),
    by_model: z.array(z.object({ provider: z.string(), model: z.string(), ...SPENT }).meta({ id: 'ModelCost' })),
  })
  .meta({ id: 'Costs', description: 'Breakdowns are of the whole range, the dearest first.' })

/** What models cost, by month, brand, agent and model. */
export const costEndpoints = () => [
  endpoint({
    method: 'get',
    path: '/api/v1/billing/costs',
    tag: 'Billing',
    summary: 'What models cost and what was made, by month, brand, agent and model',
    access: 'usage.read',
    query: z.strictObject({
      from: Month.optional().meta({ description: `${DEFAULT_MONTHS} months up to \`to\` when absent.` }),
      to: Month.optional().meta({ description: 'This month when absent; counted in.' }),
    }),
    responses: { 200: { description: 'Of the brands the caller sees.', schema: Costs } },
  }).handle(async ({ query, caller, db }) => {
    const { organizationId, brandIds } = caller
    const organization = await findOrganization(db, organizationId)
    if (!organization) throw new Error(`no organization ${organizationId}`)
    const to = query.to ?? thisMonth(organization.time_zone)
    const from = query.from ?? plus(to, 1 - DEFAULT_MONTHS)
    const months = monthsOf(from, to)
    const range: CostRange = { organizationId, timeZone: organization.time_zone, from, to, among: brandIds }
    const costs = await costsOf(db, range)
    const names = await brandNames(db, organizationId, [...costs.brands.keys()])
    const all = months.map((month) => ({ month, ...figures(costs.months.get(month) ?? NOTHING) }))
    return {
      status: 200,
      body: {
        from,
        to,
        time_zone: organization.time_zone,
        total: figures([...costs.months.values()].reduce(sum, NOTHING)),
        months: all,
        by_brand: [...costs.brands]
          .map(([id, of]) => ({ brand: { id, name: names.get(id) ?? '' }, ...figures(of) }))
          .sort((a, b) => b.cost_usd - a.cost_usd || b.requests - a.requests || a.brand.name.localeCompare(b.brand.name)),
        by_agent: costs.agents.map(({ agent, ...of }) => ({ agent, ...spent(of) })),
        by_model: costs.models.map(({ provider, model, ...of }) => ({ provider, model, ...spent(of) })),
      },
    }
  }),
]

const NOTHING: Spent & Worked = { cost_micros: 0, calls: 0, input_tokens: 0, output_tokens: 0, requests: 0, units: 0 }
const sum = (a: Spent & Worked, b: Spent & Worked): Spent & Worked => ({
  cost_micros: a.cost_micros + b.cost_micros,
  calls: a.calls + b.calls,
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
  requests: a.requests + b.requests,
  units: a.units + b.units,
})
const spent = ({ cost_micros, calls, input_tokens, output_tokens }: Spent) => ({
  cost_usd: usd(cost_micros),
  model_calls: calls,
  input_tokens,
  output_tokens,
})
const figures = ({ requests, units, ...of }: Spent & Worked) => ({ ...spent(of), requests, units })

const thisMonth = (timeZone: string): string => localOf(new Date(), timeZone).date.slice(0, 7)

const plus = (month: string, months: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7)
}

/** The months of a range, oldest first. Throws `invalid` for one that goes backwards or is too long. */
function monthsOf(from: string, to: string): string[] {
  if (from > to) throw new AppError('invalid', `from: is after to (${to}).`)
  if (plus(from, MOST_MONTHS) <= to) throw new AppError('invalid', `from: ${MOST_MONTHS} months are the most at a time.`)
  const months = [from]
  for (let month = plus(from, 1); month <= to; month = plus(month, 1)) months.push(month)
  return months
}
