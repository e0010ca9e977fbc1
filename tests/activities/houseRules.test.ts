import assert from 'node:assert/strict'
import { MockActivityEnvironment } from '@temporalio/testing'
import { offlineModel } from '../../activities/models/offline.ts'
import { thinkActivities } from '../../activities/think.ts'
import { NO_OUTBOUND } from '../../adapters/outbound.ts'
import { tenant } from '../../db/knex.ts'
import { houseRules, liftOverride, setDenied, setOverride } from '../../db/ruleOverrides.ts'
import type { Content } from '../../domain/content.ts'
import type { Disclosure, Finding } from '../../domain/words.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { NOTHING_RECALLED } from '../helpers/recall.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

const paid: Disclosure = { connection: 'gifted', sponsor: 'Oak & Co', countries: ['DE'] }

describe('an organization’s own rules', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const setBy = 'user/x'
  const override = (db: TestDatabase['db'], organizationId: string, rule: string, limit: number) =>
    setOverride(db, organizationId, { rule, limit, severity: null, reason: 'tried', setBy })

  /** What is stored of one Instagram draft that all agents worked on. */
  async function drafted(organizationId: string, requestId: string) {
    const activities = thinkActivities({
      pool: database.pool,
      outbound: NO_OUTBOUND,
      recall: NOTHING_RECALLED,
      announce: () => undefined,
      model: offlineModel(),
      observe: { step: () => undefined },
    })
    const key = { organizationId, requestId, version: 1, pass: 0 }
    const run = <T>(work: () => Promise<T>) => new MockActivityEnvironment().run(work)
    await run(() => activities.strategist(key))
    await run(() => activities.instagram({ ...key, platform: 'instagram' }))
    await run(() => activities.brandVoice({ ...key, platform: 'instagram' }))
    await run(() => activities.qualityAssurance({ ...key, platform: 'instagram' }))
    const row = await database.db('generated_content').where({ request_id: requestId }).first()
    return { content: row.content_data as Content, findings: row.findings as Finding[], rulePack: row.rule_pack as string }
  }

  it('reach the agents through the step’s own statement, and a request’s disclosure with them', async () => {
    const whose = await insertTenant(database.db)
    const { organizationId } = whose
    await override(database.db, organizationId, 'instagram.hashtags', 1)
    await setDenied(database.db, organizationId, { terms: ['linen'], hashtags: [], checkedOn: '2026-11-01', setBy })
    const requestId = await acceptedRequest(database.db, whose, ['instagram'], paid)
    assert.ok(requestId)
    const { content, findings, rulePack } = await drafted(organizationId, requestId)
    assert.match(content.text, /^Ad: gifted by Oak & Co\n/)
    assert.equal(content.hashtags.length, 1)
    const rules = findings.map(({ rule }) => rule)
    assert.ok(rules.includes('instagram.denied_terms'), rules.join())
    assert.ok(!rules.includes('instagram.declared') && !rules.includes('instagram.declared_first'))
    assert.match(rulePack, /^instagram@\d{4}-\d\d-\d\d\+house\.\d+\.\d+$/)
  })

  it('leave no trace where there are none', async () => {
    const whose = await insertTenant(database.db)
    const requestId = await acceptedRequest(database.db, whose)
    assert.ok(requestId)
    const { content, rulePack } = await drafted(whose.organizationId, requestId)
    assert.doesNotMatch(content.text, /^Ad\b/)
    assert.match(rulePack, /^instagram@[\d-]+$/)
    assert.deepEqual(await houseRules(tenant(database.pool, whose.organizationId), whose.organizationId), {
      overrides: {},
      denied: undefined,
      version: null,
    })
  })

  it('are the newest of each rule, and another organization’s are hidden even from who names it', async () => {
    const [a, b] = [await insertTenant(database.db), await insertTenant(database.db)]
    const db = tenant(database.pool, a.organizationId)
    await override(db, a.organizationId, 'instagram.hashtags', 20)
    await override(db, a.organizationId, 'instagram.hashtags', 30)
    await override(db, a.organizationId, 'linkedin.hashtags', 9)
    assert.ok(await liftOverride(db, a.organizationId, { rule: 'linkedin.hashtags', setBy }))
    assert.ok(!(await liftOverride(db, a.organizationId, { rule: 'linkedin.hashtags', setBy })))
    const { overrides } = await houseRules(db, a.organizationId)
    assert.deepEqual(overrides, { 'instagram.hashtags': { limit: 30, severity: null } })
    assert.deepEqual((await houseRules(tenant(database.pool, b.organizationId), a.organizationId)).overrides, {})
  })
})
