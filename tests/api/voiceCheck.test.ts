import assert from 'node:assert/strict'
import { emptyContext } from '../../activities/tools/port.ts'
import { toneDetector } from '../../activities/tools/toneDetector.ts'
import { brandHistory } from '../../db/history.ts'
import { BrandSnapshot, withRules } from '../../domain/brand.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { personOf } from '../helpers/members.ts'
import { acceptedRequest } from '../helpers/rows.ts'
import { brandVoiceTask } from '../helpers/tasks.ts'
import { snapshotOf } from '../helpers/tenantTables.ts'
import { visitor } from '../helpers/visitor.ts'

describe('POST /api/v1/brands/:id/voice/check', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())
  const { review, open, post, hidden } = visitor(() => world)

  const PATH = (id: string) => `/api/v1/brands/${id}/voice/check`
  const BAKER = [
    "I'm up at four. The dough doesn't wait.\nIt's rye today, and I've saved you a loaf.",
    "My starter is nine years old. I don't rush it. It's in every loaf I bake.",
    "Rain again. I've got rye, I've got soup, and it's warm in here. That's my whole plan.",
  ]

  it('says what the tone detector says, of a brand with samples, approved drafts and accepted rules', async () => {
    const { me, path } = await review({ platforms: ['instagram', 'linkedin'] })
    const page = await open(path)
    await post(path, { ...hidden(page), 'instagram.verdict': 'approve', 'linkedin.verdict': 'approve' })
    const brand = (await me.ask('GET', '/api/v1/brands')).body.items[0] as { id: string }
    const changes = { samples: BAKER, brand_voice: { banned_words: ['cheap'], emoji: 'none' } }
    assert.equal((await me.ask('PATCH', `/api/v1/brands/${brand.id}`, { body: changes })).status, 200)
    const rule = { kind: 'never_say', value: { word: 'effortless' }, sentence: 'Never “effortless”.' }
    const of = { organization_id: me.organizationId, brand_id: brand.id, evidence: '[]' }
    await world.db('voice_rules').insert([
      { ...of, ...rule, key: 'a', value: JSON.stringify(rule.value), state: 'accepted' },
      { ...of, ...rule, key: 'b', value: JSON.stringify({ word: 'loaf' }), state: 'proposed' },
    ])

    const text = 'WE BAKE CHEAP BREAD 🍞!! An effortless loaf, and our oven is hot! Truly! Really!'
    const { status, body } = await me.ask('POST', PATH(brand.id), { body: { text, language: 'en' } })
    assert.equal(status, 200)
    assert.ok(body.score < 0.5, `${body.score}`)
    const reasons = body.reasons.join('\n')
    for (const expected of [/"cheap"/, /"effortless"/, /1 emoji where .* uses none/, /Shouting/, /exclamation marks/])
      assert.match(reasons, expected)
    assert.doesNotMatch(reasons, /"loaf"/, 'what nobody accepted binds nobody')
    assert.deepEqual([body.emoji, body.exclamation_marks], [1, 5])

    const requestId = await acceptedRequest(world.db, { ...me, brandId: brand.id })
    const frozen = await world.db('content_requests').where({ id: requestId }).first('brand')
    const task = brandVoiceTask({ brand: withRules(BrandSnapshot.parse(frozen.brand)), language: 'en', prompt: '' })
    const history = await brandHistory(world.db, me.organizationId, brand.id)
    assert.ok(history.approved.length > 0)
    assert.deepEqual(body, await toneDetector.run({ text }, task, { ...emptyContext(new AbortController().signal), history }))
    const own = await me.ask('POST', PATH(brand.id), { body: { text: BAKER[1], language: 'en' } })
    assert.deepEqual([own.body.score, own.body.reasons], [1, []])
  })

  it('knows Indonesian manners', async () => {
    const me = await world.register()
    const brand = { brand_name: 'Kopi', brand_voice: { formality: 'formal' } }
    const { id } = (await me.ask('POST', '/api/v1/brands', { body: brand })).body
    const { body } = await me.ask('POST', PATH(id), { body: { text: 'Yuk, kamu coba kopi kami.', language: 'id' } })
    assert.match(body.reasons.join(), /write "Anda", not "kamu"/)
  })

  it('keeps nothing, takes what it says, and is quick with whatever it is given', async () => {
    const me = await world.agency()
    const check = (body: unknown) => me.ask('POST', PATH(me.brandId), { body })
    const before = await snapshotOf(world.db, me.organizationId)
    const startedAt = performance.now()
    for (const piece of ['a', 'A', "a'", '! ', '🍞', ' .', '# ', '\n.'])
      assert.equal((await check({ text: `x${piece.repeat(20_000)}`.slice(0, 19_999), language: 'en' })).status, 200, piece)
    assert.ok(performance.now() - startedAt < 5_000, `${performance.now() - startedAt} ms`)
    for (const body of [
      {},
      { text: 'x' },
      { text: '', language: 'en' },
      { text: 'x'.repeat(20_001), language: 'en' },
      { text: 'x', language: 'fr' },
      { text: 'x', language: 'en', brand: 'y' },
    ])
      assert.equal((await check(body)).status, 400, JSON.stringify(body).slice(0, 60))
    assert.deepEqual(await snapshotOf(world.db, me.organizationId), before)
  })

  it('is for who sees the brand', async () => {
    const me = await world.agency()
    const { organizationId } = me
    const body = { text: 'Our linen.', language: 'en' }
    const other = (await me.brand('Another')).id
    const client = await personOf(world, { organizationId, role: 'client', brandIds: [me.brandId] })
    assert.equal((await client.ask('POST', PATH(me.brandId), { body })).status, 200)
    assert.equal((await client.ask('POST', PATH(other), { body })).status, 404)
    assert.equal((await (await world.agency()).ask('POST', PATH(me.brandId), { body })).status, 404)
    await me.ask('DELETE', `/api/v1/brands/${other}`)
    assert.equal((await me.ask('POST', PATH(other), { body })).status, 404)
  })
})
