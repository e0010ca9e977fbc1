import assert from 'node:assert/strict'
import { BrandSnapshot } from '../../domain/brand.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { acceptedRequest } from '../helpers/rows.ts'

const BRANDS = '/api/v1/brands'

describe('brands', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const defaults = async (organizationId: string) =>
    (await world.db('brand_profiles').where({ organization_id: organizationId, is_default: true, deleted_at: null })).map(
      (b) => b.brand_name,
    )

  it('makes the first the default, and moves the default where asked', async () => {
    const me = await world.register()
    const first = await me.ask('POST', BRANDS, { body: { brand_name: 'First', brand_voice: { tone: ['warm'], banned_words: ['cheap'] } } })
    assert.equal(first.status, 201)
    assert.equal(first.body.is_default, true)
    assert.deepEqual(first.body.brand_voice.tone, ['warm'])
    assert.equal(first.body.brand_voice.formality, 'neutral')
    const location = first.headers.get('location') ?? ''
    assert.deepEqual((await me.ask('GET', location)).body, first.body)
    const second = await me.ask('POST', BRANDS, { body: { brand_name: 'Second' } })
    assert.equal(second.body.is_default, false)
    assert.equal((await me.ask('PATCH', `${BRANDS}/${second.body.id}`, { body: { is_default: true } })).body.is_default, true)
    assert.deepEqual(await defaults(me.organizationId), ['Second'])
    await me.ask('POST', BRANDS, { body: { brand_name: 'Third', is_default: true } })
    assert.deepEqual(await defaults(me.organizationId), ['Third'])
  })

  it('has exactly one default, however many are made at once', async () => {
    const me = await world.register()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => me.ask('POST', BRANDS, { body: { brand_name: `B${i}`, is_default: i % 2 === 0 } })),
    )
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([201]))
    assert.equal((await defaults(me.organizationId)).length, 1)
  })

  it('reads a voice from texts that the brand published, with quotations, under what the brand says of itself', async () => {
    const me = await world.register()
    const samples = [
      "We're roasting again this Tuesday. Come and smell it! We keep two bags of every batch for you. ☕",
      "We've moved the tables outside. It's warm, so we don't hurry. Our cheap seats are the best ones. ☕",
      "Our Toraja lot is back. We can't wait to pour it for you, and we won't tell anyone you had three. ☕",
      "We're open until nine all week. Let's finish the day outside, it's lovely there. Our door is open. ☕",
    ]
    const body = { brand_name: 'Kopi Utara', brand_voice: { banned_words: ['cheap'] }, samples }
    const made = await me.ask('POST', BRANDS, { body })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.deepEqual(made.body.samples, samples)
    const path = `${BRANDS}/${made.body.id}`
    const { items } = (await me.ask('GET', BRANDS)).body
    assert.deepEqual(
      items.map((item: object) => 'samples' in item),
      [false],
    )

    const { body: profile } = await me.ask('GET', `${path}/voice`)
    assert.equal(profile.enough, true)
    assert.equal(profile.texts.samples, 4)
    assert.equal(profile.person.value, 'we')
    assert.ok(profile.person.signs.we.times >= 8, JSON.stringify(profile.person))
    assert.equal(profile.formality.value, 'casual')
    assert.deepEqual(profile.emoji.favourites, ['☕'])
    assert.equal(profile.banned_words[0].word, 'cheap')
    assert.match(profile.banned_words[0].quotes[0], /cheap seats/)

    assert.equal((await me.ask('PATCH', path, { body: { samples: [] } })).status, 200)
    const none = await world.db('brand_profiles').where({ id: made.body.id }).first('samples')
    assert.deepEqual(none.samples, [])
    for (const wrong of [['a', 'a'], [''], ['x'.repeat(5_001)], Array.from({ length: 21 }, (_, i) => `text ${i}`)])
      assert.equal((await me.ask('PATCH', path, { body: { samples: wrong } })).status, 400)
  })

  it('changes only what is named, and forgets nothing else', async () => {
    const me = await world.register()
    const { id } = await me.brand('Old name')
    await me.ask('PATCH', `${BRANDS}/${id}`, { body: { brand_guidelines: 'Never shout.' } })
    const { body } = await me.ask('PATCH', `${BRANDS}/${id}`, { body: { brand_name: 'New name' } })
    assert.deepEqual([body.brand_name, body.brand_guidelines, body.is_default], ['New name', 'Never shout.', true])
  })

  it('takes a deleted brand out of use and passes the default on', async () => {
    const me = await world.register()
    const { id } = await me.brand('First')
    await me.brand('Second')
    assert.equal((await me.ask('DELETE', `${BRANDS}/${id}`)).status, 204)
    assert.deepEqual(await defaults(me.organizationId), ['Second'])
    for (const method of ['GET', 'DELETE']) assert.equal((await me.ask(method, `${BRANDS}/${id}`)).status, 404)
    assert.equal((await me.ask('PATCH', `${BRANDS}/${id}`, { body: { brand_name: 'Back' } })).status, 404)
    assert.equal((await me.ask('GET', BRANDS)).body.items.length, 1)
  })

  it('lists page by page without gaps, even brands of the same moment', async () => {
    const me = await world.register()
    for (let i = 0; i < 5; i++) await me.brand(`Brand ${i}`)
    await world.db('brand_profiles').where({ organization_id: me.organizationId }).update({ created_at: '2026-11-01T10:00:00.123456Z' })
    const seen = new Set<string>()
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await me.ask('GET', `${BRANDS}?limit=2${cursor && `&cursor=${cursor}`}`)
      for (const { brand_name } of body.items) seen.add(brand_name)
      cursor = body.next_cursor
    }
    assert.equal(seen.size, 5)
  })

  it('keeps where its strategist may look, and freezes it into requests', async () => {
    const me = await world.register()
    const sources = {
      competitors: ['https://rival.example/blog', 'https://www.other.example/'],
      feeds: ['https://news.example/feed.xml'],
      countries: ['ID', 'PT'],
    }
    const { status, body } = await me.ask('POST', BRANDS, { body: { brand_name: 'Looking', ...sources } })
    assert.deepEqual([status, body.competitors, body.feeds, body.countries], [201, ...Object.values(sources)])
    const changed = await me.ask('PATCH', `${BRANDS}/${body.id}`, { body: { feeds: [] } })
    assert.deepEqual([changed.body.feeds, changed.body.competitors], [[], sources.competitors])
    const requestId = await acceptedRequest(world.db, { ...me, userId: me.userId, brandId: body.id })
    const { brand } = await world.db('content_requests').where({ id: requestId }).first('brand')
    assert.deepEqual(BrandSnapshot.parse(brand), { ...BrandSnapshot.parse(brand), ...sources, feeds: [] })
    const { body: bare } = await me.ask('GET', `${BRANDS}/${(await me.brand('Bare')).id}`)
    assert.deepEqual([bare.competitors, bare.feeds, bare.countries], [[], [], []])
  })

  it('reads a brand that was frozen before brands had sources', () => {
    const old = { id: 'b', brand_name: 'Old', brand_voice: {}, brand_guidelines: '', target_audience: {} }
    const { competitors, feeds, countries } = BrandSnapshot.parse(old)
    assert.deepEqual([competitors, feeds, countries], [[], [], []])
  })

  it('refuses sources that could not be read anyway, too many and the same twice', async () => {
    const me = await world.register()
    const { id } = await me.brand()
    const many = (n: number) => Array.from({ length: n }, (_, i) => `https://site${i}.example/`)
    const addresses = [
      'http://a.example/',
      'https://127.0.0.1/',
      'https://[::ffff:7f00:1]/',
      'https://localhost/',
      'https://u:p@a.example/',
      'https://a.example:22/',
      'no address',
      '',
    ]
    const bodies = [
      ...addresses.flatMap((url) => [{ competitors: [url] }, { feeds: [url] }]),
      { competitors: many(11) },
      { feeds: many(6) },
      { competitors: ['https://a.example/', 'https://a.example/'] },
      { countries: ['XX'] },
      { countries: ['id'] },
      { countries: ['IDN'] },
      { countries: ['ID', 'ID'] },
      { countries: 'ID' },
    ]
    for (const body of bodies) {
      assert.equal((await me.ask('PATCH', `${BRANDS}/${id}`, { body })).status, 400, JSON.stringify(body))
      assert.equal((await me.ask('POST', BRANDS, { body: { brand_name: 'x', ...body } })).status, 400, JSON.stringify(body))
    }
  })

  it('refuses what it does not know', async () => {
    const me = await world.register()
    const { id } = await me.brand()
    for (const body of [{}, { brand_name: '' }, { brand_name: 'x', colour: 'red' }, { brand_name: 'x', brand_voice: { mood: 'blue' } }])
      assert.equal((await me.ask('POST', BRANDS, { body })).status, 400, JSON.stringify(body))
    for (const body of [{}, { is_default: false }, { id: 'x' }, { brand_name: 'a\u0000b' }])
      assert.equal((await me.ask('PATCH', `${BRANDS}/${id}`, { body })).status, 400, JSON.stringify(body))
  })
})
