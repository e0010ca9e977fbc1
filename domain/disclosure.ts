import { z } from 'zod'
import { CONNECTIONS, type Disclosure } from './words.ts'

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** Two letters that name a country or territory today. */
const Country = z
  .string()
  .refine((code) => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined, 'must be a country, such as ID or DE')

/** What a request says of money, gifts and countries; a column of an earlier release may hold less of it. */
export const DisclosureSchema = z
  .strictObject({
    connection: z.enum(CONNECTIONS).default('none').meta({
      description: '`own_brand` promotes itself; `paid`, `gifted` and `affiliate` owe the audience a disclosure, which drafts then carry.',
    }),
    sponsor: z
      .string()
      .trim()
      .max(80)
      .regex(/^[^\n\r<>{}|\\]*$/, 'must be one line without markup')
      .default('')
      .meta({ description: 'Who pays or gives, as the drafts name them.' }),
    countries: z.array(Country).max(60).default([]).meta({ description: 'Where the drafts will be seen, ISO 3166-1 alpha-2.' }),
  })
  .superRefine(({ connection, sponsor }, ctx) => {
    if (sponsor && (connection === 'none' || connection === 'own_brand'))
      ctx.addIssue({ code: 'custom', path: ['sponsor'], message: `a sponsor needs the connection paid, gifted or affiliate` })
  }) satisfies z.ZodType<Disclosure>
