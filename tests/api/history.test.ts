import assert from 'node:assert/strict'
import { openDb, type Pool, tenant } from '../../db/knex.ts'
import type { Content } from '../../domain/content.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { keyOf, personOf } from '../helpers/members.ts'
import { CONTENT, openReview, storeDraft } from '../helpers/openReview.ts'
import { pastRequest } from '../helpers/past.ts'

const HISTORY = '/api/v1/content/history'
type Agency = Member & { brandId: string }

describe('the history', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  /** Ids that a query finds, in order. */
  async function found(who: Pick<Member, 'ask'>, query: Record<string, string | string[]>): Promise<string[]> {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])),
    )
    const answer = await who.ask('GET', `${HISTORY}?${search}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items.map(({ id }: { id: string }) => id)
  }
  const made = (me: Agency, at: string, of: Partial<Parameters<typeof pastRequest>[1]> = {}) =>
    pastRequest(world.db, { organizationId: me.organizationId, brandId: me.brandId, at, ...of })

  describe('finds by words, and', () => {
    it('nothing of another organization, whatever is asked, nor of a brand that the caller does not see', async () => {
      const [me, stranger] = [await world.agency(), await world.agency()]
      const other = (await me.brand('Kopi Senja')).id
      const mine = await made(me, '2026-05-01T10:00:00Z', { prompt: 'Zanzibar cloves' })
      const hidden = await made(me, '2026-05-02T10:00:00Z', { prompt: 'Zanzibar cloves', brandId: other })
      const marks = [`@o${me.organizationId.replaceAll('-', '')}`, '@m202605', '@pinstagram', `@b${me.brandId.replaceAll('-', '')}`]
      for (const q of ['zanzibar', 'zanz', '-nothing', 'zanzibar or cloves', '"zanzibar cloves"', ...marks])
        assert.deepEqual(await found(stranger, { q }), [], q)
      assert.deepEqual(await found(stranger, { brand_id: me.brandId }), [])
      assert.deepEqual(await found(stranger, { platform: 'instagram' }), [])
      assert.deepEqual(await found(stranger, { status: 'completed', brand_id: me.brandId }), [])

      const client = await personOf(world, { organizationId: me.organizationId, role: 'client', brandIds: [me.brandId] })
      const key = await keyOf(world, { organizationId: me.organizationId, scopes: ['content.read'], brandIds: [me.brandId] })
      for (const limited of [client, key]) {
        const ways: Record<string, string | string[]>[] = [
          {},
          { q: 'zanzibar' },
          { platform: 'instagram' },
          { status: 'completed' },
          { status: ['completed', 'failed'], q: 'cloves' },
          { from: '2026-01-01' },
        ]
        for (const query of ways) assert.deepEqual(await found(limited, query), [mine], JSON.stringify(query))
        assert.deepEqual(await found(limited, { q: 'zanzibar', brand_id: other }), [])
        assert.deepEqual(await found(limited, { brand_id: other }), [])
      }
      const nowhere = await personOf(world, { organizationId: me.organizationId, role: 'viewer', brandIds: [] })
      assert.deepEqual(await found(nowhere, { q: 'zanzibar' }), [])
      assert.deepEqual(await found(me, { q: 'zanzibar' }), [hidden, mine])
    })

    it('shows a database session that nothing was opened for, or everything, no request', async () => {
      const me = await world.agency()
      await made(me, '2026-05-01T10:00:00Z', { prompt: 'Zanzibar cloves' })
      const search = `select count(*) as n from search_requests(search_query('zanzibar'), null, null, null, null, null, null, null, 100)`
      const count = async (db: Pick<Pool, 'raw'>) => (await db.raw(search)).rows[0].n
      assert.equal(await count(world.pool), 0)
      assert.equal(await count(world.db), 0)
      assert.equal(await count(tenant(world.pool, me.organizationId)), 1)
    })

    it('looks in the prompt, the brand’s name and the newest drafts, and no longer in older ones', async () => {
      const me = await world.agency()
      const id = (await me.generate({ prompt: 'Peluncuran koleksi linen musim panas', platforms: ['instagram', 'linkedin'] })).body.id
      const of = { organizationId: me.organizationId, requestId: id }
      for (const q of ['koleksi', 'MUSIM panas', 'marlow', 'kolek', '"musim panas"', 'baju or linen', 'linen -baju'])
        assert.deepEqual(await found(me, { q }), [id], q)
      for (const q of ['baju', '"panas musim"', 'linen -koleksi', 'ko', 'oleksi', '...']) assert.deepEqual(await found(me, { q }), [], q)
      await storeDraft(world.db, {
        ...of,
        platform: 'instagram',
        content: { ...CONTENT.instagram, text: 'Sejuk sepanjang hari' } as Content,
      })
      await storeDraft(world.db, { ...of, platform: 'linkedin', content: { ...CONTENT.linkedin, text: 'Kemeja yang bernapas' } as Content })
      for (const q of ['sejuk', 'kemeja', 'sejuk kemeja koleksi', 'drying']) assert.deepEqual(await found(me, { q }), [id], q)
      await storeDraft(world.db, {
        ...of,
        platform: 'instagram',
        version: 2,
        content: { ...CONTENT.instagram, text: 'Teduh dan ringan' } as Content,
      })
      assert.deepEqual(await found(me, { q: 'sejuk' }), [])
      assert.deepEqual(await found(me, { q: 'teduh kemeja' }), [id])
      await world
        .db('generated_content')
        .where({ request_id: id, platform: 'linkedin' })
        .update({ content_data: JSON.stringify({ ...CONTENT.linkedin, text: 'Celana' }) })
      assert.deepEqual(await found(me, { q: 'kemeja' }), [])
      assert.deepEqual(await found(me, { q: 'celana' }), [id])
    })

    it('keeps the words of drafts that come at the same moment', async () => {
      const me = await world.agency()
      const platforms = ['instagram', 'linkedin', 'tiktok', 'facebook', 'x'] as const
      const id = (await me.generate({ platforms })).body.id
      const words = ['satu', 'dua', 'tiga', 'empat', 'lima']
      await Promise.all(
        platforms.map((platform, i) =>
          storeDraft(world.db, {
            organizationId: me.organizationId,
            requestId: id,
            platform,
            content: { ...CONTENT[platform], text: `word ${words[i]}` } as Content,
          }),
        ),
      )
      assert.deepEqual(await found(me, { q: words.join(' ') }), [id])
    })

    it('takes a text of any length that a draft may have', async () => {
      const me = await world.agency()
      const id = (await me.generate({ platforms: ['linkedin'] })).body.id
      const section = (i: number) => ({ heading: `Section ${i}`, body: Array.from({ length: 2_200 }, (_, n) => `w${i}x${n}`).join(' ') })
      const content = {
        form: 'article' as const,
        text: 'Read it',
        hashtags: [],
        headline: 'Long',
        sections: Array.from({ length: 30 }, (_, i) => section(i)),
        media: [],
      }
      await storeDraft(world.db, { organizationId: me.organizationId, requestId: id, platform: 'linkedin', content })
      assert.deepEqual(await found(me, { q: 'w0x7 section' }), [id])
    })

    it('uses the index, and for a word of every request a month of them', async () => {
      const me = await world.agency()
      for (let month = 1; month <= 9; month++)
        for (let n = 0; n < 4; n++)
          await made(me, `2026-0${month}-1${n}T10:00:00Z`, { prompt: n ? 'Linen again' : `Linen of month${month}` })
      const scans = async () => {
        await world.pool.raw('select pg_stat_force_next_flush()')
        const { rows } = await world.pool.raw(
          `select idx_scan, idx_tup_read from pg_stat_user_indexes where indexrelname = 'request_search_words'`,
        )
        return rows[0] as { idx_scan: number; idx_tup_read: number }
      }
      const one = openDb(world.database.url, { max: 1 })
      try {
        const search = (q: string, limit: number) =>
          tenant(one, me.organizationId).raw(
            `select request_id from search_requests(search_query(?), null, null, null, null, null, null, null, ?)`,
            [q, limit],
          )
        const flush = () => one.raw('select pg_stat_force_next_flush()')
        await flush()
        const before = await scans()
        assert.equal((await search('linen', 3)).rows.length, 3)
        await flush()
        await one.raw('select 1')
        const after = await scans()
        assert.equal(after.idx_scan - before.idx_scan, 1, 'one look')
        assert.equal(after.idx_tup_read - before.idx_tup_read, 4, 'at one month')
        assert.equal((await search('month1', 3)).rows.length, 1)
        await flush()
        await one.raw('select 1')
        const rare = await scans()
        assert.equal(rare.idx_scan - after.idx_scan, 4, 'months 9, 8 to 7, 6 to 3, the rest')
        assert.equal(rare.idx_tup_read - after.idx_tup_read, 1)
      } finally {
        await one.destroy()
      }
    })
  })

  describe('filters', () => {
    let me: Agency
    let kopi: string
    const ids: Record<string, string> = {}
    before(async () => {
      me = await world.agency()
      await me.ask('PATCH', '/api/v1/organization', { body: { time_zone: 'Asia/Jakarta' } })
      kopi = (await me.brand('Kopi Senja')).id
      const all: [string, string, Partial<Parameters<typeof pastRequest>[1]>][] = [
        ['a', '2026-01-31T16:59:59.999Z', { status: 'completed', platforms: ['instagram'], prompt: 'linen shirts' }],
        // The first of February in Jakarta.
        ['b', '2026-01-31T17:00:00Z', { status: 'failed', platforms: ['linkedin'], prompt: 'linen dresses' }],
        [
          'c',
          '2026-03-01T00:00:00Z',
          { status: 'expired', platforms: ['instagram', 'x'], prompt: 'coffee', brandId: kopi, brandName: 'Kopi Senja' },
        ],
        [
          'd',
          '2026-06-15T00:00:00Z',
          { status: 'completed', platforms: ['tiktok'], prompt: 'coffee and linen', brandId: kopi, brandName: 'Kopi Senja' },
        ],
        [
          'e',
          '2026-09-30T00:00:00Z',
          { status: 'failed', platforms: ['instagram', 'tiktok'], prompt: 'coffee', brandId: kopi, brandName: 'Kopi Senja' },
        ],
      ]
      for (const [name, at, of] of all) ids[name] = await made(me, at, of)
    })
    const named = async (query: Record<string, string | string[]>) => {
      const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]))
      return (await found(me, query)).map((id) => names[id]).join('')
    }

    const cases: [Record<string, string | string[]>, string][] = [
      [{}, 'edcba'],
      [{ status: 'failed' }, 'eb'],
      [{ status: ['failed', 'expired'] }, 'ecb'],
      [{ status: ['failed', 'failed'] }, 'eb'],
      [{ platform: 'instagram' }, 'eca'],
      [{ platform: ['x', 'linkedin'] }, 'cb'],
      [{ platform: 'instagram', status: 'failed' }, 'e'],
      [{ platform: ['instagram', 'tiktok'], status: ['completed', 'failed'] }, 'eda'],
      [{ q: 'coffee' }, 'edc'],
      [{ q: 'coffee', status: ['completed', 'expired'] }, 'dc'],
      [{ q: 'linen', platform: ['tiktok', 'linkedin'] }, 'db'],
      [{ from: '2026-02-01' }, 'edcb'],
      [{ to: '2026-01-31' }, 'a'],
      [{ from: '2026-02-01', to: '2026-02-01' }, 'b'],
      [{ from: '2026-01-31T17:00:00Z', to: '2026-03-01T00:00:00Z' }, 'b'],
      [{ from: '2026-02-01T00:00:00+07:00', to: '2026-03-01T07:00:00.001+07:00' }, 'cb'],
      [{ q: 'linen', from: '2026-02-01', to: '2026-06-15' }, 'db'],
      [{ q: 'linen', from: '2027-01-01' }, ''],
      [{ status: 'failed', to: '2026-06-01' }, 'b'],
      [{ platform: 'instagram', from: '2026-02-01', to: '2026-03-01' }, 'c'],
    ]
    for (const [query, expected] of cases)
      it(`${JSON.stringify(query)} is ${expected || 'nothing'}`, async () => assert.equal(await named(query), expected))

    it('a brand, alone and with everything else', async () => {
      assert.equal(await named({ brand_id: kopi }), 'edc')
      assert.equal(await named({ brand_id: kopi.toUpperCase() }), 'edc')
      assert.equal(await named({ brand_id: me.brandId, status: ['failed', 'completed'] }), 'ba')
      assert.equal(
        await named({ brand_id: kopi, status: 'failed', platform: 'tiktok', q: 'coff', from: '2026-09-01', to: '2026-09-30' }),
        'e',
      )
      assert.equal(await named({ brand_id: '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e' }), '')
    })

    for (const query of [
      'status=done',
      'status=failed&status=done',
      'platform=myspace',
      'brand_id=mine',
      'q=',
      'q=%20',
      `q=${'x'.repeat(201)}`,
      'from=yesterday',
      'from=2026-02-30',
      'from=0000-01-01',
      'to=0000-01-01T00:00:00Z',
      'to=2026-01-01T00:00:00',
      'cursor=nonsense&q=x',
      'sort=asc',
    ])
      it(`refuses ${query.slice(0, 40)}`, async () => assert.equal((await me.ask('GET', `${HISTORY}?${query}`)).status, 400))
  })

  it('goes from page to page under every filter without losing or repeating one, also where moments are the same', async () => {
    const me = await world.agency()
    const expected: string[] = []
    for (let n = 0; n < 23; n++) {
      const month = String(1 + (n % 12)).padStart(2, '0')
      const status = n % 2 ? 'failed' : 'completed'
      expected.push(
        await made(me, `2025-${month}-05T10:00:00Z`, { prompt: 'paged linen', status, platforms: n % 3 ? ['instagram'] : ['x', 'tiktok'] }),
      )
    }
    const filters = [
      '',
      'q=paged',
      'status=failed&status=completed',
      `brand_id=${me.brandId}`,
      'platform=instagram&platform=x',
      'q=lin&status=failed&status=completed&from=2025-01-01&to=2025-12-31',
      `brand_id=${me.brandId}&status=completed&status=failed`,
    ]
    for (const filter of filters) {
      const seen: { id: string; created_at: string }[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await me.ask('GET', `${HISTORY}?limit=4&${filter}${cursor && `&cursor=${cursor}`}`)
        seen.push(...body.items)
        cursor = body.next_cursor
      }
      assert.deepEqual(seen.map(({ id }) => id).sort(), expected.toSorted(), filter)
      const order = seen.map(({ created_at, id }) => `${created_at} ${id}`)
      assert.deepEqual(order, order.toSorted().toReversed(), filter)
    }
  })

  it('shows what a list needs: cost, units, next step and whom it waits for, as the request itself does', async () => {
    const me = await world.agency()
    const id = (await me.generate({ platforms: ['instagram', 'linkedin'] })).body.id
    const failed = await made(me, '2026-01-05T10:00:00Z', { status: 'failed', spentMicros: 12_345 })
    const approver = { email: 'client@example.com', name: 'Client' }
    await openReview(world.db, {
      organizationId: me.organizationId,
      requestId: id,
      platforms: ['instagram', 'linkedin'],
      approvers: [approver],
    })
    await world.db('content_requests').where({ id }).update({ spent_micros: 1_234_567 })
    const { items } = (await me.ask('GET', HISTORY)).body
    const [waiting, over] = items
    assert.deepEqual([waiting.id, over.id], [id, failed])
    assert.deepEqual([waiting.cost_usd, over.cost_usd], [1.234567, 0.012345])
    assert.deepEqual(waiting.units, { reserved: 0, committed: 2, released: 0 })
    assert.deepEqual([waiting.waits_for, waiting.due_at], [['client@example.com'], '2026-12-01T14:00:00.000Z'])
    assert.deepEqual([over.waits_for, over.due_at], [[], null])
    for (const item of items) {
      const { body } = await me.ask('GET', `/api/v1/content/requests/${item.id}`)
      assert.equal(item.next_step, body.next_step)
      assert.deepEqual(item.units, body.units)
      assert.equal(item.cost_usd, body.cost.spent_usd)
    }
    assert.match(over.next_step, /One platform failed: retry/)
  })
})
