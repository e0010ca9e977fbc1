import assert from 'node:assert/strict'
import { BrandSnapshot, withRules } from '../../domain/brand.ts'
import { judgeVoice } from '../../domain/voice.ts'
import { createWorld, type World } from '../helpers/world.ts'

describe('learning from what clients and editors change', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  interface Rule {
    id: string
    kind: string
    sentence: string
    state: string
    evidence: { request_id: string; quote: string }[]
  }
  const brand = async () =>
    ((await world.call('GET', '/api/v1/brands')).body.items as { id: string; version: number }[])[0] as { id: string; version: number }
  const rules = async () => (await world.call('GET', `/api/v1/brands/${(await brand()).id}/voice-rules`)).body.items as Rule[]
  const frozen = async (id: string) => (await world.db('content_requests').where({ id }).first('brand')).brand
  async function changeAsked(comment: string): Promise<string> {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'request_changes' }, comment)
    await world.until(id, (view) => view.approval.round === 2 && view.status === 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'completed')
    return id
  }

  it('proposes a rule with its evidence, tells agents of it only when a person accepted it, and counts the brand’s version on', async () => {
    const id = await changeAsked('Never say "wardrobe staple". Mention the harbour of Lisbon')
    const [rule] = await rules()
    assert.ok(rule)
    assert.deepEqual([rule.kind, rule.sentence, rule.state], ['never_say', 'Never “wardrobe staple”.', 'proposed'])
    assert.equal(rule.evidence[0]?.request_id, id)
    const before = await brand()

    const unaware = await world.generate({ platforms: ['linkedin'], prompt: 'Linen, unaware', approval: { mode: 'none' } })
    await world.until(unaware, 'completed')
    assert.equal((await frozen(unaware)).rules, undefined)

    const accepted = await world.call('PATCH', `/api/v1/brands/${before.id}/voice-rules/${rule.id}`, { state: 'accepted' })
    assert.equal(accepted.status, 200)
    assert.equal((await brand()).version, before.version + 1)
    const aware = await world.generate({ platforms: ['linkedin'], prompt: 'Linen, aware', approval: { mode: 'none' } })
    await world.until(aware, 'completed')
    const snapshot = await frozen(aware)
    assert.deepEqual(snapshot.rules, [{ kind: 'never_say', value: { word: 'wardrobe staple' }, sentence: 'Never “wardrobe staple”.' }])
    assert.equal(snapshot.version, before.version + 1)
    const told = world.model.asked.findLast((call) => call.agent === 'linkedin')
    assert.match(JSON.stringify(told?.messages), /Learned from its people, always kept: Never “wardrobe staple”\./)
    const judged = judgeVoice(['A wardrobe staple for you.'], withRules(BrandSnapshot.parse(snapshot)), 'en', 'x')
    assert.ok(judged.reasons.some((reason) => reason.includes('wardrobe staple')))
  })

  it('does not propose again what was dismissed', async () => {
    await changeAsked('Never say "effortless"')
    const rule = (await rules()).find(({ sentence }) => sentence.includes('effortless'))
    assert.ok(rule)
    const { id } = await brand()
    assert.equal((await world.call('PATCH', `/api/v1/brands/${id}/voice-rules/${rule.id}`, { state: 'dismissed' })).status, 200)
    await changeAsked('Again: never say "effortless"')
    const again = (await rules()).filter(({ sentence }) => sentence.includes('effortless'))
    assert.deepEqual(
      again.map(({ state }) => state),
      ['dismissed'],
    )
    const next = await world.generate({ platforms: ['linkedin'], approval: { mode: 'none' } })
    await world.until(next, 'completed')
    assert.doesNotMatch(JSON.stringify((await frozen(next)).rules ?? []), /effortless/)
  })
})
