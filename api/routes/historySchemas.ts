import { z } from 'zod'
import { LANGUAGES, PLATFORMS, REQUEST_STATUSES } from '../../domain/words.ts'
import { Id, NextCursor, Page, Timestamp, typed } from '../schemas.ts'

/** How the history is asked, and what it shows of each request. */

const Platform = z.enum(PLATFORMS)
const RequestStatus = z.enum(REQUEST_STATUSES)

/** In an address one of a list is written like a single value. */
const several = <T extends z.ZodType>(one: T, most: number, description: string) =>
  z
    .preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(one).min(1).max(most).optional())
    .meta({ description })

/** Years that a calendar of ours can meet; Postgres has no year 0. */
const SANE_YEAR = /^(19|20)\d\d-/
const moment = (description: string) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: 'must be a day such as 2026-11-23, or a moment such as 2026-11-23T09:30:00Z',
    })
    .refine((value) => SANE_YEAR.test(value), 'must be of the 20th or 21st century')
    .optional()
    .meta({ description })

const FILTERS = {
  q: typed(1, 200).optional().meta({
    description:
      'Words of the prompt, the brand’s name or the newest drafts, all of them; "words in quotes" stand together, `or` is either, a minus before a word is without it. The last word may be unfinished from three letters on.',
  }),
  status: several(RequestStatus, REQUEST_STATUSES.length, 'One or several: `status=failed&status=expired`.'),
  platform: several(Platform, PLATFORMS.length, 'Made for any of these.'),
  brand_id: Id.optional(),
  from: moment('Made at this moment or later; a day is one of the organization’s time zone, from its beginning.'),
  to: moment('Made before this moment; a day is one of the organization’s time zone, and is counted in.'),
} as const

/** What can be looked for in the history; all of it has to fit. */
export const HistoryFilter = z.strictObject(FILTERS).meta({ id: 'HistoryFilter' })

export const HistoryQuery = z.strictObject({ ...Page.shape, ...FILTERS })

export const HistoryItem = z
  .object({
    id: Id,
    status: RequestStatus,
    reason: z.string(),
    next_step: z.string().meta({ description: 'What happens next, or what a person can do.' }),
    waits_for: z.array(z.string()).meta({ description: 'Addresses whose link is still good, of one that waits for a decision.' }),
    due_at: Timestamp.nullable().meta({ description: 'Until when, of one that waits for a decision.' }),
    prompt: z.string(),
    brand: z.object({ id: Id, name: z.string() }),
    platforms: z.array(Platform),
    language: z.enum(LANGUAGES),
    units: z.object({ reserved: z.number().int(), committed: z.number().int(), released: z.number().int() }),
    cost_usd: z.number().meta({ description: 'Spent on models so far.' }),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'HistoryItem' })

export const HistoryPage = z.object({ items: z.array(HistoryItem), next_cursor: NextCursor }).meta({ id: 'HistoryPage' })
