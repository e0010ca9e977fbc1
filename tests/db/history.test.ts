import assert from 'node:assert/strict'
import { brandHistory, HISTORY_DAYS } from '../../db/history.ts'
import { type Db, tenant } from '../../db/knex.ts'
import { NO_HISTORY } from '../../domain/history.ts'
import type { Platform, Verdict } from '../../domain/words.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { openReview } from '../helpers/openReview.ts'
import { acceptedRequest, insertTenant, type Tenant } from '../helpers/rows.ts'

describe('a brand’s history', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())

  async function decided(whose: Tenant, decisions: Partial<Record<Platform, [Verdict, string?][]>>, at = '2026-11-17T20:30:00Z') {
    const { organizationId } = whose
    const platforms = Object.keys(decisions) as Platform[]
    const requestId = (await acceptedRequest(db, whose, platforms)) ?? assert.fail('no quota')
    const approvers = [{ email: 'a@example.com', name: 'A' }]
    const { roundId } = await openReview(db, { organizationId, requestId, platforms, approvers })
    const link = await db('approval_links').where({ round_id: roundId }).first('id')
    for (const platform of platforms)
      for (const [i, [verdict, comment = '']] of (decisions[platform] ?? []).entries())
        await db('decisions').insert({
          organization_id: organizationId,
          request_id: requestId,
          round_id: roundId,
          link_id: link.id,
          platform,
          version: 1,
          content_hash: 'x',
          verdict,
          comment,
          approver_email: `a${i}@example.com`,
          created_at: at,
        })
    await db('content_requests').where({ id: requestId }).update({ created_at: at })
    return requestId
  }
  const recently = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const read = ({ organizationId, brandId }: Tenant) => brandHistory(tenant(database.pool, organizationId), organizationId, brandId)

  it('is nothing where nothing was decided', async () => assert.deepEqual(await read(await insertTenant(db)), NO_HISTORY))

  it('tells what was approved and when, in the organization’s time zone, and what was asked to be changed', async () => {
    const me = await insertTenant(db)
    await db('organizations').where({ id: me.organizationId }).update({ time_zone: 'Asia/Jakarta' })
    // 20:30 UTC is 03:30 of the next day in Jakarta.
    const at = `${recently(10).slice(0, 10)}T20:30:00Z`
    await decided(
      me,
      { instagram: [['approve']], linkedin: [['request_changes', 'Say where it is made.']], tiktok: [['reject', 'No.']] },
      at,
    )
    const { approved, asked_changes } = await read(me)
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][(new Date(at).getUTCDay() + 1) % 7]
    assert.deepEqual(approved, [
      {
        platform: 'instagram',
        content_type: 'post',
        hashtags: ['linen', 'summer'],
        first_line: 'Linen <3 summer.',
        decided_on: weekday,
        decided_hour: 3,
      },
    ])
    assert.deepEqual(asked_changes, [{ platform: 'linkedin', comment: 'Say where it is made.' }])
  })

  it('counts no draft that somebody else turned down, and cuts comments short', async () => {
    const me = await insertTenant(db)
    await decided(
      me,
      { instagram: [['approve'], ['request_changes', 'x'.repeat(1_000)]], linkedin: [['approve'], ['approve']] },
      recently(1),
    )
    const { approved, asked_changes } = await read(me)
    assert.deepEqual(
      approved.map(({ platform }) => platform),
      ['linkedin'],
    )
    assert.equal(asked_changes[0]?.comment.length, 300)
  })

  it(`forgets after ${HISTORY_DAYS} days, and begins with the newest`, async () => {
    const me = await insertTenant(db)
    await decided(me, { instagram: [['approve']] }, recently(HISTORY_DAYS + 1))
    await decided(me, { linkedin: [['approve']] }, recently(20))
    await decided(me, { tiktok: [['approve']] }, recently(2))
    assert.deepEqual(
      (await read(me)).approved.map(({ platform }) => platform),
      ['tiktok', 'linkedin'],
    )
  })

  it('is that of one brand and one organization: a foreign id reads nothing, by the query and by the wall', async () => {
    const [me, stranger] = [await insertTenant(db), await insertTenant(db)]
    await decided(stranger, { instagram: [['approve']] }, recently(1))
    const [other] = await db('brand_profiles').insert({ organization_id: stranger.organizationId, brand_name: 'Other' }).returning('id')
    assert.equal((await read(stranger)).approved.length, 1)
    assert.deepEqual(await read({ ...stranger, brandId: other.id }), NO_HISTORY)
    assert.deepEqual(await read({ ...me, brandId: stranger.brandId }), NO_HISTORY)
    const mine = tenant(database.pool, me.organizationId)
    assert.deepEqual(await brandHistory(mine, stranger.organizationId, stranger.brandId), NO_HISTORY)
    assert.deepEqual(await brandHistory(db, me.organizationId, stranger.brandId), NO_HISTORY)
  })
})
