import { type Pool, tenant, transact } from '../../db/knex.ts'
import { type DemoAgency, findDemoAgency, makeDemoAgency } from './agency.ts'
import { draftTemplates } from './drafts.ts'
import { dice, planRequests } from './plan.ts'
import { writeRequests } from './rows.ts'

export interface Seeded {
  agency: DemoAgency
  /** Of everybody but an owner who had an account; undefined where the agency was there already. */
  password: string | undefined
  ownerHadAccount: boolean
  /** Requests that were there before, and that were added. */
  before: number
  added: number
}

/** A statement of so many takes about a second, far from the time that ends one. */
const BATCH = 1_000
/** Postgres works on each in a process of its own. */
const LANES = 2

/**
 * Fills a database with a demonstration agency: an organization, five people, three brands and requests of the last 18 months. One that is
 * there stays as it is, unless `more` asks for further requests. `progress` is told of each batch.
 */
export async function seed(
  pool: Pool,
  of: { email: string; requests: number; more: boolean; now?: Date; progress?: (done: number) => void },
): Promise<Seeded> {
  const found = await findDemoAgency(pool, of.email)
  const made = found ? undefined : await makeDemoAgency(pool, of.email)
  const agency = found ?? (await findDemoAgency(pool, of.email))
  if (!agency) throw new Error('the demonstration agency was not made')
  const db = tenant(pool, agency.organizationId)
  const counted = await db('content_requests').where({ organization_id: agency.organizationId }).count<{ count: number }[]>('* as count')
  const before = Number(counted[0]?.count ?? 0)
  const told = { agency, password: made?.password, ownerHadAccount: made?.ownerHadAccount ?? false, before }
  // A run that was broken off left an agency without requests, or with fewer: it is filled up by --more.
  if (before && !of.more) return { ...told, added: 0 }

  const templates = draftTemplates()
  const random = dice(before + 1)
  let [planned, done] = [0, 0]
  const lane = async () => {
    while (planned < of.requests) {
      const count = Math.min(BATCH, of.requests - planned)
      planned += count
      const plan = planRequests(agency, { count, random, now: of.now ?? new Date() })
      await transact(db, (trx) => writeRequests(trx, agency, plan, templates))
      done += count
      of.progress?.(done)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  // Days that were counted have got more in them: they are counted anew when somebody looks.
  await transact(db, async (trx) => {
    for (const table of ['counted_days', 'cost_days', 'work_days'])
      await trx(table).where({ organization_id: agency.organizationId }).delete()
  })
  return { ...told, added: of.requests }
}
