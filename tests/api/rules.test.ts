import assert from 'node:assert/strict'
import { setPlatforms, setRequestStatus } from '../../db/statuses.ts'
import type { Content } from '../../domain/content.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { PLATFORMS } from '../../domain/words.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { CONTENT } from '../helpers/openReview.ts'
import { visitor } from '../helpers/visitor.ts'

interface RuleItem {
  id: string
  limit: number | null
  may_override: boolean
  override: { limit: number | null; severity: string | null; reason: string; set_by: string } | null
}

describe('rules', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())
  const { review, open, post, hidden } = visitor(() => world)

  const rulesOf = async (me: Member, query = ''): Promise<RuleItem[]> => (await me.ask('GET', `/api/v1/rules${query}`)).body.items
  const ruleOf = async (me: Member, id: string) => (await rulesOf(me)).find((rule) => rule.id === id)
  const override = (me: Member, rule: string, body: Record<string, unknown>) =>
    me.ask('PUT', `/api/v1/rules/${rule}/override`, { body: { reason: 'Our account still takes more.', ...body } })
  const audited = (me: Member, action: string) =>
    world.db('audit_log').where({ organization_id: me.organizationId, action }).orderBy('id').select('actor', 'subject', 'data')
  const tags = (n: number) => Array.from({ length: n }, (_, i) => `linen${i}`)
  const post10: Content = { ...CONTENT.instagram, hashtags: tags(10) } as Content

  describe('of an organization', () => {
    it('are listed as they are in force today, with their sources', async () => {
      const me = await world.register()
      const { body } = await me.ask('GET', '/api/v1/rules')
      assert.deepEqual(Object.keys(body.packs), [...PLATFORMS])
      assert.equal(body.packs.linkedin, RULE_PACKS.linkedin.version)
      const hashtags = body.items.filter(({ id }: RuleItem) => id === 'instagram.hashtags')
      assert.equal(hashtags.length, 1)
      assert.deepEqual([hashtags[0].limit, hashtags[0].effective_from, hashtags[0].may_override], [5, '2025-12-18', true])
      assert.ok((await rulesOf(me, '?platform=tiktok')).every(({ id }) => id.startsWith('tiktok.')))
    })

    it('can be kept another way where nobody is sure, with a reason that the audit keeps, and for nobody else', async () => {
      const [me, other] = [await world.register(), await world.register()]
      const kept = await override(me, 'instagram.hashtags', { limit: 30 })
      assert.equal(kept.status, 200)
      const mine = await ruleOf(me, 'instagram.hashtags')
      assert.deepEqual([mine?.limit, mine?.override?.limit, mine?.override?.set_by], [5, 30, `user/${me.userId}`])
      assert.equal((await ruleOf(other, 'instagram.hashtags'))?.override, null)
      assert.deepEqual(await audited(me, 'rule.overridden'), [
        {
          actor: `user/${me.userId}`,
          subject: 'rule/instagram.hashtags',
          data: { limit: 30, severity: null, reason: 'Our account still takes more.' },
        },
      ])
      await override(me, 'instagram.hashtags', { limit: 20, severity: 'WARN' })
      assert.equal((await ruleOf(me, 'instagram.hashtags'))?.override?.limit, 20)
      const lift = () => me.ask('DELETE', '/api/v1/rules/instagram.hashtags/override')
      assert.equal((await lift()).status, 204)
      assert.equal((await lift()).status, 404)
      assert.equal((await ruleOf(me, 'instagram.hashtags'))?.override, null)
      assert.equal((await audited(me, 'rule.override_lifted')).length, 1)
      assert.equal(
        await world
          .db('rule_overrides')
          .where({ organization_id: me.organizationId })
          .then((rows) => rows.length),
        3,
      )
    })

    it('stay as they are where the facts are sure, where there is nothing to count, and where there is no rule', async () => {
      const me = await world.register()
      const refused = async (rule: string, body: Record<string, unknown>) => (await override(me, rule, body)).status
      assert.equal(await refused('instagram.caption_length', { limit: 9_000 }), 422)
      assert.equal(await refused('instagram.declared', { severity: 'off' }), 422)
      assert.equal(await refused('instagram.health_claim', { limit: 3 }), 422)
      assert.equal(await refused('instagram.no_such_rule', { limit: 3 }), 404)
      assert.equal(await refused('instagram.hashtags', {}), 400)
      assert.equal(await refused('instagram.hashtags', { limit: -1 }), 400)
      assert.equal(await refused('instagram.hashtags', { limit: 7, reason: '' }), 400)
    })

    it('hold at approval and at export as they are kept at that moment', async () => {
      const { me, id, path } = await review({ platforms: ['instagram'], contents: { instagram: post10 } })
      const approve = async () => post(path, { ...hidden(await open(path)), 'instagram.verdict': 'approve' })
      const refused = await approve()
      assert.equal(refused.status, 422)
      assert.match(refused.text, /10 hashtags, 5 allowed/)

      await override(me, 'instagram.hashtags', { limit: 8, severity: 'WARN' })
      assert.equal((await approve()).status, 200)
      const [decided] = await audited(me, 'review.decided')
      assert.deepEqual(decided.data.stood.instagram.warnings, ['instagram.hashtags'])
      assert.match(decided.data.stood.instagram.rule_pack, /^instagram@\d{4}-\d\d-\d\d\+house\.\d+$/)

      await setPlatforms(world.db, id, [{ platform: 'instagram', status: 'approved', version: 1, reason: '' }])
      await setRequestStatus(world.db, id, { status: 'completed', reason: '' })
      const exported = async () => {
        const [draft] = (await me.ask('GET', `/api/v1/content/requests/${id}/export`)).body.drafts
        return draft.findings.find(({ rule }: { rule: string }) => rule === 'instagram.hashtags')
      }
      assert.equal((await exported()).severity, 'WARN')
      await override(me, 'instagram.hashtags', { limit: 30 })
      assert.equal(await exported(), undefined)
    })
  })

  describe('denied words', () => {
    it('are empty at first, replaced as a whole and dated', async () => {
      const me = await world.register()
      const none = (await me.ask('GET', '/api/v1/denied')).body
      assert.deepEqual(none, { terms: [], hashtags: [], checked_on: null, set_by: null, set_at: null })
      const put = (body: Record<string, unknown>) => me.ask('PUT', '/api/v1/denied', { body })
      assert.equal((await put({ terms: ['Ocean safe', 'ocean SAFE', 'cheap'], hashtags: ['#Skinny', 'skinny'] })).status, 200)
      const { body } = await me.ask('GET', '/api/v1/denied')
      assert.deepEqual(
        [body.terms, body.hashtags, body.checked_on],
        [['ocean SAFE', 'cheap'], ['skinny'], new Date().toISOString().slice(0, 10)],
      )
      assert.deepEqual((await audited(me, 'denied.changed'))[0].data, { terms: 2, hashtags: 1, checked_on: body.checked_on })
      assert.equal((await put({ terms: [], hashtags: [], checked_on: '2999-01-01' })).status, 400)
      assert.equal((await put({ terms: [''], hashtags: [] })).status, 400)
      assert.equal((await put({ terms: [], hashtags: ['two words'] })).status, 400)
    })

    it('are found where a draft is judged, and block where the organization wants that', async () => {
      const { me, path } = await review({ platforms: ['instagram'] })
      await me.ask('PUT', '/api/v1/denied', { body: { terms: ['new shirts'], hashtags: [] } })
      const approve = async () => post(path, { ...hidden(await open(path)), 'instagram.verdict': 'approve' })
      await override(me, 'instagram.denied_terms', { severity: 'BLOCK' })
      const refused = await approve()
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Leave out &quot;new shirts&quot;/)
      await override(me, 'instagram.denied_terms', { severity: 'WARN' })
      assert.equal((await approve()).status, 200)
      const [decided] = await audited(me, 'review.decided')
      assert.deepEqual(decided.data.stood.instagram.warnings, ['instagram.denied_terms'])
    })
  })

  describe('disclosure', () => {
    const disclosure = { connection: 'paid', sponsor: 'Oak & Co', countries: ['ID', 'DE'] }

    it('is part of the request, and of what is told of it', async () => {
      const me = await world.agency()
      const accepted = (await me.generate({ disclosure })).body
      assert.deepEqual(accepted.disclosure, disclosure)
      assert.deepEqual((await me.ask('GET', `/api/v1/content/requests/${accepted.id}`)).body.disclosure, disclosure)
      const plain = (await me.generate()).body
      assert.deepEqual(plain.disclosure, { connection: 'none', sponsor: '', countries: [] })
    })

    it('is checked like everything a caller sends', async () => {
      const me = await world.agency()
      for (const wrong of [
        { connection: 'friend' },
        { ...disclosure, more: 1 },
        { sponsor: 'Oak' },
        { ...disclosure, countries: ['XX'] },
        { ...disclosure, sponsor: 'Oak\nIgnore' },
        'paid',
      ])
        assert.equal((await me.generate({ disclosure: wrong })).status, 400, JSON.stringify(wrong))
    })

    it('blocks an approval without it, and shows what is to be set by hand', async () => {
      const { path } = await review({ request: { disclosure } })
      const page = await open(path)
      for (const words of [
        'To be set by hand when publishing',
        'the paid partnership label',
        '&quot;Branded content&quot;',
        'was made or changed by AI',
      ])
        assert.ok(page.text.includes(words), words)
      const approve = { 'instagram.verdict': 'approve', 'linkedin.verdict': 'approve', 'tiktok.verdict': 'approve' }
      const refused = await post(path, { ...hidden(page), ...approve })
      assert.equal(refused.status, 422)
      assert.equal(refused.text.match(/The disclosure is missing/g)?.length, 3)
    })

    it('is exported with the switches that nobody has set yet, and escaped where an API wants that', async () => {
      const text = 'Ad: paid partnership with Oak & Co\n\nLinen (new).'
      const contents = { linkedin: { ...CONTENT.linkedin, text } as Content, instagram: { ...CONTENT.instagram, text } as Content }
      const { me, id, path } = await review({ platforms: ['instagram', 'linkedin'], contents, request: { disclosure } })
      const approved = await post(path, { ...hidden(await open(path)), 'instagram.verdict': 'approve', 'linkedin.verdict': 'approve' })
      assert.equal(approved.status, 200)
      const done = { status: 'approved', version: 1, reason: '' } as const
      await setPlatforms(world.db, id, [
        { platform: 'instagram', ...done },
        { platform: 'linkedin', ...done },
      ])
      await setRequestStatus(world.db, id, { status: 'completed', reason: '' })
      const [instagram, linkedin] = (await me.ask('GET', `/api/v1/content/requests/${id}/export`)).body.drafts
      assert.equal(linkedin.text, `${text}\n\n#linen`)
      assert.equal(linkedin.api_text, 'Ad: paid partnership with Oak & Co\n\nLinen \\(new\\).\n\n{hashtag|\\#|linen}')
      assert.equal(instagram.api_text, null)
      const rules = (all: { rule: string }[]) => all.map(({ rule }) => rule)
      assert.deepEqual(rules(instagram.to_set_by_hand), ['instagram.eu_ai_act', 'instagram.partnership_label'])
      assert.deepEqual(rules(linkedin.to_set_by_hand), ['linkedin.eu_ai_act'])
      const blocks = instagram.findings.filter(({ severity }: { severity: string }) => severity === 'BLOCK')
      assert.deepEqual(rules(blocks), ['instagram.media_attached', 'instagram.partnership_label'])
      assert.match(blocks[1].message, /^Set by hand in Instagram, advanced settings of the post: the paid partnership label/)
    })
  })
})
